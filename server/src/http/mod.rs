//! The router and what stands around every request.

pub(crate) mod coding;
mod guard;
mod health;
mod kept;
mod session_store;

use crate::tiles::Archive;
use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration as CookieDuration;
use tower_sessions::{Expiry, SessionManagerLayer};

pub use session_store::Sessions;

/// Largest body a form or an API call may have.
const MOST_BYTES: usize = 256 * 1024;
/// Longest a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// One reader's page is packed for that reader alone: the harder part of the work saves few bytes.
const QUICK: CompressionLevel = CompressionLevel::Precise(1);
/// How long a session lasts unused.
const SESSION_DAYS: i64 = 30;

/// Everything Fulcrum answers, without an archive under the map.
pub fn router(app: App) -> Router {
    router_with(app, None)
}

/// Everything Fulcrum answers, with the archive that its basemap setting names.
pub fn router_with(app: App, archive: Option<Archive>) -> Router {
    let policy = guard::policy(&app.settings.basemap);
    let sessions = SessionManagerLayer::new(Sessions::new(app.service.clone()))
        .with_name("fulcrum")
        .with_same_site(SameSite::Lax)
        .with_secure(app.settings.base_url.starts_with("https:"))
        .with_expiry(Expiry::OnInactivity(CookieDuration::days(SESSION_DAYS)));
    let same_origin = axum::middleware::from_fn_with_state(app.clone(), guard::same_origin);
    let readable = axum::middleware::from_fn(guard::readable_address);
    let pages = app::pages::router(app.settings.demo)
        .layer(same_origin.clone())
        .layer(readable.clone())
        .layer(axum::middleware::from_fn_with_state(app.clone(), app::pages::draw_failures));
    let api = crate::api::router()
        .layer(same_origin)
        .layer(readable)
        .layer(axum::middleware::map_response(crate::api::from_told));
    let keeper = kept::Keeper::new(app.service.clone());
    let dynamic = Router::new()
        .merge(pages)
        .merge(api)
        .layer(sessions)
        .layer(axum::middleware::from_fn_with_state(keeper, kept::keep))
        .layer(
            CompressionLayer::new()
                .quality(QUICK)
                .compress_when(DefaultPredicate::new().and(SizeAbove::new(600))),
        );
    Router::new()
        .route("/health", get(health::live))
        .route("/ready", get(health::ready))
        .route("/assets/{*path}", get(crate::assets::serve))
        .merge(crate::tiles::router(archive))
        .merge(dynamic)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(axum::middleware::from_fn_with_state(policy, guard::security_headers))
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(TraceLayer::new_for_http().make_span_with(span))
                .layer(PropagateRequestIdLayer::x_request_id())
                .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
                .layer(CatchPanicLayer::new()),
        )
        .with_state(app)
}

/// The path without its query: what people search for or type is not for the log.
fn span(request: &axum::extract::Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|v| v.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}
