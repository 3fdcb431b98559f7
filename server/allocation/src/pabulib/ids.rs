//! Finding projects by their ids, millions of times.

use std::collections::HashMap;

/// Ids and their numbers. A table in front finds ids of up to 8 or 16 bytes as one word each; where it is too crowded, and
/// for longer ids, there is the map behind, whose hash a hostile file cannot play against.
pub(super) struct Ids {
    all: HashMap<String, u32>,
    front: Table,
}

/// The table in front, by the longest id.
enum Table {
    Short(Front<u64>),
    Long(Front<u128>),
}

impl Ids {
    pub(super) fn new() -> Self {
        Self { all: HashMap::new(), front: Table::Short(Front::default()) }
    }

    /// Ids and numbers that are known from the start.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self { all: ids.map(str::to_owned).zip(0..).collect(), ..Self::new() };
        all.seal();
        all
    }

    /// Notes an id; false if it was there.
    pub(super) fn insert(&mut self, id: &str, number: u32) -> bool {
        self.all.insert(id.to_owned(), number).is_none()
    }

    /// Makes the table in front, when all ids are known.
    pub(super) fn seal(&mut self) {
        let short = self.all.keys().all(|id| id.len() <= u64::LEN);
        self.front =
            if short { Table::Short(Front::of(&self.all)) } else { Table::Long(Front::of(&self.all)) };
    }

    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.all.get(id).copied()
    }

    /// The number of the id that starts at `from` in a list with commas, where it is known at a glance: as it stands there,
    /// without blanks to be taken off. And where the id ends: at a comma, a semicolon, or `end`, where the list ends
    /// whatever stands beyond.
    pub(super) fn at(&self, text: &[u8], from: usize, end: usize) -> Option<(u32, usize)> {
        match &self.front {
            Table::Short(front) => front.at(text, from, end),
            Table::Long(front) => front.at(text, from, end),
        }
    }

    /// Adds the numbers of a list of ids that starts at `from` and runs to a semicolon or to `end`. Where it ends; none if
    /// one of them is not known at a glance, or nothing stands between two commas.
    pub(super) fn list(&self, text: &[u8], from: usize, end: usize, into: &mut Vec<u32>) -> Option<usize> {
        match &self.front {
            Table::Short(front) => front.list(text, from, end, into),
            Table::Long(front) => front.list(text, from, end, into),
        }
    }
}

/// An id as a word: its bytes, the first lowest, then zeros.
trait Word: Copy + Default + PartialEq {
    /// The most bytes.
    const LEN: usize;

    /// The first bytes of a text.
    fn of(text: &[u8]) -> Self;

    /// How many bytes stand before the first comma or semicolon.
    fn until_separator(self) -> usize;

    /// The first `len` bytes, at least one.
    fn first(self, len: usize) -> Self;

    /// A number whose highest bits depend on all bytes, in another way for each key.
    fn mixed(self, key: u64) -> u64;
}

/// The highest bit of each byte that is a comma or a semicolon, up to the first of them: beyond it may be others.
fn separators(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    let zeros = |different: u64| different.wrapping_sub(ONES) & !different;
    (zeros(word ^ (ONES * b',' as u64)) | zeros(word ^ (ONES * b';' as u64))) & HIGHS
}

impl Word for u64 {
    const LEN: usize = 8;

    fn of(text: &[u8]) -> Self {
        text.first_chunk().map_or_else(|| padded(text), |chunk| Self::from_le_bytes(*chunk))
    }

    fn until_separator(self) -> usize {
        separators(self).trailing_zeros() as usize / 8
    }

    fn first(self, len: usize) -> Self {
        self & (Self::MAX >> (64 - 8 * len))
    }

    fn mixed(self, key: u64) -> u64 {
        self.wrapping_mul(key)
    }
}

impl Word for u128 {
    const LEN: usize = 16;

    fn of(text: &[u8]) -> Self {
        match text.first_chunk() {
            Some(chunk) => Self::from_le_bytes(*chunk),
            None => {
                let (low, high) = text.split_at(text.len().min(8));
                Self::from(padded(low)) | Self::from(padded(high)) << 64
            }
        }
    }

    fn until_separator(self) -> usize {
        let both = u128::from(separators(self as u64)) | u128::from(separators((self >> 64) as u64)) << 64;
        both.trailing_zeros() as usize / 8
    }

