//! Reading a text for what it asks, what it is about and whether it asks for anything at all.

use crate::vocabulary::{ConceptId, Hit, Kind, Lexicon};
use crate::weights::Weights;
use crate::words::{Word, Words, is_stop};
use std::collections::HashMap;

/// What a sentence does, and so how much its concepts count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Asks,
    Tells,
}

/// A text read for matching.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Concepts named and how strongly, by concept.
    pub concepts: Vec<(ConceptId, f32)>,
    /// Where each of them is said most surely, in the same order: two said by the same words are one wish.
    pub said: Vec<Said>,
    /// Telling words (stem, as written, weight), each stem once, in order of appearance.
    pub terms: Vec<Term>,
    /// How much of the text is of the kind nobody can act on.
    pub void: f32,
    /// What the project is said to cost, in whole units of currency.
    pub cost: Option<u64>,
}

/// The words that say a concept: a field and a range of words in it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Said {
    title: bool,
    start: usize,
    end: usize,
    sure: f32,
    /// It is asked for, or nothing in the text is asked for outright.
    pub asked: bool,
}

/// Words that were mended, or that only may mean the concept, or that refuse it, are no ground for a reason.
const SURE_ENOUGH: f32 = 0.4;

impl Said {
    /// True where a reason may say that the author speaks of it.
    pub(crate) fn surely(self) -> bool {
        self.sure >= SURE_ENOUGH
    }

    /// True where both are said by some of the same words.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.title == other.title && self.start < other.end && other.start < self.end
    }
}

/// A telling word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    pub stem: String,
    pub plain: String,
    pub weight: f32,
}

const TITLE: f32 = 1.3;
const ASKS: f32 = 1.0;
/// A word that a concept already speaks for says little more by itself.
const COVERED: f32 = 0.5;
const REFUSED: f32 = 0.3;

/// Reads a proposal's title and body.
pub(crate) fn proposal(
    lexicon: &Lexicon,
    words: &Words,
    weights: &Weights,
    title: &str,
    body: &str,
) -> Reading {
    let mut strength: HashMap<ConceptId, (f32, Said)> = HashMap::new();
    let mut terms = Terms::default();
    let mut void = 0.0;
    let title_words = words.read(title);
    let body_words = words.read(body);
    let moods = moods(&body_words);
    let asks = moods.contains(&Mood::Asks);
    for (field, read) in [(true, &title_words), (false, &body_words)] {
        let tells = |word: &Word| !field && asks && moods.get(word.sentence as usize) == Some(&Mood::Tells);
        let weigh = |word: &Word| match (field, tells(word)) {
            (true, _) => TITLE,
            (false, true) => weights.tells,
            (false, false) => ASKS,
        };
        let hits = lexicon.hits(words, read);
        let covered = |at: usize| hits.iter().any(|h| (h.start..h.end).contains(&at));
        for (at, word) in read.iter().enumerate().filter(|(_, w)| !is_stop(&w.plain)) {
            terms.add(word, weigh(word) * if covered(at) { COVERED } else { 1.0 });
        }
        for hit in &hits {
            let refused = if refused(read, *hit) { REFUSED } else { 1.0 };
            let weight = weigh(&read[hit.start]) * hit.sure * refused;
            match lexicon.kind(hit.concept) {
                Kind::Void => void += weight,
                _ => {
                    let (sum, said) = strength.entry(hit.concept).or_default();
                    *sum += weight;
                    if weight > said.sure {
                        let asked = !tells(&read[hit.start]);
                        *said = Said { title: field, start: hit.start, end: hit.end, sure: weight, asked };
                    }
                }
            }
        }
    }
    let mut strength: Vec<_> = strength.into_iter().collect();
    strength.sort_by_key(|(id, _)| *id);
    let said: Vec<Said> = strength.iter().map(|(_, (_, said))| *said).collect();
    let mut concepts: Vec<_> = strength.iter().map(|(id, (sum, _))| (*id, *sum)).collect();
    lexicon.cohere(&mut concepts, weights.coherence, |at| said[at].end - said[at].start == 1);
    concepts.iter_mut().for_each(|(_, sum)| *sum = saturate(*sum, weights.mentions));
    Reading { concepts, said, terms: terms.list, void, cost: cost(title, body) }
}

/// Many mentions say more than one, but not many times more. 1 stays 1.
pub(crate) fn saturate(sum: f32, late: f32) -> f32 {
    (1.0 + late) * sum / (sum + late)
}

/// Collects terms, each stem once.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub list: Vec<Term>,
    at: HashMap<String, usize>,
}

impl Terms {
    pub(crate) fn add(&mut self, word: &Word, weight: f32) {
        if let Some(at) = self.at.get(&word.stem) {
            self.list[*at].weight += weight;
            return;
        }
        self.at.insert(word.stem.clone(), self.list.len());
        self.list.push(Term { stem: word.stem.clone(), plain: word.shown().to_owned(), weight });
    }
}

/// The mood of each sentence.
fn moods(text: &[Word]) -> Vec<Mood> {
    let sentences = text.last().map_or(0, |w| w.sentence as usize + 1);
    let mut moods = vec![Mood::Tells; sentences];
    for (i, word) in text.iter().enumerate() {
        let pair =
            text.get(i + 1).filter(|next| next.sentence == word.sentence).map(|next| next.plain.as_str());
        let asks = ASK_WORDS.contains(&word.plain.as_str())
            || pair.is_some_and(|next| ASK_PAIRS.contains(&(word.plain.as_str(), next)));
        if asks {
            moods[word.sentence as usize] = Mood::Asks;
        }
    }
    moods
}

