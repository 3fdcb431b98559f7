//! Pages in memory: as many as fit, of one revision of what they show, none for long.

use crate::http::coding::Coding;
use axum::body::Bytes;
use axum::http::HeaderValue;
use domain::Time;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A page as it goes out.
#[derive(Debug)]
pub(super) struct Page {
    pub body: Bytes,
    pub coding: Coding,
    pub etag: HeaderValue,
    /// When it was drawn: it says "3 minutes ago".
    pub drawn: Time,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Shelf {
    kept: RwLock<Kept>,
    /// Counts looks, so that what was not looked at for longest goes first.
    looks: AtomicU64,
    most_bytes: usize,
    most_age: i64,
}

#[derive(Debug, Default)]
struct Kept {
    revision: u64,
    bytes: usize,
    pages: HashMap<(String, Coding), Slot>,
}

#[derive(Debug)]
struct Slot {
    page: Arc<Page>,
    looked: AtomicU64,
}

/// What a slot takes beside its body and address: the map's own, the header, the counters.
const OVERHEAD: usize = 256;

impl Shelf {
    /// A shelf for so many bytes of pages, each kept for so many milliseconds at most.
    pub(super) fn new(most_bytes: usize, most_age: i64) -> Self {
        Self { kept: RwLock::default(), looks: AtomicU64::new(0), most_bytes, most_age }
    }

    /// The page at an address, where it was drawn at this revision and not long ago.
    pub(super) fn get(&self, key: &(String, Coding), revision: u64, now: Time) -> Option<Arc<Page>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let slot = kept.pages.get(key).filter(|_| kept.revision == revision)?;
        let age = now.0.saturating_sub(slot.page.drawn.0);
        if !(0..self.most_age).contains(&age) {
            return None;
        }
        slot.looked.store(self.looks.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(Arc::clone(&slot.page))
    }

    /// Keeps a page that shows this revision. A later revision drops all pages of those before it; a page that was
    /// overtaken while it was drawn is not kept.
    pub(super) fn put(&self, key: (String, Coding), revision: u64, page: Arc<Page>) {
        let size = size(&key, &page);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if revision < kept.revision || size > self.most_bytes {
            return;
        }
        if revision > kept.revision {
            *kept = Kept { revision, ..Kept::default() };
        }
        kept.remove(&key);
        while kept.bytes + size > self.most_bytes {
            let oldest = kept.pages.iter().min_by_key(|(_, slot)| slot.looked.load(Ordering::Relaxed));
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
            kept.remove(&oldest);
        }
        kept.bytes += size;
        let looked = AtomicU64::new(self.looks.fetch_add(1, Ordering::Relaxed));
        kept.pages.insert(key, Slot { page, looked });
    }
}

impl Kept {
    fn remove(&mut self, key: &(String, Coding)) {
        if let Some(slot) = self.pages.remove(key) {
            self.bytes -= size(key, &slot.page);
        }
    }
}

fn size((address, _): &(String, Coding), page: &Page) -> usize {
    address.len() + page.body.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: i64 = 30_000;

    fn key(address: &str) -> (String, Coding) {
        (address.to_owned(), Coding::Brotli)
    }

    fn page(bytes: usize, drawn: i64) -> Arc<Page> {
        let etag = HeaderValue::from_static("\"x\"");
        Arc::new(Page { body: vec![b'x'; bytes].into(), coding: Coding::Brotli, etag, drawn: Time(drawn) })
    }

    fn is_there(shelf: &Shelf, address: &str) -> bool {
        shelf.get(&key(address), 1, Time(0)).is_some()
    }

    #[test]
    fn a_page_is_given_for_its_revision_and_coding_while_it_is_fresh() {
        let shelf = Shelf::new(10_000, AGE);
        shelf.put(key("/"), 1, page(100, 1_000));
        assert!(shelf.get(&key("/"), 1, Time(1_000 + AGE - 1)).is_some());
        assert!(shelf.get(&key("/"), 1, Time(1_000 + AGE)).is_none());
        assert!(shelf.get(&key("/"), 2, Time(1_000)).is_none());
        assert!(shelf.get(&("/".to_owned(), Coding::Gzip), 1, Time(1_000)).is_none());
    }

    #[test]
    fn a_later_revision_drops_the_others_and_what_was_overtaken_is_not_kept() {
        let shelf = Shelf::new(10_000, AGE);
        shelf.put(key("/a"), 1, page(100, 0));
        shelf.put(key("/b"), 2, page(100, 0));
        shelf.put(key("/c"), 1, page(100, 0));
        assert!(!is_there(&shelf, "/a") && !is_there(&shelf, "/c"));
        assert!(shelf.get(&key("/b"), 2, Time(0)).is_some());
        assert_eq!(shelf.kept.read().unwrap().bytes, 102 + OVERHEAD);
    }

    #[test]
    fn what_was_not_looked_at_for_longest_makes_room() {
        let shelf = Shelf::new(3 * (102 + OVERHEAD), AGE);
        for address in ["/a", "/b", "/c"] {
            shelf.put(key(address), 1, page(100, 0));
        }
        assert!(is_there(&shelf, "/a"));
        shelf.put(key("/d"), 1, page(100, 0));
        assert!(is_there(&shelf, "/a") && !is_there(&shelf, "/b"));
        shelf.put(key("/huge"), 1, page(100_000, 0));
        assert!(!is_there(&shelf, "/huge") && is_there(&shelf, "/d"));
        // The same page again takes no more room.
        shelf.put(key("/d"), 1, page(100, 0));
        assert!(is_there(&shelf, "/a") && is_there(&shelf, "/c"));
    }
}
