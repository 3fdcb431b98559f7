//! Words met before: their term and what the vocabulary makes of them, so that filing many proposals stems each word
//! once.

use super::dictionary::{Dictionary, TermId};
use crate::vocabulary::{Lexicon, Looked};
use crate::words::{Words, is_stop};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Words in the order they were first met.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    /// Of words of 15 bytes at most, which are nearly all: told apart without a look elsewhere in memory.
    short: HashMap<u128, u32, Keyed>,
    long: HashMap<Box<str>, u32>,
    words: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    /// None for a stop word.
    term: Option<TermId>,
    looked: Looked,
}

impl Memo {
    /// The word's number; a new word is stemmed, looked up and given a term.
    pub(super) fn number(
        &mut self,
        plain: &str,
        dictionary: &mut Dictionary,
        lexicon: &Lexicon,
        words: &Words,
    ) -> u32 {
        let packed = packed(plain);
        let met = match packed {
            Some(packed) => self.short.get(&packed),
            None => self.long.get(plain),
        };
        if let Some(number) = met {
            return *number;
        }
        let stem = words.stem(plain);
        let term = (!is_stop(plain)).then(|| dictionary.intern(plain, &stem));
        let number = self.words.len() as u32;
        let looked = lexicon.look_up(words, plain, &stem);
        self.words.push(Known { term, looked });
        match packed {
            Some(packed) => self.short.insert(packed, number),
            None => self.long.insert(plain.into(), number),
        };
        number
    }

    pub(super) fn term(&self, number: u32) -> Option<TermId> {
        self.words[number as usize].term
    }

    pub(super) fn looked(&self, number: u32) -> &Looked {
        &self.words[number as usize].looked
    }
}

/// Hashes packed words by a folded product under a key that each memo has of its own, drawn as the standard hasher
/// draws it: nobody can write words that all fall together. Every word filed is hashed, and this takes a fifth of the
/// standard hasher's time.
#[derive(Debug, Clone)]
struct Keyed([u64; 2]);

impl Default for Keyed {
    fn default() -> Self {
        let drawn = RandomState::new();
        Self([drawn.hash_one(0), drawn.hash_one(1)])
    }
}

impl BuildHasher for Keyed {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded { key: self.0, hash: 0 }
    }
}

struct Folded {
    key: [u64; 2],
    hash: u64,
}

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.hash
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let part = part.iter().fold(0, |all, byte| all << 8 | u128::from(*byte));
            self.write_u128(part << 64 | u128::from(self.hash));
        }
    }

    fn write_u128(&mut self, number: u128) {
        let (low, high) = (number as u64 ^ self.key[0], (number >> 64) as u64 ^ self.key[1]);
        let product = u128::from(low) * u128::from(high);
        self.hash = product as u64 ^ (product >> 64) as u64;
    }
}

/// A short word's bytes with its length, so that no two words are the same number; `None` for a longer one.
fn packed(plain: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..plain.len()).filter(|room| room.len() < 16)?.copy_from_slice(plain.as_bytes());
    bytes[15] = plain.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_number_of_its_own_and_keeps_it() {
        let vocabulary = crate::Vocabulary::empty();
        let words = Words::new();
        let (lexicon, mut dictionary) = (Lexicon::compile(&vocabulary, &words), Dictionary::default());
        let mut memo = Memo::default();
        let fifteen = "abcdefghijklmno";
        let texts = ["a", "a\0", "", "\0", fifteen, "abcdefghijklmnop", "abcdefghijklmnoq", "বাংলা", "বাংলাদেশ"];
        let mut number = |word: &&str| memo.number(word, &mut dictionary, &lexicon, &words);
        let first: Vec<u32> = texts.iter().map(&mut number).collect();
        assert_eq!(first, (0..texts.len() as u32).collect::<Vec<_>>());
        assert_eq!(texts.iter().map(number).collect::<Vec<_>>(), first);
    }
}
