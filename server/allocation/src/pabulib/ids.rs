//! Finding projects by their ids, millions of times.

use std::collections::HashMap;

/// Ids and their numbers. A table in front finds ids of up to 16 bytes as one word each; where it is too crowded, and for
/// longer ids, there is the map behind, whose hash a hostile file cannot play against.
pub(super) struct Ids {
    all: HashMap<String, u32>,
    front: Vec<(u128, u32)>,
}

/// A slot that no id is in: no id is the empty word.
const NONE: (u128, u32) = (0, 0);
/// How many slots an id may be away from its own.
const PROBES: usize = 4;
const COMMAS: u128 = u128::from_ne_bytes([b','; 16]);
const ONES: u128 = u128::from_ne_bytes([1; 16]);
const HIGHS: u128 = u128::from_ne_bytes([0x80; 16]);

impl Ids {
    pub(super) fn new() -> Self {
        Self { all: HashMap::new(), front: Vec::new() }
    }

    /// Ids and numbers that are known from the start.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self { all: ids.map(str::to_owned).zip(0..).collect(), front: Vec::new() };
        all.seal();
        all
    }

    /// Notes an id; false if it was there.
    pub(super) fn insert(&mut self, id: &str, number: u32) -> bool {
        self.all.insert(id.to_owned(), number).is_none()
    }

    /// Makes the table in front, when all ids are known.
    pub(super) fn seal(&mut self) {
        let slots = (self.all.len() * 4).next_power_of_two().clamp(16, 1 << 16);
        self.front = vec![NONE; slots];
        for (id, &number) in &self.all {
            let Some(word) = word_of(id.as_bytes()) else { continue };
            let free = (0..PROBES).map(|probe| (slot(word) + probe) & (slots - 1));
            if let Some(free) = free.into_iter().find(|&at| self.front[at] == NONE) {
                self.front[free] = (word, number);
            }
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.all.get(id).copied()
    }

    /// The number of the id that starts at `from` in a list with commas, where it is known at a glance: as it stands there,
    /// without blanks to be taken off. And where the id ends. The list ends at `end` of the text, whatever stands beyond.
    pub(super) fn at(&self, text: &[u8], from: usize, end: usize) -> Option<(u32, usize)> {
        let rest = text.get(from..)?;
        let most = end.checked_sub(from)?;
        let (word, len) = match rest.first_chunk::<16>() {
            Some(sixteen) => {
                let word = u128::from_le_bytes(*sixteen);
                let different = word ^ COMMAS;
                let comma = different.wrapping_sub(ONES) & !different & HIGHS;
                let len = (comma.trailing_zeros() as usize / 8).min(most);
                if len == 16 { (word, 16) } else { (word & ((1_u128 << (8 * len)) - 1), len) }
            }
            None => {
                let list = &rest[..most.min(rest.len())];
                let len = list.iter().position(|&b| b == b',').unwrap_or(list.len());
                (word_of(&list[..len])?, len)
            }
        };
        let ends = len == most || rest.get(len).is_some_and(|&b| b == b',');
        if len == 0 || !ends || rest[len - 1] == 0 {
            return None;
        }
        let mask = self.front.len().wrapping_sub(1);
        let probes = (0..PROBES).map(|probe| self.front.get((slot(word) + probe) & mask));
        let found = probes.into_iter().flatten().find(|(known, _)| *known == word)?;
        Some((found.1, from + len))
    }
}

/// Up to 16 bytes as a word. None if they are more, or end with a zero byte, which would not be told from nothing.
fn word_of(id: &[u8]) -> Option<u128> {
    if id.len() > 16 || id.last().is_none_or(|&last| last == 0) {
        return None;
    }
    let mut word = [0; 16];
    word[..id.len()].copy_from_slice(id);
    Some(u128::from_le_bytes(word))
}

fn slot(word: u128) -> usize {
    let folded = word as u64 ^ ((word >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_at_a_glance_or_not_at_all() {
        let ids = Ids::of(["1", "10", "1234567890123456", "12345678901234567", "é", "a\0"].into_iter());
        let list = "10,1,1234567890123456,é,12345678901234567,2,1 ,a\0,1".as_bytes();
        let at = |text: &str| list.windows(text.len()).position(|w| w == text.as_bytes()).expect("there");
        let end = list.len();
        assert_eq!(ids.at(list, 0, end), Some((1, 2)));
        assert_eq!(ids.at(list, 3, end), Some((0, 4)));
        assert_eq!(ids.at(list, at("1234567890123456"), end), Some((2, 21)));
        assert_eq!(ids.at(list, at("é"), end), Some((4, 24)));
        assert_eq!(ids.at(list, at("12345678901234567"), end), None);
        assert_eq!(ids.at(list, at("2,1 "), end), None);
        assert_eq!(ids.at(list, at("1 "), end), None);
        assert_eq!(ids.at(list, at("a\0"), end), None);
        assert_eq!(ids.at(list, list.len() - 1, end), Some((0, list.len())));
        assert_eq!(ids.at(b"1,", 2, 2), None);
        // What stands beyond the list is none of its business.
        assert_eq!(ids.at(b"10;48;F;internet", 0, 2), Some((1, 2)));
        assert_eq!(ids.at(b"100", 0, 2), Some((1, 2)));
        assert_eq!((ids.get("12345678901234567"), ids.get("")), (Some(3), None));
    }
}
