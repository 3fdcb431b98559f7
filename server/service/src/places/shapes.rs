//! Geometries as stored (GeoJSON text) and as `geo` has them.

use crate::{Result, ServiceError};
use domain::places::Position;
use geo::{
    BooleanOps, Buffer, Geometry, InteriorPoint, MapCoords, MultiLineString, MultiPolygon, Simplify, coord,
};

/// Lines of the basemap go on this far beyond the boundary, in metres, so that a river along it stays whole.
const BEYOND: f64 = 250.0;
/// The boundary's detail that does not matter for where a line ends, in metres.
const ROUGH: f64 = 25.0;
const METRES_A_DEGREE: f64 = 111_320.0;

/// A GeoJSON geometry.
///
/// # Errors
/// `Internal` where it does not read back: it was checked when it was imported.
pub fn parse(text: &str) -> Result<Geometry> {
    let broken = |error: geojson::Error| ServiceError::Internal(format!("stored geometry: {error}"));
    let geometry: geojson::Geometry = text.parse().map_err(broken)?;
    Geometry::try_from(geometry).map_err(broken)
}

/// A GeoJSON polygon or multi-polygon.
///
/// # Errors
/// `Internal` where it is none.
pub fn multi_polygon(text: &str) -> Result<MultiPolygon> {
    match parse(text)? {
        Geometry::Polygon(polygon) => Ok(MultiPolygon::new(vec![polygon])),
        Geometry::MultiPolygon(many) => Ok(many),
        _ => Err(ServiceError::Internal("stored geometry is no area".to_owned())),
    }
}

pub(super) fn centre(area: &MultiPolygon) -> Option<Position> {
    area.interior_point().map(|p| Position { lon: p.x(), lat: p.y() })
}

/// Where the basemap's lines may run: the boundary, and a little beyond it. None where there is no boundary.
pub(super) fn surroundings(boundary: &MultiPolygon) -> Option<MultiPolygon> {
    let across = centre(boundary)?.lat.to_radians().cos().max(0.01) * METRES_A_DEGREE;
    let metres = boundary.map_coords(|c| coord! { x: c.x * across, y: c.y * METRES_A_DEGREE });
    let wide = metres.simplify(ROUGH).buffer(BEYOND);
    Some(wide.map_coords(|c| coord! { x: c.x / across, y: c.y / METRES_A_DEGREE }))
}

/// A line's part within an area; what is no line stays as it is. None where nothing is left of it.
///
/// A file's rails and rivers end wherever its export was cut; so they all end at the same distance from the place.
pub(super) fn line_within(geometry: Geometry, area: &MultiPolygon) -> Option<Geometry> {
    let lines = match geometry {
        Geometry::LineString(line) => MultiLineString::new(vec![line]),
        Geometry::MultiLineString(lines) => lines,
        other => return Some(other),
    };
    let inside = area.clip(&lines, false);
    (!inside.0.is_empty()).then_some(Geometry::MultiLineString(inside))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{BoundingRect, Euclidean, Length, line_string, polygon};

    fn place() -> MultiPolygon {
        let square =
            polygon![(x: 0.0, y: 51.50), (x: 0.02, y: 51.50), (x: 0.02, y: 51.52), (x: 0.0, y: 51.52)];
        MultiPolygon::new(vec![square])
    }

    #[test]
    fn a_line_ends_a_little_beyond_the_place() {
        let area = surroundings(&place()).unwrap();
        let line = Geometry::LineString(line_string![(x: -1.0, y: 51.51), (x: 1.0, y: 51.51)]);
        let bounds = line_within(line, &area).unwrap().bounding_rect().unwrap();
        let degree = METRES_A_DEGREE * 51.51_f64.to_radians().cos();
        let (west, east) = (-bounds.min().x * degree, (bounds.max().x - 0.02) * degree);
        assert!((west - BEYOND).abs() < 2.0 && (east - BEYOND).abs() < 2.0, "{west} {east}");
    }

    #[test]
    fn a_line_elsewhere_is_gone_and_one_along_the_border_is_whole() {
        let area = surroundings(&place()).unwrap();
        let elsewhere = Geometry::LineString(line_string![(x: 1.0, y: 51.51), (x: 2.0, y: 51.51)]);
        assert_eq!(line_within(elsewhere, &area), None);
        let border = line_string![(x: 0.0, y: 51.50), (x: 0.01, y: 51.4999), (x: 0.02, y: 51.50)];
        let Some(Geometry::MultiLineString(kept)) = line_within(Geometry::LineString(border.clone()), &area)
        else {
            panic!("the border is gone")
        };
        assert_eq!((kept.0.len(), kept.0[0].0.len()), (1, 3));
        assert!((Euclidean.length(&kept) - Euclidean.length(&border)).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_line_stays_and_no_place_has_no_surroundings() {
        let lake = Geometry::Polygon(polygon![(x: 5.0, y: 5.0), (x: 6.0, y: 5.0), (x: 6.0, y: 6.0)]);
        assert_eq!(line_within(lake.clone(), &place()), Some(lake));
        assert_eq!(surroundings(&MultiPolygon::new(vec![])), None);
    }
}
