//! Which proposals a change of levers can touch, so that the others need not be matched anew.
//!
//! A lever that would not be kept for a proposal before, and would not be now, leaves its matches as they are: the
//! others are ranked by their own texts and by how many levers name a concept, say a word, or are there at all. Those
//! numbers are taken roughly, so one more or less changes them seldom; where it does, whoever speaks of that concept or
//! says that word is touched, and where the number of all levers or their usual length is another, everyone is.

use super::levers::{self, Asked, ROUNDING};
use super::modules::ASKING;
use super::shelf::rough;
use super::{Index, Match, Slot};
use crate::evidence::Evidence;
use crate::reading::Reading;
use crate::text::ProposalText;
use crate::vocabulary::ConceptId;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// With more levers changed than this, to ask is no cheaper than to match anew.
const MOST: usize = 50;

/// What is kept of the levers that match a proposal: the first `most` of those that reach `near` of the best one's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// At least 1.
    pub most: usize,
    /// 0 to 1.
    pub near: f32,
}

impl Kept {
    /// What is kept of matches as [`Index::matches`] gives them.
    #[must_use]
    pub fn of(self, mut found: Vec<Match>) -> Vec<Match> {
        let best = found.first().map_or(0.0, |found| found.score);
        found.retain(|found| found.score >= best * self.near);
        found.truncate(self.most);
        found
    }
}

/// Levers as they were and as they are, and what differs.
#[derive(Debug)]
pub struct Change {
    before: Arc<Index>,
    after: Arc<Index>,
    kept: Kept,
    all: bool,
    /// The levers that changed, as they were and as they are.
    was: Vec<Slot>,
    is: Vec<Slot>,
    /// Concepts that lead to one whose rarity is another.
    wants: HashSet<ConceptId>,
    /// Stems of words whose rarity is another.
    words: HashSet<String>,
}

/// A proposal that is asked about.
struct Asking<'a> {
    proposal: &'a ProposalText,
    reading: Reading,
    asked: Asked,
    evidence: &'a Evidence,
}

impl Change {
    /// `levers` are the ids of all that differ: by their own text, by what they are known to be beside it, or by their
    /// institution; those that are new or gone, too. Modules must be the same in both.
    #[must_use]
    pub fn between(before: Arc<Index>, after: Arc<Index>, levers: &[String], kept: Kept) -> Self {
        // One that is named twice changed once.
        let levers: BTreeSet<&String> = levers.iter().collect();
        let slots = |index: &Index| levers.iter().filter_map(|id| index.levers.slot(id)).collect::<Vec<_>>();
        let (was, is) = (slots(&before), slots(&after));
        let all = levers.len() > MOST
            || rough(before.levers.len()) != rough(after.levers.len())
            || before.levers.usual_len().to_bits() != after.levers.usual_len().to_bits()
            || before.weights != after.weights
            || before.lexicon.concepts != after.lexicon.concepts;
        let (mut wants, mut words) = (HashSet::new(), HashSet::new());
        if !all {
            wants = leading_to(&after, &shifted_concepts(&before, &after, &was, &is));
            words = shifted_words(&before, &after, &was, &is);
        }
        Self { before, after, kept, all, was, is, wants, words }
    }

    /// True where every proposal has to be matched anew.
    #[must_use]
    pub fn touches_all(&self) -> bool {
        self.all
    }

    /// False only where the levers that are kept for the proposal, its modules, their scores and reasons are the same
    /// before and after. `shown` are ids of levers that [`Index::matches`] is known to have given for it, as many as
    /// are known: the more, the surer it is that a changed lever comes after them. Takes some tens of microseconds,
    /// most of them for reading the text.
    #[must_use]
    pub fn touches(&self, proposal: &ProposalText, evidence: &Evidence, shown: &[String]) -> bool {
        if self.all {
            return true;
        }
        let reading = self.after.read(proposal);
        let asked = levers::asked(&self.after, proposal, &reading);
        if asked.void || asked.vague {
            return false;
        }
        if reading.concepts.iter().any(|(concept, _)| self.wants.contains(concept))
            || reading.terms.iter().any(|term| self.words.contains(&term.stem))
        {
            return true;
        }
        let asking = Asking { proposal, reading, asked, evidence };
        let known = shown.iter().filter_map(|id| self.after.levers.slot(id));
        let known: Vec<Slot> = known.filter(|slot| !self.is.contains(slot)).collect();
        let least = self.least(asking.scores(&self.after, &known)) / ROUNDING;
        let reaches =
            |index, slots| asking.scores(index, slots).iter().any(|score| score * ROUNDING >= least);
        reaches(&self.before, &self.was) || reaches(&self.after, &self.is)
    }

    /// A lever with a lower score than this is not kept, and not asked what it asks for, beside levers with these.
    fn least(&self, mut shown: Vec<f32>) -> f32 {
        shown.sort_by(|a, b| b.total_cmp(a));
        let nth = |nth: usize| nth.checked_sub(1).and_then(|at| shown.get(at)).copied().unwrap_or(0.0);
        let weights = &self.after.weights;
        let kept = nth(self.kept.most).max(nth(1) * self.kept.near);
        let asking = nth(ASKING).max(nth(1) * weights.beside_lever);
        kept.min(asking).max(weights.least_lever)
    }
}

impl Asking<'_> {
    fn scores(&self, index: &Index, levers: &[Slot]) -> Vec<f32> {
        if levers.is_empty() {
            return Vec::new();
        }
        let words = index.levers.worth(&self.reading.terms);
        let score = |slot: &Slot| {
            levers::score_of(index, *slot, self.proposal, &self.reading, &self.asked, &words, self.evidence)
        };
        levers.iter().map(score).collect()
    }
}

/// Concepts that another share of levers names now, and that some lever names which did not change.
fn shifted_concepts(before: &Index, after: &Index, was: &[Slot], is: &[Slot]) -> BTreeSet<ConceptId> {
    let of = |index: &Index, slots: &[Slot]| -> Vec<ConceptId> {
        let docs = slots.iter().filter_map(|slot| index.levers.get(*slot));
        docs.flat_map(|doc| doc.concepts.iter().map(|(concept, _)| *concept)).collect()
    };
    let (had, has) = (of(before, was), of(after, is));
    let shifted = had.iter().chain(&has).copied().filter(|concept| {
        let changed = has.iter().filter(|c| *c == concept).count();
        let (before, after) = (before.levers.with_concept(*concept), after.levers.with_concept(*concept));
        after > changed && rough(before) != rough(after)
    });
    shifted.collect()
}

/// Concepts that lead to one of those, each of them among them.
fn leading_to(index: &Index, shifted: &BTreeSet<ConceptId>) -> HashSet<ConceptId> {
    let leads = |row: &[(ConceptId, f32)]| row.iter().any(|(to, _)| shifted.contains(to));
    let rows = index.lexicon.rows.iter().enumerate();
    rows.filter(|(_, row)| leads(row)).map(|(concept, _)| concept as ConceptId).collect()
}

/// Stems of words that another share of levers says now, and that some lever says which did not change.
fn shifted_words(before: &Index, after: &Index, was: &[Slot], is: &[Slot]) -> HashSet<String> {
    let (had, has) = (before.levers.said_in(was), after.levers.said_in(is));
    let shifted = had.keys().chain(has.keys()).filter(|stem| {
        let changed = has.get(*stem).copied().unwrap_or(0);
        let (before, after) = (before.levers.with_word(stem), after.levers.with_word(stem));
        after > changed && rough(before) != rough(after)
    });
    shifted.map(|stem| (*stem).to_owned()).collect()
}
