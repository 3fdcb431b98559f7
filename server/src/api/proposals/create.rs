//! `POST /proposals`

use crate::api::Answer;
use crate::api::extract::Body;
use crate::api::keys::Theme;
use crate::api::problem::Problem;
use crate::api::shapes::Proposal;
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use domain::proposals::Draft;
use serde::Deserialize;
use utoipa::ToSchema;

/// An idea to be shared: at a point (`lon`, `lat`), in a `neighbourhood`, or `near` a name on the map.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct NewProposal {
    #[serde(default)]
    #[schema(required, min_length = 4, max_length = 120, example = "Benches on the way to the clinic")]
    title: String,
    /// What and why, in Markdown.
    #[serde(default)]
    #[schema(
        required,
        min_length = 10,
        max_length = 8000,
        example = "So that older people can rest half way."
    )]
    body: String,
    #[serde(default)]
    #[schema(required, value_type = Theme)]
    theme: String,
    #[schema(minimum = -180, maximum = 180)]
    lon: Option<f64>,
    #[schema(minimum = -90, maximum = 90)]
    lat: Option<f64>,
    /// A slug.
    neighbourhood: Option<String>,
    /// A street, park or station.
    near: Option<String>,
}

impl From<NewProposal> for Draft {
    fn from(new: NewProposal) -> Self {
        Self {
            title: new.title,
            body: new.body,
            theme: new.theme,
            lon: new.lon,
            lat: new.lat,
            neighbourhood: new.neighbourhood,
            near: new.near,
        }
    }
}

/// Share an idea.
///
/// It is matched to levers and modules at once: see its `matches`.
#[utoipa::path(
    post,
    path = "/proposals",
    operation_id = "create_proposal",
    tag = "proposals",
    security(("session" = [])),
    request_body = NewProposal,
    responses(
        (status = 201, description = "Shared", body = Proposal, headers(("location" = String, description = "Its address"))),
        (status = 401, description = "Sign in first", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be taken; `where` is about the location", body = Problem,
            content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn create(
    State(app): State<App>,
    who: Who,
    Body(new): Body<NewProposal>,
) -> Answer<(StatusCode, [(HeaderName, String); 1], Json<Proposal>)> {
    let id = app.service.create_proposal(&who.resident()?, &new.into()).await?;
    let shared = app.service.proposal(&who, id).await?;
    let location = [(header::LOCATION, format!("/api/v1/proposals/{id}"))];
    Ok((StatusCode::CREATED, location, Json(Proposal::new(shared, false))))
}
