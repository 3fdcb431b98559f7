//! Signing up.

use super::sign_in::{Next, safe_next};
use crate::components::{Errors, Field, FieldKind};
use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::who::open_session;
use crate::web::{App, Form, FormState, PageResult, Query, Who, redirect};
use axum::extract::State;
use leptos::prelude::*;
use service::people::SignUp as NewAccount;
use tower_sessions::Session;

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
    form: Form,
) -> PageResult {
    let new = NewAccount {
        email: form.get("email").to_owned(),
        password: form.get("password").to_owned(),
        display_name: form.get("display_name").to_owned(),
    };
    match app.service.sign_up(&new).await {
        Ok(account) => {
            open_session(&session, account).await?;
            Ok(redirect(&safe_next(next.next.as_deref())))
        }
        Err(error) => Ok(draw(&app, &who, FormState::after(&form, error)?, next.next)),
    }
}

fn draw(app: &App, who: &Who, state: FormState, next: Option<String>) -> axum::response::Response {
    let head = Head::new(m::sign_up_heading(), Section::You).status(state.status()).one_job().private();
    app.page(who, head, || view! { <SignUp state=state next=next /> })
}

#[component]
fn SignUp(state: FormState, next: Option<String>) -> impl IntoView {
    let query = super::onwards(next.as_deref());
    view! {
        <main id="main" class="page">
            <h1>{m::sign_up_heading()}</h1>
            <p class="lead">{m::sign_up_text()}</p>
            <form class="form" method="post" action=format!("/sign-up{query}") novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="display_name" label=m::field_display_name() hint=m::field_display_name_hint() />
                <Field state=state.clone() name="email" label=m::field_email() kind=FieldKind::Email />
                <Field state=state name="password" label=m::field_password() hint=m::field_password_hint() kind=FieldKind::NewPassword />
                <div class="actions">
                    <button class="btn main">{m::sign_up_submit()}</button>
                    <a class="btn quiet" href=format!("/sign-in{query}")>{m::sign_in_instead()}</a>
                </div>
            </form>
        </main>
    }
}
