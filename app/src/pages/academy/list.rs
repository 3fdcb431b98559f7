//! Every module, by strand.

use crate::components::{Icon, ModuleItem};
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{RawQuery, State};
use domain::academy::ModuleCard;
use domain::taxonomy::Strand;
use leptos::prelude::*;
use std::collections::BTreeMap;

pub async fn page(State(app): State<App>, who: Who, RawQuery(query): RawQuery) -> PageResult {
    let cards = app.service.modules(&who).await?;
    let strand = strand_in(query.as_deref());
    let place = say::place_name(&app.service.place());
    let head = Head::new(m::academy_title(), Section::Learn).description(m::academy_description(place));
    Ok(app.page(&who, head, || view! { <Academy cards=cards chosen=strand /> }))
}

/// A strand in `?strand=`; what is none is everything.
fn strand_in(query: Option<&str>) -> Option<Strand> {
    let query = query.unwrap_or_default().as_bytes();
    let found = url::form_urlencoded::parse(query).find(|(name, _)| name == "strand");
    found.and_then(|(_, key)| key.parse().ok())
}

#[component]
fn Academy(cards: Vec<ModuleCard>, chosen: Option<Strand>) -> impl IntoView {
    let mut shelves: BTreeMap<Strand, Vec<ModuleCard>> = BTreeMap::new();
    for card in cards {
        shelves.entry(card.strand).or_default().push(card);
    }
    let strands: Vec<_> = shelves.keys().copied().collect();
    shelves.retain(|strand, _| chosen.is_none_or(|chosen| chosen == *strand));
    let none = shelves.is_empty();
    let shelves = shelves.into_iter().map(|(strand, cards)| view! { <Shelf strand=strand cards=cards /> });
    view! {
        <main id="main" class="page wide">
            <header class="page-head">
                <h1>{m::academy_heading()}</h1>
                <p class="lead">{m::academy_lead()}</p>
            </header>
            {(!strands.is_empty()).then(|| view! { <Strands strands=strands chosen=chosen /> })}
            {none.then(|| view! { <Nothing narrowed=chosen.is_some() /> })}
            {shelves.collect_view()}
        </main>
    }
}

#[component]
fn Strands(strands: Vec<Strand>, chosen: Option<Strand>) -> impl IntoView {
    let chips = strands.into_iter().map(|strand| {
        let current = (chosen == Some(strand)).then_some("true");
        let href = format!("/academy?strand={strand}");
        view! { <a class="chip" href=href aria-current=current>{say::strand(strand)}</a> }
    });
    view! {
        <nav class="chips" aria-label=m::academy_strands()>
            <a class="chip" href="/academy" aria-current=chosen.is_none().then_some("true")>{m::academy_all()}</a>
            {chips.collect_view()}
        </nav>
    }
}

#[component]
fn Shelf(strand: Strand, cards: Vec<ModuleCard>) -> impl IntoView {
    let items = cards.into_iter().map(|card| view! { <li><ModuleItem card=card /></li> });
    view! {
        <section class="shelf i">
            <h2 class="shelf-head"><span class="knot i"></span>" "{say::strand(strand)}</h2>
            <ul class="cards">{items.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Nothing(narrowed: bool) -> impl IntoView {
    let (title, text) = if narrowed {
        (m::academy_none_strand(), m::academy_none_strand_text())
    } else {
        (m::academy_none(), m::academy_none_text())
    };
    view! {
        <div class="empty">
            <Icon name="learn" />
            <h2>{title}</h2>
            <p>{text}</p>
            {narrowed.then(|| view! { <a class="btn" href="/academy">{m::academy_all()}</a> })}
        </div>
    }
}
