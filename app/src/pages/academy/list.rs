//! Modules by strand.

use crate::components::Icon;
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::State;
use domain::academy::ModuleCard;
use domain::taxonomy::Strand;
use leptos::prelude::*;

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    let modules = app.service.modules(&who).await?;
    let head = Head::new(m::academy_title(), Section::Learn).description(m::academy_description());
    Ok(app.page(&who, head, || view! { <Academy modules=modules /> }))
}

#[component]
fn Academy(modules: Vec<ModuleCard>) -> impl IntoView {
    let none = modules.is_empty();
    let shelves = Strand::ALL.iter().filter_map(|strand| {
        let own: Vec<_> = modules.iter().filter(|module| module.strand == *strand).cloned().collect();
        (!own.is_empty()).then(|| view! { <Shelf strand=*strand modules=own /> })
    });
    let shelves = shelves.collect_view();
    view! {
        <main id="main" class="page wide">
            <header class="page-head"><h1>{m::academy_heading()}</h1><p class="lead">{m::academy_text()}</p></header>
            {none.then(|| view! {
                <div class="empty"><Icon name="book" /><h2>{m::academy_none()}</h2><p>{m::academy_none_text()}</p></div>
            })}
            {shelves}
        </main>
    }
}

#[component]
fn Shelf(strand: Strand, modules: Vec<ModuleCard>) -> impl IntoView {
    let cards = modules.into_iter().map(|card| view! { <li><Card card=card /></li> });
    view! {
        <section class="shelf i">
            <h2 class="shelf-head"><span class="knot i"></span>" "{say::strand(strand)}</h2>
            <ul class="cards">{cards.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Card(card: ModuleCard) -> impl IntoView {
    let progress = card.done.filter(|_| card.lessons > 0).map(|done| {
        let said = m::module_progress(done, card.lessons);
        view! {
            <progress class="meter i" value=done max=card.lessons aria-label=said.clone()></progress>
            <p class="quiet">{said}</p>
        }
    });
    view! {
        <article class="match i module">
            <header class="match-head">
                <h3><a href=format!("/academy/{}", card.slug)>{card.title}</a></h3>
                <span class="tag w-i">{m::module_minutes(card.minutes)}</span>
            </header>
            <p class="quiet">{card.summary}</p>
            {progress}
        </article>
    }
}
