//! What every handler has at hand.

use axum::extract::FromRef;
use service::Service;
use std::sync::Arc;

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub service: Service,
    pub settings: Arc<Settings>,
}

/// What the shell around the app decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Sign-in buttons for the demo's people; only ever on in demo mode.
    pub demo: bool,
    /// Where this Fulcrum is reached (`https://ideas.example`), for links that leave it; no slash at the end.
    pub base_url: String,
    pub assets: Assets,
    pub basemap: Basemap,
    /// Whom the basemap is owed to, beside those the place names; text, stands on every map. Without it another
    /// basemap is owed to OpenStreetMap.
    pub basemap_attribution: Option<String>,
}

/// What lies under the ideas on the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Basemap {
    /// The place's own layers, `/tiles/base.json`.
    #[default]
    Own,
    /// An archive the operator gave, at `/tiles/basemap.pmtiles`.
    Pmtiles,
    /// Someone's vector tiles, with `{z}`, `{x}` and `{y}` in the address; the security policy then lets pages reach it.
    Url(String),
}

/// Addresses of what the browser loads, with the hash of the build in them.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    pub style: String,
    /// The module that wakes islands.
    pub boot: String,
    /// The module of fields that say where something is.
    pub locate: String,
    /// The module that makes a picture of the map live.
    pub map: String,
    /// The module that draws a basemap the operator gave.
    pub basemap: String,
    /// The folder of the map library, none without a bundle; no slash at the end.
    pub maplibre: Option<String>,
}

impl FromRef<App> for Service {
    fn from_ref(app: &App) -> Self {
        app.service.clone()
    }
}
