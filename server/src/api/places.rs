//! `/places…`: names made points, points made words.

use super::Answer;
use super::extract::{Query, limit};
use super::problem::Problem;
use super::shapes::Neighbourhood;
use app::App;
use app::say;
use axum::Json;
use axum::extract::State;
use domain::field::{FieldErrors, Problem as FieldProblem};
use domain::places::Position;
use serde::{Deserialize, Serialize};
use service::places::Spot;
use utoipa::{IntoParams, ToSchema};

/// A name as typed, whole or its beginning.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    /// A street, park, station or neighbourhood.
    #[param(max_length = 100, example = "Green Street")]
    q: Option<String>,
    /// 6 where it is left out.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 20)]
    limit: Option<String>,
}

/// A point in WGS 84 degrees.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct At {
    #[param(required, value_type = f64, minimum = -180, maximum = 180)]
    lon: Option<String>,
    #[param(required, value_type = f64, minimum = -90, maximum = 90)]
    lat: Option<String>,
}

/// What goes by a name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Places {
    items: Vec<Place>,
}

/// A street, park, station or neighbourhood; a street that runs through several neighbourhoods comes once in each.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Place {
    name: String,
    #[schema(example = "street")]
    kind: String,
    lon: f64,
    lat: f64,
    #[schema(required)]
    neighbourhood: Option<Neighbourhood>,
    /// Whether it lies in the place's boundary.
    inside: bool,
    /// The name with what tells it apart from others of that name.
    text: String,
}

/// What can be said of a point.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PlaceAt {
    /// Whether it lies in the place's boundary.
    inside: bool,
    #[schema(required)]
    neighbourhood: Option<Neighbourhood>,
    /// The nearest name, within 250 m.
    #[schema(required)]
    near: Option<String>,
    /// All of it in words.
    text: String,
}

/// Streets, parks, stations and neighbourhoods by name, the best first.
#[utoipa::path(
    get,
    path = "/places",
    operation_id = "find_places",
    tag = "places",
    params(Named),
    responses(
        (status = 200, description = "What goes by that name", body = Places),
        (status = 422, description = "A parameter cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn find(State(app): State<App>, Query(named): Query<Named>) -> Answer<Json<Places>> {
    let most = limit(named.limit.as_deref(), 6, 20)?;
    let mut errors = FieldErrors::new();
    let typed = errors.take("q", domain::field::line(&named.q.unwrap_or_default(), 0, 100));
    let Some(typed) = typed else { return Err(service::ServiceError::from(errors).into()) };
    let place = app.service.place();
    let spots = place.spots(&typed, most as usize);
    Ok(Json(Places { items: spots.into_iter().map(|spot| Place::new(spot, &place)).collect() }))
}

/// What can be said of a point: its neighbourhood, the nearest name, whether it is in the place at all.
#[utoipa::path(
    get,
    path = "/places/at",
    operation_id = "place_at",
    tag = "places",
    params(At),
    responses(
        (status = 200, description = "What can be said of it", body = PlaceAt),
        (status = 422, description = "This is no point", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn at(State(app): State<App>, Query(at): Query<At>) -> Answer<Json<PlaceAt>> {
    let mut errors = FieldErrors::new();
    let mut degrees = |name: &str, typed: Option<String>| {
        let number = typed
            .ok_or(FieldProblem::Required)
            .and_then(|t| t.trim().parse::<f64>().map_err(|_| FieldProblem::NotANumber));
        errors.take(name, number)
    };
    let (lon, lat) = (degrees("lon", at.lon), degrees("lat", at.lat));
    let point = lon.zip(lat).and_then(|(lon, lat)| errors.take("lon", Position::new(lon, lat)));
    let Some(point) = point else { return Err(service::ServiceError::from(errors).into()) };
    let place = app.service.place();
    let found = place.whereabouts(point);
    Ok(Json(PlaceAt {
        text: say::whereabouts(&found, &place),
        inside: found.inside,
        neighbourhood: found.neighbourhood.map(|n| Neighbourhood { slug: n.slug, name: n.name }),
        near: found.near,
    }))
}

impl Place {
    fn new(spot: Spot, place: &service::places::PlaceMap) -> Self {
        Self {
            text: say::spot(&spot, place),
            name: spot.name,
            kind: spot.kind,
            lon: spot.position.lon,
            lat: spot.position.lat,
            neighbourhood: spot.neighbourhood.map(|n| Neighbourhood { slug: n.slug, name: n.name }),
            inside: spot.inside,
        }
    }
}
