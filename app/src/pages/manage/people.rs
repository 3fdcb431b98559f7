//! Roles, for admins.

use super::head;
use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::say;
use crate::web::page::Flash;
use crate::web::{App, Form, FormState, PageResult, Who};
use axum::extract::State;
use axum::response::Response;
use domain::taxonomy::Role;
use leptos::prelude::*;

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    who.admin()?;
    Ok(draw(&app, &who, FormState::default(), None))
}

pub async fn grant(State(app): State<App>, who: Who, form: Form) -> PageResult {
    match app.service.grant_role(&who.admin()?, form.get("email"), form.get("role")).await {
        Ok(()) => {
            let flash = Flash { title: m::manage_granted().to_owned(), text: String::new() };
            Ok(draw(&app, &who, FormState::default(), Some(flash)))
        }
        Err(error) => Ok(draw(&app, &who, FormState::after(&form, error)?, None)),
    }
}

fn draw(app: &App, who: &Who, state: FormState, flash: Option<Flash>) -> Response {
    let roles = Role::ALL.iter().map(|r| (r.key().to_owned(), say::role(*r).to_owned())).collect::<Vec<_>>();
    let head = head(m::manage_people()).status(state.status()).flash(flash);
    app.page(who, head, || {
        view! {
            <main id="main" class="page">
                <h1>{m::manage_people()}</h1>
                <form class="form" method="post" action="/manage/people" novalidate=true>
                    <Errors state=state.clone() />
                    <Field state=state.clone() name="email" label=m::manage_email() kind=FieldKind::Email />
                    <SelectField state=state name="role" label=m::manage_role() options=roles />
                    <div class="actions"><button class="btn main">{m::manage_grant()}</button></div>
                </form>
            </main>
        }
    })
}
