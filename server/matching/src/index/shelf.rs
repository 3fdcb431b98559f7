//! Documents with their postings by concept and by word. Putting and removing one touches only its own postings.

use crate::reading::Term;
use crate::vocabulary::ConceptId;
use std::collections::HashMap;

/// A document's place on the shelf.
pub(crate) type Slot = u32;

/// BM25's k1 and b (Robertson & Zaragoza 2009).
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One document as it is filed.
#[derive(Debug, Clone)]
pub(crate) struct Doc<T> {
    pub id: String,
    /// Normalised concept weights, by concept.
    pub concepts: Vec<(ConceptId, f32)>,
    terms: Vec<(u32, f32)>,
    /// Words that are written here otherwise than where their stem was first met.
    spelled: Vec<(u32, Box<str>)>,
    len: f32,
    pub body: T,
}

/// All documents of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Shelf<T> {
    docs: Vec<Option<Doc<T>>>,
    slots: HashMap<String, Slot>,
    free: Vec<Slot>,
    by_concept: Vec<Vec<(Slot, f32)>>,
    by_term: Vec<Vec<(Slot, f32)>>,
    terms: HashMap<String, u32>,
    plain: Vec<Box<str>>,
    total_len: f64,
    rarity: f32,
}

impl<T> Shelf<T> {
    pub(crate) fn new(concepts: usize, rarity: f32) -> Self {
        Self {
            rarity,
            docs: Vec::new(),
            slots: HashMap::new(),
            free: Vec::new(),
            by_concept: vec![Vec::new(); concepts],
            by_term: Vec::new(),
            terms: HashMap::new(),
            plain: Vec::new(),
            total_len: 0.0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// One past the highest slot.
    pub(crate) fn width(&self) -> usize {
        self.docs.len()
    }

    pub(crate) fn get(&self, slot: Slot) -> Option<&Doc<T>> {
        self.docs.get(slot as usize).and_then(Option::as_ref)
    }

    pub(crate) fn slot(&self, id: &str) -> Option<Slot> {
        self.slots.get(id).copied()
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Doc<T>> {
        self.get(self.slot(id)?)
    }

    pub(crate) fn docs(&self) -> impl Iterator<Item = (Slot, &Doc<T>)> {
        self.docs.iter().enumerate().filter_map(|(slot, doc)| Some((slot as Slot, doc.as_ref()?)))
    }

    /// Files a document, in place of the one with the same id.
    pub(crate) fn put(&mut self, id: &str, concepts: Vec<(ConceptId, f32)>, terms: &[Term], body: T) {
        self.remove(id);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.docs.push(None);
            self.docs.len() as Slot - 1
        });
        for (concept, weight) in &concepts {
            self.by_concept[*concept as usize].push((slot, *weight));
        }
        let (mut kept, mut spelled) = (Vec::with_capacity(terms.len()), Vec::new());
        for term in terms {
            let number = self.intern(term);
            kept.push((number, term.weight));
            if *self.plain[number as usize] != *term.plain {
                spelled.push((number, term.plain.as_str().into()));
            }
        }
        let terms = kept;
        for (term, weight) in &terms {
            self.by_term[*term as usize].push((slot, *weight));
        }
        let len: f32 = terms.iter().map(|(_, weight)| weight).sum();
        self.total_len += f64::from(len);
        self.slots.insert(id.to_owned(), slot);
        self.docs[slot as usize] = Some(Doc { id: id.to_owned(), concepts, terms, spelled, len, body });
    }

    /// Takes a document off the shelf; false when it was not there.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.slots.remove(id) else { return false };
        let Some(doc) = self.docs[slot as usize].take() else { return false };
        for (concept, _) in &doc.concepts {
            self.by_concept[*concept as usize].retain(|(s, _)| *s != slot);
        }
        for (term, _) in &doc.terms {
            self.by_term[*term as usize].retain(|(s, _)| *s != slot);
        }
        self.total_len -= f64::from(doc.len);
        self.free.push(slot);
        true
    }

    fn intern(&mut self, term: &Term) -> u32 {
        if let Some(id) = self.terms.get(&term.stem) {
            return *id;
        }
        let id = self.by_term.len() as u32;
        self.terms.insert(term.stem.clone(), id);
        self.by_term.push(Vec::new());
        self.plain.push(term.plain.as_str().into());
        id
    }

    /// How telling a concept is here: 1 for the rarest, towards 0 for one that every document names.
    pub(crate) fn concept_idf(&self, concept: ConceptId) -> f32 {
        let rare = idf(self.len(), self.by_concept[concept as usize].len()) / idf(self.len(), 1);
        rare.powf(self.rarity)
    }

    /// How many documents name a concept.
    pub(crate) fn with_concept(&self, concept: ConceptId) -> usize {
        self.by_concept[concept as usize].len()
    }

    /// How many documents say a word.
    pub(crate) fn with_word(&self, stem: &str) -> usize {
        self.terms.get(stem).map_or(0, |term| self.by_term[*term as usize].len())
    }

    /// The usual length, to the next half octave.
    pub(crate) fn usual_len(&self) -> f32 {
        let average = self.total_len / self.len().max(1) as f64;
        ((average.max(1.0).log2() * 2.0).round() / 2.0).exp2() as f32
    }

