//! The board: every visible proposal in memory, ordered for lists and ready for the map.
//!
//! It holds only what lists filter and sort by; what they show is read from the database for the few that are
//! shown. It follows the database by audit events (see [`crate::feed`]).

use crate::Result;
use crate::map::tiles::{KeptTile, ProposalTiles, TileFilter};
use domain::Time;
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::places::{Bounds, Position};
use domain::proposals::Sort;
use domain::taxonomy::{Stage, Theme};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::Store;
pub use store::proposals::BoardRow;
use tiles::grid::Tile;

/// Which proposals, in what order, from where on.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub neighbourhood: Option<NeighbourhoodId>,
    pub theme: Option<Theme>,
    pub stage: Option<Stage>,
    pub bounds: Option<Bounds>,
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
    /// The last of `ids`, where more follow.
    pub next: Option<ProposalId>,
}

type BySupport = (Reverse<u32>, Reverse<Time>, Reverse<ProposalId>);
type ByTime = (Reverse<Time>, Reverse<ProposalId>);

/// See the module.
#[derive(Default)]
pub struct Board {
    rows: HashMap<ProposalId, BoardRow>,
    newest: BTreeSet<ByTime>,
    supported: BTreeSet<BySupport>,
    /// Grows with every change: what was drawn at another revision may be stale.
    revision: u64,
    tiles: ProposalTiles,
}

impl Board {
    pub(crate) async fn load(store: &Store) -> Result<Self> {
        let rows = store::proposals::board(store).await?;
        Ok(Self {
            tiles: ProposalTiles::build(&rows),
            newest: rows.iter().map(by_time).collect(),
            supported: rows.iter().map(by_support).collect(),
            rows: rows.into_iter().map(|row| (row.id, row)).collect(),
            revision: 1,
        })
    }

    pub(crate) fn put(&mut self, row: BoardRow) {
        let before = self.take(row.id);
        self.tiles.follow(before.as_ref(), Some(&row));
        self.newest.insert(by_time(&row));
        self.supported.insert(by_support(&row));
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
        self.newest.remove(&by_time(&row));
        self.supported.remove(&by_support(&row));
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

    /// At most `limit` proposals that pass the filter, after `after` in this order.
    #[must_use]
    pub fn select(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<ProposalId>,
        limit: usize,
    ) -> Selection {
        let ordered: Vec<ProposalId> = match order {
            Order::Newest if filter.among.is_none() => {
                self.newest.iter().filter_map(|(_, id)| self.passing(id.0, filter)).collect()
            }
            Order::Supported if filter.among.is_none() => {
                self.supported.iter().filter_map(|(.., id)| self.passing(id.0, filter)).collect()
            }
            _ => self.sorted(filter, order),
        };
        let start =
            after.map_or(0, |after| ordered.iter().position(|id| *id == after).map_or(0, |at| at + 1));
        let rest = &ordered[start..];
        let ids: Vec<_> = rest.iter().take(limit).copied().collect();
        let next = if rest.len() > ids.len() { ids.last().copied() } else { None };
        Selection { ids, total: ordered.len(), next }
    }

    fn passing(&self, id: ProposalId, filter: &Filter) -> Option<ProposalId> {
        self.rows.get(&id).filter(|row| passes(row, filter)).map(|row| row.id)
    }

    fn sorted(&self, filter: &Filter, order: Order) -> Vec<ProposalId> {
        let mut rows: Vec<&BoardRow> = self.matching(filter).collect();
        match order {
            Order::Found => {}
            Order::Newest => rows.sort_by_key(|row| by_time(row)),
            Order::Supported => rows.sort_by_key(|row| by_support(row)),
            Order::Nearest(from) => {
                let distance = |row: &BoardRow| row.point.map_or(f64::INFINITY, |p| from.metres_to(p));
                rows.sort_by(|a, b| {
                    distance(a).total_cmp(&distance(b)).then_with(|| by_time(a).cmp(&by_time(b)))
                });
            }
        }
        rows.into_iter().map(|row| row.id).collect()
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
}

fn by_time(row: &BoardRow) -> ByTime {
    (Reverse(row.created_at), Reverse(row.id))
}

fn by_support(row: &BoardRow) -> BySupport {
    (Reverse(row.support_count), Reverse(row.created_at), Reverse(row.id))
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
