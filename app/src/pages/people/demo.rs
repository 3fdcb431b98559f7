//! The demo's sign-in buttons. The route exists in demo mode alone.

use crate::web::who::open_session;
use crate::web::{App, Form, PageResult, redirect};
use axum::extract::State;
use service::{Missing, ServiceError};
use tower_sessions::Session;

/// Who can be entered so; nobody else, whatever is posted.
const PEOPLE: &[&str] = &["amina", "ana", "joseph"];

pub async fn submit(State(app): State<App>, session: Session, form: Form) -> PageResult {
    let who = PEOPLE.iter().find(|who| **who == form.get("as"));
    let who = who.ok_or(ServiceError::NotFound(Missing::Account))?;
    let account = app.service.demo_account(who).await?;
    open_session(&session, account).await?;
    Ok(redirect(if *who == "ana" { "/institutions" } else { "/" }))
}
