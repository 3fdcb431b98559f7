//! Neighbourhoods shaded by a count: a choropleth in a few classes of about equally many neighbourhoods.

use super::{View, backdrop};
use crate::Service;
use domain::neighbourhoods::{Demand, Measure};
use geo::BoundingRect;

/// Classes a reader can tell apart; neighbourhoods with nothing stand outside of them.
pub const CLASSES: usize = 4;
/// A number stands in an area at least so many pixels across and down.
const ROOM: f64 = 18.0;

/// A neighbourhood on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    pub demand: Demand,
    pub count: u32,
    /// 0 for none, then 1 to [`CLASSES`].
    pub class: usize,
    /// SVG path data.
    pub path: String,
    /// Where its number stands, where it has room.
    pub at: Option<(f64, f64)>,
}

/// Every neighbourhood, shaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Shades {
    pub view: View,
    pub areas: Vec<Shade>,
    /// The least and the most of each class that has any, with the class.
    pub key: Vec<(usize, u32, u32)>,
}

impl Service {
    /// The place's neighbourhoods shaded by a measure, in the place's order. No query.
    #[must_use]
    pub fn shades(&self, view: View, measure: Measure) -> Shades {
        let (place, demand) = (self.place(), self.demand());
        let counts: Vec<u32> = demand.iter().map(|d| measure.of(d)).collect();
        let classes = classes(&counts);
        let areas = place.neighbourhoods.iter().zip(demand).zip(counts.iter().zip(&classes));
        let areas = areas.map(|((n, demand), (count, class))| {
            let room = n.area.bounding_rect().is_some_and(|rect| {
                let corner = |c: geo::Coord| view.project(domain::places::Position { lon: c.x, lat: c.y });
                let ((left, bottom), (right, top)) = (corner(rect.min()), corner(rect.max()));
                right - left >= ROOM && bottom - top >= ROOM
            });
            Shade {
                demand,
                count: *count,
                class: *class,
                path: backdrop::area_path(&n.area, view),
                at: room.then(|| view.project(n.centre)),
            }
        });
        let areas = areas.collect();
        Shades { view, areas, key: key(&counts, &classes) }
    }
}

/// Each count's class: none is 0; the others by rank, equal counts alike.
fn classes(counts: &[u32]) -> Vec<usize> {
    let mut ranked: Vec<u32> = counts.iter().copied().filter(|n| *n > 0).collect();
    ranked.sort_unstable();
    let class = |n: &u32| match ranked.partition_point(|other| other < n) {
        _ if *n == 0 => 0,
        below => 1 + below * CLASSES / ranked.len(),
    };
    counts.iter().map(class).collect()
}

fn key(counts: &[u32], classes: &[usize]) -> Vec<(usize, u32, u32)> {
    let of = |class: usize| {
        let of_class = || counts.iter().zip(classes).filter(move |(_, c)| **c == class).map(|(n, _)| *n);
        Some((class, of_class().min()?, of_class().max()?))
    };
    (0..=CLASSES).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_about_equally_many_and_equal_counts_go_together() {
        let counts = [0, 1, 1, 2, 3, 5, 8, 8, 40];
        let classes = classes(&counts);
        assert_eq!(classes, [0, 1, 1, 2, 2, 3, 3, 3, 4]);
        assert_eq!(key(&counts, &classes), [(0, 0, 0), (1, 1, 1), (2, 2, 3), (3, 5, 8), (4, 40, 40)]);
    }

    #[test]
    fn a_place_where_nobody_asked_for_anything_has_one_class() {
        assert_eq!(classes(&[0, 0]), [0, 0]);
        assert_eq!(key(&[], &[]), []);
    }
}
