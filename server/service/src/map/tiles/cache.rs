//! Tiles kept, compressed, up to so many bytes.

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use tiles::grid::{Tile, fold};

/// What a kept tile costs beside its bytes, about.
const EACH: usize = 160;
/// Below so many bytes compression gains nothing.
const SMALL: usize = 128;

/// A tile, ready to be sent.
#[derive(Debug)]
pub struct KeptTile {
    /// Empty where nothing is in the tile.
    pub plain: Bytes,
    pub gzip: Option<Bytes>,
    /// The same for the same content, on every server.
    pub tag: u64,
}

impl KeptTile {
    pub(super) fn new(plain: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        Self { gzip: gzip(&plain), tag: hasher.finish(), plain: plain.into() }
    }

    fn weight(&self) -> usize {
        EACH + self.plain.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    if plain.len() < SMALL {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::default());
    let written = encoder.write_all(plain).and_then(|()| encoder.finish()).ok()?;
    (written.len() < plain.len()).then(|| written.into())
}

type Shelf<F> = HashMap<(u8, u64), Vec<(F, Arc<KeptTile>)>>;

/// Tiles by address and filter. Two halves: what is asked for moves to the young one, and when that is full the old
/// one is thrown away.
#[derive(Debug)]
pub(super) struct Cache<F> {
    most: usize,
    halves: Mutex<Halves<F>>,
}

#[derive(Debug)]
struct Halves<F> {
    young: Shelf<F>,
    old: Shelf<F>,
    weight: usize,
}

impl<F: PartialEq + Clone> Cache<F> {
    /// For so many bytes.
    pub(super) fn new(most: usize) -> Self {
        let halves = Halves { young: HashMap::new(), old: HashMap::new(), weight: 0 };
        Self { most, halves: Mutex::new(halves) }
    }

    pub(super) fn get(&self, tile: Tile, filter: &F) -> Option<Arc<KeptTile>> {
        let key = key(tile);
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        let on = |shelf: &Shelf<F>| {
            shelf.get(&key)?.iter().find(|(kept, _)| kept == filter).map(|(_, tile)| Arc::clone(tile))
        };
        if let Some(found) = on(&halves.young) {
            return Some(found);
        }
        let found = on(&halves.old)?;
        halves.add(self.most / 2, key, filter, &found);
        Some(found)
    }

    pub(super) fn put(&self, tile: Tile, filter: &F, kept: &Arc<KeptTile>) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.add(self.most / 2, key(tile), filter, kept);
    }

    /// Forgets a tile under every filter.
    pub(super) fn forget(&self, tile: Tile) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.old.remove(&key(tile));
        if let Some(gone) = halves.young.remove(&key(tile)) {
            let weight: usize = gone.iter().map(|(_, tile)| tile.weight()).sum();
            halves.weight = halves.weight.saturating_sub(weight);
        }
    }
}

impl<F: PartialEq + Clone> Halves<F> {
    fn add(&mut self, most: usize, key: (u8, u64), filter: &F, kept: &Arc<KeptTile>) {
        if self.weight + kept.weight() > most {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        let shelf = self.young.entry(key).or_default();
        // Two who missed it at once drew the same.
        if shelf.iter().all(|(known, _)| known != filter) {
            shelf.push((filter.clone(), Arc::clone(kept)));
            self.weight += kept.weight();
        }
    }
}

fn key(tile: Tile) -> (u8, u64) {
    (tile.z(), fold(tile.x(), tile.y()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(bytes: usize) -> Arc<KeptTile> {
        Arc::new(KeptTile::new(vec![7; bytes]))
    }

    #[test]
    fn it_holds_no_more_than_it_may_and_keeps_what_is_asked_for() {
        let cache: Cache<u8> = Cache::new(20 * 1_000);
        let tile = |n| Tile::new(10, n, 0).unwrap();
        cache.put(tile(0), &0, &kept(800));
        for n in 1..200 {
            cache.put(tile(n), &0, &kept(800));
            assert!(cache.get(tile(0), &0).is_some(), "{n}");
        }
        let held = (0..200).filter(|n| cache.get(tile(*n), &0).is_some()).count();
        assert!(held < 25, "{held}");
    }

    #[test]
    fn a_tile_is_forgotten_under_every_filter() {
        let cache: Cache<u8> = Cache::new(100_000);
        let (here, there) = (Tile::new(3, 1, 1).unwrap(), Tile::new(3, 1, 2).unwrap());
        for filter in 0..5 {
            cache.put(here, &filter, &kept(10));
            cache.put(there, &filter, &kept(10));
        }
        cache.forget(here);
        assert!((0..5).all(|f| cache.get(here, &f).is_none() && cache.get(there, &f).is_some()));
    }

    #[test]
    fn the_same_bytes_have_the_same_tag() {
        assert_eq!(kept(300).tag, kept(300).tag);
        assert_ne!(kept(300).tag, kept(301).tag);
        assert!(kept(300).gzip.is_some() && kept(20).gzip.is_none());
    }
}
