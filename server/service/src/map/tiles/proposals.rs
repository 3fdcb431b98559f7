//! Tiles of proposals: the board's rows as points, in clusters.

use super::cache::{Cache, KeptTile};
use crate::board::BoardRow;
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::taxonomy::{Stage, Theme};
use std::collections::HashMap;
use std::sync::Arc;
use tiles::grid::{self, Tile};
use tiles::index::{CLOSEST, Index, Mark, Traits};
use tiles::mvt::{Geometry, Layer, Value};
use uuid::Uuid;

/// Bytes of tiles kept.
const MOST_KEPT: usize = 48 * 1024 * 1024;

/// Which proposals a tile shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TileFilter {
    pub theme: Option<Theme>,
    pub stage: Option<Stage>,
    pub neighbourhood: Option<NeighbourhoodId>,
}

/// The points of the board and the tiles drawn of them. Titles stay on the board.
#[derive(Debug)]
pub struct ProposalTiles {
    index: Index,
    /// Neighbourhoods by number, from 1 on; 0 is none.
    areas: HashMap<NeighbourhoodId, u32>,
    cache: Cache<TileFilter>,
}

impl Default for ProposalTiles {
    fn default() -> Self {
        Self { index: Index::default(), areas: HashMap::new(), cache: Cache::new(MOST_KEPT) }
    }
}

impl ProposalTiles {
    /// All rows at once; those without a point are in no tile.
    #[must_use]
    pub fn build<'a>(rows: impl IntoIterator<Item = &'a BoardRow>) -> Self {
        let mut tiles = Self::default();
        let mut points = Vec::new();
        for row in rows {
            if let Some(place) = place(row) {
                points.push((place, row.id.0.into_bytes(), tiles.traits(row)));
            }
        }
        tiles.index = Index::build(points);
        tiles
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Takes in that a row came, went or changed.
    pub(crate) fn follow(&mut self, before: Option<&BoardRow>, after: Option<&BoardRow>) {
        if let (Some(before), Some(after)) = (before, after)
            && shows_the_same(before, after)
        {
            return;
        }
        if let Some((row, place)) = before.and_then(|row| Some((row, place(row)?))) {
            self.index.remove(place, row.id.0.into_bytes());
            self.forget(place);
        }
        if let Some((row, place)) = after.and_then(|row| Some((row, place(row)?))) {
            let traits = self.traits(row);
            self.index.put(place, row.id.0.into_bytes(), traits);
            self.forget(place);
        }
    }

    /// A tile, drawn or kept from before. `title` gives a proposal's.
    pub(crate) fn tile<'a>(
        &self,
        tile: Tile,
        filter: TileFilter,
        title: impl Fn(ProposalId) -> Option<&'a str>,
    ) -> Arc<KeptTile> {
        if let Some(kept) = self.cache.get(tile, &filter) {
            return kept;
        }
        let drawn = Arc::new(KeptTile::new(self.draw(tile, filter, title)));
        self.cache.put(tile, &filter, &drawn);
        drawn
    }

    fn draw<'a>(
        &self,
        tile: Tile,
        filter: TileFilter,
        title: impl Fn(ProposalId) -> Option<&'a str>,
    ) -> Vec<u8> {
        let theme = filter.theme.map(|theme| number(Theme::ALL, theme));
        let stage = filter.stage.map(|stage| number(Stage::ALL, stage));
        // A neighbourhood that no proposal is in has no number, and none passes.
        let area = filter.neighbourhood.map(|n| self.areas.get(&n).copied().unwrap_or(u32::MAX));
        let marks = self.index.marks(tile, |t| {
            theme.is_none_or(|theme| theme == t.theme)
                && stage.is_none_or(|stage| stage == t.stage)
                && area.is_none_or(|area| area == t.area)
        });
        let mut layer = Layer::new("proposals");
        for mark in &marks {
            add(&mut layer, mark, &title);
        }
        let mut out = Vec::new();
        layer.write(&mut out);
        out
    }

    fn traits(&mut self, row: &BoardRow) -> Traits {
        let next = u32::try_from(self.areas.len() + 1).unwrap_or(u32::MAX);
        let area = row.neighbourhood.map_or(0, |n| *self.areas.entry(n).or_insert(next));
        Traits { theme: number(Theme::ALL, row.theme), stage: number(Stage::ALL, row.stage), area }
    }

    fn forget(&self, place: u64) {
        for z in 0..=CLOSEST {
            self.cache.forget(Tile::of(z, place));
        }
    }
}

fn add<'a>(layer: &mut Layer, mark: &Mark, title: impl Fn(ProposalId) -> Option<&'a str>) {
    let whole = |v: u32| i32::try_from(v).unwrap_or(0);
    let mut properties = vec![("count", Value::from(mark.count))];
    if let Some(theme) = Theme::ALL.get(usize::from(mark.theme)) {
        properties.push(("theme", theme.key().into()));
    }
    if let Some(stage) = Stage::ALL.get(usize::from(mark.stage)) {
        properties.push(("stage", stage.key().into()));
    }
    if let Some(id) = mark.single.map(|id| ProposalId(Uuid::from_bytes(id))) {
        properties.push(("id", Value::Text(id.to_string())));
        properties.push(("title", title(id).unwrap_or_default().into()));
    }
    layer.add(&Geometry::Point((whole(mark.x), whole(mark.y))), properties);
}

fn place(row: &BoardRow) -> Option<u64> {
    row.point.map(|at| grid::place(at.lon, at.lat))
}

fn number<T: PartialEq>(all: &[T], one: T) -> u8 {
    all.iter().position(|other| *other == one).and_then(|n| u8::try_from(n).ok()).unwrap_or(u8::MAX)
}

/// Backing an idea, or talking about it, is seen in no tile.
fn shows_the_same(a: &BoardRow, b: &BoardRow) -> bool {
    a.id == b.id
        && a.point == b.point
        && a.theme == b.theme
        && a.stage == b.stage
        && a.neighbourhood == b.neighbourhood
        && a.title == b.title
}
