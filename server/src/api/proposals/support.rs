//! `/proposals/{id}/support`

use crate::api::Answer;
use crate::api::extract::proposal;
use crate::api::problem::Problem;
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

/// Where the count stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Support {
    support_count: u32,
    /// Whether the signed-in account backs it.
    supported: bool,
}

/// Back a proposal. Doing it twice changes nothing.
#[utoipa::path(
    put,
    path = "/proposals/{id}/support",
    operation_id = "support_proposal",
    tag = "proposals",
    security(("session" = [])),
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Backed", body = Support),
        (status = 401, description = "Sign in first", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn put(app: State<App>, who: Who, id: Path<String>) -> Answer<Json<Support>> {
    set(app, who, id, true).await
}

/// Take a support back. Doing it twice changes nothing.
#[utoipa::path(
    delete,
    path = "/proposals/{id}/support",
    operation_id = "unsupport_proposal",
    tag = "proposals",
    security(("session" = [])),
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Taken back", body = Support),
        (status = 401, description = "Sign in first", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn delete(app: State<App>, who: Who, id: Path<String>) -> Answer<Json<Support>> {
    set(app, who, id, false).await
}

async fn set(State(app): State<App>, who: Who, Path(id): Path<String>, on: bool) -> Answer<Json<Support>> {
    let resident = who.resident()?;
    let support_count = app.service.set_support(&resident, proposal(&app, &id).await?, on).await?;
    Ok(Json(Support { support_count, supported: on }))
}
