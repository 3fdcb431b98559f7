//! `GET /proposals.geojson`

use super::list::{Filter, Part};
use crate::api::Answer;
use crate::api::extract::Query;
use crate::api::keys::{Stage, Theme};
use crate::api::problem::{ApiError, Problem};
use app::App;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use service::ServiceError;
use service::board::BoardRow;
use utoipa::ToSchema;
use uuid::Uuid;

/// A GeoJSON FeatureCollection (RFC 7946).
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FeatureCollection {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    features: Vec<Feature>,
}

/// One proposal.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Feature {
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    kind: &'static str,
    id: Uuid,
    /// Null where only the neighbourhood is known.
    #[schema(required)]
    geometry: Option<Point>,
    properties: Properties,
}

/// `[lon, lat]` in WGS 84 degrees.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Point {
    #[serde(rename = "type")]
    #[schema(example = "Point")]
    kind: &'static str,
    #[schema(min_items = 2, max_items = 2)]
    coordinates: [f64; 2],
}

#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Properties {
    id: Uuid,
    title: String,
    theme: Theme,
    stage: Stage,
    support_count: u32,
    /// Whether an institution has answered.
    answered: bool,
}

impl Feature {
    fn new(row: &BoardRow) -> Self {
        let point = |p: domain::places::Position| Point { kind: "Point", coordinates: [p.lon, p.lat] };
        Self {
            kind: "Feature",
            id: row.id.0,
            geometry: row.point.map(point),
            properties: Properties {
                id: row.id.0,
                title: row.title.clone(),
                theme: row.theme.into(),
                stage: row.stage.into(),
                support_count: row.support_count,
                answered: row.answered,
            },
        }
    }
}

/// Every proposal that passes the filter, for a map.
#[utoipa::path(
    get,
    path = "/proposals.geojson",
    operation_id = "map_proposals",
    tag = "proposals",
    params(Filter),
    responses(
        (status = 200, description = "A feature for each", body = FeatureCollection, content_type = "application/geo+json"),
        (status = 422, description = "A parameter cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn collection(
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Answer<Response> {
    let filter = app.service.board_filter(&filter.with(Part::default())).await?;
    let features = app.service.board(|board| board.matching(&filter).map(Feature::new).collect());
    let collection = FeatureCollection { kind: "FeatureCollection", features };
    let json = serde_json::to_vec(&collection)
        .map_err(|error| ApiError::Service(ServiceError::Internal(error.to_string())))?;
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], json).into_response())
}
