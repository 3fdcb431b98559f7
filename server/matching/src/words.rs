//! From text to words: lower case, accents folded, English stems; sentences kept apart. Any alphabet is read.

mod stop;

pub(crate) use stop::is_stop;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// Text beyond this many bytes is not read: an idea says what it wants long before.
pub const MOST_BYTES: usize = 24_000;
/// A longer run of letters is no word.
const LONGEST_WORD: usize = 40;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lower case, accents folded.
    pub plain: String,
    pub stem: String,
    /// The sentence it stands in, counted from 0.
    pub sentence: u32,
    /// True after a comma, colon, dash or bracket, and at a sentence's start.
    pub opens_clause: bool,
    /// It ends in an apostrophe and an s.
    pub possessive: bool,
}

impl Word {
    /// The word as a sentence may say it: "men" where it was written "men's", read as "mens".
    pub(crate) fn shown(&self) -> &str {
        if self.possessive { &self.plain[..self.plain.len() - 1] } else { &self.plain }
    }
}

/// How a word stands in its text; fields as in [`Word`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stands {
    pub sentence: u32,
    pub opens_clause: bool,
    pub possessive: bool,
}

/// Reads words; holds the stemmer.
pub(crate) struct Words {
    english: Stemmer,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self { english: Stemmer::create(Algorithm::English) }
    }

    /// The words of `text` in order, at most [`MOST_BYTES`] of it.
    pub(crate) fn read(&self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        each(text, |plain, Stands { sentence, opens_clause, possessive }| {
            let (plain, stem) = (plain.to_owned(), self.stem(plain));
            words.push(Word { plain, stem, sentence, opens_clause, possessive });
        });
        words
    }

    pub(crate) fn stem(&self, plain: &str) -> String {
        stem(&self.english, plain)
    }
}

/// Calls with each word of `text` (at most [`MOST_BYTES`] of it) and how it stands there.
pub(crate) fn each(text: &str, call: impl FnMut(&str, Stands)) {
    let text = cut(text);
    let mut reader = Reader {
        call,
        word: String::new(),
        sentence: 0,
        begun: false,
        ended: false,
        clause: true,
        point: false,
        apostrophe: 0,
    };
    // Decomposing never reaches across an ASCII character, so what is ASCII is read as it stands.
    for run in text.as_bytes().chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        let run = std::str::from_utf8(run).unwrap_or_default();
        if run.is_ascii() {
            reader.take_ascii(run);
        } else {
            run.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase).for_each(|c| reader.take(c));
        }
    }
    reader.end_word();
}

struct Reader<F> {
    call: F,
    word: String,
    sentence: u32,
    /// A word was read.
    begun: bool,
    /// The sentence ended; the next word begins another.
    ended: bool,
    clause: bool,
    /// What came last was a point right after a figure: another figure makes it part of a number.
    point: bool,
    /// After so many bytes of the word there was one; 0 where there was none.
    apostrophe: usize,
}

impl<F: FnMut(&str, Stands)> Reader<F> {
    fn take(&mut self, c: char) {
        if std::mem::take(&mut self.point) && c.is_ascii_digit() {
            (self.ended, self.clause) = (false, false);
        }
        match c {
            'a'..='z' => self.word.push(c),
            'ł' => self.word.push('l'),
            'ø' => self.word.push('o'),
            'đ' => self.word.push('d'),
            'ı' => self.word.push('i'),
            'ß' => self.word.push_str("ss"),
            'ə' => self.word.push('e'),
            // Arabic and Urdu keyboards send different letters for the same one.
            'ي' | 'ى' => self.word.push('ی'),
            'ك' => self.word.push('ک'),
            'ة' | 'ہ' => self.word.push('ه'),
            // Joiners and the stretched line inside words say nothing.
            '\u{200c}' | '\u{200d}' | '\u{640}' if !self.word.is_empty() => {}
            // An apostrophe inside a word is often left out on a phone: "cant", "its".
            '\'' | '\u{2019}' | '\u{2018}' | '`' if !self.word.is_empty() => {
                self.apostrophe = self.word.len();
            }
            _ if c.is_alphanumeric() || is_joiner(c) => self.word.push(c),
            _ => {
                self.point = c == '.' && self.word.ends_with(|last: char| last.is_ascii_digit());
                self.end_word();
                match c {
                    '.' | '!' | '?' | '\n' | '।' | '۔' | '؟' => {
                        self.ended = self.begun;
                        self.clause = true;
                    }
                    ',' | ';' | ':' | '(' | ')' | '-' | '–' | '—' | '/' => self.clause = true,
                    _ => {}
                }
            }
        }
    }

    /// As [`Reader::take`] for each of them, in lower case; letters that stand together are taken together.
    fn take_ascii(&mut self, run: &str) {
        let mut rest = run;
        while let Some(first) = rest.bytes().next() {
            let letters = rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
            if letters == 0 {
                if first == b' ' {
                    self.point = false;
                    self.end_word();
                } else {
                    self.take(char::from(first));
                }
                rest = &rest[1..];
            } else {
                self.point = false;
                let from = self.word.len();
                self.word.push_str(&rest[..letters]);
                self.word[from..].make_ascii_lowercase();
                rest = &rest[letters..];
            }
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if self.word.len() <= LONGEST_WORD || self.word.chars().count() <= LONGEST_WORD {
            self.sentence += u32::from(std::mem::take(&mut self.ended));
            let possessive = self.apostrophe > 0 && self.word.get(self.apostrophe..) == Some("s");
            let (sentence, opens_clause) = (self.sentence, self.clause);
            (self.call)(&self.word, Stands { sentence, opens_clause, possessive });
            self.begun = true;
            self.clause = false;
        }
        self.word.clear();
        self.apostrophe = 0;
    }
}

fn stem(english: &Stemmer, plain: &str) -> String {
    if plain.len() > 3 && plain.bytes().all(|b| b.is_ascii_lowercase()) {
        return english.stem(plain).into_owned();
    }
    // The Arabic article is written together with its word.
    let bare = plain.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3);
    bare.unwrap_or(plain).to_owned()
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Latin accents, and Arabic vowel signs and hamzas, which are often left out.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Signs inside words of Indic scripts that Unicode does not call alphabetic (virama, nukta).
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{9cd}' | '\u{94d}' | '\u{a4d}' | '\u{acd}' | '\u{bcd}' | '\u{9bc}' | '\u{93c}' | '\u{a3c}')
}

#[cfg(test)]
mod tests;
