//! `/session`

use super::Answer;
use super::accounts::Account;
use super::extract::Body;
use super::problem::Problem;
use app::App;
use app::pages::people::sign_in::Caller;
use app::web::who::{close_session, open_session};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use service::people::Attempt;
use tower_sessions::Session;
use utoipa::ToSchema;

/// An e-mail and its password.
#[derive(Deserialize, ToSchema)]
pub(super) struct Credentials {
    #[serde(default)]
    #[schema(required, example = "ana@example.org")]
    email: String,
    #[serde(default)]
    #[schema(required, example = "three words together")]
    password: String,
}

/// Sign in.
#[utoipa::path(
    post,
    path = "/session",
    operation_id = "open_session",
    tag = "people",
    request_body = Credentials,
    responses(
        (status = 200, description = "Signed in: the session's cookie is set", body = Account),
        (status = 401, description = "The two do not belong together", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failures on this account or from this address", body = Problem,
            content_type = "application/problem+json", headers(("retry-after" = u32, description = "Seconds to wait"))),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn open(
    State(app): State<App>,
    session: Session,
    Caller(address): Caller,
    Body(sent): Body<Credentials>,
) -> Answer<Json<Account>> {
    let attempt = Attempt { email: &sent.email, password: &sent.password, address: &address };
    let id = app.service.sign_in(&attempt).await?;
    open_session(&session, id).await?;
    Ok(Json(app.service.account(id).await?.into()))
}

/// Sign out. Without a session it does nothing.
#[utoipa::path(
    delete,
    path = "/session",
    operation_id = "close_session",
    tag = "people",
    responses(
        (status = 204, description = "Signed out"),
        (status = "default", description = "Any problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn close(session: Session) -> Answer<StatusCode> {
    close_session(&session).await?;
    Ok(StatusCode::NO_CONTENT)
}
