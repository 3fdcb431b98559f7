//! Fields of forms: label above, hint under it, error above the input, what was typed kept.

use super::Icon;
use crate::messages as m;
use crate::say;
use crate::web::FormState;
use leptos::prelude::*;

/// What kind of input a field is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Password,
    NewPassword,
    Number,
    Date,
    /// Several lines.
    Area,
}

/// Everything wrong with the form, first in it, with links to the fields.
#[component]
pub fn Errors(state: FormState) -> impl IntoView {
    let errors = state.errors().to_vec();
    (!errors.is_empty()).then(|| {
        let count = errors.len();
        let items = errors.into_iter().map(|error| {
            let said = say::problem(&error);
            view! { <li><a href=format!("#{}", error.field)>{said}</a></li> }
        });
        view! {
            <div class="errors" role="alert" tabindex="-1">
                <h2>{m::errors_heading(count)}</h2>
                <ul>{items.collect_view()}</ul>
            </div>
        }
    })
}

/// One field. `most` puts a count of letters beside a long one.
#[component]
pub fn Field(
    state: FormState,
    name: &'static str,
    #[prop(into)] label: std::borrow::Cow<'static, str>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] most: Option<u32>,
    /// Names like it are offered from the list with this id.
    #[prop(optional)]
    list: Option<&'static str>,
    #[prop(optional)] short: bool,
    #[prop(default = 6)] rows: u32,
) -> impl IntoView {
    let error = state.error(name).map(say::problem);
    let invalid = error.as_ref().map(|_| "true");
    let described = described_by(name, hint.is_some(), error.is_some());
    let value = state.value(name);
    let (kind_word, autocomplete) = match kind {
        FieldKind::Text | FieldKind::Area => ("text", None),
        FieldKind::Email => ("email", Some("email")),
        FieldKind::Password => ("password", Some("current-password")),
        FieldKind::NewPassword => ("password", Some("new-password")),
        FieldKind::Number => ("number", None),
        FieldKind::Date => ("date", None),
    };
    let input = if kind == FieldKind::Area {
        view! {
            <textarea id=name name=name rows=rows maxlength=most aria-describedby=described aria-invalid=invalid>
                {value}
            </textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=name name=name type=kind_word value=value maxlength=most autocomplete=autocomplete list=list
                aria-describedby=described aria-invalid=invalid />
        }
        .into_any()
    };
    view! {
        <div class=if short { "field short" } else { "field" }>
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {error.map(|error| view! { <FieldError name=name text=error /> })}
            {input}
        </div>
    }
}

/// A choice from a list.
#[component]
pub fn SelectField(
    state: FormState,
    name: &'static str,
    #[prop(into)] label: std::borrow::Cow<'static, str>,
    /// Value and words of each choice, in order.
    options: Vec<(String, String)>,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let error = state.error(name).map(say::problem);
    let invalid = error.as_ref().map(|_| "true");
    let described = described_by(name, hint.is_some(), error.is_some());
    let chosen = state.value(name);
    let options = options.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {error.map(|error| view! { <FieldError name=name text=error /> })}
            <select id=name name=name aria-describedby=described aria-invalid=invalid>{options.collect_view()}</select>
        </div>
    }
}

/// What is wrong with one field, above it.
#[component]
pub fn FieldError(#[prop(into)] name: String, text: String) -> impl IntoView {
    view! {
        <p class="error" id=format!("{name}-error")>
            <Icon name="warning" />
            <span><span class="visually-hidden">{m::error_word()}" "</span>{text}</span>
        </p>
    }
}

fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids = [(hint, "hint"), (error, "error")];
    let ids: Vec<_> =
        ids.iter().filter(|(there, _)| *there).map(|(_, what)| format!("{name}-{what}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
