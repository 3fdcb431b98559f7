//! How much each part of the ranking counts. The crate's docs say what each is worth.

/// The parts of a lever's score. All are set to 1 or their tuned value by default; an ablation sets one to 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Concepts both texts name, and concepts one leads to.
    pub concepts: f32,
    /// How far links count; 0 leaves only concepts both texts name.
    pub links: f32,
    /// Stemmed words (BM25).
    pub words: f32,
    /// The theme the author picked and the themes of the concepts.
    pub theme: f32,
    /// The institution the text names or means.
    pub institution: f32,
    /// What the institution says of itself.
    pub about: f32,
    /// What a lever of its kind gives, beside what its text says.
    pub kind: f32,
    /// Modules: tasks that ideas of the theme usually take.
    pub theme_tasks: f32,
    /// Modules: tasks that carrying the proposal out takes.
    pub tasks: f32,
    /// Modules: what the best matched levers ask for.
    pub asked: f32,
    /// How soon a second mention in a proposal adds less; larger is later.
    pub mentions: f32,
    /// The same in a lever or module.
    pub emphasis: f32,
    /// The same where several concepts lead to one.
    pub meeting: f32,
    /// How much of a concept that a single word says hangs on what else the text says.
    pub coherence: f32,
    /// A title in a lever against its first sentence.
    pub title: f32,
    /// The sum of concept weights of a lever that is neither short nor long.
    pub usual: f32,
    /// What a sentence that only tells counts where another asks.
    pub tells: f32,
    /// What means count where they are named outright.
    pub means: f32,
    /// What "for whom" counts.
    pub who: f32,
    /// Modules: what the subject is worth beside the tasks.
    pub subject: f32,
    /// Modules: how far a concept one step away brings its tasks along.
    pub task_step: f32,
    /// How much rare concepts count over common ones: 0 not at all, 1 by their inverse document frequency.
    pub rarity: f32,
    /// What is left of a lever that serves its institution's own ground, where the proposal speaks of another.
    pub own_ground: f32,
    /// What is left of a lever that gives a place, where the proposal asks for works on a place it has.
    pub has_place: f32,
    /// Below this share of 1 a lever is not worth showing.
    pub least_lever: f32,
    /// Below this share of 1 a module is not worth showing.
    pub least_module: f32,
    /// A lever with less than this share of the best one's score is not worth an officer's time.
    pub beside_lever: f32,
    /// A module with less than this share of the best one's score is no help.
    pub beside_module: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            concepts: 1.0,
            links: 0.5,
            words: 0.08,
            theme: 1.0,
            institution: 0.7,
            about: 0.08,
            kind: 0.4,
            theme_tasks: 0.3,
            tasks: 3.0,
            asked: 0.05,
            mentions: 4.0,
            emphasis: 6.0,
            meeting: 3.2,
            coherence: 0.3,
            title: 1.7,
            usual: 14.0,
            tells: 0.72,
            means: 0.95,
            who: 0.38,
            subject: 0.95,
            task_step: 0.05,
            rarity: 0.1,
            own_ground: 0.75,
            has_place: 0.75,
            least_lever: 0.25,
            least_module: 0.22,
            beside_lever: 0.4,
            beside_module: 0.4,
        }
    }
}
