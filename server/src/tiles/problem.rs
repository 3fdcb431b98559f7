//! Why a tile cannot be given, as a problem (RFC 9457).

use app::messages as m;
use app::web::errors::{Told, told};
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use service::ServiceError;

#[derive(Debug)]
pub(super) enum TileProblem {
    /// The address does not read as a tile's.
    Address,
    /// It reads, but no such tile is there.
    NoTile {
        closest: u8,
    },
    /// The query does not read, or names no theme or stage there is.
    Filter(Vec<domain::FieldError>),
    Service(ServiceError),
    /// Nothing is at this address.
    Unknown,
}

impl From<QueryRejection> for TileProblem {
    fn from(_: QueryRejection) -> Self {
        Self::Filter(Vec::new())
    }
}

/// A theme or stage that is none was made by hand: the request is bad. A neighbourhood may be gone since: a list
/// says the same of it.
impl From<ServiceError> for TileProblem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Invalid(errors) if errors.iter().any(|error| error.field != "neighbourhood") => {
                Self::Filter(errors)
            }
            other => Self::Service(other),
        }
    }
}

impl IntoResponse for TileProblem {
    fn into_response(self) -> Response {
        let fixed = |status, title, text: String| Told { status, title, text, retry_after: None };
        match self {
            Self::Address => crate::api::problem(
                fixed(StatusCode::BAD_REQUEST, m::tiles_address(), m::tiles_address_text()),
                &[],
            ),
            Self::NoTile { closest } => crate::api::problem(
                fixed(StatusCode::NOT_FOUND, m::tiles_none(), m::tiles_none_text(closest.to_string())),
                &[],
            ),
            Self::Filter(errors) => crate::api::problem(
                fixed(StatusCode::BAD_REQUEST, m::tiles_filter(), m::tiles_filter_text().to_string()),
                &errors,
            ),
            Self::Service(ServiceError::Invalid(errors)) => {
                let told = told(&ServiceError::Invalid(errors.clone()));
                crate::api::problem(told, &errors)
            }
            Self::Service(error) => crate::api::problem(told(&error), &[]),
            Self::Unknown => crate::api::problem(
                fixed(StatusCode::NOT_FOUND, m::api_unknown(), m::tiles_unknown_text().to_string()),
                &[],
            ),
        }
    }
}
