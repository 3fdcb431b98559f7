//! `GET /proposals/similar`

use crate::api::Answer;
use crate::api::extract::Query;
use crate::api::keys::{Stage, Theme};
use crate::api::problem::Problem;
use crate::api::shapes::Neighbourhood;
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::State;
use domain::proposals::ProposalCard;
use serde::{Deserialize, Serialize};
use service::proposals::SimilarQuery;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What is being written. Anything may be missing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Writing {
    #[param(max_length = 120, example = "Benches on the way to the clinic")]
    title: Option<String>,
    /// As much of the text as an address holds.
    #[param(max_length = 2000)]
    body: Option<String>,
    /// With `lat`: those near are a little more alike.
    #[param(value_type = Option<f64>, minimum = -180, maximum = 180)]
    lon: Option<String>,
    #[param(value_type = Option<f64>, minimum = -90, maximum = 90)]
    lat: Option<String>,
}

/// Those most alike, at most three.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SimilarProposals {
    items: Vec<SimilarProposal>,
}

/// What a neighbour asks for already.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SimilarProposal {
    id: Uuid,
    title: String,
    theme: Theme,
    stage: Stage,
    #[schema(required)]
    neighbourhood: Option<Neighbourhood>,
    support_count: u32,
    /// Whether the signed-in account backs it.
    supported: bool,
}

/// Proposals that ask for something like what someone is writing.
///
/// To be offered before they share it: perhaps they would rather back one of these.
#[utoipa::path(
    get,
    path = "/proposals/similar",
    operation_id = "similar_proposals",
    tag = "proposals",
    params(Writing),
    responses(
        (status = 200, description = "Most alike first", body = SimilarProposals),
        (status = 422, description = "A parameter cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn list(
    State(app): State<App>,
    who: Who,
    Query(writing): Query<Writing>,
) -> Answer<Json<SimilarProposals>> {
    let found = app.service.similar_proposals(&who, &writing.into()).await?;
    Ok(Json(SimilarProposals { items: found.into_iter().map(SimilarProposal::from).collect() }))
}

impl From<Writing> for SimilarQuery {
    fn from(writing: Writing) -> Self {
        Self { title: writing.title, body: writing.body, lon: writing.lon, lat: writing.lat }
    }
}

impl From<ProposalCard> for SimilarProposal {
    fn from(card: ProposalCard) -> Self {
        Self {
            id: card.id.0,
            title: card.title,
            theme: card.theme.into(),
            stage: card.stage.into(),
            neighbourhood: card.neighbourhood.map(|n| Neighbourhood { slug: n.slug, name: n.name }),
            support_count: card.support_count,
            supported: card.supported,
        }
    }
}
