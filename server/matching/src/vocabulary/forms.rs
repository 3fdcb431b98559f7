//! Forms as sequences of stems, found in a text by their first word.

use super::ConceptId;
use crate::words::Word;
use std::cmp::Reverse;
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
    pairs: Pairs,
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

/// A word as the vocabulary knows it: the same wherever it stands.
#[derive(Debug, Clone)]
pub(crate) struct Looked {
    pub(super) id: StemId,
    pub(super) mended: bool,
    /// Some forms begin with it, and their second word follows.
    longer: bool,
    /// Some forms begin with it, and any words may follow.
    gaps: bool,
    /// What it says by itself, by concept, each once.
    alone: Box<[(ConceptId, f32)]>,
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
                self.pairs.add(first, *second);
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

    /// What the forms make of a word: `id` is its stem's, or the stem's of what was meant where it had to be mended;
    /// `plain` is the word as it is written.
    pub(super) fn look_up(&self, id: StemId, mended: bool, plain: &str) -> Looked {
        let Some(begun) = self.by_first.get(id as usize) else {
            return Looked { id, mended, longer: false, gaps: false, alone: Box::default() };
        };
        let (longer, gaps) = (!begun.longer.is_empty(), !begun.gaps.is_empty());
        Looked { id, mended, longer, gaps, alone: begun.alone(plain).into() }
    }

    /// Puts every form in one sentence's words into `found`, except those inside a longer one, in order: by their
    /// first word, the longest first, then by concept.
    pub(super) fn find(&self, sentence: &[(&Looked, u32)], found: &mut Vec<Found>) {
        let mut here: Vec<Found> = Vec::new();
        let mut reach = (0, 0);
        for (start, (word, _)) in sentence.iter().enumerate() {
            here.clear();
            let next = sentence.get(start + 1).map_or(UNKNOWN, |(next, _)| next.id);
            if word.gaps || word.longer && self.pairs.may_have(word.id, next) {
                let begun = &self.by_first[word.id as usize];
                for form in begun.with_second(next).iter().chain(&begun.gaps) {
                    if let Some(end) = ends(&form.rest, sentence, start + 1) {
                        here.push(Found { concept: form.concept, start, end, sure: 1.0 });
                    }
                }
            }
            let longer = !here.is_empty();
            let alone = word.alone.iter();
            here.extend(alone.map(|(concept, sure)| Found {
                concept: *concept,
                start,
                end: start + 1,
                sure: *sure,
            }));
            if longer {
                here.sort_by_key(|f| (Reverse(f.end), f.concept));
                here.dedup_by_key(|f| (f.end, f.concept));
            }
            for f in &here {
                if f.end > reach.1 {
                    reach = (f.start, f.end);
                } else if (f.start, f.end) != reach {
                    continue;
                }
                found.push(*f);
            }
        }
    }
}

/// The first two words of forms, by a hash: a word and the next hardly ever begin one, and this says so at once.
#[derive(Debug, Clone)]
struct Pairs(Box<[u64]>);

impl Default for Pairs {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)].into())
    }
}

impl Pairs {
    /// 16 kB: the built-in vocabulary sets one bit in twenty.
    const BITS: u32 = 17;

    fn add(&mut self, first: StemId, second: StemId) {
        let (at, bit) = Self::place(first, second);
        self.0[at] |= bit;
    }

    /// False only where no form begins with the two.
    fn may_have(&self, first: StemId, second: StemId) -> bool {
        let (at, bit) = Self::place(first, second);
        self.0[at] & bit != 0
    }

    /// Fibonacci hashing (Knuth, volume 3, 6.4).
    fn place(first: StemId, second: StemId) -> (usize, u64) {
        let both = u64::from(first) << 32 | u64::from(second);
        let hash =
            both.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                >> (64 - Self::BITS);
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

impl Begun {
    /// What a word of the stem says by itself.
    fn alone(&self, plain: &str) -> Vec<(ConceptId, f32)> {
        let sure = self.alone.iter().map(|(concept, form)| (*concept, sure(form, plain)));
        let mut meant: Vec<_> = sure.filter(|(_, sure)| *sure > 0.0).collect();
        meant.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        meant.dedup_by_key(|(concept, _)| *concept);
        // Where the word itself is a form, others that only share its stem are not meant: "parking" is no park.
        if meant.iter().any(|(_, sure)| *sure >= 1.0) {
            meant.retain(|(_, sure)| *sure >= 1.0);
        }
        meant
    }

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
fn ends(rest: &[StemId], sentence: &[(&Looked, u32)], at: usize) -> Option<usize> {
    match rest.split_first() {
        None => (at <= sentence.len()).then_some(at),
        Some((&GAP, rest)) => (0..=LONGEST_GAP).find_map(|skip| ends(rest, sentence, at + skip)),
        Some((want, rest)) if sentence.get(at).is_some_and(|(word, _)| word.id == *want) => {
            ends(rest, sentence, at + 1)
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let reader = crate::words::Words::new();
        let gap = |part: &str| Word {
            plain: part.into(),
            stem: part.into(),
            sentence: 0,
            opens_clause: false,
            possessive: false,
        };
        text.split(' ').flat_map(|p| if p == "_" { vec![gap(p)] } else { reader.read(p) }).collect()
    }

    fn find(forms: &Forms, text: &str) -> Vec<Found> {
        let look_up = |word: &Word| forms.look_up(forms.stem_id(&word.stem), false, &word.plain);
        let looked: Vec<Looked> = words(text).iter().map(look_up).collect();
        let mut found = Vec::new();
        forms.find(&looked.iter().map(|word| (word, 0)).collect::<Vec<_>>(), &mut found);
        found
    }

    #[test]
    fn the_longest_form_wins_and_a_gap_spans_two_words() {
        let mut forms = Forms::default();
        forms.add(0, &words("garden"));
        forms.add(1, &words("community garden"));
        forms.add(2, &words("nowhere _ sit"));
        let found = |text: &str| find(&forms, text).into_iter().map(|f| f.concept).collect::<Vec<_>>();
        assert_eq!(found("a community garden and a garden"), [1, 0]);
        assert_eq!(found("nowhere for us to sit"), [] as [ConceptId; 0]);
        assert_eq!(found("nowhere to sit"), [2]);
        assert_eq!(found("nowhere sit"), [2]);
    }

    #[test]
    fn what_lies_inside_a_longer_form_is_not_found_what_reaches_further_is() {
        let mut forms = Forms::default();
        for (concept, form) in
            ["community garden", "garden", "garden club", "a _", "garden"].iter().enumerate()
        {
            forms.add(concept as ConceptId, &words(form));
        }
        let found =
            |text: &str| find(&forms, text).iter().map(|f| (f.concept, f.start, f.end)).collect::<Vec<_>>();
        assert_eq!(found("community garden"), [(0, 0, 2)]);
        assert_eq!(found("community garden club"), [(0, 0, 2), (2, 1, 3)]);
        assert_eq!(found("garden"), [(1, 0, 1), (4, 0, 1)]);
        assert_eq!(found("a"), [(3, 0, 1)], "a gap at the end spans nothing");
    }

    #[test]
    fn another_word_of_the_same_stem_is_less_sure() {
        let mut forms = Forms::default();
        forms.add(0, &words("land"));
        let sure = |text: &str| find(&forms, text)[0].sure;
        assert!(sure("landing") < sure("lands"));
        assert!((sure("lands") - sure("land")).abs() < f32::EPSILON);
        assert!(same_but_plural("library", "libraries") && same_but_plural("bus", "buses"));
    }
}
