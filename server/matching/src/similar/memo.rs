//! Words met before: their term and what the vocabulary makes of them, so that filing many proposals stems each word
//! once.

use super::dictionary::{Dictionary, TermId};
use crate::vocabulary::{Lexicon, Looked};
use crate::words::{Words, is_stop};
use std::collections::HashMap;
use std::sync::Arc;

/// Words in the order they were first met.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    numbers: HashMap<Arc<str>, u32>,
    words: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    plain: Arc<str>,
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
        if let Some(number) = self.numbers.get(plain) {
            return *number;
        }
        let stem = words.stem(plain);
        let term = (!is_stop(plain)).then(|| dictionary.intern(plain, &stem));
        let number = self.words.len() as u32;
        let shared: Arc<str> = plain.into();
        let looked = lexicon.look_up(words, plain, &stem);
        self.words.push(Known { plain: shared.clone(), term, looked });
        self.numbers.insert(shared, number);
        number
    }

    pub(super) fn term(&self, number: u32) -> Option<TermId> {
        self.words[number as usize].term
    }

    pub(super) fn looked(&self, number: u32) -> Looked {
        self.words[number as usize].looked
    }

    pub(super) fn plain(&self, number: u32) -> &str {
        &self.words[number as usize].plain
    }
}
