//! Floor 4: what people see. Pages are documents drawn on the server; islands wake the few things that must move.
//!
//! `pages` (with their handlers), `components` and `messages` exist on the server only; `islands` are compiled on
//! both sides. A page's handler says who asks, parses, makes one call to `service`, and draws. sea-orm is never
//! named here.

#![recursion_limit = "512"]
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::needless_pass_by_value,
        reason = "components own what they draw: a view hands it over by value"
    )
)]

pub mod islands;

cfg_if::cfg_if! {
    if #[cfg(feature = "ssr")] {
        pub mod components;
        pub mod messages;
        pub mod pages;
        pub mod say;
        pub mod web;

        pub use web::state::App;
    }
}

/// What the browser calls once its script has loaded: `boot.js` then wakes each island.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
