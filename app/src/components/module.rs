//! Modules of the academy, and how far one is in them.

use crate::messages as m;
use domain::academy::ModuleCard;
use leptos::prelude::*;

/// A module in a list.
#[component]
pub fn ModuleItem(card: ModuleCard) -> impl IntoView {
    let progress = card.done.map(|done| view! { <Progress done=done all=card.lessons /> });
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

/// Lessons done of lessons there are, as a bar and in words.
#[component]
pub fn Progress(done: u32, all: u32) -> impl IntoView {
    let said = m::module_progress(done, all);
    view! {
        <progress class="meter i" value=done max=all.max(1) aria-label=said.clone()></progress>
        <p class="quiet">{said}</p>
    }
}
