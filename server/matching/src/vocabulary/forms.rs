//! Forms as sequences of stems, found in a text by their first word.

use super::ConceptId;
use std::collections::HashMap;

/// The number of a stem that some form uses.
pub(super) type StemId = u32;
/// Stands for up to two words of any kind.
const GAP: StemId = StemId::MAX;
/// A word that no form uses.
pub(super) const UNKNOWN: StemId = StemId::MAX - 1;
const LONGEST_GAP: usize = 2;

/// All forms, by first stem, longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    stems: HashMap<String, StemId>,
    by_first: Vec<Vec<Form>>,
}

#[derive(Debug, Clone)]
struct Form {
    concept: ConceptId,
    rest: Box<[StemId]>,
}

/// A form found: the concept and the words it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub concept: ConceptId,
    pub start: usize,
    pub end: usize,
}

impl Forms {
    pub(super) fn add(&mut self, concept: ConceptId, stems: &[&str]) {
        let mut ids = stems.iter().map(|stem| if *stem == "_" { GAP } else { self.intern(stem) });
        let Some(first) = ids.next() else { return };
        let rest = ids.collect();
        if first != GAP {
            self.by_first[first as usize].push(Form { concept, rest });
        }
    }

    fn intern(&mut self, stem: &str) -> StemId {
        if let Some(id) = self.stems.get(stem) {
            return *id;
        }
        let id = self.by_first.len() as StemId;
        self.stems.insert(stem.to_owned(), id);
        self.by_first.push(Vec::new());
        id
    }

    pub(super) fn stem_id(&self, stem: &str) -> StemId {
        self.stems.get(stem).copied().unwrap_or(UNKNOWN)
    }

    /// Every form in the words, except those inside a longer one.
    pub(super) fn find(&self, ids: &[StemId]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (start, id) in ids.iter().enumerate() {
            let Some(forms) = self.by_first.get(*id as usize) else { continue };
            for form in forms {
                if let Some(end) = ends(&form.rest, ids, start + 1) {
                    found.push(Found { concept: form.concept, start, end });
                }
            }
        }
        keep_longest(&mut found);
        found
    }
}

/// Where the rest of a form ends, if it continues at `at`.
fn ends(rest: &[StemId], ids: &[StemId], at: usize) -> Option<usize> {
    match rest.split_first() {
        None => Some(at),
        Some((&GAP, rest)) => (0..=LONGEST_GAP).find_map(|skip| ends(rest, ids, at + skip)),
        Some((want, rest)) if ids.get(at) == Some(want) => ends(rest, ids, at + 1),
        Some(_) => None,
    }
}

/// Drops what lies inside a longer find, and a concept's second find of the same words.
fn keep_longest(found: &mut Vec<Found>) {
    found.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end), f.concept));
    found.dedup();
    let mut reach: Option<(usize, usize)> = None;
    found.retain(|f| {
        if let Some((start, end)) = reach
            && f.end <= end
            && (f.start, f.end) != (start, end)
        {
            return false;
        }
        if reach.is_none_or(|(_, end)| f.end > end) {
            reach = Some((f.start, f.end));
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_wins_and_a_gap_spans_two_words() {
        let mut forms = Forms::default();
        forms.add(0, &["garden"]);
        forms.add(1, &["communiti", "garden"]);
        forms.add(2, &["nowher", "_", "sit"]);
        let ids = |text: &str| text.split(' ').map(|s| forms.stem_id(s)).collect::<Vec<_>>();
        let found = |text: &str| forms.find(&ids(text)).into_iter().map(|f| f.concept).collect::<Vec<_>>();
        assert_eq!(found("a communiti garden and a garden"), [1, 0]);
        assert_eq!(found("nowher for us to sit"), [] as [ConceptId; 0]);
        assert_eq!(found("nowher to sit"), [2]);
        assert_eq!(found("nowher sit"), [2]);
    }
}
