//! Where: positions, the place, its neighbourhoods.

use crate::field::Problem;
use serde::{Deserialize, Serialize};

/// A point in WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub lon: f64,
    pub lat: f64,
}

impl Position {
    /// # Errors
    /// `OutOfRange` unless both are finite, `-180..=180` and `-90..=90`.
    pub fn new(lon: f64, lat: f64) -> Result<Self, Problem> {
        let ok = lon.is_finite()
            && lat.is_finite()
            && (-180.0..=180.0).contains(&lon)
            && (-90.0..=90.0).contains(&lat);
        if ok { Ok(Self { lon, lat }) } else { Err(Problem::OutOfRange) }
    }

    /// Metres to `other` by the haversine formula on a sphere of 6,371,008.8 m (the mean earth radius, IUGG).
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = (lat2 - lat1, (other.lon - self.lon).to_radians());
        let a = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * 6_371_008.8 * a.sqrt().min(1.0).asin()
    }
}

/// West, south, east, north in WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bounds {
    #[must_use]
    pub fn contains(&self, p: Position) -> bool {
        (self.west..=self.east).contains(&p.lon) && (self.south..=self.north).contains(&p.lat)
    }
}

/// A neighbourhood as it is named on pages and in the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourhoodName {
    pub slug: String,
    pub name: String,
}

/// The place this Fulcrum serves, as pages show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceHead {
    pub slug: String,
    pub name: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub currency: String,
    pub centre: Position,
    pub zoom: f64,
}

/// A slug from a name: lower-case letters and digits (any alphabet), hyphens between.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '’') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_on_earth() {
        assert!(Position::new(0.03, 51.5).is_ok());
        for (lon, lat) in [(f64::NAN, 0.0), (181.0, 0.0), (0.0, -90.1), (f64::INFINITY, 0.0)] {
            assert_eq!(Position::new(lon, lat), Err(Problem::OutOfRange));
        }
    }

    #[test]
    fn a_degree_of_latitude_is_about_111_km() {
        let d = Position { lon: 0.0, lat: 51.0 }.metres_to(Position { lon: 0.0, lat: 52.0 });
        assert!((d - 111_195.0).abs() < 10.0, "{d}");
    }

    #[test]
    fn slugs_keep_letters_and_drop_the_rest() {
        assert_eq!(slug("Green Street East"), "green-street-east");
        assert_eq!(slug("St. Mark’s & Co"), "st-marks-co");
        assert_eq!(slug(" -- "), "");
    }
}
