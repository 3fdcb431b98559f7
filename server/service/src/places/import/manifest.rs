//! `place.toml`.

use super::{PlaceError, ReadFile, features};
use domain::places::{PlaceHead, Position};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    name: String,
    slug: String,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default = "utc")]
    time_zone: String,
    currency: String,
    /// Longitude, latitude.
    centre: [f64; 2],
    zoom: f64,
    pub(super) boundary: String,
    /// Who is to be named beside the map.
    #[serde(default)]
    pub(super) attribution: Option<String>,
    #[serde(default)]
    pub(super) neighbourhoods: Option<Source>,
    #[serde(default)]
    pub(super) gazetteer: Option<Source>,
    #[serde(default)]
    pub(super) basemap: Vec<Layer>,
}

/// A file, and the properties that hold what is wanted of it.
#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) file: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Layer {
    pub(super) kind: String,
    pub(super) file: String,
}

fn utc() -> String {
    "UTC".to_owned()
}

const FILE: &str = "place.toml";
const KINDS: &[&str] = &["water", "park", "rail", "station", "street", "road"];

impl Manifest {
    pub(super) fn read(read: ReadFile<'_>) -> Result<Self, PlaceError> {
        let bytes = read(FILE).map_err(|error| features::refuse(FILE, error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| features::refuse(FILE, "is not UTF-8"))?;
        let manifest: Self =
            toml::from_str(&text).map_err(|error| features::refuse(FILE, error.to_string()))?;
        if let Some(layer) = manifest.basemap.iter().find(|layer| !KINDS.contains(&layer.kind.as_str())) {
            let known = KINDS.join(", ");
            return Err(features::refuse(FILE, format!("basemap kind {} is none of {known}", layer.kind)));
        }
        Ok(manifest)
    }

    pub(super) fn head(&self) -> Result<PlaceHead, PlaceError> {
        let [lon, lat] = self.centre;
        let centre =
            Position::new(lon, lat).map_err(|_| features::refuse(FILE, "the centre is not on earth"))?;
        if self.name.trim().is_empty() || self.slug.trim().is_empty() {
            return Err(features::refuse(FILE, "name and slug must not be empty"));
        }
        Ok(PlaceHead {
            slug: self.slug.clone(),
            name: self.name.clone(),
            languages: if self.languages.is_empty() { vec!["en".to_owned()] } else { self.languages.clone() },
            time_zone: self.time_zone.clone(),
            currency: self.currency.clone(),
            centre,
            zoom: self.zoom.clamp(0.0, 22.0),
        })
    }
}
