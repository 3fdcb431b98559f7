//! Spelling slips: a word that nobody knows, one slip away from a word of the vocabulary.

/// Words shorter than this are never mended: too many real words lie one letter apart.
const SHORTEST: usize = 6;

/// The vocabulary's words by what they look like with one letter left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    words: Vec<Box<str>>,
    /// Hash and word, in order.
    without_one: Box<[(u32, u32)]>,
}

impl Slips {
    pub(super) fn of<'a>(known: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut words, mut without_one) = (Vec::<Box<str>>::new(), Vec::new());
        for word in known {
            if word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase()) {
                let id = words.len() as u32;
                words.push(word.into());
                for_each_deletion(word, |hash| without_one.push((hash, id)));
            }
        }
        without_one.sort_unstable();
        without_one.dedup();
        Self { words, without_one: without_one.into() }
    }

    /// The word of the vocabulary that is one slip from `word`.
    pub(super) fn mend(&self, word: &str) -> Option<&str> {
        if word.len() < SHORTEST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut best: Option<&str> = None;
        for_each_deletion(word, |hash| {
            let from = self.without_one.partition_point(|(had, _)| *had < hash);
            for (_, id) in self.without_one[from..].iter().take_while(|(had, _)| *had == hash) {
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
fn for_each_deletion(word: &str, mut call: impl FnMut(u32)) {
    let bytes = word.as_bytes();
    call(hash(bytes.iter().copied()));
    for skip in 1..bytes.len() {
        call(hash(bytes.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, b)| *b)));
    }
}

/// FNV-1a. What shares a hash by chance is told apart by its letters.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
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
        let slips = Slips::of(["allotment", "library", "bench", "crossing", "scared", "cemetery"]);
        assert_eq!(slips.mend("allottment"), Some("allotment"));
        assert_eq!(slips.mend("libary"), Some("library"));
        assert_eq!(slips.mend("corssing"), Some("crossing"));
        assert_eq!(slips.mend("alotmant"), None);
        assert_eq!(slips.mend("bensh"), None);
        assert_eq!(slips.mend("library"), None);
        assert_eq!(slips.mend("scored"), None);
        assert_eq!(slips.mend("cemetary"), Some("cemetery"));
    }
}
