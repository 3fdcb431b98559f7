//! Areas drawn with fewer points, so that what two of them share stays shared.
//!
//! A border between two areas is in both. Simplified each for itself they part, and slivers and overlaps show
//! between neighbours. Here rings are cut into arcs at the points where areas part ways, every arc is read in one
//! direction whichever area it is met in, and thinned by the Douglas-Peucker rule (1973): the same arc always gives
//! the same points.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::HashMap;

/// A point as the key of a map, equal where the numbers are.
type Key = (u64, u64);

/// Where areas of a set part ways.
#[derive(Debug, Default)]
pub struct Borders {
    /// Each corner's two neighbours along the rings; `None` where there are more: an arc ends there.
    corners: HashMap<Key, Option<(Key, Key)>>,
}

impl Borders {
    /// The borders of a set of areas that are to stay together.
    #[must_use]
    pub fn of<'a>(areas: impl IntoIterator<Item = &'a MultiPolygon>) -> Self {
        let mut borders = Self::default();
        for ring in areas.into_iter().flat_map(rings) {
            let points = open(ring);
            for n in 0..points.len() {
                let before = key(points[(n + points.len() - 1) % points.len()]);
                let after = key(points[(n + 1) % points.len()]);
                borders.meet(key(points[n]), before, after);
            }
        }
        borders
    }

    /// An area of the set without the points that lie within `tolerance` (in its own units; in degrees east and north
    /// are not the same) of what is left. Rings that come down to less than a triangle are left out, and with an
    /// outer ring its holes.
    #[must_use]
    pub fn simplify(&self, area: &MultiPolygon, tolerance: Coord) -> MultiPolygon {
        let polygons = area.0.iter().filter_map(|polygon| {
            let outer = self.ring(polygon.exterior(), tolerance)?;
            let holes = polygon.interiors().iter().filter_map(|hole| self.ring(hole, tolerance)).collect();
            Some(Polygon::new(outer, holes))
        });
        MultiPolygon::new(polygons.collect())
    }

    fn meet(&mut self, at: Key, before: Key, after: Key) {
        let pair = if before <= after { (before, after) } else { (after, before) };
        self.corners
            .entry(at)
            .and_modify(|known| {
                if *known != Some(pair) {
                    *known = None;
                }
            })
            .or_insert(Some(pair));
    }

    fn parts_ways(&self, at: Coord) -> bool {
        self.corners.get(&key(at)).is_none_or(Option::is_none)
    }

    fn ring(&self, ring: &LineString, tolerance: Coord) -> Option<LineString> {
        let points = open(ring);
        if points.len() < 3 {
            return None;
        }
        let ends: Vec<usize> = (0..points.len()).filter(|n| self.parts_ways(points[*n])).collect();
        let mut out = Vec::new();
        match ends.as_slice() {
            [] => out = whole_ring(&points, tolerance),
            ends => {
                for (n, &start) in ends.iter().enumerate() {
                    let end = ends.get(n + 1).copied().unwrap_or(ends[0] + points.len());
                    let arc: Vec<Coord> = (start..=end).map(|at| points[at % points.len()]).collect();
                    let thinned = same_either_way(&arc, tolerance);
                    out.extend_from_slice(&thinned[..thinned.len() - 1]);
                }
            }
        }
        out.dedup();
        (out.len() >= 3).then(|| {
            out.push(out[0]);
            LineString::new(out)
        })
    }
}

/// A line with the points that lie within `tolerance` of what is left taken out; its ends stay.
#[must_use]
pub fn thin(line: &[Coord], tolerance: Coord) -> Vec<Coord> {
    if line.len() < 3 || tolerance.x <= 0.0 || tolerance.y <= 0.0 {
        return line.to_vec();
    }
    // In tolerances, so that one is 1 in every direction.
    let scaled: Vec<Coord> =
        line.iter().map(|at| Coord { x: at.x / tolerance.x, y: at.y / tolerance.y }).collect();
    let mut kept = vec![false; line.len()];
    (kept[0], kept[line.len() - 1]) = (true, true);
    // A stack of its own: a line of a million points must not run out of the thread's.
    let mut spans = vec![(0, line.len() - 1)];
    while let Some((from, to)) = spans.pop() {
        let mut farthest = (0.0_f64, from);
        for at in from + 1..to {
            let off = distance_squared(scaled[at], scaled[from], scaled[to]);
            if off > farthest.0 {
                farthest = (off, at);
            }
        }
        if farthest.0 > 1.0 {
            kept[farthest.1] = true;
            spans.push((from, farthest.1));
            spans.push((farthest.1, to));
        }
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(at, _)| *at).collect()
}

/// An arc read from its lesser end; one that comes back to where it began by its lesser second point.
fn same_either_way(arc: &[Coord], tolerance: Coord) -> Vec<Coord> {
    let (first, last) = (key(arc[0]), key(arc[arc.len() - 1]));
    let turned = first > last || (first == last && key(arc[1]) > key(arc[arc.len() - 2]));
    let mut arc = arc.to_vec();
    if turned {
        arc.reverse();
    }
    let mut out = if first == last { loop_of(&arc, tolerance) } else { thin(&arc, tolerance) };
    if turned {
        out.reverse();
    }
    out
}

/// A ring that no other parts from: read from its least point towards the lesser neighbour.
fn whole_ring(points: &[Coord], tolerance: Coord) -> Vec<Coord> {
    let least = (0..points.len()).min_by_key(|n| key(points[*n])).unwrap_or(0);
    let around: Vec<Coord> = (0..=points.len()).map(|n| points[(least + n) % points.len()]).collect();
    let mut out = same_either_way(&around, tolerance);
    out.pop();
    out
}