    fn first(self, len: usize) -> Self {
        self & (Self::MAX >> (128 - 8 * len))
    }

    fn mixed(self, key: u64) -> u64 {
        (self as u64).wrapping_mul(key) ^ ((self >> 64) as u64).wrapping_mul(key.rotate_left(32) | 1)
    }
}

/// Less than eight bytes as a word.
fn padded(text: &[u8]) -> u64 {
    text.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// A table from words to numbers, with a hash chosen so that most often no two ids share a slot.
#[derive(Default)]
struct Front<W> {
    /// By number.
    words: Vec<W>,
    /// An id's number is in its slot or the one beside it.
    slots: Vec<u16>,
    /// How long all ids are, if they are of one length.
    length: Option<usize>,
    key: u64,
    shift: u32,
}

/// A slot that no id is in.
const FREE: u16 = u16::MAX;
/// How many hashes are tried.
const KEYS: u64 = 32;

impl<W: Word> Front<W> {
    fn of(all: &HashMap<String, u32>) -> Self {
        let mut words = vec![W::default(); all.len().min(usize::from(FREE))];
        for (id, &number) in all {
            let bytes = id.as_bytes();
            // A zero byte at the end would not be told from nothing; and a cell that says "none" says nothing.
            let fits = bytes.len() <= W::LEN && bytes.last().is_some_and(|&last| last != 0);
            let listed = !bytes.iter().copied().any(is_separator) && !id.eq_ignore_ascii_case("none");
            if fits && listed {
                words.get_mut(number as usize).into_iter().for_each(|word| *word = W::of(bytes));
            }
        }
        // With n²/6 slots one hash in twenty keeps all ids apart; more than eight for each id are not worth their memory.
        let slots =
            (words.len() * words.len() / 6).clamp(16, 1 << 14).max(words.len() * 8).next_power_of_two();
        let mut best = (usize::MAX, 0);
        let first = all.keys().next().map_or(0, String::len);
        let length = Some(first).filter(|&len| len <= W::LEN && all.keys().all(|id| id.len() == len));
        let mut front = Self { words, slots: vec![FREE; slots], length, key: 0, shift: 64 - slots.ilog2() };
        for number in 1..=KEYS {
            let key = number
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left(17)
                .wrapping_mul(0xD6E8_FEB8_6659_FD93)
                | 1;
            let crowded = front.fill(key, best.0);
            best = best.min((crowded, key));
            if best.0 == 0 {
                return front;
            }
        }
        front.fill(best.1, usize::MAX);
        front
    }

    /// Puts all words in their slots. How many did not get their own; it gives up at `most`.
    fn fill(&mut self, key: u64, most: usize) -> usize {
        self.slots.fill(FREE);
        self.key = key;
        let mut crowded = 0;
        for (number, &word) in self.words.iter().enumerate().filter(|(_, word)| **word != W::default()) {
            let slot = self.slot(word);
            let free = [slot, slot ^ 1].into_iter().find(|&slot| self.slots[slot] == FREE);
            if let Some(free) = free {
                self.slots[free] = number as u16;
            }
            crowded += usize::from(free != Some(slot));
            if crowded >= most {
                break;
            }
        }
        crowded
    }

    fn slot(&self, word: W) -> usize {
        (word.mixed(self.key) >> self.shift) as usize
    }

    fn at(&self, text: &[u8], from: usize, end: usize) -> Option<(u32, usize)> {
        let word = W::of(text.get(from..)?);
        let len = word.until_separator().min(end.checked_sub(from)?);
        let stop = from + len;
        if len == 0 || text[stop - 1] == 0 || (len == W::LEN && stop < end && !is_separator(text[stop])) {
            return None;
        }
        Some((self.number(word.first(len))?, stop))
    }

    /// As [`Self::at`] where all ids have one length: then the end of one need not be found before the next is looked at,
    /// and no id that is found has a separator in it or a zero byte at its end.
    #[inline]
    fn at_length(&self, len: usize, text: &[u8], from: usize, end: usize) -> Option<(u32, usize)> {
        let stop = from + len;
        if stop > end || (stop < end && !is_separator(text[stop])) {
            return None;
        }
        Some((self.number(W::of(text.get(from..)?).first(len))?, stop))
    }

    #[inline]
    fn number(&self, word: W) -> Option<u32> {
        let slot = self.slot(word);
        let known = |slot: usize| {
            let number = *self.slots.get(slot)?;
            (*self.words.get(usize::from(number))? == word).then_some(u32::from(number))
        };
        known(slot).or_else(|| known(slot ^ 1))
    }

    fn list(&self, text: &[u8], from: usize, end: usize, into: &mut Vec<u32>) -> Option<usize> {
        match self.length {
            Some(len) if len > 0 => {
                all_of(|from| self.at_length(len, text, from, end), text, (from, end), into)
            }
            _ => all_of(|from| self.at(text, from, end), text, (from, end), into),
        }
    }
}

/// Adds all numbers of a list, each found by where it starts.
#[inline]
fn all_of(
    number: impl Fn(usize) -> Option<(u32, usize)>,
    text: &[u8],
    (mut from, end): (usize, usize),
    into: &mut Vec<u32>,
) -> Option<usize> {
    loop {
        let (number, stop) = number(from)?;
        into.push(number);
        if stop == end || text[stop] == b';' {
            return Some(stop);
        }
        from = stop + 1;
    }
}

fn is_separator(byte: u8) -> bool {
    byte == b',' || byte == b';'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_at_a_glance_or_not_at_all() {
        let ids =
            Ids::of(["1", "10", "1234567890123456", "12345678901234567", "é", "a\0", "None"].into_iter());
        let list = "10,1,1234567890123456,é,12345678901234567,2,1 ,a\0,None,1".as_bytes();
        let at = |text: &str| list.windows(text.len()).position(|w| w == text.as_bytes()).expect("there");
        let end = list.len();
        assert_eq!(ids.at(list, 0, end), Some((1, 2)));
        assert_eq!(ids.at(list, 3, end), Some((0, 4)));
        assert_eq!(ids.at(list, at("1234567890123456"), end), Some((2, 21)));
        assert_eq!(ids.at(list, at("é"), end), Some((4, 24)));
        for unknown in ["12345678901234567", "2,1 ", "1 ", "a\0", "None"] {
            assert_eq!(ids.at(list, at(unknown), end), None, "{unknown}");
        }
        assert_eq!(ids.at(list, list.len() - 1, end), Some((0, list.len())));
        assert_eq!((ids.at(b"1,", 2, 2), ids.at(b"1,", 3, 2), ids.at(b"", 0, 0)), (None, None, None));
        // What stands beyond the list is none of its business.
        assert_eq!(ids.at(b"10;48;F;internet", 0, 2), Some((1, 2)));
        assert_eq!(ids.at(b"100", 0, 2), Some((1, 2)));
        assert_eq!((ids.get("12345678901234567"), ids.get("")), (Some(3), None));
    }

    #[test]
    fn short_ids_are_found_up_to_eight_bytes() {
        let ids = Ids::of(["12345678", "1234567", "7"].into_iter());
        let line = b"x;12345678,7,1234567;12345678";
        let mut found = Vec::new();
        assert_eq!(ids.list(line, 2, line.len(), &mut found), Some(20));
        assert_eq!(found, [0, 2, 1]);
        assert_eq!(ids.at(line, 21, line.len()), Some((0, line.len())));
        assert_eq!(ids.at(b"123456789", 0, 9), None);
        assert_eq!(ids.list(b"7,,7", 0, 4, &mut found), None);
        assert_eq!(ids.list(b"7,", 0, 2, &mut found), None);
    }

    #[test]
    fn thousands_of_ids_are_all_found() {
        for count in [1, 7, 200, 3_000, 70_000] {
            let names: Vec<String> = (0..count).map(|at| format!("2024/A/{at}")).collect();
            let ids = Ids::of(names.iter().map(String::as_str));
            let missed = (0..count).filter(|&at| {
                let name = names[at].as_bytes();
                ids.at(name, 0, name.len()) != Some((at as u32, name.len()))
            });
            let missed = missed.count();
            assert!(missed <= count / 50 + count.saturating_sub(usize::from(FREE)), "{missed} of {count}");
            assert!(names.iter().zip(0..).all(|(name, at)| ids.get(name) == Some(at)));
        }
    }
}
