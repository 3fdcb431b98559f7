//! Changing one's name and one's password, and leaving, a page each.

use crate::components::{Errors, Field, FieldKind};
use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::who::{close_session, open_session};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use tower_sessions::Session;

pub async fn name(State(app): State<App>, who: Who) -> PageResult {
    let resident = who.resident()?;
    let now = FormState::filled(&[("display_name".to_owned(), resident.display_name.clone())]);
    Ok(draw_name(&app, &who, now))
}

pub async fn change_name(State(app): State<App>, who: Who, form: Form) -> PageResult {
    match app.service.change_display_name(&who.resident()?, form.get("display_name")).await {
        Ok(()) => Ok(redirect("/you?name")),
        Err(error) => Ok(draw_name(&app, &who, FormState::after(&form, error)?)),
    }
}

pub async fn password(State(app): State<App>, who: Who) -> PageResult {
    who.resident()?;
    Ok(draw_password(&app, &who, FormState::default()))
}

/// Every session of the account ends; this device gets a new one.
pub async fn change_password(State(app): State<App>, who: Who, session: Session, form: Form) -> PageResult {
    let resident = who.resident()?;
    let (current, new) = (form.get("current_password"), form.get("new_password"));
    match app.service.change_password(&resident, current, new).await {
        Ok(()) => {
            open_session(&session, resident.id).await?;
            Ok(redirect("/you?password"))
        }
        Err(error) => Ok(draw_password(&app, &who, FormState::after(&form, error)?)),
    }
}

pub async fn leaving(State(app): State<App>, who: Who) -> PageResult {
    who.resident()?;
    Ok(draw_leaving(&app, &who, FormState::default()))
}

/// The account goes, and this device's session with it.
pub async fn leave(State(app): State<App>, who: Who, session: Session, form: Form) -> PageResult {
    match app.service.leave(&who.resident()?, form.get("current_password")).await {
        Ok(()) => {
            close_session(&session).await?;
            Ok(redirect("/you/left"))
        }
        Err(error) => Ok(draw_leaving(&app, &who, FormState::after(&form, error)?)),
    }
}

pub async fn left(State(app): State<App>, who: Who) -> PageResult {
    let head = Head::new(m::you_left_heading(), Section::You).private();
    Ok(app.page(&who, head, || {
        view! {
            <main id="main" class="page narrow">
                <h1>{m::you_left_heading()}</h1>
                <p class="lead">{m::you_left_text()}</p>
                <p><a class="btn main" href="/">{m::you_left_home()}</a></p>
            </main>
        }
    }))
}

fn head(title: &'static str, state: &FormState) -> Head {
    Head::new(title, Section::You).status(state.status()).one_job().private()
}

fn draw_name(app: &App, who: &Who, state: FormState) -> Response {
    app.page(who, head(m::you_name_heading(), &state), || view! { <Name state=state /> })
}

fn draw_password(app: &App, who: &Who, state: FormState) -> Response {
    app.page(who, head(m::you_password_heading(), &state), || view! { <Password state=state /> })
}

fn draw_leaving(app: &App, who: &Who, state: FormState) -> Response {
    app.page(who, head(m::you_leave_heading(), &state), || view! { <Leaving state=state /> })
}

#[component]
fn Name(state: FormState) -> impl IntoView {
    view! {
        <main id="main" class="page narrow">
            <h1>{m::you_name_heading()}</h1>
            <p class="lead">{m::you_name_text()}</p>
            <form class="form" method="post" action="/you/name" novalidate=true>
                <Errors state=state.clone() />
                <Field state=state name="display_name" label=m::field_display_name() hint=m::field_display_name_hint() />
                <div class="actions">
                    <button class="btn main">{m::you_name_submit()}</button>
                    <a class="btn quiet" href="/you">{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}

#[component]
fn Password(state: FormState) -> impl IntoView {
    view! {
        <main id="main" class="page narrow">
            <h1>{m::you_password_heading()}</h1>
            <p class="lead">{m::you_password_text()}</p>
            <form class="form" method="post" action="/you/password" novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="current_password" label=m::field_current_password() kind=FieldKind::Password />
                <Field state=state name="new_password" label=m::field_new_password() hint=m::field_password_hint() kind=FieldKind::NewPassword />
                <div class="actions">
                    <button class="btn main">{m::you_password_submit()}</button>
                    <a class="btn quiet" href="/you">{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}

#[component]
fn Leaving(state: FormState) -> impl IntoView {
    view! {
        <main id="main" class="page narrow">
            <h1>{m::you_leave_heading()}</h1>
            <p class="lead">{m::you_leave_text()}</p>
            <ul class="prose"><li>{m::you_leave_goes()}</li><li>{m::you_leave_stays()}</li></ul>
            <form class="form" method="post" action="/you/leave" novalidate=true>
                <Errors state=state.clone() />
                <Field state=state name="current_password" label=m::field_current_password() kind=FieldKind::Password />
                <div class="actions">
                    <button class="btn main">{m::you_leave_submit()}</button>
                    <a class="btn quiet" href="/you">{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}
