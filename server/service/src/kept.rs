//! What was read at one revision of the board, and is good until the next: every event of the change feed that a public
//! page could show moves the revision (see [`crate::feed`]). What is one person's own is never kept.

use domain::Time;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// How long anything is kept, in milliseconds: what is set right past the feed shows by then.
const MOST_AGE: i64 = 30 * Time::SECOND;

/// Values by key, of one revision.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    most: usize,
    inner: Mutex<Shelf<K, V>>,
}

#[derive(Debug)]
struct Shelf<K, V> {
    revision: u64,
    values: HashMap<K, (Time, V)>,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Room for `most` values; where they are more it begins anew.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, inner: Mutex::new(Shelf { revision: 0, values: HashMap::new() }) }
    }

    /// What was put under `key` at this revision, not long ago.
    pub(crate) fn get(&self, key: &K, revision: u64, now: Time) -> Option<V> {
        let shelf = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let (read, value) = shelf.values.get(key).filter(|_| shelf.revision == revision)?;
        (0..MOST_AGE).contains(&now.0.saturating_sub(read.0)).then(|| value.clone())
    }

    /// Keeps what was read after `revision` was looked at, at `now`. What was overtaken meanwhile is not kept.
    pub(crate) fn put(&self, key: K, revision: u64, now: Time, value: V) {
        let mut shelf = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if revision < shelf.revision {
            return;
        }
        if revision > shelf.revision || (shelf.values.len() >= self.most && !shelf.values.contains_key(&key))
        {
            *shelf = Shelf { revision, values: HashMap::new() };
        }
        shelf.values.insert(key, (now, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_given_for_its_revision_while_it_is_fresh() {
        let kept = Kept::new(10);
        kept.put("a", 3, Time(1_000), 1);
        assert_eq!(kept.get(&"a", 3, Time(1_000 + MOST_AGE - 1)), Some(1));
        assert_eq!(kept.get(&"a", 3, Time(1_000 + MOST_AGE)), None);
        assert_eq!(kept.get(&"a", 3, Time(999)), None, "the clock was set back");
        assert_eq!(kept.get(&"a", 4, Time(1_000)), None);
        assert_eq!(kept.get(&"b", 3, Time(1_000)), None);
    }

    #[test]
    fn a_later_revision_drops_the_others_and_what_was_overtaken_is_not_kept() {
        let kept = Kept::new(10);
        kept.put("a", 3, Time(0), 1);
        kept.put("b", 4, Time(0), 2);
        kept.put("c", 3, Time(0), 3);
        assert_eq!((kept.get(&"a", 4, Time(0)), kept.get(&"b", 4, Time(0))), (None, Some(2)));
        assert_eq!((kept.get(&"c", 3, Time(0)), kept.get(&"c", 4, Time(0))), (None, None));
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let kept = Kept::new(3);
        (0..100).for_each(|n| kept.put(n, 1, Time(0), n));
        assert!(kept.inner.lock().unwrap().values.len() <= 3);
        assert_eq!(kept.get(&99, 1, Time(0)), Some(99));
        kept.put(99, 1, Time(0), 7);
        assert_eq!(kept.get(&99, 1, Time(0)), Some(7));
    }
}
