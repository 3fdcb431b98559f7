//! Spelling slips: a word that nobody knows, one slip away from a word of the vocabulary.

use std::collections::HashMap;

/// Words shorter than this are never mended: too many real words lie one letter apart.
const SHORTEST: usize = 6;

/// The vocabulary's words by what they look like with one letter left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    words: Vec<Box<str>>,
    without_one: HashMap<u64, Vec<u32>>,
}

impl Slips {
    pub(super) fn add(&mut self, word: &str) {
        if word.len() < SHORTEST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return;
        }
        let id = self.words.len() as u32;
        self.words.push(word.into());
        for_each_deletion(word, |hash| {
            let ids = self.without_one.entry(hash).or_default();
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        });
    }

    /// The word of the vocabulary that is one slip from `word`.
    pub(super) fn mend(&self, word: &str) -> Option<&str> {
        if word.len() < SHORTEST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut best: Option<&str> = None;
        for_each_deletion(word, |hash| {
            for id in self.without_one.get(&hash).into_iter().flatten() {
                let known: &str = &self.words[*id as usize];
                if one_slip_apart(word, known) && best.is_none_or(|b| known < b) {
                    best = Some(known);
                }
            }
        });
        best
    }
}

/// Calls with a hash of the word itself and of the word without each of its letters but the first.
fn for_each_deletion(word: &str, mut call: impl FnMut(u64)) {
    let bytes = word.as_bytes();
    call(hash(bytes.iter().copied()));
    for skip in 1..bytes.len() {
        call(hash(bytes.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, b)| *b)));
    }
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// True when one letter is left out, put in twice or swapped with the next; or, in a word of eight letters or more, when
/// one vowel stands for another. The first letter must be right. Other changes make other words: "scored" is not "scared".
fn one_slip_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let vowel = |c: u8| b"aeiouy".contains(&c);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a[same..] == b[same + 1..],
        std::cmp::Ordering::Greater => a[same + 1..] == b[same..],
        std::cmp::Ordering::Equal => {
            let swapped = same + 1 < a.len()
                && a[same] == b[same + 1]
                && a[same + 1] == b[same]
                && a[same + 2..] == b[same + 2..];
            let other_vowel =
                a.len() >= 8 && vowel(a[same]) && vowel(b[same]) && a[same + 1..] == b[same + 1..];
            swapped || other_vowel
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_mended_two_are_not_and_short_words_are_left() {
        let mut slips = Slips::default();
        for word in ["allotment", "library", "bench", "crossing"] {
            slips.add(word);
        }
        assert_eq!(slips.mend("allottment"), Some("allotment"));
        assert_eq!(slips.mend("libary"), Some("library"));
        assert_eq!(slips.mend("corssing"), Some("crossing"));
        assert_eq!(slips.mend("alotmant"), None);
        assert_eq!(slips.mend("bensh"), None);
        assert_eq!(slips.mend("library"), None);
        slips.add("scared");
        slips.add("cemetery");
        assert_eq!(slips.mend("scored"), None);
        assert_eq!(slips.mend("cemetary"), Some("cemetery"));
    }
}
