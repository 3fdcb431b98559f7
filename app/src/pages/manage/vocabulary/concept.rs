//! One concept: how it is said, what would meet it, and teaching more of both.

use super::parts::{LogList, Outcome, PreviewBox, Proposed, ask, saved_flash};
use crate::components::{Errors, Field, SelectField};
use crate::messages as m;
use crate::pages::manage::head;
use crate::say;
use crate::web::page::Flash;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::vocabulary::{ConceptPage, EditDraft, Linked, STRENGTHS};

/// Links in sight.
const IN_SIGHT: usize = 8;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Arriving {
    /// A word to begin with, from a search.
    form: String,
    saved: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(key): Path<String>,
    Query(arriving): Query<Arriving>,
) -> PageResult {
    let page = app.service.concept(&who.facilitator()?, &key).await?;
    let known = page.concept.forms.iter().any(|form| form.eq_ignore_ascii_case(arriving.form.trim()));
    let form = if known { String::new() } else { arriving.form };
    let state = FormState::filled(&[("form".into(), form)]);
    Ok(draw(&app, &who, page, None, state, arriving.saved.map(|_| saved_flash())))
}

pub async fn teach(State(app): State<App>, who: Who, Path(key): Path<String>, form: Form) -> PageResult {
    let facilitator = who.facilitator()?;
    let typed = |name: &str| form.get(name).to_owned();
    let draft = match form.get("what") {
        "link" => EditDraft::Link { from: key.clone(), to: typed("to"), strength: typed("strength") },
        _ => EditDraft::Form { concept: key.clone(), form: typed("form") },
    };
    let (proposed, state) = match ask(&app, &facilitator, &draft, &form).await? {
        Outcome::Saved(key) => return Ok(redirect(&format!("/manage/vocabulary/{key}?saved"))),
        Outcome::Proposed(proposed) => (Some(proposed), FormState::filled(form.fields())),
        Outcome::Refused(state) => (None, state),
    };
    let page = app.service.concept(&facilitator, &key).await?;
    Ok(draw(&app, &who, page, proposed, state, None))
}

fn draw(
    app: &App,
    who: &Who,
    page: ConceptPage,
    proposed: Option<Proposed>,
    state: FormState,
    flash: Option<Flash>,
) -> Response {
    let head = head(&page.concept.label).status(state.status()).flash(flash);
    app.page(who, head, || view! { <Show page=page proposed=proposed state=state /> })
}

#[component]
fn Show(page: ConceptPage, proposed: Option<Proposed>, state: FormState) -> impl IntoView {
    let ConceptPage { concept, needs, takes, meets, labels, log, now } = page;
    let action = format!("/manage/vocabulary/{}", concept.key);
    let forms = concept.forms.into_iter().map(|form| view! { <li class="tag">{form}</li> });
    let none = needs.is_empty();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <p><a href="/manage/vocabulary">{m::vocabulary_title()}</a></p>
                <h1>{concept.label}</h1>
                <p><span class="tag w-i">{say::concept_kind(concept.kind)}</span></p>
            </header>
            <Errors state=state.clone() />
            {proposed.map(|proposed| view! { <PreviewBox proposed=proposed action=action.clone() /> })}
            <section class="stack">
                <h2>{m::vocabulary_forms()}</h2>
                <ul class="chips wrap">{forms.collect_view()}</ul>
                <form class="form" method="post" action=action.clone() novalidate=true>
                    <input type="hidden" name="what" value="form" />
                    <Field state=state.clone() name="form" label=m::vocabulary_form() hint=m::vocabulary_form_hint() most=120 />
                    <div class="actions"><button class="btn" name="do" value="preview">{m::vocabulary_try()}</button></div>
                </form>
            </section>
            <section class="stack">
                <h2>{m::vocabulary_needs()}</h2>
                {none.then(|| view! { <p class="quiet">{m::vocabulary_needs_none()}</p> })}
                <Links links=needs />
                <form class="form" method="post" action=action novalidate=true>
                    <input type="hidden" name="what" value="link" />
                    <Labels labels=labels />
                    <Field state=state.clone() name="to" label=m::vocabulary_to() hint=m::vocabulary_to_hint() list="concepts" most=80 />
                    <SelectField state=state name="strength" label=m::vocabulary_strength() options=strengths() />
                    <div class="actions"><button class="btn" name="do" value="preview">{m::vocabulary_try()}</button></div>
                </form>
            </section>
            <Section heading=m::vocabulary_takes() links=takes />
            <Section heading=m::vocabulary_meets() links=meets />
            <LogList log=log now=now />
        </main>
    }
}

/// Every concept's label, for fields that name one.
#[component]
pub(super) fn Labels(labels: Vec<String>) -> impl IntoView {
    let options = labels.into_iter().map(|label| view! { <option value=label></option> });
    view! { <datalist id="concepts">{options.collect_view()}</datalist> }
}

/// The words for a link's strength.
pub(super) fn strengths() -> Vec<(String, String)> {
    STRENGTHS.iter().map(|(word, _)| ((*word).to_owned(), say::strength(word).to_owned())).collect()
}

#[component]
fn Section(heading: &'static str, links: Vec<Linked>) -> impl IntoView {
    (!links.is_empty())
        .then(|| view! { <section class="stack"><h2>{heading}</h2><Links links=links /></section> })
}

#[component]
fn Links(links: Vec<Linked>) -> impl IntoView {
    let mut lines: Vec<_> = links
        .into_iter()
        .map(|link| {
            view! {
                <li><a class="line" href=format!("/manage/vocabulary/{}", link.key)>
                    <span>{link.label}</span><span class="tag">{say::strength(link.strength)}</span>
                </a></li>
            }
            .into_any()
        })
        .collect();
    let more = if lines.len() > IN_SIGHT + 1 { lines.split_off(IN_SIGHT) } else { Vec::new() };
    let more = (!more.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{m::vocabulary_more_links(more.len())}</summary>
                <div class="fold-body"><ul class="lines">{more}</ul></div>
            </details>
        }
    });
    view! { {(!lines.is_empty()).then(|| view! { <ul class="lines">{lines}</ul> })}{more} }
}
