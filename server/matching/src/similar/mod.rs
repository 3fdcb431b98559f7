//! Proposals like this one, and the search box: one index for both.
//!
//! Every word and every concept of the vocabulary is a term. A posting is four bytes: the proposal's slot and how much
//! the term says of it (BM25's term part, rounded to 1/255). Removing leaves a grave that is skipped; when a quarter
//! are graves the postings are swept.

mod dictionary;
mod memo;
mod tally;

use crate::vocabulary::{Kind, Lexicon, Ready, Vocabulary};
use crate::words::{Stands, Words, each, is_stop};
use dictionary::{Dictionary, TermId};
use domain::places::Position;
use memo::Memo;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tally::Tally;

/// A proposal found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub id: String,
    /// Over 0; for [`SimilarIndex::like`] at most about 1, where 1 is the same text.
    pub score: f32,
}

/// Less than this is not alike.
const LEAST_ALIKE: f32 = 0.2;
/// BM25's k1 and b, and the usual length in terms.
const K1: f32 = 1.2;
const B: f32 = 0.6;
const USUAL: f32 = 45.0;
const TITLE: f32 = 2.0;
const CONCEPT: f32 = 0.8;
/// So many postings are looked at for one question, rarest terms first.
const MOST_POSTINGS: usize = 150_000;
const MOST_TERMS: usize = 64;
const GRAVES_BEFORE_SWEEP: usize = 1_024;

/// Proposals by what they say. Share it by [`Arc`]; a clone is deep.
#[derive(Clone)]
pub struct SimilarIndex {
    lexicon: Arc<Lexicon>,
    words: Arc<Words>,
    dictionary: Dictionary,
    memo: Memo,
    tally: Tally,
    postings: Vec<Vec<u32>>,
    docs: Vec<Option<Doc>>,
    slots: HashMap<Arc<str>, u32>,
}

#[derive(Clone)]
struct Doc {
    id: Arc<str>,
    point: Option<(f32, f32)>,
}

