//! The index: levers and modules filed by concept and word, asked with a proposal.

mod change;
mod filing;
mod levers;
mod modules;
mod reasons;
mod shelf;

pub use change::{Change, Kept};
pub(crate) use shelf::{Shelf, Slot};

use crate::evidence::Evidence;
use crate::reading::{self, Reading};
use crate::text::{InstitutionText, LeverText, ModuleText, ProposalText};
use crate::vocabulary::{Lexicon, Ready, Vocabulary};
use crate::weights::Weights;
use crate::words::{Words, is_stop};
use domain::reason::Reason;
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use filing::{Home, LeverBody, ModuleBody};

/// The most matches that are shown.
pub const MOST_MATCHES: usize = 10;
/// The most reasons a match carries.
pub const MOST_REASONS: usize = 4;

/// A lever or module that fits a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The lever's or module's id.
    pub id: String,
    /// Over 0, at most 1; for ordering within one proposal and for the threshold, not a probability.
    pub score: f32,
    /// 1 to 4, strongest first, cautions last.
    pub reasons: Vec<Reason>,
}

/// A concept met in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The concept's key.
    pub concept: String,
    /// The words that say it, lower case.
    pub words: String,
}

/// Levers and modules, ready to be asked. Share it by [`Arc`]; a clone is deep.
#[derive(Clone)]
pub struct Index {
    lexicon: Arc<Lexicon>,
    words: Arc<Words>,
    weights: Weights,
    homes: HashMap<String, Home>,
    levers: Shelf<LeverBody>,
    modules: Shelf<ModuleBody>,
}

impl Index {
    /// Reads everything; takes some 20 µs a lever. Of two with the same id the later one stays.
    #[must_use]
    pub fn build(
        vocabulary: &Vocabulary,
        institutions: &[InstitutionText],
        levers: &[LeverText],
        modules: &[ModuleText],
    ) -> Self {
        Self::with_weights(vocabulary, institutions, levers, modules, Weights::default())
    }

    /// As [`Index::build`], sharing what was made ready.
    #[must_use]
    pub fn of(
        ready: Ready,
        institutions: &[InstitutionText],
        levers: &[LeverText],
        modules: &[ModuleText],
    ) -> Self {
        Self::filled(ready, institutions, levers, modules, Weights::default())
    }

    /// As [`Index::build`], with other weights: for ablations.
    #[must_use]
    pub fn with_weights(
        vocabulary: &Vocabulary,
        institutions: &[InstitutionText],
        levers: &[LeverText],
        modules: &[ModuleText],
        weights: Weights,
    ) -> Self {
        Self::filled(Ready::of(vocabulary), institutions, levers, modules, weights)
    }

    fn filled(
        Ready { lexicon, words }: Ready,
        institutions: &[InstitutionText],
        levers: &[LeverText],
        modules: &[ModuleText],
        weights: Weights,
    ) -> Self {
        let concepts = lexicon.concepts.len();
        let mut index = Self {
            lexicon,
            words,
            homes: HashMap::new(),
            levers: Shelf::new(concepts, weights.rarity),
            modules: Shelf::new(concepts, weights.rarity),
            weights,
        };
        institutions.iter().for_each(|i| index.put_institution(i));
        levers.iter().for_each(|l| index.put_lever(l));
        modules.iter().for_each(|m| index.put_module(m));
        index
    }

    /// Adds an institution or puts it in place of its earlier self. Put it before its levers: they take in what it
    /// says of itself.
    pub fn put_institution(&mut self, institution: &InstitutionText) {
        let home = filing::home(&self.lexicon, &self.words, institution);
        self.homes.insert(institution.id.clone(), home);
    }

    /// Forgets an institution; its levers stay until they are removed.
    pub fn remove_institution(&mut self, id: &str) {
        self.homes.remove(id);
    }

    /// Adds a lever or puts it in place of its earlier self.
    pub fn put_lever(&mut self, lever: &LeverText) {
        let home = self.homes.get(&lever.institution);
        let filed = filing::lever(&self.lexicon, &self.words, &self.weights, home, lever);
        self.levers.put(&lever.id, filed.concepts, &filed.terms, filed.body);
    }

    /// False when it was not there.
    pub fn remove_lever(&mut self, id: &str) -> bool {
        self.levers.remove(id)
    }

