//! GeoJSON files: read, checked to be WGS 84, and turned the right way round.

use super::{PlaceError, ReadFile};
use domain::places::Position;
use geo::orient::Direction;
use geo::{Centroid, CoordsIter, Geometry, MultiPolygon, Orient};
use geojson::{FeatureCollection, GeoJson, JsonObject, JsonValue};

/// Largest file taken.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

pub(super) struct Feature {
    pub(super) geometry: Geometry,
    properties: JsonObject,
}

impl Feature {
    /// The names of its properties.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.properties.keys().map(String::as_str)
    }

    /// A property as text, where it is text that is not empty, or a number.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.properties.get(key)? {
            JsonValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            JsonValue::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

pub(super) fn refuse(file: &str, why: impl Into<String>) -> PlaceError {
    PlaceError::File { file: file.to_owned(), why: why.into() }
}

/// Every feature that has a geometry.
pub(super) fn read(read: ReadFile<'_>, file: &str) -> Result<Vec<Feature>, PlaceError> {
    if file.contains(['/', '\\']) {
        return Err(refuse(file, "must lie in the same folder"));
    }
    parse(file, read(file).map_err(|error| refuse(file, error.to_string()))?)
}

/// Every feature that has a geometry, of a file's bytes.
pub(super) fn parse(file: &str, bytes: Vec<u8>) -> Result<Vec<Feature>, PlaceError> {
    if bytes.len() > MOST_BYTES {
        return Err(refuse(
            file,
            format!("is larger than {} MiB: simplify it first", MOST_BYTES / 1024 / 1024),
        ));
    }
    let json: GeoJson = String::from_utf8(bytes)
        .map_err(|_| refuse(file, "is not UTF-8"))?
        .parse()
        .map_err(|error: geojson::Error| refuse(file, format!("is no GeoJSON: {error}")))?;
    let collection = match json {
        GeoJson::FeatureCollection(collection) => collection,
        GeoJson::Feature(feature) => {
            FeatureCollection { features: vec![feature], bbox: None, foreign_members: None }
        }
        GeoJson::Geometry(_) => {
            return Err(refuse(file, "is a bare geometry; a FeatureCollection is wanted"));
        }
    };
    refuse_projected(file, &collection)?;
    let mut features = Vec::with_capacity(collection.features.len());
    for (n, feature) in collection.features.into_iter().enumerate() {
        let Some(geometry) = feature.geometry else { continue };
        let properties = feature.properties.unwrap_or_default();
        let named = properties.iter().find(|(key, _)| key.eq_ignore_ascii_case("name"));
        let name = named.and_then(|(_, name)| name.as_str()).unwrap_or("without a name").to_owned();
        let at = |why: &str| refuse(file, format!("feature {} ({name}): {why}", n + 1));
        let geometry = Geometry::try_from(geometry).map_err(|error| at(&error.to_string()))?;
        let on_earth = |c: geo::Coord| Position::new(c.x, c.y).is_ok();
        if !geometry.coords_iter().all(on_earth) {
            return Err(at(
                "has a coordinate that is not longitude and latitude in degrees (is the file projected?)",
            ));
        }
        features.push(Feature { geometry, properties });
    }
    Ok(features)
}

/// A file that names another coordinate system is refused by that name (RFC 7946 knows WGS 84 alone).
fn refuse_projected(file: &str, collection: &FeatureCollection) -> Result<(), PlaceError> {
    let crs = collection.foreign_members.as_ref().and_then(|members| members.get("crs"));
    let Some(name) = crs.and_then(|crs| crs.pointer("/properties/name")).and_then(JsonValue::as_str) else {
        return Ok(());
    };
    let fine = name.contains("CRS84") || name.ends_with(":4326");
    if fine {
        Ok(())
    } else {
        Err(refuse(file, format!("is in {name}; WGS 84 longitude and latitude are wanted")))
    }
}

/// A polygon or multi-polygon with its rings turned the right way.
pub(super) fn area(feature: &Feature) -> Option<MultiPolygon> {
    let area = match &feature.geometry {
        Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon.clone()]),
        Geometry::MultiPolygon(many) => many.clone(),
        _ => return None,
    };
    let has_area = area.0.iter().any(|polygon| polygon.exterior().0.len() >= 4);
    has_area.then(|| area.orient(Direction::Default))
}

/// All areas of a file as one.
pub(super) fn one_area(file: &str, features: &[Feature]) -> Result<MultiPolygon, PlaceError> {
    let areas: Vec<_> = features.iter().filter_map(area).flat_map(|area| area.0).collect();
    if areas.is_empty() { Err(refuse(file, "holds no polygon")) } else { Ok(MultiPolygon::new(areas)) }
}

pub(super) fn middle(geometry: &Geometry) -> Option<Position> {
    geometry.centroid().map(|p| Position { lon: p.x(), lat: p.y() })
}

pub(super) fn to_text(geometry: &Geometry) -> String {
    geojson::Geometry::from(geometry).to_string()
}
