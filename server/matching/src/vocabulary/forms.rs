//! Forms as sequences of stems, found in a text by their first word.

use super::ConceptId;
use crate::words::Word;
use std::collections::HashMap;

/// The number of a stem that some form uses.
pub(crate) type StemId = u32;
/// Stands for up to two words of any kind.
const GAP: StemId = StemId::MAX;
/// A word that no form uses.
pub(super) const UNKNOWN: StemId = StemId::MAX - 1;
const LONGEST_GAP: usize = 2;

/// All forms, by first stem.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    stems: HashMap<String, StemId>,
    by_first: Vec<Begun>,
}

/// The forms that begin with one stem.
#[derive(Debug, Clone, Default)]
struct Begun {
    /// Forms of that word alone, as they are written: other words of the same stem say them less surely.
    alone: Vec<(ConceptId, Box<str>)>,
    /// What stands second in each of the longer forms, in order.
    seconds: Vec<StemId>,
    longer: Vec<Form>,
    /// Forms whose first word any words may follow.
    gaps: Vec<Form>,
}

#[derive(Debug, Clone)]
struct Form {
    concept: ConceptId,
    /// Second stem and further: one at least.
    rest: Box<[StemId]>,
}

/// A form found: the concept and the words it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub concept: ConceptId,
    pub start: usize,
    pub end: usize,
    /// 1 for the form itself or its plural, less for another word of the same stem ("landing" for "land").
    pub sure: f32,
}

/// Another inflection of a form: "blocked" for "block".
const INFLECTED: f32 = 0.4;
/// A word that only shares the stem of a form is another word: "second" is no "secondment", "travel" no "traveller".
const DERIVED: f32 = 0.0;

impl Forms {
    pub(super) fn add(&mut self, concept: ConceptId, form: &[Word]) {
        let mut ids = form.iter().map(|word| if word.stem == "_" { GAP } else { self.intern(&word.stem) });
        let Some(first) = ids.next() else { return };
        let rest: Box<[StemId]> = ids.collect();
        if first == GAP {
            return;
        }
        let begun = &mut self.by_first[first as usize];
        match rest.first() {
            None => begun.alone.push((concept, form[0].plain.as_str().into())),
            Some(&GAP) => begun.gaps.push(Form { concept, rest }),
            Some(second) => {
                let at = begun.seconds.partition_point(|had| had <= second);
                begun.seconds.insert(at, *second);
                begun.longer.insert(at, Form { concept, rest });
            }
        }
    }

    fn intern(&mut self, stem: &str) -> StemId {
        if let Some(id) = self.stems.get(stem) {
            return *id;
        }
        let id = self.by_first.len() as StemId;
        self.stems.insert(stem.to_owned(), id);
        self.by_first.push(Begun::default());
        id
    }

    pub(super) fn stem_id(&self, stem: &str) -> StemId {
        self.stems.get(stem).copied().unwrap_or(UNKNOWN)
    }

    /// Every form in the words, except those inside a longer one.
    pub(super) fn find<'a>(&self, ids: &[StemId], plain: impl Fn(usize) -> &'a str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (start, id) in ids.iter().enumerate() {
            let Some(begun) = self.by_first.get(*id as usize) else { continue };
            for (concept, form) in &begun.alone {
                let sure = sure(form, plain(start));
                if sure > 0.0 {
                    found.push(Found { concept: *concept, start, end: start + 1, sure });
                }
            }
            let next = ids.get(start + 1).copied().unwrap_or(UNKNOWN);
            for form in begun.with_second(next).iter().chain(&begun.gaps) {
                if let Some(end) = ends(&form.rest, ids, start + 1) {
                    found.push(Found { concept: form.concept, start, end, sure: 1.0 });
                }
            }
        }
        keep_longest(&mut found);
        found
    }
}

impl Begun {
    fn with_second(&self, second: StemId) -> &[Form] {
        if second == UNKNOWN {
            return &[];
        }
        let from = self.seconds.partition_point(|had| *had < second);
        let many = self.seconds[from..].iter().take_while(|had| **had == second).count();
        &self.longer[from..from + many]
    }
}

/// How surely a word is the form.
fn sure(form: &str, word: &str) -> f32 {
    // Words in other alphabets are not stemmed but for an article: they are the form.
    if same_but_plural(form, word) || !word.is_ascii() {
        1.0
    } else if uninflected(form) == uninflected(word) {
        INFLECTED
    } else {
        DERIVED
    }
}

/// The word without what a verb takes on.
fn uninflected(word: &str) -> &str {
    let word = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= 3))
        .unwrap_or(word);
    let word = word.trim_end_matches(['e', 'y', 'i']);
    let doubled = word.len() > 4 && word.as_bytes()[word.len() - 1] == word.as_bytes()[word.len() - 2];
    word.get(..word.len() - usize::from(doubled)).unwrap_or(word)
}

/// True for the same word, singular or plural.
fn same_but_plural(a: &str, b: &str) -> bool {
    fn bare(word: &str) -> &str {
        let word = word.strip_suffix("ies").or_else(|| word.strip_suffix("es")).unwrap_or(word);
        word.trim_end_matches(['s', 'y', 'e'])
    }
    a == b || bare(a) == bare(b)
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
    found.sort_by(|a, b| {
        (a.start, b.end, a.concept).cmp(&(b.start, a.end, b.concept)).then(b.sure.total_cmp(&a.sure))
    });
    found.dedup_by_key(|f| (f.start, f.end, f.concept));
    // Where the word itself is a form, others that only share its stem are not meant: "parking" is no park.
    let meant: Vec<usize> =
        found.iter().filter(|f| f.sure >= 1.0 && f.end == f.start + 1).map(|f| f.start).collect();
    found.retain(|f| f.sure >= 1.0 || !meant.contains(&f.start));
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

    fn words(text: &str) -> Vec<Word> {
        let reader = crate::words::Words::new();
        let gap =
            |part: &str| Word { plain: part.into(), stem: part.into(), sentence: 0, opens_clause: false };
        text.split(' ').flat_map(|p| if p == "_" { vec![gap(p)] } else { reader.read(p) }).collect()
    }

    #[test]
    fn the_longest_form_wins_and_a_gap_spans_two_words() {
        let mut forms = Forms::default();
        forms.add(0, &words("garden"));
        forms.add(1, &words("community garden"));
        forms.add(2, &words("nowhere _ sit"));
        let found = |text: &str| {
            let text = words(text);
            let ids: Vec<StemId> = text.iter().map(|w| forms.stem_id(&w.stem)).collect();
            forms.find(&ids, |at| &text[at].plain).into_iter().map(|f| f.concept).collect::<Vec<_>>()
        };
        assert_eq!(found("a community garden and a garden"), [1, 0]);
        assert_eq!(found("nowhere for us to sit"), [] as [ConceptId; 0]);
        assert_eq!(found("nowhere to sit"), [2]);
        assert_eq!(found("nowhere sit"), [2]);
    }

    #[test]
    fn another_word_of_the_same_stem_is_less_sure() {
        let mut forms = Forms::default();
        forms.add(0, &words("land"));
        let sure = |text: &str| {
            let text = words(text);
            let ids: Vec<StemId> = text.iter().map(|w| forms.stem_id(&w.stem)).collect();
            forms.find(&ids, |at| &text[at].plain)[0].sure
        };
        assert!(sure("landing") < sure("lands"));
        assert!((sure("lands") - sure("land")).abs() < f32::EPSILON);
        assert!(same_but_plural("library", "libraries") && same_but_plural("bus", "buses"));
    }
}
