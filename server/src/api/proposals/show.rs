//! `GET /proposals/{id}`

use crate::api::Answer;
use crate::api::extract::proposal;
use crate::api::problem::Problem;
use crate::api::shapes::{Proposal, Response};
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

/// A proposal with what institutions said to it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WholeProposal {
    #[serde(flatten)]
    proposal: Proposal,
    /// Whether the signed-in account follows it.
    following: bool,
    /// Oldest first.
    responses: Vec<Response>,
}

/// One proposal, by its id or the id it was imported with.
#[utoipa::path(
    get,
    path = "/proposals/{id}",
    operation_id = "show_proposal",
    tag = "proposals",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The proposal", body = WholeProposal),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn show(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Answer<Json<WholeProposal>> {
    let found = app.service.whole_proposal(&who, proposal(&app, &id).await?).await?;
    Ok(Json(WholeProposal {
        proposal: Proposal::new(found.proposal, found.supported),
        following: found.following,
        responses: found.responses.into_iter().map(Response::from).collect(),
    }))
}
