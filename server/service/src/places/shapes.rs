//! Geometries as stored (GeoJSON text) and as `geo` has them.

use crate::{Result, ServiceError};
use domain::places::Position;
use geo::{Geometry, InteriorPoint, MultiPolygon};

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
