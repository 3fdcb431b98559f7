//! What Fulcrum is, how it matches, what it keeps.

use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::State;
use leptos::prelude::*;

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    let head = Head::new(m::about_heading(), Section::None);
    Ok(app.page(&who, head, || view! { <About /> }))
}

#[component]
fn About() -> impl IntoView {
    view! {
        <main id="main" class="page">
            <h1>{m::about_heading()}</h1>
            <div class="prose">
                <p>{m::about_text()}</p>
                <h2>{m::about_matching()}</h2>
                <p>{m::about_matching_text()}</p>
                <h2>{m::about_privacy()}</h2>
                <p>{m::about_privacy_text()}</p>
            </div>
        </main>
    }
}
