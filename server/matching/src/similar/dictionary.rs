//! The words of all proposals: by stem, by beginning, by closeness.

use crate::vocabulary::ConceptId;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound::{Included, Unbounded};

/// A term's number.
pub(super) type TermId = u32;

const MOST_BEGUN: usize = 24;
const MOST_CLOSE: usize = 6;

/// Stems and concepts to term numbers; words as written to their stem's term.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    stems: HashMap<Box<str>, TermId>,
    concepts: HashMap<ConceptId, TermId>,
    plain: BTreeMap<Box<str>, TermId>,
    next: TermId,
}

impl Dictionary {
    pub(super) fn len(&self) -> usize {
        self.next as usize
    }

    pub(super) fn stem(&self, stem: &str) -> Option<TermId> {
        self.stems.get(stem).copied()
    }

    pub(super) fn concept(&self, concept: ConceptId) -> Option<TermId> {
        self.concepts.get(&concept).copied()
    }

    pub(super) fn intern(&mut self, plain: &str, stem: &str) -> TermId {
        let term = match self.stems.get(stem) {
            Some(term) => *term,
            None => {
                let term = self.next;
                self.next += 1;
                self.stems.insert(stem.into(), term);
                term
            }
        };
        if !self.plain.contains_key(plain) {
            self.plain.insert(plain.into(), term);
        }
        term
    }

    pub(super) fn intern_concept(&mut self, concept: ConceptId) -> TermId {
        let next = &mut self.next;
        *self.concepts.entry(concept).or_insert_with(|| {
            *next += 1;
            *next - 1
        })
    }

    /// Terms of words that begin with `start` (two letters at least).
    pub(super) fn beginning_with(&self, start: &str) -> Vec<TermId> {
        if start.chars().count() < 2 {
            return Vec::new();
        }
        let words = self
            .plain
            .range::<str, _>((Included(start), Unbounded))
            .take_while(|(word, _)| word.starts_with(start));
        let mut terms: Vec<TermId> = words.take(MOST_BEGUN * 4).map(|(_, term)| *term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.truncate(MOST_BEGUN);
        terms
    }

    /// Terms of words within one slip (two from eight letters on) that share the first letter.
    pub(super) fn close_to(&self, word: &str) -> Vec<TermId> {
        let letters: Vec<char> = word.chars().collect();
        let Some(first) = letters.first().filter(|_| letters.len() >= 4) else { return Vec::new() };
        let slips = if letters.len() >= 8 { 2 } else { 1 };
        let mut close: Vec<(usize, TermId)> = Vec::new();
        let start = first.to_string();
        for (known, term) in self
            .plain
            .range::<str, _>((Included(start.as_str()), Unbounded))
            .take_while(|(w, _)| w.starts_with(*first))
        {
            if known.len().abs_diff(word.len()) <= slips * 4
                && let Some(distance) = within(&letters, known, slips)
            {
                close.push((distance, *term));
            }
        }
        close.sort_unstable();
        close.dedup_by_key(|(_, term)| *term);
        close.truncate(MOST_CLOSE);
        close.into_iter().map(|(_, term)| term).collect()
    }
}

/// The optimal-string-alignment distance, when it is at most `most`.
fn within(a: &[char], b: &str, most: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|d| *d > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= most)
}
