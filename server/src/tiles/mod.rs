//! `/tiles`: the map's vector tiles and the TileJSON that describes them.
//!
//! Anonymous, the same for everyone, drawn by `service::map::tiles`. Layers and properties are in `docs/map.md`.

mod address;
mod archive;
mod basemap;
mod problem;
mod ranges;
mod tilejson;

pub use archive::Archive;
pub use basemap::{origin, settle};

use address::TileAddress;
use app::App;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{any, get};
use axum::{Extension, Router};
use problem::TileProblem;
use serde::{Deserialize, Serialize};
use service::map::tiles::{BASE_CLOSEST, KeptTile};
use tiles::index::CLOSEST;

/// What is new must be seen at once: ask each time, and be told that nothing has changed.
const FRESH: HeaderValue = HeaderValue::from_static("public, no-cache");
/// A place changes when it is imported anew.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=600, stale-while-revalidate=86400");

/// The filters of a tile's address.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Filters {
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    neighbourhood: Option<String>,
}

pub(crate) fn router(archive: Option<Archive>) -> Router<App> {
    let basemap = get(ranges::basemap);
    let basemap = match archive {
        Some(archive) => basemap.layer(Extension(archive)),
        None => basemap,
    };
    Router::new()
        .route("/tiles/basemap.pmtiles", basemap)
        .route("/tiles/proposals.json", get(tilejson::proposals))
        .route("/tiles/base.json", get(tilejson::base))
        .route("/tiles/proposals/{z}/{x}/{y}", get(proposals))
        .route("/tiles/base/{z}/{x}/{y}", get(base))
        .route("/tiles/{*rest}", any(async || TileProblem::Unknown))
}

/// `GET /tiles/proposals/{z}/{x}/{y}.mvt`
async fn proposals(
    State(app): State<App>,
    TileAddress(tile): TileAddress<CLOSEST>,
    filters: Result<Query<Filters>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, TileProblem> {
    let Query(filters) = filters?;
    let filter = app.service.tile_filter(
        filters.theme.as_deref(),
        filters.stage.as_deref(),
        filters.neighbourhood.as_deref(),
    )?;
    Ok(send(&app.service.proposal_tile(tile, filter), &headers, FRESH))
}

/// `GET /tiles/base/{z}/{x}/{y}.mvt`
async fn base(
    State(app): State<App>,
    TileAddress(tile): TileAddress<BASE_CLOSEST>,
    headers: HeaderMap,
) -> Response {
    send(&app.service.base_tile(tile), &headers, KEPT)
}

/// A tile as the client takes it. Its tag is weak: it names the content, compressed or not.
fn send(tile: &KeptTile, asked: &HeaderMap, keep: HeaderValue) -> Response {
    let tag = format!("W/\"{:016x}\"", tile.tag);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let unchanged =
        known.flat_map(|value| value.split(',')).map(str::trim).any(|known| known == "*" || known == tag);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, keep);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/vnd.mapbox-vector-tile"));
    let body = match &tile.gzip {
        Some(gzip) if takes_gzip(asked) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            gzip
        }
        _ => &tile.plain,
    };
    *response.body_mut() = Body::from(body.clone());
    response
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut parts = accepted.flat_map(|value| value.split(','));
    parts.any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        matches!(name.trim(), "gzip" | "x-gzip" | "*") && !is_zero(weight)
    })
}

/// `q=0`: never.
fn is_zero(weight: &str) -> bool {
    weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()) == Some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_says_whether_it_takes_gzip() {
        let takes = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
            takes_gzip(&headers)
        };
        assert!(takes("gzip") && takes("br, gzip;q=0.5") && takes("*"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("identity") && !takes_gzip(&HeaderMap::new()));
    }
}
