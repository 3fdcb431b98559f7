//! Teaching the matcher: searching what it knows, how it reads an idea, what was taught and by whom.

pub mod concept;
pub mod new;
mod parts;

use super::head;
use crate::components::{Errors, Icon};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::page::Flash;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::ids::ProposalId;
use leptos::prelude::*;
use parts::{LogList, Outcome, PreviewBox, Proposed, ask, saved_flash};
use serde::Deserialize;
use service::Missing;
use service::people::Facilitator;
use service::vocabulary::{ConceptLine, EditDraft, ReadIdea, VocabularyPage};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Looking {
    q: String,
    /// An idea, to show how it is read.
    idea: Option<String>,
    saved: Option<String>,
}

/// What the page is drawn from.
struct Drawn {
    page: VocabularyPage,
    words: String,
    idea: Option<ReadIdea>,
    proposed: Option<Proposed>,
    state: FormState,
}

pub async fn page(State(app): State<App>, who: Who, Query(looking): Query<Looking>) -> PageResult {
    let facilitator = who.facilitator()?;
    let idea = match looking.idea.as_deref() {
        Some(text) => {
            let id: ProposalId = id(text, Missing::Proposal)?;
            Some(app.service.read_idea(&facilitator, id).await?)
        }
        None => None,
    };
    let words: String = looking.q.chars().take(100).collect();
    let page = app.service.vocabulary(&facilitator, &words).await?;
    let flash = looking.saved.map(|_| saved_flash());
    Ok(draw(&app, &who, Drawn { page, words, idea, proposed: None, state: FormState::default() }, flash))
}

/// Undoes a line of the log, after showing what that would change.
pub async fn undo(State(app): State<App>, who: Who, form: Form) -> PageResult {
    let facilitator = who.facilitator()?;
    let draft = EditDraft::Undo { line: form.get("line").to_owned() };
    let (proposed, state) = match ask(&app, &facilitator, &draft, &form).await? {
        Outcome::Saved(_) => return Ok(redirect("/manage/vocabulary?saved")),
        Outcome::Proposed(proposed) => (Some(proposed), FormState::default()),
        Outcome::Refused(state) => (None, state),
    };
    drawn(&app, &who, &facilitator, proposed, state).await
}

async fn drawn(
    app: &App,
    who: &Who,
    facilitator: &Facilitator,
    proposed: Option<Proposed>,
    state: FormState,
) -> PageResult {
    let page = app.service.vocabulary(facilitator, "").await?;
    Ok(draw(app, who, Drawn { page, words: String::new(), idea: None, proposed, state }, None))
}

fn draw(app: &App, who: &Who, drawn: Drawn, flash: Option<Flash>) -> Response {
    let head = head(m::vocabulary_title()).status(drawn.state.status()).flash(flash);
    app.page(who, head, || view! { <Vocabulary drawn=drawn /> })
}

#[component]
fn Vocabulary(drawn: Drawn) -> impl IntoView {
    let Drawn { page, words, idea, proposed, state } = drawn;
    let from_idea = idea.as_ref().map(|idea| idea.id);
    view! {
        <main id="main" class="page">
            <header class="page-head"><h1>{m::vocabulary_title()}</h1><p class="quiet">{m::vocabulary_text()}</p></header>
            <Errors state=state />
            {proposed.map(|proposed| view! { <PreviewBox proposed=proposed action="/manage/vocabulary".to_owned() /> })}
            {idea.map(|idea| view! { <Reading idea=idea /> })}
            <form class="search" role="search" action="/manage/vocabulary">
                {from_idea.map(|id| view! { <input type="hidden" name="idea" value=id.to_string() /> })}
                <label class="visually-hidden" for="q">{m::vocabulary_search()}</label>
                <input id="q" type="search" name="q" value=words.clone() maxlength="100" placeholder=m::vocabulary_search() />
                <button class="round" aria-label=m::vocabulary_search_submit()><Icon name="search" /></button>
            </form>
            {(!words.trim().is_empty()).then(|| view! { <Found words=words found=page.found /> })}
            <div class="actions">
                <a class="btn" href="/manage/vocabulary/new">{m::vocabulary_new()}</a>
                <span class="quiet">{m::vocabulary_count(page.concepts)}</span>
            </div>
            <LogList log=page.log now=page.now />
        </main>
    }
}

#[component]
fn Found(words: String, found: Vec<ConceptLine>) -> impl IntoView {
    let none = found.is_empty();
    let form = url::form_urlencoded::byte_serialize(words.trim().as_bytes()).collect::<String>();
    let lines = found.into_iter().map(|concept| {
        view! {
            <li><a class="line" href=format!("/manage/vocabulary/{}?form={form}", concept.key)>
                <span>{concept.label}<br /><span class="quiet">{concept.forms.join(", ")}</span></span>
                <span class="tag">{say::concept_kind(concept.kind)}</span>
            </a></li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="stack">
            <h2>{m::vocabulary_found(words.clone())}</h2>
            {if none {
                view! { <p class="quiet">{m::vocabulary_found_none()}</p> }.into_any()
            } else {
                view! { <ul class="lines">{lines}</ul> }.into_any()
            }}
            <p><a class="btn" href=format!("/manage/vocabulary/new?label={form}")>{m::vocabulary_new_named(words)}</a></p>
        </section>
    }
}

/// What the matcher makes of an idea, and the words it could be taught.
#[component]
fn Reading(idea: ReadIdea) -> impl IntoView {
    let id = idea.id;
    let (nothing, everything) = (idea.understood.is_empty(), idea.unknown.is_empty());
    let understood = idea.understood.into_iter().map(|(words, label, key)| {
        view! {
            <li><a class="chip" href=format!("/manage/vocabulary/{key}")>{m::vocabulary_means(words, label)}</a></li>
        }
    });
    let understood = understood.collect_view();
    let unknown = idea.unknown.into_iter().map(|word| {
        let q = url::form_urlencoded::byte_serialize(word.as_bytes()).collect::<String>();
        view! { <li><a class="chip" href=format!("/manage/vocabulary?q={q}&idea={id}")>{word}</a></li> }
    });
    let unknown = unknown.collect_view();
    view! {
        <section class="card stack">
            <h2><a href=format!("/proposals/{id}")>{m::vocabulary_idea(idea.title)}</a></h2>
            <h3>{m::vocabulary_understood()}</h3>
            {if nothing {
                view! { <p class="quiet">{m::vocabulary_understood_none()}</p> }.into_any()
            } else {
                view! { <ul class="chips wrap">{understood}</ul> }.into_any()
            }}
            <h3>{m::vocabulary_unknown()}</h3>
            <p class="quiet">{if everything { m::vocabulary_unknown_none() } else { m::vocabulary_unknown_text() }}</p>
            {(!everything).then(|| view! { <ul class="chips wrap">{unknown}</ul> })}
        </section>
    }
}
