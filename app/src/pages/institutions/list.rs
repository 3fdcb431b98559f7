//! Every institution, with what it can do and how it answers.

use crate::components::{Icon, InstitutionItem};
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Query, Who};
use axum::extract::State;
use domain::institutions::InstitutionCard;
use domain::taxonomy::LeverKind;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Which of them.
#[derive(Debug, Default, Deserialize)]
pub struct Narrow {
    /// A kind of lever; what is no kind is everything.
    pub kind: Option<String>,
}

pub async fn page(State(app): State<App>, who: Who, Query(narrow): Query<Narrow>) -> PageResult {
    let cards = app.service.institutions(&who).await?;
    let kind = narrow.kind.and_then(|kind| kind.parse().ok());
    let place = say::place_name(&app.service.place());
    let head = Head::new(m::institutions_heading(), Section::Institutions)
        .description(m::institutions_description(place.as_str()));
    Ok(app.page(&who, head, || view! { <Institutions cards=cards kind=kind place=place /> }))
}

#[component]
fn Institutions(cards: Vec<InstitutionCard>, kind: Option<LeverKind>, place: String) -> impl IntoView {
    let levers: u32 = cards.iter().map(|card| card.record.levers).sum();
    let lead = (!cards.is_empty()).then(|| m::institutions_lead(cards.len(), place, levers));
    let kinds: BTreeSet<LeverKind> = cards.iter().flat_map(|card| card.lever_kinds.iter().copied()).collect();
    let shown: Vec<_> =
        cards.into_iter().filter(|card| kind.is_none_or(|kind| card.lever_kinds.contains(&kind))).collect();
    let none = shown.is_empty();
    let items = shown.into_iter().map(|card| view! { <li><InstitutionItem card=card /></li> });
    view! {
        <main id="main" class="page wide">
            <header class="page-head">
                <h1>{m::institutions_heading()}</h1>
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            </header>
            {(!kinds.is_empty()).then(|| view! { <Kinds kinds=kinds chosen=kind /> })}
            {if none {
                view! { <Nobody narrowed=kind.is_some() /> }.into_any()
            } else {
                view! { <ul class="cards">{items.collect_view()}</ul> }.into_any()
            }}
        </main>
    }
}

#[component]
fn Kinds(kinds: BTreeSet<LeverKind>, chosen: Option<LeverKind>) -> impl IntoView {
    let chips = kinds.into_iter().map(|kind| {
        let current = (chosen == Some(kind)).then_some("true");
        let href = format!("/institutions?kind={kind}");
        view! { <a class="chip" href=href aria-current=current>{say::lever_kind(kind)}</a> }
    });
    view! {
        <nav class="chips" aria-label=m::institutions_filter()>
            <a class="chip" href="/institutions" aria-current=chosen.is_none().then_some("true")>{m::institutions_all()}</a>
            {chips.collect_view()}
        </nav>
    }
}

#[component]
fn Nobody(narrowed: bool) -> impl IntoView {
    let (title, text) = if narrowed {
        (m::institutions_none_kind(), m::institutions_none_kind_text())
    } else {
        (m::institutions_none(), m::institutions_none_text())
    };
    view! {
        <div class="empty">
            <Icon name="institution" />
            <h2>{title}</h2>
            <p>{text}</p>
            {narrowed.then(|| view! { <a class="btn" href="/institutions">{m::institutions_all()}</a> })}
        </div>
    }
}
