//! Shapes for the tiles of one zoom: projected and thinned once, then cut to each tile.

use crate::borders::{Borders, thin};
use crate::clip::{self, Square};
use crate::grid::{EXTENT, Tile, project};
use crate::mvt;
use geo::{BoundingRect, Coord, Geometry, LineString, MapCoords, MultiLineString, MultiPolygon, Point, Rect};

/// Shapes reach this many units beyond their tile, so that no edge shows where a line is drawn thick.
pub const BUFFER: u32 = 64;

/// A shape in the unit square of [`project`].
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Point(Coord),
    Lines(MultiLineString),
    Areas(MultiPolygon),
}

impl Shape {
    /// From degrees; `None` for what is neither point, line nor area, and for what has no points.
    #[must_use]
    pub fn project(geometry: &Geometry) -> Option<Self> {
        let flat = |c: Coord| project(c.x, c.y);
        let shape = match geometry {
            Geometry::Point(at) => Self::Point(flat(at.0)),
            Geometry::Line(line) => {
                Self::Lines(MultiLineString::new(vec![LineString::from(*line).map_coords(flat)]))
            }
            Geometry::LineString(line) => Self::Lines(MultiLineString::new(vec![line.map_coords(flat)])),
            Geometry::MultiLineString(lines) => Self::Lines(lines.map_coords(flat)),
            Geometry::Polygon(area) => Self::Areas(MultiPolygon::new(vec![area.map_coords(flat)])),
            Geometry::MultiPolygon(areas) => Self::Areas(areas.map_coords(flat)),
            _ => return None,
        };
        shape.bounds().is_some().then_some(shape)
    }

    /// With fewer points: nothing moves by more than `units` of a tile of zoom `z`. Areas keep the borders they
    /// share, where `borders` knows them. `None` where nothing of it would be seen.
    #[must_use]
    pub fn thinned(&self, z: u8, units: f64, borders: &Borders) -> Option<Self> {
        let tolerance = units / f64::from(EXTENT) / f64::from(z).exp2();
        let tolerance = Coord { x: tolerance, y: tolerance };
        let shape = match self {
            Self::Point(at) => Self::Point(*at),
            Self::Lines(lines) => {
                Self::Lines(lines.0.iter().map(|line| LineString::new(thin(&line.0, tolerance))).collect())
            }
            Self::Areas(areas) => Self::Areas(borders.simplify(areas, tolerance)),
        };
        shape.bounds().is_some().then_some(shape)
    }

    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Point(at) => Some(Point::from(*at).bounding_rect()),
            Self::Lines(lines) => lines.bounding_rect(),
            Self::Areas(areas) => areas.bounding_rect(),
        }
    }

    /// What of it lies in a tile, in the tile's units. A point stands in one tile alone, without a buffer.
    #[must_use]
    pub fn cut(&self, tile: Tile) -> Option<mvt::Geometry> {
        let square = Square { from: -f64::from(BUFFER), to: f64::from(EXTENT + BUFFER) };
        match self {
            Self::Point(at) => {
                let (x, y) = whole(tile.local(*at), f64::floor);
                let side = 0..i32::try_from(EXTENT).unwrap_or(i32::MAX);
                // The last point of the world is its edge, which no tile begins at.
                let (x, y) = (x - i32::from(at.x >= 1.0), y - i32::from(at.y >= 1.0));
                (side.contains(&x) && side.contains(&y)).then_some(mvt::Geometry::Point((x, y)))
            }
            Self::Lines(lines) => {
                let pieces = lines.0.iter().flat_map(|line| clip::line(&local(&line.0, tile), square));
                let pieces: Vec<_> =
                    pieces.map(|piece| rounded(&piece)).filter(|piece| piece.len() > 1).collect();
                (!pieces.is_empty()).then_some(mvt::Geometry::Lines(pieces))
            }
            Self::Areas(areas) => {
                let areas: Vec<_> = areas.0.iter().filter_map(|area| area_in(area, tile, square)).collect();
                (!areas.is_empty()).then_some(mvt::Geometry::Areas(areas))
            }
        }
    }
}

fn area_in(area: &geo::Polygon, tile: Tile, square: Square) -> Option<Vec<Vec<(i32, i32)>>> {
    let cut = |ring: &LineString| {
        let mut points = local(&ring.0, tile);
        points.pop();
        let mut ring = rounded(&clip::ring(&points, square));
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        (ring.len() > 2 && mvt::area(&ring) != 0).then_some(ring)
    };
    let mut rings = vec![cut(area.exterior())?];
    rings.extend(area.interiors().iter().filter_map(cut));
    Some(rings)
}

fn local(points: &[Coord], tile: Tile) -> Vec<Coord> {
    points.iter().map(|at| tile.local(*at)).collect()
}

fn rounded(points: &[Coord]) -> Vec<(i32, i32)> {
    let mut out: Vec<_> = points.iter().map(|at| whole(*at, f64::round)).collect();
    out.dedup();
    out
}

fn whole(at: Coord, round: fn(f64) -> f64) -> (i32, i32) {
    (round(at.x) as i32, round(at.y) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Polygon, polygon};

    fn square() -> Geometry {
        Geometry::Polygon(polygon![
            (x: -0.05, y: 51.45), (x: 0.05, y: 51.45), (x: 0.05, y: 51.55), (x: -0.05, y: 51.55),
        ])
    }

    #[test]
    fn the_two_halves_of_an_area_meet_at_the_edge_of_their_tiles() {
        let shape = Shape::project(&square()).unwrap();
        for (x, edge) in [(511, 4096 + 64), (512, -64)] {
            let Some(mvt::Geometry::Areas(areas)) = shape.cut(Tile::new(10, x, 340).unwrap()) else {
                panic!("{x}")
            };
            assert!(areas[0][0].iter().any(|(x, _)| *x == edge), "{areas:?}");
        }
        assert_eq!(shape.cut(Tile::new(10, 0, 0).unwrap()), None);
    }

    #[test]
    fn a_tile_well_inside_an_area_is_full_of_it() {
        let shape = Shape::project(&square()).unwrap();
        let tile = Tile::of(14, crate::grid::place(0.01, 51.5));
        let Some(mvt::Geometry::Areas(areas)) = shape.cut(tile) else { panic!("none") };
        assert_eq!(mvt::area(&areas[0][0]).abs() / 2, i64::from(4096 + 2 * 64).pow(2));
    }

    #[test]
    fn a_point_stands_in_one_tile_also_at_the_ends_of_the_world() {
        for (lon, lat) in [(0.0, 0.0), (180.0, -90.0), (-180.0, 90.0), (45.0, 51.0)] {
            let shape = Shape::project(&Geometry::Point(Point::new(lon, lat))).unwrap();
            for z in 0..5 {
                let tiles = (0..1 << z).flat_map(|x| (0..1 << z).map(move |y| (x, y)));
                let holding = tiles.filter(|(x, y)| shape.cut(Tile::new(z, *x, *y).unwrap()).is_some());
                assert_eq!(holding.count(), 1, "{lon} {lat} at {z}");
            }
        }
    }

    #[test]
    fn what_has_no_points_is_no_shape() {
        let nothing = Polygon::new(LineString::new(vec![]), vec![]);
        assert_eq!(Shape::project(&Geometry::Polygon(nothing)), None);
        assert_eq!(Shape::project(&Geometry::MultiPolygon(MultiPolygon::new(vec![]))), None);
    }
}
