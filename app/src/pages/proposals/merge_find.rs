//! For facilitators: choosing what is to be joined into an idea.

use super::act::id;
use crate::components::Icon;
use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{Path, Query, State};
use domain::ids::ProposalId;
use domain::proposals::ProposalCard;
use leptos::prelude::*;
use serde::Deserialize;
use service::Missing;
use service::proposals::MergeChoice;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Looking {
    q: String,
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(text): Path<String>,
    Query(looking): Query<Looking>,
) -> PageResult {
    let into = id(&text, Missing::Proposal)?;
    let choice = app.service.merge_choice(&who.facilitator()?, into, &looking.q).await?;
    let head = Head::new(m::merge_heading(), Section::Ideas).private();
    Ok(app.page(&who, head, || view! { <Choose into=into choice=choice /> }))
}

#[component]
fn Choose(into: ProposalId, choice: MergeChoice) -> impl IntoView {
    let MergeChoice { title, words, found } = choice;
    let (none, alike) = (found.is_empty(), words.is_empty());
    let nothing = if alike { m::merge_find_nothing_alike() } else { m::merge_find_none() };
    let lines = found.into_iter().map(|card| view! { <Choice into=into card=card /> }).collect_view();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <p><a href=format!("/proposals/{into}")>{title.clone()}</a></p>
                <h1>{m::merge_find_heading(title)}</h1>
                <p class="quiet">{m::merge_offer_text()}</p>
            </header>
            <form class="search" role="search" action=format!("/proposals/{into}/merge/find")>
                <label class="visually-hidden" for="q">{m::merge_find_search()}</label>
                <input id="q" type="search" name="q" value=words maxlength="200" placeholder=m::merge_find_search() />
                <button class="round" aria-label=m::vocabulary_search_submit()><Icon name="search" /></button>
            </form>
            <section class="stack">
                <h2>{if alike { m::merge_find_alike() } else { m::merge_find_found() }}</h2>
                {none.then(|| view! { <p class="quiet">{nothing}</p> })}
                <ol class="stack">{lines}</ol>
            </section>
        </main>
    }
}

#[component]
fn Choice(into: ProposalId, card: ProposalCard) -> impl IntoView {
    let place = card.neighbourhood.map(|n| n.name);
    let meta = [Some(m::inbox_backed_by(card.support_count)), place];
    let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="match c">
            <h3><a href=format!("/proposals/{}", card.id)>{card.title.clone()}</a></h3>
            <p class="quiet">{meta}</p>
            <div class="actions"><Ask from=card.id into=into title=card.title /></div>
        </li>
    }
}

/// Asking to join one into another.
#[component]
fn Ask(from: ProposalId, into: ProposalId, title: String) -> impl IntoView {
    view! {
        <form method="post" action=format!("/proposals/{from}/merge")>
            <input type="hidden" name="into" value=into.to_string() />
            <button class="btn" name="do" value="ask">{m::merge_ask(title)}</button>
        </form>
    }
}

/// On an idea's page: asking to join one of those alike into it, or looking for others.
#[component]
pub(super) fn MergeOffer(into: ProposalId, alike: Vec<(ProposalId, String)>) -> impl IntoView {
    let forms = alike.into_iter().map(|(from, title)| view! { <Ask from=from into=into title=title /> });
    view! {
        <details class="fold">
            <summary>{m::merge_offer()}</summary>
            <div class="fold-body stack">
                <p class="quiet">{m::merge_offer_text()}</p>
                {forms.collect_view()}
                <p><a href=format!("/proposals/{into}/merge/find")>{m::merge_find()}</a></p>
            </div>
        </details>
    }
}
