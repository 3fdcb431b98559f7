//! The index of points, and the clusters they stand in at each zoom.
//!
//! Points are kept in Morton order, so that a tile is one run of them and a cell of the grid that clusters are made
//! by is a run within it. Cells are those of the world, not of a tile: every point stands in exactly one cluster,
//! every cluster in exactly one tile's square, and the counts of a zoom's tiles add up to the points there are.
//! Nothing is built ahead for a zoom, so that a change costs one step in a tree whatever its place.

use crate::grid::{Tile, unfold};
use std::collections::BTreeMap;

/// The closest zoom that has tiles of points of its own; what is closer is drawn from these.
pub const CLOSEST: u8 = 16;
/// Cells along a tile's side, as a power of two: 8, of 64 pixels each where a tile is drawn 512 pixels wide.
const CELLS: u32 = 3;
/// In the closest tiles 64: what still stands together lies within some 10 metres at the equator.
const CELLS_CLOSEST: u32 = 6;

/// What tells points apart beside where they lie. The numbers are the caller's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits {
    pub theme: u8,
    pub stage: u8,
    pub area: u32,
}

/// A point by its caller's id.
pub type Id = [u8; 16];

/// What is drawn at one spot of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Units of the tile, `0 <= x, y < 4096`.
    pub x: u32,
    pub y: u32,
    /// Points that stand here.
    pub count: u32,
    /// The theme most of them have; the lower number where two are even. Likewise the stage.
    pub theme: u8,
    pub stage: u8,
    /// The point itself, where there is but one.
    pub single: Option<Id>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Index {
    points: BTreeMap<(u64, Id), Traits>,
}

impl Index {
    /// All points at once, each with its place of the fine grid ([`crate::grid::place`]). Of two with the same id and
    /// place the later is kept.
    #[must_use]
    pub fn build(points: impl IntoIterator<Item = (u64, Id, Traits)>) -> Self {
        Self { points: points.into_iter().map(|(place, id, traits)| ((place, id), traits)).collect() }
    }

    pub fn put(&mut self, place: u64, id: Id, traits: Traits) {
        self.points.insert((place, id), traits);
    }

    pub fn remove(&mut self, place: u64, id: Id) {
        self.points.remove(&(place, id));
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The marks of a tile, of those points that `keep` wants. Tiles closer than [`CLOSEST`] have none.
    pub fn marks(&self, tile: Tile, keep: impl Fn(Traits) -> bool) -> Vec<Mark> {
        if tile.z() > CLOSEST {
            return Vec::new();
        }
        let finer = if tile.z() == CLOSEST { CELLS_CLOSEST } else { CELLS };
        let shift = 2 * (32 - u32::from(tile.z()) - finer);
        let (first, last) = tile.places();
        let mut marks = Vec::new();
        let mut cell = Cell::default();
        for (&(place, id), &traits) in self.points.range((first, Id::default())..=(last, [u8::MAX; 16])) {
            if !keep(traits) {
                continue;
            }
            if cell.count > 0 && cell.place >> shift != place >> shift {
                marks.push(cell.mark(tile));
                cell.count = 0;
            }
            cell.add(place, id, traits);
        }
        if cell.count > 0 {
            marks.push(cell.mark(tile));
        }
        marks
    }
}

/// A cluster being gathered.
struct Cell {
    place: u64,
    id: Id,
    traits: Traits,
    count: u32,
    sum: (u64, u64),
    themes: [u32; 256],
    stages: [u32; 256],
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            place: 0,
            id: Id::default(),
            traits: Traits::default(),
            count: 0,
            sum: (0, 0),
            themes: [0; 256],
            stages: [0; 256],
        }
    }
}

impl Cell {
    fn add(&mut self, place: u64, id: Id, traits: Traits) {
        let (x, y) = unfold(place);
        match self.count {
            0 => {
                (self.place, self.id, self.traits) = (place, id, traits);
                self.sum = (0, 0);
            }
            1 => {
                self.themes.fill(0);
                self.stages.fill(0);
                self.themes[usize::from(self.traits.theme)] = 1;
                self.stages[usize::from(self.traits.stage)] = 1;
            }
            _ => {}
        }
        if self.count > 0 {
            self.themes[usize::from(traits.theme)] += 1;
            self.stages[usize::from(traits.stage)] += 1;
        }
        self.count += 1;
        self.sum = (self.sum.0 + u64::from(x), self.sum.1 + u64::from(y));
    }

    /// The middle of the points lies in the cell, as a cell is convex: so in the tile.
    fn mark(&self, tile: Tile) -> Mark {
        let mean = |sum: u64| u32::try_from(sum / u64::from(self.count.max(1))).unwrap_or(u32::MAX);
        let (x, y) = tile.units(mean(self.sum.0), mean(self.sum.1));
        let one = self.count == 1;
        Mark {
            x,
            y,
            count: self.count,
            theme: if one { self.traits.theme } else { most(&self.themes) },
            stage: if one { self.traits.stage } else { most(&self.stages) },
            single: one.then_some(self.id),
        }
    }
}

