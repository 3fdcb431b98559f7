//! A vector tile as another program reads it: decoded by `mvt-reader`, not by what wrote it.

use crate::Browser;
use axum::http::{HeaderMap, Method, StatusCode};
use flate2::read::GzDecoder;
use geo::Geometry;
use mvt_reader::Reader;
use mvt_reader::feature::{Feature, Value};
use std::io::Read as _;

/// An answer of `/tiles`.
#[derive(Debug)]
pub struct Tile {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// As sent, compressed or not.
    pub bytes: Vec<u8>,
}

impl Browser {
    /// `GET` of a tile, compressed as a browser takes it.
    ///
    /// # Panics
    /// Where the answer does not end.
    pub async fn tile(&self, path: &str) -> Tile {
        let answer = self.ask(&Method::GET, path).header("accept-encoding", "gzip").bytes().await;
        let (status, headers, bytes) = answer;
        Tile { status, headers, bytes }
    }
}

impl Tile {
    /// A header's text, empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What was sent, unpacked.
    ///
    /// # Panics
    /// Where it is said to be compressed and is not.
    #[must_use]
    pub fn plain(&self) -> Vec<u8> {
        if self.header("content-encoding") != "gzip" {
            return self.bytes.clone();
        }
        let mut plain = Vec::new();
        GzDecoder::new(self.bytes.as_slice()).read_to_end(&mut plain).expect("gzip");
        plain
    }

    /// The names of its layers, in order.
    ///
    /// # Panics
    /// Where it is no vector tile.
    #[track_caller]
    #[must_use]
    pub fn layers(&self) -> Vec<String> {
        let plain = self.plain();
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&plain));
        Reader::new(plain).expect("a vector tile").get_layer_names().expect("names")
    }

    /// The features of a layer; none where the layer is not there.
    ///
    /// # Panics
    /// Where it is no vector tile, or the layer is not of version 2 and 4096 units.
    #[track_caller]
    #[must_use]
    pub fn features(&self, layer: &str) -> Vec<Feature> {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.plain()));
        let reader = Reader::new(self.plain()).expect("a vector tile");
        let about = reader.get_layer_metadata().expect("layers").into_iter().find(|l| l.name == layer);
        let Some(about) = about else { return Vec::new() };
        assert_eq!((about.version, about.extent), (2, 4096));
        reader.get_features(about.layer_index).expect("features")
    }
}

/// Where a point is, in units of its tile.
///
/// # Panics
/// Where the feature is not one point.
#[track_caller]
#[must_use]
pub fn spot(feature: &Feature) -> (f64, f64) {
    match &feature.geometry {
        Geometry::Point(at) => (at.x().into(), at.y().into()),
        Geometry::MultiPoint(points) if points.len() == 1 => (points.0[0].x().into(), points.0[0].y().into()),
        other => panic!("not one point: {other:?}"),
    }
}

/// A property as text; empty where it is missing.
#[must_use]
pub fn text(feature: &Feature, key: &str) -> String {
    match feature.properties.as_ref().and_then(|properties| properties.get(key)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::UInt(number)) => number.to_string(),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    }
}
