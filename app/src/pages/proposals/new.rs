//! Sharing an idea.

use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::State;
use domain::proposals::{BODY_MOST, Draft, TITLE_MOST};
use domain::taxonomy::Theme;
use leptos::prelude::*;
use service::places::PlaceMap;
use std::sync::Arc;

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    who.resident()?;
    Ok(draw(&app, &who, FormState::default()))
}

pub async fn submit(State(app): State<App>, who: Who, form: Form) -> PageResult {
    let resident = who.resident()?;
    match app.service.create_proposal(&resident, &draft(&form)).await {
        Ok(id) => Ok(redirect(&format!("/proposals/{id}?shared"))),
        Err(error) => Ok(draw(&app, &who, FormState::after(&form, error)?)),
    }
}

fn draft(form: &Form) -> Draft {
    Draft {
        title: form.get("title").to_owned(),
        body: form.get("body").to_owned(),
        theme: form.get("theme").to_owned(),
        lon: form.number("lon"),
        lat: form.number("lat"),
        neighbourhood: form.given("neighbourhood").map(ToOwned::to_owned),
        near: form.given("near").map(ToOwned::to_owned),
    }
}

fn draw(app: &App, who: &Who, state: FormState) -> axum::response::Response {
    let place = app.service.place();
    let head = Head::new(m::new_idea_heading(), Section::Ideas).status(state.status()).one_job().private();
    app.page(who, head, || view! { <New state=state place=place /> })
}

#[component]
fn New(state: FormState, place: Arc<PlaceMap>) -> impl IntoView {
    view! {
        <main id="main" class="page">
            <h1>{m::new_idea_heading()}</h1>
            <p class="lead">{m::new_idea_text()}</p>
            <form class="form" method="post" action="/proposals/new" novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="title" label=m::field_title() most=TITLE_MOST />
                <Field state=state.clone() name="body" label=m::field_body() hint=m::field_body_hint() kind=FieldKind::Area most=BODY_MOST />
                <ThemeChoice state=state.clone() />
                <Where state=state place=place />
                <div class="actions">
                    <button class="btn main">{m::new_idea_submit()}</button>
                    <a class="btn quiet" href="/">{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}

#[component]
fn ThemeChoice(state: FormState) -> impl IntoView {
    let error = state.error("theme").map(say::problem);
    let choices = Theme::ALL.iter().enumerate().map(|(n, theme)| {
        let checked = state.is("theme", theme.key());
        // The first carries the id that the error summary links to.
        view! {
            <label class="choice">
                <input type="radio" name="theme" id=(n == 0).then_some("theme") value=theme.key() checked=checked />
                <span>{say::theme(*theme)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{m::field_theme()}</legend>
            {error.map(|text| view! { <crate::components::FieldError name="theme" text=text /> })}
            <div class="choices cols">{choices.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Where(state: FormState, place: Arc<PlaceMap>) -> impl IntoView {
    let error = state.error("where").map(say::problem);
    let mut neighbourhoods = vec![(String::new(), m::field_neighbourhood_none().to_owned())];
    neighbourhoods.extend(place.neighbourhoods.iter().map(|n| (n.slug.clone(), n.name.clone())));
    view! {
        <fieldset class="field" id="where">
            <legend>{m::field_where()}</legend>
            <p class="hint">{m::field_where_hint()}</p>
            {error.map(|text| view! { <crate::components::FieldError name="where" text=text /> })}
            <Field state=state.clone() name="near" label=m::field_near() most=100 />
            <SelectField state=state name="neighbourhood" label=m::field_neighbourhood() options=neighbourhoods />
        </fieldset>
    }
}
