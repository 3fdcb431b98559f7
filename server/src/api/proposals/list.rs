//! `GET /proposals`

use crate::api::Answer;
use crate::api::extract::Query;
use crate::api::keys::{Stage, Theme};
use crate::api::problem::Problem;
use crate::api::shapes::{Page, Proposal};
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use service::proposals::ListQuery;
use utoipa::{IntoParams, ToSchema};

/// Which proposals.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Filter {
    /// A neighbourhood's slug.
    neighbourhood: Option<String>,
    #[param(value_type = Option<Theme>)]
    theme: Option<String>,
    #[param(value_type = Option<Stage>)]
    stage: Option<String>,
    /// Words to search for.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Those with a point in `west,south,east,north`.
    #[param(example = "0.0,51.5,0.1,51.6")]
    bbox: Option<String>,
}

/// In what order, and which part.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Part {
    /// What `sort=nearest` and `within` measure from: `lon,lat`, or the name of a street, park, station or
    /// neighbourhood.
    #[param(example = "0.05,51.55")]
    near: Option<String>,
    /// Only those within so many metres of `near`.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 50000)]
    within: Option<String>,
    #[param(value_type = Option<Sort>)]
    sort: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
    /// 20 where it is left out.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

/// `newest` first, most `supported` first, or `nearest` to `near` first. A search without it gives the best first.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "it stands for the sort's keys in the document; the use case reads them")]
pub(in crate::api) enum Sort {
    Newest,
    Supported,
    Nearest,
}

impl Filter {
    pub(in crate::api) fn with(self, part: Part) -> ListQuery {
        ListQuery {
            neighbourhood: self.neighbourhood,
            theme: self.theme,
            stage: self.stage,
            q: self.q,
            bbox: self.bbox,
            near: part.near,
            within: part.within,
            sort: part.sort,
            after: part.after,
            limit: part.limit,
        }
    }
}

/// Proposals, filtered and in order.
#[utoipa::path(
    get,
    path = "/proposals",
    operation_id = "list_proposals",
    tag = "proposals",
    params(Filter, Part),
    responses(
        (status = 200, description = "One page", body = Page<Proposal>),
        (status = 422, description = "A parameter cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn list(
    State(app): State<App>,
    who: Who,
    Query(filter): Query<Filter>,
    Query(part): Query<Part>,
) -> Answer<Json<Page<Proposal>>> {
    let list = app.service.list_whole_proposals(&who, &filter.with(part)).await?;
    let items = list.items.into_iter().map(|(shared, supported)| Proposal::new(shared, supported)).collect();
    Ok(Json(Page { items, next: list.next }))
}
