//! Ideas that no lever fits, the most backed first: a facilitator reads every one, and can teach the matcher its words.

use super::head;
use crate::messages as m;
use crate::say;
use crate::web::{App, PageResult, Who};
use axum::extract::{Query, State};
use domain::Time;
use domain::proposals::ProposalCard;
use leptos::prelude::*;
use serde::Deserialize;
use service::manage::Unmatched;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: Option<String>,
}

pub async fn page(State(app): State<App>, who: Who, Query(asked): Query<Asked>) -> PageResult {
    let page: u32 = asked.page.as_deref().and_then(|n| n.parse().ok()).unwrap_or(0);
    let found = app.service.unmatched(&who.facilitator()?, page).await?;
    Ok(app.page(&who, head(m::manage_unmatched()), || view! { <List found=found page=page /> }))
}

#[component]
fn List(found: Unmatched, page: u32) -> impl IntoView {
    let more = found.more.then(|| format!("/manage/unmatched?page={}", page + 1));
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <p><a href="/manage">{m::manage_title()}</a></p>
                <h1>{m::manage_unmatched()}</h1>
                <p class="quiet">{if found.total == 0 { m::manage_unmatched_none() } else { m::manage_unmatched_text() }}</p>
                </header>
            <h2>{m::ideas_count(found.total)}</h2>
            <UnmatchedList cards=found.cards now=found.now />
            {more.map(|href| view! { <nav class="more" aria-label=m::ideas_more()><a class="btn" href=href>{m::ideas_more()}</a></nav> })}
        </main>
    }
}

#[component]
pub(super) fn UnmatchedList(cards: Vec<ProposalCard>, now: Time) -> impl IntoView {
    let items = cards.into_iter().map(|card| {
        let place = card.neighbourhood.map(|n| n.name);
        let meta = [
            Some(m::inbox_backed_by(card.support_count)),
            place,
            Some(say::theme(card.theme).to_owned()),
            Some(say::ago(card.created_at, now)),
        ];
        let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li class="match c">
                <h3><a href=format!("/proposals/{}", card.id)>{card.title.clone()}</a></h3>
                <p class="quiet">{meta}</p>
                <div class="actions"><a class="btn small" href=format!("/manage/vocabulary?idea={}", card.id)>
                    {m::vocabulary_teach()}<span class="visually-hidden">": "{card.title}</span>
                </a></div>
            </li>
        }
    });
    view! { <ol class="stack">{items.collect_view()}</ol> }
}
