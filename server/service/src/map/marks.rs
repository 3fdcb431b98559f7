//! Ideas on a picture: pins, and clusters that open as one comes closer.

use super::View;
use crate::board::BoardRow;
use domain::ids::ProposalId;
use domain::places::Position;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Pins nearer than this many pixels stand as one cluster: two thumbs would not tell them apart.
const APART: f64 = 34.0;
/// Marks this far outside are drawn still: a part of them shows.
const MARGIN: f64 = 12.0;

/// Something to press on the map. `x` and `y` are pixels of the view.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Pin { x: f64, y: f64, id: ProposalId, title: String, answered: bool },
    Cluster { x: f64, y: f64, count: usize, centre: Position },
}

impl Mark {
    #[must_use]
    pub fn at(&self) -> (f64, f64) {
        match self {
            Self::Pin { x, y, .. } | Self::Cluster { x, y, .. } => (*x, *y),
        }
    }

    /// About how far it reaches, in pixels on screen.
    #[must_use]
    pub fn reach(&self) -> f64 {
        if matches!(self, Self::Pin { .. }) { 9.0 } else { 17.0 }
    }
}

/// The marks of a view. The most backed idea gathers those around it, so that the same ideas give the same marks
/// whatever order they come in.
#[must_use]
pub fn marks(rows: &[&BoardRow], view: View, unit: f64) -> Vec<Mark> {
    let apart = APART * unit;
    let mut points: Vec<(&BoardRow, (f64, f64))> = rows
        .iter()
        .filter_map(|row| Some((*row, view.project(row.point?))))
        .filter(|(_, at)| view.shows(*at, MARGIN * unit))
        .collect();
    points.sort_by_key(|(row, _)| (Reverse(row.support_count), row.id));
    let cell = |(x, y): (f64, f64)| ((x / apart).floor() as i64, (y / apart).floor() as i64);
    let mut cells: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (n, (_, at)) in points.iter().enumerate() {
        cells.entry(cell(*at)).or_default().push(n);
    }
    let mut taken = vec![false; points.len()];
    let mut marks = Vec::new();
    for n in 0..points.len() {
        if taken[n] {
            continue;
        }
        let (cx, cy) = cell(points[n].1);
        let mut members = Vec::new();
        for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
            for &other in cells.get(&(cx + dx, cy + dy)).into_iter().flatten() {
                if !taken[other] && distance(points[n].1, points[other].1) <= apart {
                    taken[other] = true;
                    members.push(other);
                }
            }
        }
        marks.push(mark(&points, &members, view));
    }
    marks
}

fn mark(points: &[(&BoardRow, (f64, f64))], members: &[usize], view: View) -> Mark {
    if let [only] = members {
        let (row, (x, y)) = points[*only];
        return Mark::Pin { x, y, id: row.id, title: row.title.clone(), answered: row.answered };
    }
    let count = members.len();
    let (sum_x, sum_y) =
        members.iter().fold((0.0, 0.0), |(x, y), n| (x + points[*n].1.0, y + points[*n].1.1));
    let (x, y) = (sum_x / count as f64, sum_y / count as f64);
    Mark::Cluster { x, y, count, centre: view.unproject(x, y) }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Time;
    use domain::taxonomy::{Stage, Theme};

    fn row(n: u128, lon: f64) -> BoardRow {
        BoardRow {
            id: ProposalId(uuid::Uuid::from_u128(n)),
            title: n.to_string(),
            theme: Theme::Food,
            stage: Stage::Open,
            point: Some(Position { lon, lat: 51.5 }),
            neighbourhood: None,
            support_count: 0,
            answered: false,
            created_at: Time(0),
        }
    }

    #[test]
    fn every_idea_in_view_is_in_exactly_one_mark_and_clusters_open() {
        let rows: Vec<_> =
            (0..200).map(|n| row(n, f64::from(u32::try_from(n % 40).unwrap()) * 0.002)).collect();
        let rows: Vec<_> = rows.iter().collect();
        let far = View::new(Position { lon: 0.04, lat: 51.5 }, 11.0, 390.0, 300.0);
        let counted = |marks: &[Mark]| -> usize {
            marks.iter().map(|m| if let Mark::Cluster { count, .. } = m { *count } else { 1 }).sum()
        };
        let (few, many) = (marks(&rows, far, 1.0), marks(&rows, far.zoomed(1.5), 1.0));
        assert_eq!(counted(&few), 200);
        assert!(few.len() < many.len(), "{} {}", few.len(), many.len());
    }
}