    /// Adds each document's share for the concepts asked.
    pub(crate) fn add_concepts(&self, asked: &[(ConceptId, f32)], scores: &mut [f32]) {
        for (concept, weight) in asked {
            let weight = weight * self.concept_idf(*concept);
            for (slot, share) in &self.by_concept[*concept as usize] {
                scores[*slot as usize] += weight * share;
            }
        }
    }

    /// Adds each document's BM25 for the words asked, times `factor`.
    pub(crate) fn add_words(&self, asked: &[Term], factor: f32, scores: &mut [f32]) {
        let usual = self.usual_len();
        for (id, weight) in self.known(asked) {
            let weight = factor * weight * self.term_idf(id);
            for (slot, tf) in &self.by_term[id as usize] {
                let len = self.docs[*slot as usize].as_ref().map_or(usual, |doc| doc.len);
                scores[*slot as usize] += weight * often(*tf, len, usual);
            }
        }
    }

    /// The words asked that some document says, by number, each with what it is worth here.
    pub(crate) fn worth(&self, asked: &[Term]) -> Vec<(u32, f32)> {
        let mut worth: Vec<_> =
            self.known(asked).map(|(term, weight)| (term, weight * self.term_idf(term))).collect();
        worth.sort_unstable_by_key(|(term, _)| *term);
        worth
    }

    /// What [`Shelf::add_concepts`] and, for words as [`Shelf::worth`] gives them, [`Shelf::add_words`] give one
    /// document, but for the order of sums. Concepts asked are in order.
    pub(crate) fn meets(&self, doc: &Doc<T>, asked: &[(ConceptId, f32)], words: &[(u32, f32)]) -> (f32, f32) {
        let found = |concept: &ConceptId| asked.binary_search_by_key(concept, |(c, _)| *c).ok();
        let concept = |(concept, share): &(ConceptId, f32)| {
            Some(share * self.concept_idf(*concept) * asked[found(concept)?].1)
        };
        let usual = self.usual_len();
        let word = |(term, tf): &(u32, f32)| {
            let at = words.binary_search_by_key(term, |(t, _)| *t).ok()?;
            Some(words[at].1 * often(*tf, doc.len, usual))
        };
        (doc.concepts.iter().filter_map(concept).sum(), doc.terms.iter().filter_map(word).sum())
    }

    /// How many of the documents say each word that one of them says, by stem.
    pub(crate) fn said_in(&self, docs: &[Slot]) -> HashMap<&str, usize> {
        let mut said: HashMap<u32, usize> = HashMap::new();
        for doc in docs.iter().filter_map(|slot| self.get(*slot)) {
            doc.terms.iter().for_each(|(term, _)| *said.entry(*term).or_default() += 1);
        }
        let stem = |(stem, term)| Some((String::as_str(stem), *said.get(term)?));
        self.terms.iter().filter_map(stem).collect()
    }

    fn known(&self, asked: &[Term]) -> impl Iterator<Item = (u32, f32)> {
        asked.iter().filter_map(|t| Some((*self.terms.get(&t.stem)?, t.weight.min(2.0))))
    }

    fn term_idf(&self, term: u32) -> f32 {
        idf(self.len(), self.by_term[term as usize].len())
    }

    /// The words that a document shares with those asked, as they are written there, the most telling first, each with
    /// how telling it is here.
    pub(crate) fn shared_words(&self, slot: Slot, asked: &[Term]) -> Vec<(&str, f32)> {
        let Some(doc) = self.get(slot) else { return Vec::new() };
        let spelled = |id: u32| doc.spelled.iter().find(|(term, _)| *term == id).map(|(_, plain)| &**plain);
        let mut shared: Vec<(&str, f32)> = self
            .known(asked)
            .filter(|(id, _)| doc.terms.iter().any(|(term, _)| term == id))
            .map(|(id, weight)| (spelled(id).unwrap_or(&self.plain[id as usize]), weight * self.term_idf(id)))
            .collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        shared
    }
}

/// BM25's part of a word said `tf` times.
fn often(tf: f32, len: f32, usual: f32) -> f32 {
    tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * len / usual))
}

/// BM25's inverse document frequency, never negative, of [`rough`] numbers.
fn idf(all: usize, with: usize) -> f32 {
    let (all, with) = (rough(all) as f32, rough(with.min(all)) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// The nearest of 0, 1, 2, 3, 4, 6, 8, 12, 16, 24…: how rare something is need not be known better, and a document
/// more or less then leaves what others are worth as it was, mostly.
pub(crate) fn rough(count: usize) -> usize {
    let Some(octave) = count.checked_ilog2().filter(|octave| *octave >= 2) else { return count };
    let quarter = 1 << (octave - 2);
    // From the octave's beginning: at a half of it, at its end, or at where it began.
    match (count - (1 << octave)) / quarter {
        0 => 4 * quarter,
        1 | 2 => 6 * quarter,
        _ => 8 * quarter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_are_as_each_document_writes_them() {
        let term = |plain: &str, stem: &str| Term { stem: stem.into(), plain: plain.into(), weight: 1.0 };
        let mut shelf: Shelf<()> = Shelf::new(0, 0.2);
        shelf.put("one", vec![], &[term("organs", "organ")], ());
        shelf.put("two", vec![], &[term("organ", "organ"), term("benches", "bench")], ());
        let asked = [term("organs", "organ")];
        let words = |slot| shelf.shared_words(slot, &asked).into_iter().map(|(w, _)| w).collect::<Vec<_>>();
        assert_eq!((words(0), words(1)), (vec!["organs"], vec!["organ"]));
    }
}
