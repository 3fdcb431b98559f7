//! Problems: every error of the API as RFC 9457 says, in the words that pages use too.

use app::messages as m;
use app::say;
use app::web::errors::{Told, told};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::field::{FieldError, Problem as FieldProblem};
use serde::Serialize;
use service::ServiceError;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    detail: String,
    /// What is wrong with which field, where it is about what was sent.
    errors: Vec<ProblemField>,
}

/// A field that cannot be taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProblemField {
    field: String,
    message: String,
}

/// Why a call could not be answered.
#[derive(Debug)]
pub(super) enum ApiError {
    Service(ServiceError),
    /// The body is no JSON.
    Malformed {
        line: usize,
        column: usize,
    },
    /// The body is JSON, but a value in it is of the wrong kind; an empty field is the body itself.
    WrongKind {
        field: String,
    },
    Query,
    MediaType,
    TooLarge,
    Method,
    /// Nothing is at this address.
    Unknown,
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl ApiError {
    fn told(&self) -> Told {
        let fixed =
            |status, title, text: &str| Told { status, title, text: text.to_owned(), retry_after: None };
        match self {
            Self::Service(error) if is_credentials(error) => {
                Told { status: StatusCode::UNAUTHORIZED, ..told(error) }
            }
            Self::Service(error) => told(error),
            Self::Malformed { line, column } => {
                fixed(StatusCode::BAD_REQUEST, m::api_malformed(), &m::api_malformed_text(*line, *column))
            }
            Self::WrongKind { .. } => {
                fixed(StatusCode::UNPROCESSABLE_ENTITY, m::oops_invalid(), m::api_wrong_kind())
            }
            Self::Query => fixed(StatusCode::BAD_REQUEST, m::api_query(), m::api_query_text()),
            Self::MediaType => {
                fixed(StatusCode::UNSUPPORTED_MEDIA_TYPE, m::api_media_type(), m::api_media_type_text())
            }
            Self::TooLarge => app::web::PageError::TooLarge.told(),
            Self::Method => fixed(StatusCode::METHOD_NOT_ALLOWED, m::api_method(), m::api_method_text()),
            Self::Unknown => fixed(StatusCode::NOT_FOUND, m::api_unknown(), m::api_unknown_text()),
        }
    }

    fn fields(&self) -> Vec<ProblemField> {
        match self {
            Self::Service(ServiceError::Invalid(errors)) => errors.iter().map(said).collect(),
            Self::WrongKind { field } => {
                vec![ProblemField { field: field.clone(), message: m::api_wrong_kind().to_owned() }]
            }
            _ => Vec::new(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        draw(self.told(), self.fields())
    }
}

/// A layer: what extractors and guards that serve pages too say of a failure becomes a problem.
pub(crate) async fn from_told(mut response: Response) -> Response {
    match response.extensions_mut().remove::<Told>() {
        Some(told) => draw(told, Vec::new()),
        None => response,
    }
}

/// A problem of other addresses that programs read, with what is wrong with which field.
pub(crate) fn problem(told: Told, errors: &[FieldError]) -> Response {
    draw(told, errors.iter().map(said).collect())
}

fn said(error: &FieldError) -> ProblemField {
    ProblemField { field: error.field.clone(), message: say::problem(error) }
}

fn draw(told: Told, errors: Vec<ProblemField>) -> Response {
    let problem = Problem {
        kind: "about:blank",
        title: told.title.to_owned(),
        status: told.status.as_u16(),
        detail: told.text,
        errors,
    };
    let mut response = (told.status, axum::Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = told.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if told.status == StatusCode::UNAUTHORIZED {
        let challenge = "Cookie form-action=\"/api/v1/session\", cookie-name=\"fulcrum\"";
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    response
}

/// To a program, a wrong password is a `401`, not a field to be put right.
fn is_credentials(error: &ServiceError) -> bool {
    let wrong = |error: &FieldError| error.problem == FieldProblem::WrongCredentials;
    matches!(error, ServiceError::Invalid(errors) if errors.iter().any(wrong))
}