impl SimilarIndex {
    /// An empty index that knows the vocabulary's synonyms.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self::of(Ready::of(vocabulary))
    }

    /// As [`SimilarIndex::new`], sharing what was made ready.
    #[must_use]
    pub fn of(Ready { lexicon, words }: Ready) -> Self {
        Self {
            lexicon,
            words,
            dictionary: Dictionary::default(),
            memo: Memo::default(),
            tally: Tally::default(),
            postings: Vec::new(),
            docs: Vec::new(),
            slots: HashMap::new(),
        }
    }

    /// How many proposals there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Adds a proposal or puts it in place of its earlier self.
    pub fn put(&mut self, id: &str, title: &str, body: &str, point: Option<Position>) {
        self.remove(id);
        let slot = self.docs.len() as u32;
        let id: Arc<str> = id.into();
        let len = self.count(title, body);
        let norm = K1 * (1.0 - B + B * len / USUAL);
        let postings = &mut self.postings;
        self.tally.take(|term, tf| {
            let impact = (255.0 * tf / (tf + norm)).round().clamp(1.0, 255.0) as u32;
            postings[term as usize].push(slot << 8 | impact);
        });
        self.docs.push(Some(Doc { id: id.clone(), point: point.map(|p| (p.lon as f32, p.lat as f32)) }));
        self.slots.insert(id, slot);
    }

    /// False when it was not there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.slots.remove(id) else { return false };
        self.docs[slot as usize] = None;
        let graves = self.docs.len() - self.slots.len();
        if graves >= GRAVES_BEFORE_SWEEP && graves * 4 > self.docs.len() {
            self.sweep();
        }
        true
    }

    /// Proposals like a text, most alike first, at most `limit`. Those near `near` are a little more alike.
    #[must_use]
    pub fn like(&self, title: &str, body: &str, near: Option<Position>, limit: usize) -> Vec<Found> {
        let mut asked: Vec<(TermId, f32)> = Vec::new();
        let mut own = 0.0;
        let read = self.words.read(&format!("{title}\n{body}"));
        let mut count: BTreeMap<TermId, f32> = BTreeMap::new();
        let mut unknown = 0_usize;
        for word in read.iter().filter(|w| !is_stop(&w.plain)) {
            match self.dictionary.stem(&word.stem) {
                Some(term) => *count.entry(term).or_default() += 1.0,
                None => unknown += 1,
            }
        }
        for hit in self.lexicon.hits(&self.words, &read) {
            if let Some(term) = self.dictionary.concept(hit.concept) {
                *count.entry(term).or_default() += CONCEPT;
            }
        }
        for (term, tf) in count {
            let weight = self.idf(term) * tf / (tf + K1);
            own += weight * tf / (tf + K1);
            asked.push((term, weight));
        }
        own += unknown as f32 * 2.0;
        if own <= 0.0 {
            return Vec::new();
        }
        // Most that share a word are not alike: they are left out before anything is looked up about them.
        let hopeful = self.ask(asked, LEAST_ALIKE * own / (1.0 + NEARER));
        self.best(hopeful.map(|(slot, score)| (slot, score / own)), near, LEAST_ALIKE, limit)
    }

    /// Proposals that a search box's words find, best first, at most `limit`: the last word may be unfinished, a word
    /// may have a slip, and another word for the same concept will do.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Found> {
        let read = self.words.read(query);
        let mut asked: Vec<(TermId, f32)> = Vec::new();
        for (i, word) in read.iter().enumerate().take(MOST_TERMS) {
            let last = i + 1 == read.len() && query.ends_with(char::is_alphanumeric);
            if is_stop(&word.plain) && read.len() > 1 {
                continue;
            }
            let exact = self.dictionary.stem(&word.stem);
            asked.extend(exact.map(|term| (term, self.idf(term))));
            if last {
                let begun = self.dictionary.beginning_with(&word.plain);
                asked.extend(begun.into_iter().filter(|t| Some(*t) != exact).map(|t| (t, 0.6 * self.idf(t))));
            }
            if exact.is_none() {
                let close = self.dictionary.close_to(&word.plain);
                asked.extend(close.into_iter().map(|t| (t, 0.5 * self.idf(t))));
            }
        }
        for hit in self.lexicon.hits(&self.words, &read) {
            let term = self.dictionary.concept(hit.concept);
            asked.extend(term.map(|term| (term, 0.5 * self.idf(term))));
        }
        self.best(self.ask(asked, 0.0), None, 0.0, limit)
    }

    /// Counts every term of a text, a word met before being looked up once; the sum is the text's length. What was
    /// counted stands in the tally until it is taken.
    fn count(&mut self, title: &str, body: &str) -> f32 {
        let Self { memo, dictionary, lexicon, words, tally, .. } = self;
        let mut read: Vec<(u32, u32)> = Vec::with_capacity(64);
        for (text, weight) in [(title, TITLE), (body, 1.0)] {
            read.clear();
            each(text, |plain, Stands { sentence, .. }| {
                read.push((memo.number(plain, dictionary, lexicon, words), sentence));
            });
            for term in read.iter().filter_map(|(word, _)| memo.term(*word)) {
                tally.add(term, weight);
            }
            let looked: Vec<_> =
                read.iter().map(|(word, sentence)| (memo.looked(*word), *sentence)).collect();
            for hit in lexicon.hits_of(&looked) {
                if lexicon.kind(hit.concept) != Kind::Task {
                    tally.add(dictionary.intern_concept(hit.concept), weight * CONCEPT);
                }
            }
        }
        self.postings.resize(self.dictionary.len(), Vec::new());
        self.tally.sum()
    }

    fn idf(&self, term: TermId) -> f32 {
        // Both with what was put in place of since: postings are swept later.
        let (all, with) = (self.docs.len() as f32, self.postings[term as usize].len() as f32);
        (1.0 + (all - with + 0.5).max(0.5) / (with + 0.5)).ln()
    }

    /// Adds up the postings of the terms, rarest first, until enough were looked at; gives what scores over `least`.
    fn ask(&self, mut asked: Vec<(TermId, f32)>, least: f32) -> impl Iterator<Item = (u32, f32)> {
        asked.sort_by_key(|(term, _)| (self.postings[*term as usize].len(), *term));
        asked.truncate(MOST_TERMS);
        let mut scores = vec![0.0_f32; self.docs.len()];
        let mut looked = 0;
        for (term, weight) in asked {
            let postings = &self.postings[term as usize];
            if looked > 0 && looked + postings.len() > MOST_POSTINGS {
                break;
            }
            looked += postings.len();
            for posting in postings {
                scores[(posting >> 8) as usize] += weight * (posting & 255) as f32 / 255.0;
            }
        }
        // From one end to the other: nearly all are looked at once, which is quicker than to note which were met.
        scores.into_iter().enumerate().filter(move |(_, s)| *s > least).map(|(slot, s)| (slot as u32, s))
    }

    fn best(
        &self,
        scores: impl Iterator<Item = (u32, f32)>,
        near: Option<Position>,
        least: f32,
        limit: usize,
    ) -> Vec<Found> {
        if limit == 0 {
            return Vec::new();
        }
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        let (mut found, mut least) = (Vec::new(), least);
        // What cannot come among the best any more is not looked up.
        let nearer = if near.is_some() { 1.0 + NEARER } else { 1.0 };
        for (slot, score) in scores {
            if score * nearer <= least {
                continue;
            }
            let Some(doc) = self.docs[slot as usize].as_ref() else { continue };
            let score = score * nearness(doc, near);
            if score > least {
                found.push((slot, score));
            }
            if found.len() == limit.saturating_mul(2).max(64) {
                found.select_nth_unstable_by(limit - 1, order);
                found.truncate(limit);
                // Those that are as good come later, and so after these.
                least = found[limit - 1].1;
            }
        }
        found.sort_by(order);
        found.truncate(limit);
        let id = |slot: u32| self.docs[slot as usize].as_ref().map(|doc| doc.id.to_string());
        found.into_iter().filter_map(|(slot, score)| Some(Found { id: id(slot)?, score })).collect()
    }

    /// Drops the graves and numbers the proposals anew.
    fn sweep(&mut self) {
        let mut moved = vec![u32::MAX; self.docs.len()];
        let mut next = 0;
        for (slot, doc) in self.docs.iter().enumerate() {
            if doc.is_some() {
                moved[slot] = next;
                next += 1;
            }
        }
        for postings in &mut self.postings {
            postings.retain_mut(|posting| {
                let to = moved[(*posting >> 8) as usize];
                *posting = to << 8 | *posting & 255;
                to != u32::MAX
            });
        }
        self.docs.retain(Option::is_some);
        for slot in self.slots.values_mut() {
            *slot = moved[*slot as usize];
        }
    }
}

