//! Areas from files as they come: made valid, and given the corners they share with their neighbours.

use geo::orient::Direction;
use geo::{
    Area, BooleanOps, BoundingRect, Coord, CoordsIter, Line, LineString, MapCoordsInPlace, MultiPolygon,
    Orient, Polygon, Validation,
};
use rstar::{AABB, RTree, RTreeObject};

/// Corners are kept to this many parts of a degree: about a centimetre.
const GRID: f64 = 1e7;

/// Why an area cannot be made valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("it encloses nothing")]
    Nothing,
    #[error("it cannot be put right: {0}")]
    Invalid(String),
}

/// A valid area of the same ground, corners to about a centimetre and rings turned as RFC 7946 wants, and whether it
/// had to be put right: rings that cross themselves are split, parts that overlap are joined, what encloses nothing
/// is left out.
///
/// # Errors
/// [`Broken`] where nothing valid is left of it.
pub fn mend(area: &MultiPolygon) -> Result<(MultiPolygon, bool), Broken> {
    let tidy = tidied(area);
    if tidy.0.is_empty() {
        return Err(Broken::Nothing);
    }
    if tidy.is_valid() {
        // Rings without ground that were dropped are no loss, whoever had them.
        return Ok((tidy.orient(Direction::Default), tidy.0.len() < area.0.len()));
    }
    // Even-odd within a polygon keeps both halves of a ring that crosses itself; then part joins part.
    let nothing = MultiPolygon::new(vec![]);
    let parts = tidy.0.iter().map(|polygon| MultiPolygon::new(vec![polygon.clone()]).union(&nothing));
    let whole = parts.fold(nothing.clone(), |whole, part| whole.union(&part));
    let mended = tidied(&whole);
    if mended.0.is_empty() {
        return Err(Broken::Nothing);
    }
    match mended.check_validation() {
        Ok(()) => Ok((mended.orient(Direction::Default), true)),
        Err(why) => Err(Broken::Invalid(why.to_string())),
    }
}

/// The same areas, where a corner of one that lies on a side of another is a corner of that too: borders that two
/// share are then the same points in both ([`crate::borders`]).
#[must_use]
pub fn share_corners(areas: &[MultiPolygon]) -> Vec<MultiPolygon> {
    let corners: Vec<Corner> = areas.iter().flat_map(|area| area.coords_iter().map(Corner)).collect();
    let corners = RTree::bulk_load(corners);
    areas
        .iter()
        .map(|area| {
            let polygons = area.0.iter().map(|polygon| {
                let holes = polygon.interiors().iter().map(|hole| with_corners(hole, &corners)).collect();
                Polygon::new(with_corners(polygon.exterior(), &corners), holes)
            });
            MultiPolygon::new(polygons.collect())
        })
        .collect()
}

struct Corner(Coord);

impl RTreeObject for Corner {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        AABB::from_point([self.0.x, self.0.y])
    }
}

fn with_corners(ring: &LineString, corners: &RTree<Corner>) -> LineString {
    let mut out: Vec<Coord> = Vec::with_capacity(ring.0.len());
    for side in ring.lines() {
        out.push(side.start);
        let mut on_it: Vec<(f64, Coord)> =
            near(side, corners).filter_map(|at| Some((along(side, at)?, at))).collect();
        on_it.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        out.extend(on_it.into_iter().map(|(_, at)| at));
        out.dedup();
    }
    out.extend(ring.0.last());
    LineString::new(out)
}

fn near(side: Line, corners: &RTree<Corner>) -> impl Iterator<Item = Coord> {
    let (bounds, room) = (side.bounding_rect(), 1.0 / GRID);
    let from = [bounds.min().x - room, bounds.min().y - room];
    let to = [bounds.max().x + room, bounds.max().y + room];
    corners.locate_in_envelope(AABB::from_corners(from, to)).map(|corner| corner.0)
}

/// How far along a side, 0 to 1, a corner lies on it: to the grid, and off its ends.
fn along(side: Line, at: Coord) -> Option<f64> {
    if at == side.start || at == side.end {
        return None;
    }
    let (dx, dy) = (side.end.x - side.start.x, side.end.y - side.start.y);
    let length = dx * dx + dy * dy;
    let along = ((at.x - side.start.x) * dx + (at.y - side.start.y) * dy) / length;
    let off = ((at.x - side.start.x) * dy - (at.y - side.start.y) * dx).abs() / length.sqrt();
    (along > 0.0 && along < 1.0 && off < 0.75 / GRID).then_some(along)
}