    /// Adds a module or puts it in place of its earlier self.
    pub fn put_module(&mut self, module: &ModuleText) {
        let filed = filing::module(&self.lexicon, &self.words, &self.weights, module);
        self.modules.put(&module.id, filed.concepts, &filed.terms, filed.body);
    }

    /// False when it was not there.
    pub fn remove_module(&mut self, id: &str) -> bool {
        self.modules.remove(id)
    }

    /// How many levers and modules there are.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize) {
        (self.levers.len(), self.modules.len())
    }

    /// The levers that could move the proposal, best first, at most [`MOST_MATCHES`], only those worth showing: none
    /// for a text that asks for nothing an institution could do.
    #[must_use]
    pub fn levers(&self, proposal: &ProposalText, evidence: &Evidence) -> Vec<Match> {
        let reading = self.read(proposal);
        levers::best(self, proposal, &reading, &levers::asked(self, proposal, &reading), evidence)
    }

    /// The modules that would help to carry the proposal out, best first, at most [`MOST_MATCHES`]. `lever_matches`
    /// are what [`Index::levers`] gave: what those levers ask for is worth learning.
    #[must_use]
    pub fn modules(&self, proposal: &ProposalText, lever_matches: &[Match]) -> Vec<Match> {
        let reading = self.read(proposal);
        modules::best(self, proposal, &reading, &levers::asked(self, proposal, &reading), lever_matches)
    }

    /// Levers and modules as [`Index::levers`] and [`Index::modules`] give them, reading the proposal once.
    #[must_use]
    pub fn matches(&self, proposal: &ProposalText, evidence: &Evidence) -> (Vec<Match>, Vec<Match>) {
        let reading = self.read(proposal);
        let asked = levers::asked(self, proposal, &reading);
        let levers = levers::best(self, proposal, &reading, &asked, evidence);
        let modules = modules::best(self, proposal, &reading, &asked, &levers);
        (levers, modules)
    }

    /// The concepts met in a text, in order: what the matcher understands of it. For the vocabulary's page.
    #[must_use]
    pub fn understood(&self, text: &str) -> Vec<Understood> {
        let read = self.words.read(text);
        let hits = self.lexicon.hits(&self.words, &read).into_iter();
        hits.map(|hit| {
            let words: Vec<&str> = read[hit.start..hit.end].iter().map(|w| w.plain.as_str()).collect();
            let key = self.lexicon.concepts[hit.concept as usize].key.clone();
            Understood { concept: key, words: words.join(" ") }
        })
        .collect()
    }

    /// The words of a text that say something but stand for no concept, lower case, each once, in order. For the
    /// vocabulary's page.
    #[must_use]
    pub fn not_understood(&self, text: &str) -> Vec<String> {
        let read = self.words.read(text);
        let hits = self.lexicon.hits(&self.words, &read);
        let mut unknown: Vec<String> = Vec::new();
        for (at, word) in read.iter().enumerate() {
            let says = word.plain.chars().any(char::is_alphabetic) && !is_stop(&word.plain);
            let covered = hits.iter().any(|hit| (hit.start..hit.end).contains(&at));
            if says && !covered && !unknown.contains(&word.plain) {
                unknown.push(word.plain.clone());
            }
        }
        unknown
    }

    fn read(&self, proposal: &ProposalText) -> Reading {
        reading::proposal(&self.lexicon, &self.words, &self.weights, &proposal.title, &proposal.body)
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (levers, modules) = self.sizes();
        f.debug_struct("Index").field("levers", &levers).field("modules", &modules).finish_non_exhaustive()
    }
}

/// The slots with the highest scores over `least`, best first; equal scores by id.
fn top<T>(shelf: &Shelf<T>, scores: &[f32], least: f32, most: usize) -> Vec<(Slot, f32)> {
    let mut found: Vec<(Slot, f32)> =
        scores.iter().enumerate().filter(|(_, s)| **s >= least).map(|(slot, s)| (slot as Slot, *s)).collect();
    let id = |slot: Slot| shelf.get(slot).map(|doc| doc.id.as_str());
    let order = |a: &(Slot, f32), b: &(Slot, f32)| b.1.total_cmp(&a.1).then_with(|| id(a.0).cmp(&id(b.0)));
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
        found.truncate(most);
    }
    found.sort_by(order);
    found
}

/// From an open-ended score to 0..1: half at `half`.
fn share(score: f32, half: f32) -> f32 {
    score.max(0.0) / (score.max(0.0) + half)
}