impl std::fmt::Debug for SimilarIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimilarIndex").field("proposals", &self.len()).finish_non_exhaustive()
    }
}

/// How much more alike the same spot makes.
const NEARER: f32 = 0.25;

/// More than 1 for the same spot, 1 from a few kilometres away or where a place is unknown.
fn nearness(doc: &Doc, near: Option<Position>) -> f32 {
    let (Some(near), Some((lon, lat))) = (near, doc.point) else { return 1.0 };
    let metres = near.metres_to(Position { lon: f64::from(lon), lat: f64::from(lat) }) as f32;
    1.0 + NEARER * (-metres / 800.0).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(found: &[Found]) -> Vec<&str> {
        found.iter().map(|f| f.id.as_str()).collect()
    }

    fn some() -> SimilarIndex {
        let mut index = SimilarIndex::new(&Vocabulary::built_in());
        index.put("bench", "A bench by the pond", "Somewhere to sit and watch the ducks.", None);
        index.put(
            "allotment",
            "Allotments for Canal Ward",
            "The waiting list for an allotment is nine years.",
            None,
        );
        index.put("cinema", "Open air cinema", "Films in the park in August.", None);
        index
    }

    #[test]
    fn what_is_put_again_and_again_is_found_as_before() {
        let mut index = some();
        let like =
            |index: &SimilarIndex| index.like("Benches by the pond", "To sit and watch ducks", None, 1);
        let before = like(&index);
        for _ in 0..20 {
            index.put("bench", "A bench by the pond", "Somewhere to sit and watch the ducks.", None);
        }
        assert_eq!((ids(&before), ids(&like(&index))), (vec!["bench"], vec!["bench"]));
        assert_eq!(ids(&index.search("bench", 5)), ["bench"]);
    }

    #[test]
    fn search_takes_beginnings_slips_and_stems() {
        let index = some();
        assert_eq!(ids(&index.search("allot", 5)), ["allotment"]);
        assert_eq!(ids(&index.search("allottment ", 5)), ["allotment"]);
        assert_eq!(ids(&index.search("benches", 5)), ["bench"]);
        assert_eq!(ids(&index.search("BENCH", 5)), ["bench"]);
        assert!(index.search("", 5).is_empty());
        assert!(index.search("zzzz", 5).is_empty());
    }

    #[test]
    fn the_same_text_is_most_alike_and_removed_ones_are_gone() {
        let mut index = some();
        let found = index.like("A bench near the pond", "to sit and watch ducks", None, 3);
        assert_eq!(ids(&found), ["bench"]);
        assert!(found[0].score > 0.5, "{found:?}");
        assert!(index.remove("bench"));
        assert!(!index.remove("bench"));
        assert!(index.like("A bench near the pond", "to sit and watch ducks", None, 3).is_empty());
        index.put("bench", "A bench", "", None);
        assert_eq!(ids(&index.search("bench", 3)), ["bench"]);
    }

    #[test]
    fn what_was_changed_often_is_still_found() {
        let mut index = some();
        for _ in 0..5 {
            index.put("bench", "A bench by the pond", "Somewhere to sit and watch the ducks.", None);
        }
        assert_eq!(ids(&index.search("bench", 5)), ["bench"]);
        assert_eq!(ids(&index.like("A bench by the pond", "", None, 3)), ["bench"]);
    }

    #[test]
    fn a_sweep_changes_nothing_but_the_numbers() {
        let mut index = SimilarIndex::new(&Vocabulary::empty());
        for i in 0..3_000 {
            index.put(&format!("p{i}"), &format!("number{i} tree"), "", None);
        }
        for i in 0..2_000 {
            index.remove(&format!("p{i}"));
        }
        assert!(index.docs.len() < 2_100);
        assert_eq!(ids(&index.search("number2500 ", 3)), ["p2500"]);
        assert!(index.search("number1500 ", 3).iter().all(|f| f.id != "p1500"));
    }

    #[test]
    fn the_nearer_of_two_alike_comes_first() {
        let mut index = SimilarIndex::new(&Vocabulary::empty());
        let at = |lat| Some(Position { lon: 0.0, lat });
        index.put("far", "zebra crossing", "", at(51.6));
        index.put("near", "zebra crossing", "", at(51.5));
        assert_eq!(ids(&index.like("zebra crossing", "", at(51.5001), 2)), ["near", "far"]);
    }
}
