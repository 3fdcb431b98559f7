//! A heading over lines, each a link to something.

use leptos::prelude::*;

/// Left out where there are no lines and nothing is to be said of that. `more` stands below the lines.
#[component]
pub fn Lines(
    heading: &'static str,
    /// What is said where there are no lines.
    #[prop(optional)]
    none: Option<AnyView>,
    lines: Vec<AnyView>,
    #[prop(optional_no_strip)] more: Option<AnyView>,
) -> impl IntoView {
    (!lines.is_empty() || none.is_some()).then(|| {
        view! {
            <section class="stack">
                <h2>{heading}</h2>
                {if lines.is_empty() {
                    view! { <p class="quiet">{none}</p> }.into_any()
                } else {
                    view! { <ul class="lines">{lines}</ul> }.into_any()
                }}
                {more}
            </section>
        }
    })
}
