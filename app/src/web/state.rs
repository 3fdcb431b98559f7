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
}

/// Addresses of what the browser loads, with the hash of the build in them.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    pub style: String,
    /// The module that wakes islands.
    pub boot: String,
    /// The folder of the map library, where the bundle holds it; no slash at the end.
    pub maplibre: Option<String>,
}

impl FromRef<App> for Service {
    fn from_ref(app: &App) -> Self {
        app.service.clone()
    }
}
