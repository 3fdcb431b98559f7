//! A new concept: what it is called, how it is said, what would meet it.

use super::concept::{Labels, strengths};
use super::parts::{Outcome, PreviewBox, Proposed, ask};
use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::pages::manage::head;
use crate::pages::manage::lever::Ticks;
use crate::say;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::taxonomy::Theme;
use leptos::prelude::*;
use serde::Deserialize;
use service::vocabulary::{ConceptDraft, EditDraft};

const NEEDS: [(&str, &str); 3] = [("need1", "strength1"), ("need2", "strength2"), ("need3", "strength3")];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Arriving {
    /// A name to begin with, from a search.
    label: String,
}

pub async fn blank(State(app): State<App>, who: Who, Query(arriving): Query<Arriving>) -> PageResult {
    let labels = app.service.concept_labels(&who.facilitator()?).await?;
    let state = FormState::filled(&[("label".into(), arriving.label)]);
    Ok(draw(&app, &who, Drawn { labels, state, ..Drawn::default() }))
}

pub async fn teach(State(app): State<App>, who: Who, form: Form) -> PageResult {
    let facilitator = who.facilitator()?;
    let draft = draft(&form);
    let themes = draft.themes.clone();
    let (proposed, state) = match ask(&app, &facilitator, &EditDraft::Concept(draft), &form).await? {
        Outcome::Saved(key) => return Ok(redirect(&format!("/manage/vocabulary/{key}?saved"))),
        Outcome::Proposed(proposed) => (Some(proposed), FormState::filled(form.fields())),
        Outcome::Refused(state) => (None, state),
    };
    let labels = app.service.concept_labels(&facilitator).await?;
    Ok(draw(&app, &who, Drawn { labels, themes, proposed, state }))
}

fn draft(form: &Form) -> ConceptDraft {
    let need = |(to, strength): &(&str, &str)| (form.get(to).to_owned(), form.get(strength).to_owned());
    ConceptDraft {
        label: form.get("label").to_owned(),
        forms: form.get("forms").to_owned(),
        themes: form.all("themes").map(ToOwned::to_owned).collect(),
        needs: NEEDS.iter().map(need).collect(),
    }
}

/// What the page is drawn from.
#[derive(Default)]
struct Drawn {
    labels: Vec<String>,
    themes: Vec<String>,
    proposed: Option<Proposed>,
    state: FormState,
}

fn draw(app: &App, who: &Who, drawn: Drawn) -> Response {
    let head = head(m::vocabulary_new()).status(drawn.state.status());
    app.page(who, head, || view! { <New drawn=drawn /> })
}

#[component]
fn New(drawn: Drawn) -> impl IntoView {
    let Drawn { labels, themes, proposed, state } = drawn;
    let action = "/manage/vocabulary/new";
    let all = Theme::ALL.iter().map(|t| (t.key().to_owned(), say::theme(*t).to_owned())).collect::<Vec<_>>();
    let needs = NEEDS.iter().enumerate().map(|(n, (to, strength))| {
        let state = state.clone();
        view! { <Need state=state n=n + 1 to=*to strength=*strength /> }
    });
    let needs = needs.collect_view();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <p><a href="/manage/vocabulary">{m::vocabulary_title()}</a></p><h1>{m::vocabulary_new()}</h1>
            </header>
            {proposed.map(|proposed| view! { <PreviewBox proposed=proposed action=action.to_owned() /> })}
            <form class="form" method="post" action=action novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="label" label=m::vocabulary_label() hint=m::vocabulary_label_hint() most=60 />
                <Field state=state name="forms" label=m::vocabulary_label_forms() hint=m::vocabulary_label_forms_hint() kind=FieldKind::Area />
                <Labels labels=labels />
                {needs}
                <Ticks name="themes" legend=m::vocabulary_themes() options=all chosen=themes />
                <div class="actions"><button class="btn main" name="do" value="preview">{m::vocabulary_try()}</button></div>
            </form>
        </main>
    }
}

/// Something that would meet it, and how much of it.
#[component]
fn Need(state: FormState, n: usize, to: &'static str, strength: &'static str) -> impl IntoView {
    view! {
        <div class="filters">
            <Field state=state.clone() name=to label=m::vocabulary_need(n) list="concepts" most=80 />
            <SelectField state=state name=strength label=m::vocabulary_need_strength(n) options=strengths() />
        </div>
    }
}