/// An arc that ends where it begins: cut where it is farthest from there.
fn loop_of(arc: &[Coord], tolerance: Coord) -> Vec<Coord> {
    let off = |at: Coord| (at.x - arc[0].x).powi(2) + (at.y - arc[0].y).powi(2);
    let farthest = (1..arc.len()).max_by(|a, b| off(arc[*a]).total_cmp(&off(arc[*b]))).unwrap_or(0);
    let mut out = thin(&arc[..=farthest], tolerance);
    out.pop();
    out.extend(thin(&arc[farthest..], tolerance));
    out
}

/// The square of a point's distance from a stretch between two others.
fn distance_squared(at: Coord, from: Coord, to: Coord) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((at.x - from.x) * dx + (at.y - from.y) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (at.x - from.x - along * dx).powi(2) + (at.y - from.y - along * dy).powi(2)
}

fn rings(area: &MultiPolygon) -> impl Iterator<Item = &LineString> {
    area.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// A ring's points without the last, which is the first, and without those that are the one before.
fn open(ring: &LineString) -> Vec<Coord> {
    let mut points = ring.0.clone();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

fn key(at: Coord) -> Key {
    // Zero has two signs and one place.
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, BooleanOps, coord};
    use proptest::prelude::*;

    /// Squares side by side whose borders wiggle: `cut(n)` is the border before square `n`, a point each step up.
    fn row_of_areas(count: usize, steps: usize, wiggle: impl Fn(usize, usize) -> f64) -> Vec<MultiPolygon> {
        let cut = |n: usize| -> Vec<Coord> {
            (0..=steps).map(|s| coord! { x: n as f64 + wiggle(n, s), y: s as f64 / steps as f64 }).collect()
        };
        (0..count)
            .map(|n| {
                let mut ring = cut(n);
                ring.extend(cut(n + 1).into_iter().rev());
                ring.push(ring[0]);
                // Every other one the other way round, as files have them.
                if n % 2 == 1 {
                    ring.reverse();
                }
                MultiPolygon::new(vec![Polygon::new(LineString::new(ring), vec![])])
            })
            .collect()
    }

    fn both(tolerance: f64) -> Coord {
        coord! { x: tolerance, y: tolerance }
    }

    fn points(area: &MultiPolygon) -> usize {
        rings(area).map(|ring| ring.0.len()).sum()
    }

    proptest! {
        #![proptest_config({ let usual = ProptestConfig::default(); ProptestConfig { cases: usual.cases / 4, ..usual } })]
        #[test]
        fn neighbours_neither_part_nor_overlap(seed in prop::collection::vec(-0.2..0.2_f64, 84), tolerance in 0.005..0.04_f64) {
            let areas = row_of_areas(3, 20, |n, s| seed[n * 21 + s]);
            let borders = Borders::of(&areas);
            let thinned: Vec<_> = areas.iter().map(|area| borders.simplify(area, both(tolerance))).collect();
            for pair in thinned.windows(2) {
                let apart = pair[0].unsigned_area() + pair[1].unsigned_area();
                let together = pair[0].union(&pair[1]);
                // The union is reckoned on a grid of some 1e-9, along all of the border.
                prop_assert!((apart - together.unsigned_area()).abs() < 1e-7, "they overlap");
                prop_assert!(together.0.iter().all(|p| p.interiors().is_empty()), "a sliver is between them");
            }
        }
    }

    #[test]
    fn it_does_take_points_out() {
        let areas = row_of_areas(3, 20, |_, s| if s % 2 == 0 { 0.0 } else { 0.001 });
        let borders = Borders::of(&areas);
        assert!(points(&borders.simplify(&areas[1], both(0.01))) <= 6);
        assert_eq!(borders.simplify(&areas[1], both(0.0)), areas[1]);
    }

    #[test]
    fn a_hole_and_what_fills_it_stay_the_same_ring() {
        let circle: Vec<Coord> = (0..64)
            .map(|n| f64::from(n) / 64.0 * std::f64::consts::TAU)
            .map(|a| coord! { x: a.cos(), y: a.sin() })
            .collect();
        let island = MultiPolygon::new(vec![Polygon::new(LineString::new(circle.clone()), vec![])]);
        let mut turned: Vec<Coord> = circle.into_iter().rev().collect();
        turned.rotate_left(17);
        let square = LineString::from(vec![(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]);
        let around = MultiPolygon::new(vec![Polygon::new(square, vec![LineString::new(turned)])]);
        let borders = Borders::of([&island, &around]);
        let (island, around) = (borders.simplify(&island, both(0.1)), borders.simplify(&around, both(0.1)));
        let corners = |ring: &LineString| {
            let mut keys: Vec<_> = open(ring).into_iter().map(key).collect();
            keys.sort_unstable();
            keys
        };
        let (a, b) = (corners(island.0[0].exterior()), corners(&around.0[0].interiors()[0]));
        assert_eq!(a, b);
        assert!(a.len() < 20, "{}", a.len());
    }

    #[test]
    fn what_is_too_small_to_see_is_left_out_and_odd_rings_do_no_harm() {
        let dot =
            |points: Vec<(f64, f64)>| MultiPolygon::new(vec![Polygon::new(LineString::from(points), vec![])]);
        for area in [
            dot(vec![]),
            dot(vec![(0.0, 0.0)]),
            dot(vec![(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]),
            dot(vec![(0.0, 0.0), (1e-6, 0.0), (1e-6, 1e-6)]),
            dot(vec![(0.0, 0.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)]),
        ] {
            let thinned = Borders::of([&area]).simplify(&area, both(0.5));
            assert!(points(&thinned) <= 4, "{thinned:?}");
        }
    }
}
