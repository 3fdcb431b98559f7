//! Backing an idea without leaving the page.

use leptos::prelude::*;

/// A form with one button. In the browser a press asks the API at once and shows the count it answers; without a
/// script, or when the API says no (not signed in), the form is sent as it is.
#[island]
pub fn Back(
    id: String,
    title: String,
    count: u32,
    backed: bool,
    /// The main button of an idea's own page rather than a card's.
    large: bool,
    on_word: String,
    off_word: String,
) -> impl IntoView {
    let (count, set_count) = signal(count);
    let (backed, set_backed) = signal(backed);
    let action = format!("/proposals/{id}/support");
    let word = move || if backed.get() { on_word.clone() } else { off_word.clone() };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        press(event, &id, backed, set_backed, set_count);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &id, set_backed, set_count);
    };
    let (button, number, words) =
        if large { ("btn main", "count-in", "nowrap") } else { ("back", "back-n", "back-word") };
    view! {
        <form method="post" action=action on:submit=on_submit>
            <input type="hidden" name="on" value=move || if backed.get() { "0" } else { "1" } />
            <button class=button aria-pressed=move || backed.get().to_string()>
                <svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#thumb"></use></svg>
                <span class=number>{count}</span>
                " "
                <span class=words>{word}</span>
                <span class="visually-hidden">": "{title}</span>
            </button>
        </form>
    }
}

/// Shows the press at once, then what the server says; hands the form back to the browser where it says no.
#[cfg(feature = "hydrate")]
fn press(
    event: leptos::ev::SubmitEvent,
    id: &str,
    backed: ReadSignal<bool>,
    set_backed: WriteSignal<bool>,
    set_count: WriteSignal<u32>,
) {
    use super::call;
    event.prevent_default();
    let on = !backed.get_untracked();
    let form = event.target();
    set_backed.set(on);
    set_count.update(|n| *n = if on { *n + 1 } else { n.saturating_sub(1) });
    let path = format!("/api/v1/proposals/{id}/support");
    leptos::task::spawn_local(async move {
        match call::send(if on { "PUT" } else { "DELETE" }, &path).await {
            Ok(answer) => {
                if let Some(n) = call::number(&answer, "support_count") {
                    set_count.set(n);
                }
            }
            Err(_) => {
                set_backed.set(!on);
                set_count.update(|n| *n = if on { n.saturating_sub(1) } else { *n + 1 });
                // The form says what it said before the press only once the signals have reached it.
                leptos::task::tick().await;
                call::submit(form);
            }
        }
    });
}
