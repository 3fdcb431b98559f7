//! Running the place, for facilitators, moderators and admins.

pub mod institution;
pub mod lever;
pub mod people;
pub mod unmatched;
pub mod vocabulary;

use crate::components::HideForm;
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::web::page::{Flash, Head, Section};
use crate::web::{App, Form, PageResult, Who, redirect};
use axum::extract::{Path, State};
use domain::ids::ProposalId;
use leptos::prelude::*;
use service::Missing;
use service::manage::{Hidden, Overview};
use service::proposals::OpenMerge;

pub(super) fn head(title: &str) -> Head {
    Head::new(title, Section::None).private()
}

/// Says that it is kept, on the page one is led back to after a change.
pub(super) fn saved(query: Option<&str>) -> Option<Flash> {
    (query == Some(SAVED)).then(|| Flash { title: m::manage_saved().to_owned(), text: String::new() })
}

/// The query of a page that was led back to.
pub(super) const SAVED: &str = "saved";

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    let overview = app.service.overview(&who.facilitator()?).await?;
    let admin = who.admin().is_ok();
    Ok(app.page(&who, head(m::manage_title()), || view! { <Manage overview=overview admin=admin /> }))
}

#[component]
fn Manage(overview: Overview, admin: bool) -> impl IntoView {
    let Overview { unmatched, merges, institutions } = overview;
    let none = unmatched.total == 0;
    let more = unmatched.more.then(|| view! {
        <div class="actions"><a class="btn" href="/manage/unmatched">{m::manage_unmatched_all(unmatched.total)}</a></div>
    });
    let institutions = institutions.into_iter().map(|institution| view! {
        <li><a class="line" href=format!("/manage/institutions/{}", institution.slug)>
            <span>{institution.name}</span><span class="quiet">{crate::say::institution_kind(institution.kind)}</span>
        </a></li>
    });
    view! {
        <main id="main" class="page">
            <header class="page-head"><h1>{m::manage_title()}</h1></header>
            <section class="stack">
                <h2>{m::manage_unmatched()}</h2>
                <p class="quiet">{if none { m::manage_unmatched_none() } else { m::manage_unmatched_text() }}</p>
                <unmatched::UnmatchedList cards=unmatched.cards now=unmatched.now />
                {more}
            </section>
            <OpenMerges merges=merges />
            <section class="stack">
                <h2>{m::manage_institutions()}</h2>
                <ul class="lines">{institutions.collect_view()}</ul>
                <div class="actions"><a class="btn" href="/manage/institutions/new">{m::manage_new_institution()}</a></div>
            </section>
            <div class="actions">
                <a class="btn" href="/manage/vocabulary">{m::vocabulary_open()}</a>
                <a class="btn" href="/manage/hidden">{m::manage_hidden()}</a>
                {admin.then(|| view! { <a class="btn" href="/manage/people">{m::manage_people()}</a> })}
            </div>
        </main>
    }
}

#[component]
fn OpenMerges(merges: Vec<OpenMerge>) -> impl IntoView {
    (!merges.is_empty()).then(|| {
        let lines = merges.into_iter().map(|merge| view! {
            <li><a class="line" href=format!("/proposals/{}/merge", merge.from)>
                {m::merge_open_line(merge.from_title, merge.into_title)}
            </a></li>
        });
        view! { <section class="stack"><h2>{m::merge_open()}</h2><ul class="lines">{lines.collect_view()}</ul></section> }
    })
}

pub async fn hidden(State(app): State<App>, who: Who) -> PageResult {
    let hidden = app.service.hidden_things(&who.moderator()?).await?;
    Ok(app.page(&who, head(m::manage_hidden()), || view! { <HiddenList hidden=hidden /> }))
}

#[component]
fn HiddenList(hidden: Vec<Hidden>) -> impl IntoView {
    let none = hidden.is_empty();
    let items = hidden.into_iter().map(|thing| {
        let action = thing.comment.map_or_else(
            || format!("/proposals/{}/hide", thing.proposal),
            |comment| format!("/comments/{comment}/hide"),
        );
        view! {
            <li class="match">
                <p><a href=format!("/proposals/{}", thing.proposal)>{crate::say::shorten(&thing.text, 160)}</a></p>
                <p class="quiet">{thing.because}</p>
                <HideForm action=action hidden=true />
            </li>
        }
    });
    view! {
        <main id="main" class="page">
            <h1>{m::manage_hidden()}</h1>
            {none.then(|| view! { <p class="quiet">{m::manage_hidden_none()}</p> })}
            <ol class="stack">{items.collect_view()}</ol>
        </main>
    }
}

/// Moves an idea to a stage, from its own page.
pub async fn stage(State(app): State<App>, who: Who, Path(text): Path<String>, form: Form) -> PageResult {
    let id: ProposalId = id(&text, Missing::Proposal)?;
    app.service.move_stage(&who.facilitator()?, id, form.get("stage")).await?;
    Ok(redirect(&format!("/proposals/{id}")))
}
