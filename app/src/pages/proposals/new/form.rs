//! The form as it is drawn.

use super::{Written, location};
use crate::components::{Errors, Field, FieldError, FieldKind};
use crate::islands::{Alike, AlikeItem};
use crate::messages as m;
use crate::say;
use crate::web::FormState;
use crate::web::state::Settings;
use domain::proposals::{BODY_MOST, ProposalCard, TITLE_MOST};
use domain::taxonomy::Theme;
use leptos::prelude::*;
use service::Service;

pub(super) fn form(service: &Service, settings: &Settings, written: Written) -> impl IntoView + use<> {
    let Written { state, similar } = written;
    let spot = location::Location::of(service, settings, &state);
    view! {
        <main id="main" class="page">
            <h1>{m::new_idea_heading()}</h1>
            <p class="lead">{m::new_idea_text()}</p>
            <form class="form" method="post" action="/proposals/new" novalidate=true>
                // Enter shares the idea, though other buttons come before that one.
                <button class="visually-hidden" tabindex="-1" aria-hidden="true">{m::new_idea_submit()}</button>
                <Errors state=state.clone() />
                <Field state=state.clone() name="title" label=m::field_title() most=TITLE_MOST />
                <Field state=state.clone() name="body" label=m::field_body() hint=m::field_body_hint() kind=FieldKind::Area most=BODY_MOST />
                <Similar similar=similar />
                <ThemeChoice state=state />
                {location::view(spot)}
                <div class="actions">
                    <button class="btn main">{m::new_idea_submit()}</button>
                    <a class="btn quiet" href="/">{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}

/// What neighbours ask for already: without scripts by a button, with them while one writes.
#[component]
fn Similar(similar: Option<Vec<ProposalCard>>) -> impl IntoView {
    let looked = similar.is_some();
    let items = similar.unwrap_or_default().into_iter().map(|card| AlikeItem {
        href: format!("/proposals/{}", card.id),
        title: card.title,
        count: card.support_count,
    });
    view! {
        <div id="similar">
            <Alike
                items=items.collect()
                looked=looked
                heading=m::similar_heading().to_owned()
                invite=m::similar_back().to_owned()
                backed_by=m::similar_backed_by("#")
                look=m::similar_look().to_owned()
                hint=m::similar_hint().to_owned()
                none=m::similar_none().to_owned()
                found=m::similar_found("#")
            />
        </div>
    }
}

#[component]
fn ThemeChoice(state: FormState) -> impl IntoView {
    let error = state.error("theme").map(say::problem);
    let choices = Theme::ALL.iter().enumerate().map(|(n, theme)| {
        let checked = state.is("theme", theme.key());
        // The first carries the id that the error summary links to.
        view! {
            <label class="choice">
                <input type="radio" name="theme" id=(n == 0).then_some("theme") value=theme.key() checked=checked />
                <span>{say::theme(*theme)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{m::field_theme()}</legend>
            {error.map(|text| view! { <FieldError name="theme" text=text /> })}
            <div class="choices cols">{choices.collect_view()}</div>
        </fieldset>
    }
}
