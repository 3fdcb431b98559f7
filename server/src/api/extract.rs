//! What handlers take in: JSON, queries and ids, with problems for what does not read.

use super::problem::ApiError;
use app::App;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query as AxumQuery, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::ProposalId;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use service::ServiceError;

/// A body of JSON.
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::MediaType);
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
            _ => ApiError::Malformed { line: 1, column: 1 },
        })?;
        // A list would fill an object's fields by their order.
        let object = bytes.trim_ascii_start().starts_with(b"{");
        if !object {
            read::<serde_json::Value>(&bytes)?;
            return Err(ApiError::WrongKind { field: String::new() });
        }
        read(&bytes).map(Self)
    }
}

/// The one value of JSON that `bytes` are.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        match error.inner().classify() {
            Category::Data => ApiError::WrongKind { field: path.trim_matches('.').to_owned() },
            _ => malformed(error.inner()),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> ApiError {
    ApiError::Malformed { line: error.line(), column: error.column() }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A query whose parameters are all text that the use case checks.
pub(super) struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        AxumQuery::try_from_uri(&parts.uri).map(|AxumQuery(query)| Self(query)).map_err(|_| ApiError::Query)
    }
}

/// The proposal an address names: by its id, or by the one it was imported with.
pub(super) async fn proposal(app: &App, text: &str) -> Result<ProposalId, ServiceError> {
    match text.parse() {
        Ok(id) => Ok(id),
        Err(_) => app.service.imported_proposal(text).await,
    }
}

/// What was asked for more than fits, or is no number, is a problem of the use case's kind.
pub(super) fn limit(text: Option<&str>, default: u32, most: u32) -> Result<u32, ServiceError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(default) };
    match text.parse() {
        Ok(n) if (1..=most).contains(&n) => Ok(n),
        Ok(_) => Err(ServiceError::field("limit", domain::Problem::OutOfRange)),
        Err(_) => Err(ServiceError::field("limit", domain::Problem::NotANumber)),
    }
}

/// A cursor that is not one of ours.
pub(super) fn odd_cursor() -> ServiceError {
    ServiceError::field("after", domain::Problem::Unknown)
}
