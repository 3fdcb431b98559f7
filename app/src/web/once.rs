//! Parts of a page that are the same for every reader, drawn once and put into each page as they are.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::sync::OnceLock;

/// What `draw` draws, from `slot` where it was drawn already. Nothing of one viewer's own may be in it, and the slot
/// must go when what it shows changes.
pub fn once<V: IntoView>(slot: &OnceLock<String>, draw: impl FnOnce() -> V) -> InertElement {
    InertElement::new(slot.get_or_init(|| draw().into_view().to_html()).clone())
}
