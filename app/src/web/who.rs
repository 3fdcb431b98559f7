//! Who is looking, from the session, and at which address.

use super::{App, PageError};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::ids::AccountId;
use service::people::Viewer;
use std::ops::Deref;
use tower_sessions::Session;
use uuid::Uuid;

/// The session's key for the account.
pub const ACCOUNT: &str = "account";

/// The viewer of this request. Anonymous requests cost no query.
#[derive(Debug, Clone)]
pub struct Who(pub Viewer);

impl Deref for Who {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl FromRequestParts<App> for Who {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        if let Some(known) = parts.extensions.get::<Who>() {
            return Ok(known.clone());
        }
        let Some(session) = parts.extensions.get::<Session>().cloned() else {
            return Ok(Self(Viewer::Anonymous));
        };
        let who = match session.id() {
            Some(id) => app.service.viewer_of_session(&id.to_string()).await?,
            None => None,
        };
        let who = match who {
            Some(viewer) => Self(viewer),
            // Read the long way, by which the session layer learns that its cookie is of no use any more.
            None => {
                let account =
                    session.get::<Uuid>(ACCOUNT).await.map_err(|_| service::ServiceError::Unavailable)?;
                Self(app.service.viewer(account.map(AccountId)).await?)
            }
        };
        parts.extensions.insert(who.clone());
        Ok(who)
    }
}

/// The path and query asked for, to come back to after signing in.
#[derive(Debug, Clone)]
pub struct RequestPath(pub String);

impl<S: Send + Sync> FromRequestParts<S> for RequestPath {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)))
    }
}

/// Opens a session for an account, under a new id.
///
/// # Errors
/// `Unavailable` where the session cannot be kept.
pub async fn open_session(session: &Session, account: AccountId) -> service::Result<()> {
    let kept = async {
        session.cycle_id().await?;
        session.insert(ACCOUNT, account.0).await
    };
    kept.await.map_err(|_| service::ServiceError::Unavailable)
}

/// Ends the session.
///
/// # Errors
/// `Unavailable` where it cannot be ended.
pub async fn close_session(session: &Session) -> service::Result<()> {
    session.flush().await.map_err(|_| service::ServiceError::Unavailable)
}
