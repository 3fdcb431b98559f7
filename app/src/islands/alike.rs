//! What neighbours ask for already, while one writes an idea.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An idea like the one being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeItem {
    pub href: String,
    pub title: String,
    pub count: u32,
}

/// A list of ideas like the one in the form's fields `title` and `body`. In the browser it follows what is typed;
/// without scripts a button asks for it. It changes only while one of the two fields has the focus, so that nothing
/// moves under a thumb on its way to what stands below. `#` in a sentence stands for a number.
#[island]
pub fn Alike(
    items: Vec<AlikeItem>,
    /// Whether `items` were looked for.
    looked: bool,
    heading: String,
    invite: String,
    backed_by: String,
    look: String,
    hint: String,
    none: String,
    found: String,
) -> impl IntoView {
    let (items, set_items) = signal(items);
    let (looked, set_looked) = signal(looked);
    let (awake, set_awake) = signal(false);
    // Not before the page is taken over as the server drew it.
    Effect::new(move |_| set_awake.set(true));
    #[cfg(feature = "hydrate")]
    follow(set_items, set_looked);
    #[cfg(not(feature = "hydrate"))]
    let _ = (set_items, set_looked);
    let any = move || !items.get().is_empty();
    let said = move || {
        let count = items.get().len();
        match (looked.get(), count) {
            (false, _) => String::new(),
            (true, 0) => none.clone(),
            (true, count) => found.replace('#', &count.to_string()),
        }
    };
    let list = move || {
        let row = |item: AlikeItem| {
            view! {
                <li>
                    <a class="suggest-item" href=item.href>
                        <span>{item.title}</span>
                        <span class="quiet nowrap">{backed_by.replace('#', &item.count.to_string())}</span>
                    </a>
                </li>
            }
        };
        items.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class="alike">
            <p class="hint" hidden=move || !awake.get()>{hint}</p>
            <button class="btn small" name="do" value="similar" formaction="/proposals/new#similar" hidden=move || awake.get()>
                {look}
            </button>
            <p class="quiet" role="status">{said}</p>
            <div class="suggest" hidden=move || !any()>
                <h2>{heading}</h2>
                <p class="quiet">{invite}</p>
                <ul>{list}</ul>
            </div>
        </div>
    }
}

/// Asks the API a moment after the last letter.
#[cfg(feature = "hydrate")]
fn follow(set_items: WriteSignal<Vec<AlikeItem>>, set_looked: WriteSignal<bool>) {
    use super::call;
    use std::time::Duration;
    /// As much of a text as an address holds.
    const MOST: u32 = 2_000;

    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let asked = StoredValue::new(0_u32);
    let ask = move || {
        let text =
            |id: &str, most| call::typed(id).map(|typed| call::encoded(&typed, most)).unwrap_or_default();
        let (title, body) = (text("title", 120), text("body", MOST));
        let mine = asked.get_value() + 1;
        asked.set_value(mine);
        leptos::task::spawn_local(async move {
            let path = format!("/api/v1/proposals/similar?title={title}&body={body}");
            let Ok(answer) = call::send("GET", &path).await else { return };
            // A later question, or a thumb elsewhere by now.
            if asked.get_value() == mine && call::has_focus(&["title", "body"]) {
                set_items.set(read(&answer));
                set_looked.set(true);
            }
        });
    };
    let handle = window_event_listener(leptos::ev::input, move |event| {
        let target = event.target().and_then(|target| call::id_of(&target));
        if matches!(target.as_deref(), Some("title" | "body")) {
            if let Some(earlier) = waiting.get_value() {
                earlier.clear();
            }
            waiting.set_value(set_timeout_with_handle(ask, Duration::from_millis(350)).ok());
        }
    });
    on_cleanup(move || handle.remove());
}

#[cfg(feature = "hydrate")]
fn read(answer: &wasm_bindgen::JsValue) -> Vec<AlikeItem> {
    use super::call;
    let item = |item: wasm_bindgen::JsValue| {
        Some(AlikeItem {
            href: format!("/proposals/{}", call::text(&item, "id")?),
            title: call::text(&item, "title")?,
            count: call::number(&item, "support_count")?,
        })
    };
    call::items(answer, "items").into_iter().filter_map(item).collect()
}
