//! Which proposals a change of levers can touch, so that the others need not be matched anew.
//!
//! A lever that would not be shown for a proposal before, and would not be now, leaves its matches as they are: the
//! others are ranked by their own texts and by how many levers name a concept, say a word, or are there at all. Those
//! numbers are taken roughly, so one more or less changes them seldom; where it does, whoever speaks of that concept or
//! says that word is touched, and where the number of all levers or their usual length is another, everyone is.

use super::levers::{self, Asked, HALF, ROUNDING};
use super::shelf::{MOST_ASKED, rough};
use super::{Index, Slot, share};
use crate::evidence::Evidence;
use crate::reading::Reading;
use crate::text::ProposalText;
use crate::vocabulary::ConceptId;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// With more levers changed than this, to ask is no cheaper than to match anew.
const MOST: usize = 50;

/// Levers as they were and as they are, and what differs.
#[derive(Debug)]
pub struct Change {
    before: Arc<Index>,
    after: Arc<Index>,
    all: bool,
    /// The levers that changed, each as it was and as it is.
    was: Vec<Changed>,
    is: Vec<Changed>,
    /// Concepts that lead to one whose rarity is another.
    wants: HashSet<ConceptId>,
    /// Stems of words whose rarity is another.
    words: HashSet<String>,
}

#[derive(Debug)]
struct Changed {
    slot: Slot,
    /// What it gets for each concept and word that is asked with a weight of 1.
    concepts: Vec<(ConceptId, f32)>,
    words: HashMap<String, f32>,
}

impl Change {
    /// `levers` are the ids of all that differ: by their own text, by what they are known to be beside it, or by their
    /// institution; those that are new or gone, too. Modules must be the same in both.
    #[must_use]
    pub fn between(before: Arc<Index>, after: Arc<Index>, levers: &[String]) -> Self {
        let (was, is) = (changed(&before, levers), changed(&after, levers));
        let wants = wants(&before, &after, &was, &is);
        let words = words(&before, &after, &was, &is);
        let all = levers.len() > MOST
            || rough(before.levers.len()) != rough(after.levers.len())
            || before.levers.usual_len().to_bits() != after.levers.usual_len().to_bits()
            || before.weights != after.weights
            || before.lexicon.concepts != after.lexicon.concepts;
        Self { before, after, all, was, is, wants, words }
    }

    /// True where every proposal has to be matched anew.
    #[must_use]
    pub fn touches_all(&self) -> bool {
        self.all
    }

    /// False only where [`Index::matches`] gives the same for the proposal before and after, but for scores: they are
    /// the same, too. Takes some tens of microseconds, most of them for reading the text.
    #[must_use]
    pub fn touches(&self, proposal: &ProposalText, evidence: &Evidence) -> bool {
        if self.all {
            return true;
        }
        let reading = self.after.read(proposal);
        let asked = levers::asked(&self.after, proposal, &reading);
        if asked.void || asked.vague {
            return false;
        }
        reading.concepts.iter().any(|(concept, _)| self.wants.contains(concept))
            || reading.terms.iter().any(|term| self.words.contains(&term.stem))
            || [(&self.before, &self.was), (&self.after, &self.is)].iter().any(|(index, levers)| {
                levers.iter().any(|lever| lever.may_be_shown(index, proposal, &reading, &asked, evidence))
            })
    }
}

impl Changed {
    fn may_be_shown(
        &self,
        index: &Index,
        proposal: &ProposalText,
        reading: &Reading,
        asked: &Asked,
        evidence: &Evidence,
    ) -> bool {
        let of = |(concept, worth): &(ConceptId, f32)| {
            let at = asked.spread.binary_search_by_key(concept, |(asked, _)| *asked).ok()?;
            Some(worth * asked.spread[at].1)
        };
        let concepts: f32 = self.concepts.iter().filter_map(of).sum();
        let said = reading.terms.iter();
        let words: f32 =
            said.filter_map(|term| Some(self.words.get(&term.stem)? * term.weight.min(MOST_ASKED))).sum();
        let met = concepts * index.weights.concepts + words;
        let Some(doc) = index.levers.get(self.slot).filter(|_| met > 0.0) else { return false };
        let whole = levers::whole(index, &doc.body, met, proposal, reading, asked);
        let score = share(whole * evidence.factor(&doc.id, proposal.theme), HALF);
        score * ROUNDING >= index.weights.least_lever
    }
}

fn changed(index: &Index, levers: &[String]) -> Vec<Changed> {
    let found = levers.iter().filter_map(|id| index.levers.slot(id));
    let changed = found.filter_map(|slot| {
        let (concepts, words) = index.levers.worth_of(index.levers.get(slot)?, index.weights.words);
        Some(Changed { slot, concepts, words })
    });
    changed.collect()
}

/// Concepts that lead to one which another share of levers names now, and which some lever names that did not change.
fn wants(before: &Index, after: &Index, was: &[Changed], is: &[Changed]) -> HashSet<ConceptId> {
    let named = |levers: &[Changed], concept: ConceptId| {
        levers.iter().filter(|lever| lever.concepts.iter().any(|(c, _)| *c == concept)).count()
    };
    let mut shifted: BTreeSet<ConceptId> =
        was.iter().chain(is).flat_map(|lever| &lever.concepts).map(|(concept, _)| *concept).collect();
    shifted.retain(|concept| {
        let (had, has) = (before.levers.with_concept(*concept), after.levers.with_concept(*concept));
        has > named(is, *concept) && rough(had) != rough(has)
    });
    let leads = |row: &[(ConceptId, f32)]| row.iter().any(|(to, _)| shifted.contains(to));
    let rows = after.lexicon.rows.iter().enumerate();
    rows.filter(|(_, row)| leads(row)).map(|(concept, _)| concept as ConceptId).collect()
}

/// The same of words: stems.
fn words(before: &Index, after: &Index, was: &[Changed], is: &[Changed]) -> HashSet<String> {
    let said = |levers: &[Changed], stem: &str| levers.iter().filter(|l| l.words.contains_key(stem)).count();
    let stems = was.iter().chain(is).flat_map(|lever| lever.words.keys());
    let shifted = stems.filter(|stem| {
        let (had, has) = (before.levers.with_word(stem), after.levers.with_word(stem));
        has > said(is, stem) && rough(had) != rough(has)
    });
    shifted.cloned().collect()
}
