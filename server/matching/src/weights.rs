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
    /// Modules: tasks that carrying the proposal out takes.
    pub tasks: f32,
    /// Modules: what the best matched levers ask for.
    pub asked: f32,
    /// Below this share of 1 a lever is not worth showing.
    pub least_lever: f32,
    /// Below this share of 1 a module is not worth showing.
    pub least_module: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            concepts: 1.0,
            links: 1.0,
            words: 0.06,
            theme: 0.25,
            institution: 0.4,
            about: 0.1,
            tasks: 1.0,
            asked: 0.3,
            least_lever: 0.18,
            least_module: 0.15,
        }
    }
}
