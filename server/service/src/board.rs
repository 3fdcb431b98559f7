//! The board: every visible proposal in memory, ordered for lists and ready for the map.
//!
//! It holds only what lists filter and sort by; what they show is read from the database for the few that are
//! shown. It follows the database by audit events (see [`crate::feed`]).

use crate::Result;
use crate::map::tiles::{KeptTile, ProposalTiles, TileFilter};
use domain::Time;
use domain::field::Problem;
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::places::{Bounds, Position};
use domain::proposals::Sort;
use domain::taxonomy::{Stage, Theme};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::ops::Bound;
use std::str::FromStr;
use std::sync::Arc;
use store::Store;
pub use store::proposals::BoardRow;
use tiles::grid::Tile;

/// Which proposals, in what order, from where on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    pub neighbourhood: Option<NeighbourhoodId>,
    pub theme: Option<Theme>,
    pub stage: Option<Stage>,
    pub bounds: Option<Bounds>,
    /// Within so many metres of a point.
    pub around: Option<(Position, f64)>,
    /// Only these, in this order (what a search found, best first), unless a sort is asked for.
    pub among: Option<Vec<ProposalId>>,
}

/// How a selection is ordered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    Newest,
    Supported,
    Nearest(Position),
    /// As found by a search.
    Found,
}

/// Part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub ids: Vec<ProposalId>,
    /// How many match in all.
    pub total: usize,
    /// The rank of the last of `ids`, where more follow.
    pub next: Option<Rank>,
}

/// Where a proposal stands in an order, as it stood when a page of it was shown: the cursor of the next page. It
/// holds the place whatever becomes of the proposal meanwhile, so that nothing that stays where it is comes twice or
/// is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// What the order goes by before time, least first.
    first: u64,
    at: Reverse<Time>,
    id: Reverse<ProposalId>,
}

/// See the module.
#[derive(Default)]
pub struct Board {
    rows: HashMap<ProposalId, BoardRow>,
    newest: BTreeSet<Rank>,
    supported: BTreeSet<Rank>,
    /// Grows with every change: what was drawn at another revision may be stale.
    revision: u64,
    tiles: ProposalTiles,
}

impl Board {
    pub(crate) async fn load(store: &Store) -> Result<Self> {
        let rows = store::proposals::board(store).await?;
        Ok(Self {
            tiles: ProposalTiles::build(&rows),
            newest: rows.iter().map(Rank::newest).collect(),
            supported: rows.iter().map(Rank::supported).collect(),
            rows: rows.into_iter().map(|row| (row.id, row)).collect(),
            revision: 1,
        })
    }

    pub(crate) fn put(&mut self, row: BoardRow) {
        let before = self.take(row.id);
        self.tiles.follow(before.as_ref(), Some(&row));
        self.newest.insert(Rank::newest(&row));
        self.supported.insert(Rank::supported(&row));
        self.rows.insert(row.id, row);
        self.revision += 1;
    }

    pub(crate) fn remove(&mut self, id: ProposalId) {
        if let Some(row) = self.take(id) {
            self.tiles.follow(Some(&row), None);
            self.revision += 1;
        }
    }

    fn take(&mut self, id: ProposalId) -> Option<BoardRow> {
        let row = self.rows.remove(&id)?;
        self.newest.remove(&Rank::newest(&row));
        self.supported.remove(&Rank::supported(&row));
        Some(row)
    }

    /// A tile of the map.
    pub(crate) fn tile(&self, tile: Tile, filter: TileFilter) -> Arc<KeptTile> {
        self.tiles.tile(tile, filter, |id| self.rows.get(&id).map(|row| row.title.as_str()))
    }

    /// Something shown beside the rows changed (an answer's text, a name).
    pub(crate) fn touch(&mut self) {
        self.revision += 1;
    }

    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    #[must_use]
    pub fn get(&self, id: ProposalId) -> Option<&BoardRow> {
        self.rows.get(&id)
    }

    /// Every row, in no order.
    pub fn rows(&self) -> impl Iterator<Item = &BoardRow> {
        self.rows.values()
    }

