//! The pages that say something went wrong.

use crate::messages as m;
use leptos::prelude::*;

/// A failure, said plainly, with a way on.
#[component]
pub fn Oops(status: u16, title: &'static str, text: String) -> impl IntoView {
    view! {
        <main id="main" class="page oops">
            <p class="oops-code">{status}</p>
            <h1>{title}</h1>
            <p>{text}</p>
            <div class="actions">
                <a class="btn main" href="/">{m::oops_home()}</a>
            </div>
        </main>
    }
}