/// Corners on the grid, none twice in a row; without rings that enclose nothing.
fn tidied(area: &MultiPolygon) -> MultiPolygon {
    let ring = |ring: &LineString| {
        let mut ring = ring.clone();
        ring.map_coords_in_place(|c| Coord {
            x: (c.x * GRID).round() / GRID,
            y: (c.y * GRID).round() / GRID,
        });
        ring.0.dedup();
        (ring.0.len() >= 4 && extent(&ring)).then_some(ring)
    };
    let polygons = area.0.iter().filter_map(|polygon| {
        let outer = ring(polygon.exterior())?;
        Some(Polygon::new(outer, polygon.interiors().iter().filter_map(ring).collect()))
    });
    MultiPolygon::new(polygons.collect())
}

/// Whether a ring has any breadth: one that crosses itself may have an area of nothing by the formula.
fn extent(ring: &LineString) -> bool {
    let area = Polygon::new(ring.clone(), vec![]).unsigned_area();
    area > 0.0 || ring.lines().any(|side| ring.coords().any(|at| breadth(side, *at) > 1.0 / GRID))
}

fn breadth(side: Line, at: Coord) -> f64 {
    let (dx, dy) = (side.end.x - side.start.x, side.end.y - side.start.y);
    ((at.x - side.start.x) * dy - (at.y - side.start.y) * dx).abs() / dx.hypot(dy).max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::borders::Borders;
    use proptest::prelude::*;

    fn polygon(ring: &[(f64, f64)]) -> MultiPolygon {
        MultiPolygon::new(vec![Polygon::new(LineString::from(ring.to_vec()), vec![])])
    }

    #[test]
    fn a_valid_area_is_left_as_it_is_but_turned() {
        let square = polygon(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]);
        let (mended, put_right) = mend(&square).unwrap();
        assert!(!put_right);
        assert_eq!(mended, square.orient(Direction::Default));
        assert!((mended.signed_area() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_bow_tie_keeps_both_halves_and_overlapping_parts_are_joined() {
        let tie = polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]);
        let (mended, put_right) = mend(&tie).unwrap();
        assert!(put_right && mended.is_valid());
        assert!((mended.unsigned_area() - 0.5).abs() < 1e-6, "{}", mended.unsigned_area());
        let mut two = polygon(&[(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0)]);
        two.0.extend(polygon(&[(1.0, 0.0), (3.0, 0.0), (3.0, 1.0), (1.0, 1.0)]));
        let (joined, put_right) = mend(&two).unwrap();
        assert!(put_right && joined.is_valid());
        assert!((joined.unsigned_area() - 3.0).abs() < 1e-6);
    }

    #[test]
    fn what_encloses_nothing_is_refused() {
        for ring in
            [&[][..], &[(0.0, 0.0)], &[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)], &[(5.0, 5.0); 9]]
        {
            assert_eq!(mend(&polygon(ring)), Err(Broken::Nothing), "{ring:?}");
        }
    }

    #[test]
    fn a_corner_on_a_neighbours_side_becomes_its_corner_too() {
        let left = polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        // Two on the right meet half way up the left one's side.
        let lower = polygon(&[(1.0, 0.0), (2.0, 0.0), (2.0, 0.5), (1.0, 0.5)]);
        let upper = polygon(&[(1.0, 0.5), (2.0, 0.5), (2.0, 1.0), (1.0, 1.0)]);
        let areas = share_corners(&[left, lower, upper]);
        assert_eq!(areas[0].0[0].exterior().0.len(), 6);
        assert_eq!(areas[1].0[0].exterior().0.len(), 5);
        let thinned: Vec<_> = {
            let b = Borders::of(&areas);
            areas.iter().map(|a| b.simplify(a, Coord { x: 0.01, y: 0.01 })).collect()
        };
        // The ring may begin elsewhere.
        let corners = |areas: &[MultiPolygon]| -> Vec<Vec<(u64, u64)>> {
            let sorted = |area: &MultiPolygon| {
                let ring = &area.0[0].exterior().0;
                let mut corners: Vec<_> = ring[1..].iter().map(|c| (c.x.to_bits(), c.y.to_bits())).collect();
                corners.sort_unstable();
                corners
            };
            areas.iter().map(sorted).collect()
        };
        assert_eq!(corners(&thinned), corners(&areas));
    }

    proptest! {
        #[test]
        fn any_ring_is_mended_or_refused(points in prop::collection::vec((0..12_i32, 0..12_i32), 0..14), hole in prop::collection::vec((0..12_i32, 0..12_i32), 0..8)) {
            let ring = |points: &[(i32, i32)]| LineString::from(points.iter().map(|(x, y)| (f64::from(*x) / 100.0, f64::from(*y) / 100.0)).collect::<Vec<_>>());
            let area = MultiPolygon::new(vec![Polygon::new(ring(&points), vec![ring(&hole)])]);
            if let Ok((mended, _)) = mend(&area) {
                prop_assert!(mended.is_valid());
                prop_assert!(mended.unsigned_area() > 0.0);
            }
        }
    }
}