/// True when the words before a hit, in its clause, say that it is not wanted.
fn refused(text: &[Word], hit: Hit) -> bool {
    let sentence = text[hit.start].sentence;
    let before = text[..hit.start].iter().rev().take(6).take_while(|w| w.sentence == sentence);
    let before: Vec<&str> = before.map(|w| w.plain.as_str()).collect();
    let nearest_first = |cue: &[&str]| {
        before.windows(cue.len()).any(|window| window.iter().rev().zip(cue).all(|(a, b)| a == b))
    };
    REFUSALS.iter().any(|cue| nearest_first(cue))
}

const ASK_WORDS: &[&str] = &[
    "want",
    "wants",
    "need",
    "needs",
    "needed",
    "wish",
    "please",
    "pls",
    "plz",
    "should",
    "wanted",
    "require",
    "requires",
    "required",
    "propose",
    "proposal",
    "proposing",
    "suggest",
    "suggestion",
    "asking",
    "request",
    "requesting",
    "install",
    "installing",
    "build",
    "building",
    "create",
    "creating",
    "provide",
    "providing",
    "purchase",
    "purchasing",
    "buy",
    "replace",
    "replacing",
    "upgrade",
    "upgrading",
    "renovate",
    "renovating",
    "improve",
    "improving",
    "establish",
    "expand",
    "refurbish",
    "restore",
    "will",
    "idea",
    "hoping",
    "convert",
    "transform",
    "fund",
    "funding",
    "imagine",
    "fadlan",
    "potrzebujemy",
    "chcialabym",
    "chcialbym",
    "prosze",
    "chcemy",
    "vrem",
    "nevoie",
    "chahiye",
    "dorkar",
    "queremos",
    "necesitamos",
];

const ASK_PAIRS: &[(&str, &str)] = &[
    ("could", "we"),
    ("can", "we"),
    ("could", "you"),
    ("can", "you"),
    ("could", "someone"),
    ("can", "someone"),
    ("could", "there"),
    ("can", "there"),
    ("can", "the"),
    ("could", "the"),
    ("can", "it"),
    ("cant", "we"),
    ("couldnt", "we"),
    ("couldnt", "the"),
    ("why", "not"),
    ("why", "cant"),
    ("how", "about"),
    ("what", "about"),
    ("would", "like"),
    ("wed", "like"),
    ("id", "like"),
    ("let", "us"),
    ("give", "us"),
    ("lets", "have"),
    ("set", "up"),
    ("bring", "back"),
    ("open", "up"),
    ("looking", "for"),
    ("somewhere", "to"),
    ("be", "good"),
    ("be", "great"),
    ("be", "nice"),
    ("be", "brilliant"),
    ("be", "lovely"),
    ("put", "in"),
    ("put", "up"),
    ("get", "rid"),
    ("fix", "it"),
    ("fix", "the"),
    ("sort", "it"),
    ("a", "place"),
    ("turn", "the"),
    ("waxaan", "u"),
];

const REFUSALS: &[&[&str]] = &[
    &["dont", "want"],
    &["not", "asking"],
    &["not", "want"],
    &["doesnt", "want"],
    &["instead", "of"],
    &["rather", "than"],
    &["not", "a"],
    &["not", "another"],
    &["dont", "need"],
    &["not", "need"],
    &["no", "more"],
    &["isnt", "a"],
    &["not", "just"],
];

/// A sum that is said to be the cost: "£4,000" in a clause that speaks of cost, budget, quote or grant.
fn cost(title: &str, body: &str) -> Option<u64> {
    const SAID: &[&str] =
        &["cost", "costs", "budget", "quote", "quoted", "price", "need", "grant", "raise", "funding"];
    // Money that is gone, or that somebody earns, is not what this costs.
    const GONE: &[&str] =
        &["spent", "paid", "wasted", "lost", "cut", "earn", "earned", "income", "wages", "fined"];
    for text in [title, body] {
        let cut = text.get(..text.len().min(4_000)).unwrap_or_default();
        for sentence in cut.split(['.', '!', '?', '\n', ';']) {
            let lower = sentence.to_lowercase();
            let says =
                |cues: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| cues.contains(&word));
            let speaks = says(SAID) && !says(GONE);
            if let Some(amount) = speaks.then(|| money(sentence)).flatten() {
                return Some(amount);
            }
        }
    }
    None
}

/// The first sum with a pound or euro sign, with "k" and "m" understood.
pub(crate) fn money(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once(['£', '€'])?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(rest.len());
    let digits: String = rest[..end].chars().filter(char::is_ascii_digit).take(10).collect();
    let amount: u64 = digits.parse().ok()?;
    let after = &rest[end..];
    let tenths = after.strip_prefix('.').and_then(|d| d.chars().next()?.to_digit(10));
    let unit = after.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()).trim_start().to_lowercase();
    let scale = if unit.starts_with("million") || is_unit(&unit, 'm') {
        1_000_000
    } else if is_unit(&unit, 'k') {
        1_000
    } else {
        return Some(amount);
    };
    Some(amount * scale + u64::from(tenths.unwrap_or(0)) * (scale / 10))
}

/// "5k", not "5 kits".
fn is_unit(after: &str, unit: char) -> bool {
    after.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_where_it_is_the_cost() {
        assert_eq!(cost("", "It would cost about £4,000."), Some(4_000));
        assert_eq!(cost("Budget £12k", ""), Some(12_000));
        assert_eq!(cost("", "Paid £260 last month and still cold"), None);
        assert_eq!(money("£1 million"), Some(1_000_000));
        assert_eq!(money("£2.5k, then"), Some(2_500));
        assert_eq!(money("£300 kits"), Some(300));
        assert_eq!(money("no sum"), None);
        assert_eq!(cost("", "The council spent £2m of its budget on a statue"), None);
    }
}
