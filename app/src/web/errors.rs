//! Errors as pages: one table from each variant to its status and words. Internal detail goes to the log.

use crate::components::Oops;
use crate::messages as m;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use service::{Conflict, Denied, ServiceError};
use uuid::Uuid;

/// Why a page could not be given.
#[derive(Debug)]
pub enum PageError {
    Service(ServiceError),
    /// The body is over its limit.
    TooLarge,
    /// A form came from another website.
    CrossOrigin,
}

impl From<ServiceError> for PageError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

/// What a failure is called: the same words on a page and in the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub status: StatusCode,
    pub title: &'static str,
    pub text: String,
    /// Seconds to wait, where waiting helps.
    pub retry_after: Option<u32>,
}

/// The table. A fault of ours is logged here under the number that the person is given.
#[must_use]
pub fn told(error: &ServiceError) -> Told {
    let told = |status, title, text: String| Told { status, title, text, retry_after: None };
    match error {
        ServiceError::Invalid(errors) => {
            let first =
                errors.first().map(|error| format!(" {}: {}", error.field, crate::say::problem(error)));
            let text = m::oops_invalid_text().to_owned() + &first.unwrap_or_default();
            told(StatusCode::UNPROCESSABLE_ENTITY, m::oops_invalid(), text)
        }
        ServiceError::NotFound(_) => {
            told(StatusCode::NOT_FOUND, m::oops_not_found(), m::oops_not_found_text().into())
        }
        ServiceError::SignInNeeded => {
            told(StatusCode::UNAUTHORIZED, m::oops_sign_in(), m::signed_in_first().into())
        }
        ServiceError::Denied(why) => told(StatusCode::FORBIDDEN, m::oops_denied(), denied(*why).into()),
        ServiceError::Conflict(why) => told(StatusCode::CONFLICT, m::oops_conflict(), conflict(*why).into()),
        ServiceError::TooMany { retry_after } => Told {
            status: StatusCode::TOO_MANY_REQUESTS,
            title: m::oops_too_many(),
            text: m::oops_too_many_text(retry_after.div_ceil(60)),
            retry_after: Some(*retry_after),
        },
        ServiceError::Unavailable => Told {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: m::oops_unavailable(),
            text: m::oops_unavailable_text().into(),
            retry_after: Some(10),
        },
        ServiceError::Internal(detail) => {
            let id = Uuid::new_v4();
            tracing::error!(%id, detail, "a fault of ours");
            told(StatusCode::INTERNAL_SERVER_ERROR, m::oops_internal(), m::oops_internal_text(id.to_string()))
        }
    }
}

fn conflict(why: Conflict) -> &'static str {
    match why {
        Conflict::Merged => m::oops_conflict_merged(),
        Conflict::MergeSame => m::oops_conflict_merge_same(),
        Conflict::MergeHidden => m::oops_conflict_merge_hidden(),
        Conflict::MergeAsked => m::oops_conflict_merge_asked(),
        Conflict::MergeGone => m::oops_conflict_merge_gone(),
        Conflict::MergeWaits => m::oops_conflict_merge_waits(),
    }
}

fn denied(why: Denied) -> &'static str {
    match why {
        Denied::NotStaff => m::oops_denied_staff(),
        Denied::NotFacilitator => m::oops_denied_facilitator(),
        Denied::NotModerator => m::oops_denied_moderator(),
        Denied::NotAdmin => m::oops_denied_admin(),
        Denied::WrongStage => m::oops_denied_stage(),
    }
}

impl PageError {
    /// What it is called.
    #[must_use]
    pub fn told(&self) -> Told {
        let fixed =
            |status, title, text: &str| Told { status, title, text: text.to_owned(), retry_after: None };
        match self {
            Self::Service(error) => told(error),
            Self::TooLarge => {
                fixed(StatusCode::PAYLOAD_TOO_LARGE, m::oops_too_large(), m::oops_too_large_text())
            }
            Self::CrossOrigin => {
                fixed(StatusCode::FORBIDDEN, m::oops_cross_origin(), m::oops_cross_origin_text())
            }
        }
    }
}

impl IntoResponse for PageError {
    /// A bare page: handlers draw the full one through the router's fallback layer (see `pages::router`).
    fn into_response(self) -> Response {
        let told = self.told();
        let mut response = (told.status, "").into_response();
        if let Some(seconds) = told.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(told);
        response
    }
}

/// The page of a failure, drawn whole by the layer that sees [`Told`] on a response.
#[component]
pub fn OopsPage(told: Told) -> impl IntoView {
    view! { <Oops status=told.status.as_u16() title=told.title text=told.text /> }
}
