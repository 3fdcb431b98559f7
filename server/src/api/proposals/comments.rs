//! `/proposals/{id}/comments`

use crate::api::Answer;
use crate::api::extract::{Body, Query, limit, odd_cursor, proposal};
use crate::api::problem::Problem;
use crate::api::shapes::{Comment, Page};
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Time;
use domain::ids::CommentId;
use serde::Deserialize;
use service::ServiceError;
use utoipa::{IntoParams, ToSchema};

const MOST: u32 = 100;

/// Which part.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Part {
    /// The `next` of the page before.
    after: Option<String>,
    /// 50 where it is left out.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

/// Something to say.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct NewComment {
    /// Plain text.
    #[serde(default)]
    #[schema(required, min_length = 2, max_length = 3000, example = "Near the shops, please.")]
    body: String,
}

/// What neighbours say under a proposal, oldest first.
#[utoipa::path(
    get,
    path = "/proposals/{id}/comments",
    operation_id = "list_comments",
    tag = "proposals",
    params(("id" = String, Path, description = "The proposal's id"), Part),
    responses(
        (status = 200, description = "One page", body = Page<Comment>),
        (status = 404, description = "There is no such proposal", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn list(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Query(part): Query<Part>,
) -> Answer<Json<Page<Comment>>> {
    let id = proposal(&app, &id).await?;
    let limit = limit(part.limit.as_deref(), 50, MOST)?;
    let after = part.after.as_deref().map(read_cursor).transpose()?;
    // One more than asked for tells whether there are more.
    let mut found = app.service.comments(&who, id, after, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| format!("{}_{}", last.created_at.0, last.id));
    Ok(Json(Page { items: found.into_iter().map(Comment::from).collect(), next }))
}

/// Say something under a proposal. Its author and followers are told.
#[utoipa::path(
    post,
    path = "/proposals/{id}/comments",
    operation_id = "create_comment",
    tag = "proposals",
    security(("session" = [])),
    params(("id" = String, Path, description = "The proposal's id")),
    request_body = NewComment,
    responses(
        (status = 201, description = "Said", body = Comment),
        (status = 401, description = "Sign in first", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such proposal", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn create(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(new): Body<NewComment>,
) -> Answer<(StatusCode, Json<Comment>)> {
    let resident = who.resident()?;
    let said = app.service.comment(&resident, proposal(&app, &id).await?, &new.body).await?;
    Ok((StatusCode::CREATED, Json(app.service.one_comment(said).await?.into())))
}

fn read_cursor(text: &str) -> Result<(Time, CommentId), ServiceError> {
    let (at, id) = text.split_once('_').ok_or_else(odd_cursor)?;
    let at = at.parse().map_err(|_| odd_cursor())?;
    Ok((Time(at), id.parse().map_err(|_| odd_cursor())?))
}
