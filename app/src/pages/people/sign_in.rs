//! Signing in and out.

use crate::components::{Errors, Field, FieldKind};
use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::who::{close_session, open_session};
use crate::web::{App, Form, FormState, PageResult, Query, Who, redirect};
use axum::extract::{ConnectInfo, State};
use leptos::prelude::*;
use serde::Deserialize;
use service::people::Attempt;
use std::net::{IpAddr, SocketAddr};
use tower_sessions::Session;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    pub next: Option<String>,
}

/// The page's own address, coming back to `next` afterwards.
#[must_use]
pub fn address(next: Option<&str>) -> String {
    match next.filter(|next| *next != "/") {
        Some(next) => {
            let query: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            format!("/sign-in?next={query}")
        }
        None => "/sign-in".to_owned(),
    }
}

/// A path on this site, or the front page: never another host.
#[must_use]
pub fn safe_next(next: Option<&str>) -> String {
    let ok =
        |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r']);
    next.filter(ok).unwrap_or("/").to_owned()
}

pub async fn page(State(app): State<App>, who: Who, Query(next): Query<Next>) -> PageResult {
    if who.account().is_some() {
        return Ok(redirect(&safe_next(next.next.as_deref())));
    }
    Ok(draw(&app, &who, FormState::default(), next.next))
}

pub async fn submit(
    State(app): State<App>,
    who: Who,
    session: Session,
    Query(next): Query<Next>,
    Caller(address): Caller,
    form: Form,
) -> PageResult {
    let attempt = Attempt { email: form.get("email"), password: form.get("password"), address: &address };
    match app.service.sign_in(&attempt).await {
        Ok(account) => {
            open_session(&session, account).await?;
            Ok(redirect(&safe_next(next.next.as_deref())))
        }
        Err(error) => Ok(draw(&app, &who, FormState::after(&form, error)?, next.next)),
    }
}

pub async fn sign_out(session: Session) -> PageResult {
    close_session(&session).await?;
    Ok(redirect("/"))
}

fn draw(app: &App, who: &Who, state: FormState, next: Option<String>) -> axum::response::Response {
    let head = Head::new(m::sign_in_heading(), Section::You).status(state.status()).one_job().private();
    app.page(who, head, || view! { <SignIn state=state next=next /> })
}

#[component]
fn SignIn(state: FormState, next: Option<String>) -> impl IntoView {
    let query = super::onwards(next.as_deref());
    view! {
        <main id="main" class="page">
            <h1>{m::sign_in_heading()}</h1>
            <p class="lead">{m::sign_in_text()}</p>
            <form class="form" method="post" action=format!("/sign-in{query}") novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="email" label=m::field_email() kind=FieldKind::Email />
                <Field state=state name="password" label=m::field_password() kind=FieldKind::Password />
                <div class="actions">
                    <button class="btn main">{m::sign_in_submit()}</button>
                    <a class="btn quiet" href=format!("/sign-up{query}")>{m::sign_up_instead()}</a>
                </div>
            </form>
        </main>
    }
}

/// The network address a request comes from: the connection's own.
pub struct Caller(pub String);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), |ip: IpAddr| ip.to_canonical().to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_this_site_only() {
        assert_eq!(safe_next(Some("/proposals/new?x=1")), "/proposals/new?x=1");
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", ""] {
            assert_eq!(safe_next(Some(elsewhere)), "/");
        }
        assert_eq!(address(Some("/proposals/new?a=b")), "/sign-in?next=%2Fproposals%2Fnew%3Fa%3Db");
    }
}
