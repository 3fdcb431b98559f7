//! What Fulcrum is, how it matches, and what it knows about people.

use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::State;
use leptos::prelude::*;

pub async fn about(State(app): State<App>, who: Who) -> PageResult {
    let place = say::place_name(&app.service.place());
    let head = Head::new(m::about_heading(), Section::None).description(m::about_description());
    Ok(app.page(&who, head, || view! { <About place=place /> }))
}

pub async fn privacy(State(app): State<App>, who: Who) -> PageResult {
    let head = Head::new(m::privacy_heading(), Section::None).description(m::privacy_description());
    Ok(app.page(&who, head, || view! { <Privacy /> }))
}

#[component]
fn About(place: String) -> impl IntoView {
    view! {
        <main id="main" class="page">
            <header class="page-head"><h1>{m::about_heading()}</h1><p class="lead">{m::about_lead(place)}</p></header>
            <div class="prose">
                <h2>{m::about_what()}</h2>
                <ol>
                    <li>{m::about_what_share()}</li>
                    <li>{m::about_what_match()}</li>
                    <li>{m::about_what_answer()}</li>
                    <li>{m::about_what_learn()}</li>
                </ol>
                <h2 id="matching">{m::about_matching()}</h2>
                <p>{m::about_matching_words()}</p>
                <p>{m::about_matching_people()}</p>
                <p>{m::about_matching_reasons()}</p>
                <p>{m::about_matching_order()}</p>
                <p>{m::about_matching_here()}</p>
                <p><a href="/privacy">{m::about_more()}</a></p>
            </div>
        </main>
    }
}

#[component]
fn Privacy() -> impl IntoView {
    view! {
        <main id="main" class="page">
            <header class="page-head"><h1>{m::privacy_heading()}</h1><p class="lead">{m::privacy_lead()}</p></header>
            <div class="prose">
                <h2>{m::privacy_shown()}</h2>
                <p>{m::privacy_shown_text()}</p>
                <h2>{m::privacy_own()}</h2>
                <p>{m::privacy_own_text()}" "<a href="/you">{m::privacy_you()}</a></p>
                <h2>{m::privacy_stored()}</h2>
                <ul>
                    <li>{m::privacy_stored_account()}</li>
                    <li>{m::privacy_stored_done()}</li>
                    <li>{m::privacy_stored_log()}</li>
                    <li>{m::privacy_stored_tries()}</li>
                </ul>
                <h2>{m::privacy_cookie()}</h2>
                <p>{m::privacy_cookie_text()}</p>
                <h2>{m::privacy_never()}</h2>
                <ul><li>{m::privacy_never_host()}</li><li>{m::privacy_never_track()}</li></ul>
                <h2>{m::privacy_gone()}</h2>
                <p>{m::privacy_gone_text()}" "<a href="/you/leave">{m::privacy_gone_leave()}</a></p>
            </div>
        </main>
    }
}
