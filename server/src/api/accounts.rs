//! `/accounts`

use super::Answer;
use super::extract::Body;
use super::keys::Role;
use super::problem::Problem;
use super::shapes::InstitutionName;
use app::App;
use app::web::who::open_session;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::people::Account as Known;
use serde::{Deserialize, Serialize};
use service::people::SignUp;
use tower_sessions::Session;
use utoipa::ToSchema;
use uuid::Uuid;

/// A new account.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewAccount {
    #[serde(default)]
    #[schema(required, example = "ana@example.org", max_length = 254)]
    email: String,
    /// 10 to 200 characters.
    #[serde(default)]
    #[schema(required, example = "three words together", min_length = 10, max_length = 200)]
    password: String,
    /// As neighbours see it.
    #[serde(default)]
    #[schema(required, example = "Ana B.", min_length = 2, max_length = 60)]
    display_name: String,
}

/// The signed-in account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Account {
    id: Uuid,
    display_name: String,
    role: Role,
    /// The institutions it answers for.
    institutions: Vec<InstitutionName>,
    unread_notices: u32,
}

impl From<Known> for Account {
    fn from(known: Known) -> Self {
        let name = |m: domain::people::Membership| InstitutionName { slug: m.slug, name: m.name };
        Self {
            id: known.id.0,
            display_name: known.display_name,
            role: known.role.into(),
            institutions: known.memberships.into_iter().map(name).collect(),
            unread_notices: known.unread,
        }
    }
}

/// Make an account, and sign it in.
#[utoipa::path(
    post,
    path = "/accounts",
    operation_id = "create_account",
    tag = "people",
    request_body = NewAccount,
    responses(
        (status = 201, description = "Made and signed in: the session's cookie is set", body = Account),
        (status = 422, description = "A field cannot be taken", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn create(
    State(app): State<App>,
    session: Session,
    Body(new): Body<NewAccount>,
) -> Answer<(StatusCode, Json<Account>)> {
    let form = SignUp { email: new.email, password: new.password, display_name: new.display_name };
    let id = app.service.sign_up(&form).await?;
    open_session(&session, id).await?;
    Ok((StatusCode::CREATED, Json(app.service.account(id).await?.into())))
}
