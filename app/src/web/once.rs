//! Parts of a page that are the same for every reader, drawn once and put into each page as they are.

use crate::messages as m;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use service::proposals::Slot;

/// What `draw` draws, from `slot` where it was drawn already in this language. Nothing of one viewer's own may be in
/// it, and the slot must go when what it shows changes.
pub fn once<V: IntoView>(slot: &Slot, draw: impl FnOnce() -> V) -> InertElement {
    let drawn = slot.get_or_draw(m::language().tag(), || draw().into_view().to_html());
    InertElement::new(drawn.to_string())
}
