//! `POST /proposals/{id}/responses`

use crate::api::Answer;
use crate::api::extract::{Body, proposal};
use crate::api::keys::ResponseKind;
use crate::api::problem::Problem;
use crate::api::shapes::Response;
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Problem as FieldProblem;
use domain::answers::Answer as Typed;
use domain::ids::LeverId;
use serde::Deserialize;
use service::people::{Staff, Viewer};
use service::{Denied, Missing, ServiceError};
use utoipa::ToSchema;
use uuid::Uuid;

/// What an institution says in public.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct NewResponse {
    #[serde(default)]
    #[schema(required, value_type = ResponseKind)]
    kind: String,
    /// Required with `not_possible` (why) and `done`.
    #[serde(default)]
    #[schema(max_length = 2000)]
    text: String,
    /// What is promised: required with `committed`.
    #[schema(max_length = 200, example = "Three benches by the clinic")]
    what: Option<String>,
    /// By when: required with `committed`.
    #[schema(format = Date)]
    due: Option<String>,
    /// The lever that is used, one of the institution's own.
    lever: Option<Uuid>,
    /// For which institution (a slug), where the account answers for several.
    institution: Option<String>,
}

impl From<NewResponse> for Typed {
    fn from(new: NewResponse) -> Self {
        let lever = new.lever.map(LeverId);
        Self { kind: new.kind, text: new.text, what: new.what, due: new.due, lever }
    }
}

/// Answer a proposal for an institution. Its author and followers are told.
#[utoipa::path(
    post,
    path = "/proposals/{id}/responses",
    operation_id = "create_response",
    tag = "proposals",
    security(("session" = [])),
    params(("id" = String, Path, description = "The proposal's id")),
    request_body = NewResponse,
    responses(
        (status = 201, description = "Answered", body = Response),
        (status = 401, description = "Sign in first", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The account does not answer for it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such proposal", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn create(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(new): Body<NewResponse>,
) -> Answer<(StatusCode, Json<Response>)> {
    let staff = staff(&who, new.institution.as_deref())?;
    let id = proposal(&app, &id).await?;
    let said = app.service.respond(&staff, id, &new.into()).await?;
    let whole = app.service.whole_proposal(&who, id).await?;
    let said = whole.responses.into_iter().find(|response| response.id == said);
    let said = said.ok_or(ServiceError::NotFound(Missing::Proposal))?;
    Ok((StatusCode::CREATED, Json(said.into())))
}

/// Who answers: for the institution named, or for the only one the account answers for.
fn staff(who: &Viewer, slug: Option<&str>) -> Result<Staff, ServiceError> {
    let resident = who.resident()?;
    match (slug, resident.memberships.as_slice()) {
        (Some(slug), _) => who.staff(slug),
        (None, [only]) => who.staff(&only.slug),
        (None, []) => Err(ServiceError::Denied(Denied::NotStaff)),
        (None, _) => Err(ServiceError::field("institution", FieldProblem::Required)),
    }
}
