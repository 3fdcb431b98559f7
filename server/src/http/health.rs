//! For those who watch: `/health` (it lives) and `/ready` (it can serve).

use app::App;
use axum::extract::State;
use axum::http::StatusCode;

pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// `503` while the database is away or not migrated.
pub(super) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.service.ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
