//! The public API, `/api/v1`: the same use cases as the pages, in JSON.
//!
//! Handlers are thin: who asks, parse, one call to `service`, its answer in a shape of ours. Shapes are types of
//! this module, not of `domain`, so that what others build on does not change when something inside is renamed.
//! Errors are problems ([`problem`]); `/api/openapi.json` is made from the handlers themselves. See `README.md`.

mod accounts;
mod extract;
mod institutions;
mod keys;
mod modules;
mod places;
mod problem;
mod proposals;
mod session;
mod shapes;

use app::App;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::routing::{any, get};
use problem::ApiError;
pub(crate) use problem::{from_told, problem};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What a handler answers.
type Answer<T> = Result<T, ApiError>;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fulcrum",
        description = "Where a neighbourhood's ideas meet the institutions that have the levers to move them.\n\n\
            Reads are public. Writes need the cookie that `POST /api/v1/session` sets. JSON is in snake_case; \
            `lon` and `lat` are WGS 84 degrees; moments are RFC 3339 in UTC; ids are UUIDs. Lists come as \
            `{items, next}`: ask again with `after` set to `next`, until it is null. \
            Errors are RFC 9457 problems.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
    ),
    tags(
        (name = "people", description = "Accounts and sessions"),
        (name = "proposals", description = "Residents' ideas"),
        (name = "institutions", description = "Anchor institutions and their levers"),
        (name = "academy", description = "Learning modules"),
        (name = "places", description = "Where things are"),
    ),
    components(schemas(proposals::list::Sort)),
    modifiers(&SessionCookie),
)]
struct Document;

struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let cookie = ApiKeyValue::with_description("fulcrum", "Set by `POST /api/v1/session`.");
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// The API under `/api`, and the document that describes it.
pub fn router() -> Router<App> {
    let (api, document) = described().split_for_parts();
    let document = Bytes::from(document.to_json().unwrap_or_default());
    let json = [(header::CONTENT_TYPE, "application/json")];
    let fresh = SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    api.route("/api/openapi.json", get(async move || (json, document)))
        .route("/api", any(unknown))
        .route("/api/", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .method_not_allowed_fallback(async || ApiError::Method)
        .layer(fresh)
}

/// The document alone, for tools.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    described().into_openapi().to_pretty_json()
}

fn described() -> OpenApiRouter<App> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(accounts::create))
        .routes(routes!(session::open, session::close))
        .routes(routes!(proposals::list::list, proposals::create::create))
        .routes(routes!(proposals::similar::list))
        .routes(routes!(proposals::show::show))
        .routes(routes!(proposals::support::put, proposals::support::delete))
        .routes(routes!(proposals::matches::list))
        .routes(routes!(proposals::comments::list, proposals::comments::create))
        .routes(routes!(proposals::responses::create))
        .routes(routes!(proposals::geojson::collection))
        .routes(routes!(institutions::list))
        .routes(routes!(institutions::show))
        .routes(routes!(modules::list))
        .routes(routes!(modules::show))
        .routes(routes!(places::find))
        .routes(routes!(places::at));
    OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", v1)
}

async fn unknown() -> ApiError {
    ApiError::Unknown
}