fn most(counts: &[u32; 256]) -> u8 {
    let mut best = 0_u8;
    for n in 1..=u8::MAX {
        if counts[usize::from(n)] > counts[usize::from(best)] {
            best = n;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{EXTENT, place};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn id(n: u32) -> Id {
        u128::from(n).to_be_bytes()
    }

    fn whole(index: &Index, z: u8, keep: impl Fn(Traits) -> bool + Copy) -> (u32, Vec<Mark>) {
        let tiles: BTreeSet<_> =
            index.points.keys().map(|(place, _)| Tile::of(z, *place)).map(|t| (t.x(), t.y())).collect();
        let marks: Vec<_> = tiles
            .into_iter()
            .filter_map(|(x, y)| Tile::new(z, x, y))
            .flat_map(|t| index.marks(t, keep))
            .collect();
        (marks.iter().map(|m| m.count).sum(), marks)
    }

    #[test]
    fn neighbours_across_a_tiles_edge_are_counted_once() {
        // The two sides of Greenwich's meridian, the edge of a tile at every zoom from 1 on.
        let index = Index::build([
            (place(-1e-9, 51.5), id(1), Traits::default()),
            (place(1e-9, 51.5), id(2), Traits::default()),
        ]);
        for z in 0..=CLOSEST {
            assert_eq!(whole(&index, z, |_| true).0, 2, "zoom {z}");
        }
        assert_eq!(index.marks(Tile::new(17, 65_536, 43_600).unwrap(), |_| true), []);
    }

    #[test]
    fn a_cluster_says_what_most_of_it_is_and_a_single_which_it_is() {
        let traits = |theme, stage| Traits { theme, stage, area: 0 };
        let at = place(0.02, 51.5);
        let mut index =
            Index::build([(at, id(1), traits(5, 1)), (at, id(2), traits(3, 2)), (at, id(3), traits(3, 1))]);
        let tile = Tile::of(12, at);
        let [mark] = index.marks(tile, |_| true)[..] else { panic!("one mark") };
        assert_eq!((mark.count, mark.theme, mark.stage, mark.single), (3, 3, 1, None));
        let [single] = index.marks(tile, |t| t.theme == 5)[..] else { panic!("one mark") };
        assert_eq!((single.count, single.theme, single.stage, single.single), (1, 5, 1, Some(id(1))));
        for n in 1..=3 {
            index.remove(at, id(n));
        }
        assert!(index.is_empty() && index.marks(tile, |_| true).is_empty());
    }

    #[test]
    fn even_themes_go_to_the_first_of_them() {
        let at = place(0.02, 51.5);
        let index =
            Index::build([9, 4].map(|theme| (at, id(theme.into()), Traits { theme, ..Traits::default() })));
        assert_eq!(index.marks(Tile::of(3, at), |_| true)[0].theme, 4);
    }

    proptest! {
        #[test]
        fn the_counts_of_a_zoom_add_up(
            points in prop::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64, 0..4_u8), 0..120),
            near in prop::collection::vec((-0.01..=0.01_f64, 51.49..=51.51_f64, 0..4_u8), 0..120),
            z in 0..=CLOSEST,
        ) {
            let all: Vec<_> = points.into_iter().chain(near).collect();
            let index = Index::build((0_u32..).zip(&all).map(|(n, (lon, lat, theme))| {
                (place(*lon, *lat), id(n), Traits { theme: *theme, ..Traits::default() })
            }));
            let (sum, marks) = whole(&index, z, |_| true);
            prop_assert_eq!(sum as usize, all.len());
            prop_assert!(marks.iter().all(|m| m.x < EXTENT && m.y < EXTENT && (m.count == 1) == m.single.is_some()));
            let twos = all.iter().filter(|(.., theme)| *theme == 2).count();
            prop_assert_eq!(whole(&index, z, |t| t.theme == 2).0 as usize, twos);
        }

        #[test]
        fn one_by_one_gives_what_all_at_once_gives(points in prop::collection::vec((-0.1..=0.1_f64, 51.4..=51.6_f64), 1..80), z in 8..=CLOSEST) {
            let rows: Vec<_> = (0_u32..).zip(&points).map(|(n, (lon, lat))| (place(*lon, *lat), id(n), Traits { theme: (n % 5) as u8, ..Traits::default() })).collect();
            let built = Index::build(rows.iter().copied());
            let mut put = Index::default();
            for (place, id, traits) in rows.iter().rev() {
                put.put(*place, *id, *traits);
            }
            prop_assert_eq!(whole(&built, z, |_| true), whole(&put, z, |_| true));
        }
    }
}
