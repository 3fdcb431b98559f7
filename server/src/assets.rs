//! Everything the browser loads, embedded in the binary and compressed when it was built.
//!
//! `bundle` leaves the files in `app/dist` with their `.br` and `.gz` beside them and `manifest.json`, which names
//! the ones whose address holds a hash of the build. Debug builds read `app/dist/debug`, release builds hold
//! `app/dist/release` (`build.rs`).

use crate::http::coding::Coding;
use app::web::state::Assets;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "$FULCRUM_DIST"]
#[allow_missing = true]
struct Dist;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Manifest {
    style: String,
    boot: String,
    locate: String,
    map: String,
    basemap: String,
    maplibre: Option<String>,
}

/// The addresses pages link to. Without a bundle they point at nothing, and pages still work as plain documents.
#[must_use]
pub fn addresses() -> Assets {
    let manifest =
        Dist::get("manifest.json").and_then(|file| serde_json::from_slice::<Manifest>(&file.data).ok());
    let manifest = manifest.unwrap_or_default();
    let address = |name: String| format!("/assets/{name}");
    Assets {
        style: address(manifest.style),
        boot: address(manifest.boot),
        locate: address(manifest.locate),
        map: address(manifest.map),
        basemap: address(manifest.basemap),
        maplibre: manifest.maplibre.map(address),
    }
}

/// `GET /assets/{path}`.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    if path.ends_with(".br") || path.ends_with(".gz") || path == "manifest.json" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some((file, coding)) = pick(&path, Coding::wanted(&headers)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = HeaderValue::from_str(&format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12])));
    let Ok(etag) = etag else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    let body = match file.data {
        Cow::Borrowed(embedded) => Body::from(embedded),
        Cow::Owned(read) => Body::from(read),
    };
    let mut response = body.into_response();
    let out = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        out.insert(header::CONTENT_TYPE, kind);
    }
    out.insert(header::ETAG, etag);
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep(&path)));
    if let Some(coding) = coding.header() {
        out.insert(header::CONTENT_ENCODING, coding);
    }
    response
}

/// The file packed as wanted, where the bundle holds it so; else as it is.
fn pick(path: &str, wanted: Coding) -> Option<(rust_embed::EmbeddedFile, Coding)> {
    let suffix = match wanted {
        Coding::Brotli => ".br",
        Coding::Gzip => ".gz",
        Coding::Identity => "",
    };
    match Dist::get(&format!("{path}{suffix}")) {
        Some(file) => Some((file, wanted)),
        None => Dist::get(path).map(|file| (file, Coding::Identity)),
    }
}

/// For good where the address changes with the content; a font changes with a release at most.
fn keep(path: &str) -> &'static str {
    if is_hashed(path) || path.starts_with("maplibre-") {
        "public, max-age=31536000, immutable"
    } else if path.ends_with(".woff2") {
        "public, max-age=2592000"
    } else {
        "public, max-age=3600"
    }
}

/// Files whose name holds the hash of what is in them: `app-1f2e3d4c5b6a7988.css`.
fn is_hashed(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or_default();
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_change_with_their_content_are_kept_for_good() {
        assert!(keep("app-1f2e3d4c5b6a7988.css").contains("immutable"));
        assert!(keep("maplibre-6.17.0/maplibre-gl-worker.mjs").contains("immutable"));
        for path in ["icons.svg", "atkinson.woff2", "app-1f2e3d4c.css", "app-not-a-hash-at-all.js"] {
            assert!(!keep(path).contains("immutable"), "{path}");
        }
    }
}