    /// Rows that pass the filter, in no order.
    pub fn matching<'a>(&'a self, filter: &'a Filter) -> Box<dyn Iterator<Item = &'a BoardRow> + 'a> {
        match &filter.among {
            Some(ids) => {
                Box::new(ids.iter().filter_map(|id| self.rows.get(id)).filter(|r| passes(r, filter)))
            }
            None => Box::new(self.rows.values().filter(|r| passes(r, filter))),
        }
    }

    /// At most `limit` proposals that pass the filter, those after `after` in this order.
    #[must_use]
    pub fn select(&self, filter: &Filter, order: Order, after: Option<Rank>, limit: usize) -> Selection {
        let (total, mut ranks) = match order {
            Order::Newest if filter.among.is_none() => self.follow(&self.newest, filter, after, limit + 1),
            Order::Supported if filter.among.is_none() => {
                self.follow(&self.supported, filter, after, limit + 1)
            }
            _ => self.sort(filter, order, after),
        };
        let more = ranks.len() > limit;
        ranks.truncate(limit);
        let next = ranks.last().copied().filter(|_| more);
        Selection { ids: ranks.into_iter().map(|rank| rank.id.0).collect(), total, next }
    }

    /// How many pass, and the next few of an order that is kept.
    fn follow(
        &self,
        order: &BTreeSet<Rank>,
        filter: &Filter,
        after: Option<Rank>,
        most: usize,
    ) -> (usize, Vec<Rank>) {
        let passing = |rank: &&Rank| self.rows.get(&rank.id.0).is_some_and(|row| passes(row, filter));
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let next = order.range((from, Bound::Unbounded)).filter(passing).take(most).copied().collect();
        let everything = *filter == Filter::default();
        let total = if everything { self.rows.len() } else { self.matching(filter).count() };
        (total, next)
    }

    /// How many pass, and all that come after, of an order that is made for one reader.
    fn sort(&self, filter: &Filter, order: Order, after: Option<Rank>) -> (usize, Vec<Rank>) {
        let rank = |(n, row): (usize, &BoardRow)| match order {
            Order::Newest => Rank::newest(row),
            Order::Supported => Rank::supported(row),
            Order::Nearest(from) => {
                Rank::new(row.point.map_or(f64::INFINITY, |p| from.metres_to(p)).to_bits(), row)
            }
            Order::Found => Rank::new(n as u64, row),
        };
        let mut ranks: Vec<Rank> = self.matching(filter).enumerate().map(rank).collect();
        let total = ranks.len();
        ranks.retain(|rank| after.is_none_or(|after| *rank > after));
        ranks.sort_unstable();
        (total, ranks)
    }
}

impl Rank {
    /// Distances in metres are never negative, so that their bits order as they do.
    fn new(first: u64, row: &BoardRow) -> Self {
        Self { first, at: Reverse(row.created_at), id: Reverse(row.id) }
    }

    fn newest(row: &BoardRow) -> Self {
        Self::new(0, row)
    }

    fn supported(row: &BoardRow) -> Self {
        Self::new(u64::from(u32::MAX - row.support_count), row)
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.first, self.at.0.0, self.id.0)
    }
}

impl FromStr for Rank {
    type Err = Problem;

    fn from_str(text: &str) -> std::result::Result<Self, Problem> {
        let mut parts = text.splitn(3, '_');
        let mut part = || parts.next().ok_or(Problem::Unknown);
        let first = part()?.parse().map_err(|_| Problem::Unknown)?;
        let at = part()?.parse().map_err(|_| Problem::Unknown)?;
        let id = part()?.parse().map_err(|_| Problem::Unknown)?;
        Ok(Self { first, at: Reverse(Time(at)), id: Reverse(id) })
    }
}

impl Order {
    /// The order a list asks for; the nearest needs a point, and without one the newest come first.
    #[must_use]
    pub fn new(sort: Option<Sort>, from: Option<Position>, searching: bool) -> Self {
        match (sort, from) {
            (Some(Sort::Supported), _) => Self::Supported,
            (Some(Sort::Nearest), Some(from)) => Self::Nearest(from),
            (None, _) if searching => Self::Found,
            _ => Self::Newest,
        }
    }
}

