//! What pages are made of. Server only; each draws the markup its file in `style/components` describes.

mod comment;
mod fields;
mod icon;
mod idea;
mod institution;
mod lines;
pub mod map;
mod matches;
mod module;
mod oops;
mod shell;

pub use comment::{CommentList, HideForm};
pub use fields::{Errors, Field, FieldError, FieldKind, SelectField};
pub use icon::Icon;
pub use idea::{BackButton, IdeaList};
pub use institution::{InstitutionItem, LeverItem, Promise, RecordNumbers, remit};
pub use lines::Lines;
pub use matches::{AnswerCard, LeverCard, ModuleMatchCard, Reasons, Said};
pub use module::{ModuleItem, Progress};
pub use oops::Oops;
pub use shell::Shell;

use leptos::prelude::*;

/// Markdown that a person wrote, made safe.
#[component]
pub fn Prose(markdown: String) -> impl IntoView {
    view! { <div class="prose" inner_html=crate::web::markdown::render(&markdown)></div> }
}
