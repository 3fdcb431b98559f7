//! Icons from the sprite.

use leptos::prelude::*;

/// A drawing from `style/icons.svg`; a word always stands beside it.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/assets/icons.svg#{name}")></use></svg> }
}