fn passes(row: &BoardRow, filter: &Filter) -> bool {
    filter.theme.is_none_or(|theme| row.theme == theme)
        && filter.stage.is_none_or(|stage| row.stage == stage)
        && filter.neighbourhood.is_none_or(|n| row.neighbourhood == Some(n))
        && filter.bounds.is_none_or(|bounds| row.point.is_some_and(|p| bounds.contains(p)))
        && filter
            .around
            .is_none_or(|(middle, metres)| row.point.is_some_and(|p| middle.metres_to(p) <= metres))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: u128, supports: u32) -> BoardRow {
        BoardRow {
            id: ProposalId(uuid::Uuid::from_u128(n)),
            title: format!("idea {n}"),
            theme: if n.is_multiple_of(2) { Theme::Green } else { Theme::Food },
            stage: Stage::Open,
            point: Some(Position { lon: n as f64 / 100.0, lat: 51.5 }),
            neighbourhood: None,
            support_count: supports,
            answered: false,
            created_at: Time(n as i64),
        }
    }

    fn board() -> Board {
        let mut board = Board::default();
        for (n, supports) in [(1, 5), (2, 9), (3, 0), (4, 9)] {
            board.put(row(n, supports));
        }
        board
    }

    fn picked(selection: &Selection) -> Vec<u128> {
        selection.ids.iter().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_repeat() {
        let board = board();
        let first = board.select(&Filter::default(), Order::Supported, None, 3);
        assert_eq!((picked(&first), first.total), (vec![4, 2, 1], 4));
        let second = board.select(&Filter::default(), Order::Supported, first.next, 3);
        assert_eq!((picked(&second), second.next), (vec![3], None));
    }

    #[test]
    fn a_cursor_holds_its_place_when_counts_change_and_ideas_go() {
        let mut board = board();
        let first = board.select(&Filter::default(), Order::Supported, None, 2);
        assert_eq!(picked(&first), vec![4, 2]);
        // The last one shown is backed and goes up: 1 and 3 are still to come.
        board.put(row(2, 10));
        assert_eq!(picked(&board.select(&Filter::default(), Order::Supported, first.next, 9)), vec![1, 3]);
        for order in [Order::Supported, Order::Nearest(Position { lon: 0.0, lat: 51.5 }), Order::Newest] {
            let whole = picked(&board.select(&Filter::default(), order, None, 9));
            let first = board.select(&Filter::default(), order, None, 1);
            let shown = board.get(first.ids[0]).cloned().unwrap();
            board.remove(shown.id);
            let rest = picked(&board.select(&Filter::default(), order, first.next, 9));
            assert_eq!(rest, whole[1..], "{order:?}");
            board.put(shown);
        }
    }

    #[test]
    fn a_cursor_reads_back() {
        let next = board().select(&Filter::default(), Order::Supported, None, 1).next.unwrap();
        assert_eq!(next.to_string().parse(), Ok(next));
        for odd in ["", "1", "1_2", "a_2_3", "1_2_3", "-1_2_00000000-0000-0000-0000-000000000001"] {
            assert!(odd.parse::<Rank>().is_err(), "{odd}");
        }
    }

    #[test]
    fn filters_and_distance_apply() {
        let board = board();
        let filter = Filter { theme: Some(Theme::Green), ..Filter::default() };
        let near = Order::Nearest(Position { lon: 0.045, lat: 51.5 });
        assert_eq!(picked(&board.select(&filter, near, None, 9)), [4, 2]);
    }

    #[test]
    fn a_changed_row_moves_and_a_removed_one_goes() {
        let mut board = board();
        board.put(row(3, 10));
        assert_eq!(picked(&board.select(&Filter::default(), Order::Supported, None, 1)), [3]);
        board.remove(ProposalId(uuid::Uuid::from_u128(3)));
        assert_eq!(board.len(), 3);
        assert_eq!(picked(&board.select(&Filter::default(), Order::Newest, None, 1)), [4]);
    }
}
