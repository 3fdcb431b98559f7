//! What the vocabulary's pages share: asking for an edit, its preview, and the log.

use crate::messages as m;
use crate::say;
use crate::web::page::Flash;
use crate::web::{App, Form, FormState};
use domain::Time;
use leptos::prelude::*;
use service::ServiceError;
use service::people::Facilitator;
use service::vocabulary::{EditDraft, LeverName, LoggedEdit, MatchChange, Preview, Said, Standing};

/// What became of a form that asks for an edit.
pub(super) enum Outcome {
    /// Saved: the key of the concept it is about.
    Saved(String),
    Proposed(Proposed),
    Refused(FormState),
}

/// What an edit would change, with the fields that ask for it again.
pub(super) struct Proposed {
    preview: Preview,
    fields: Vec<(String, String)>,
}

/// Saves where the form says so (`do=save`), else shows what would change.
pub(super) async fn ask(
    app: &App,
    who: &Facilitator,
    draft: &EditDraft,
    form: &Form,
) -> Result<Outcome, ServiceError> {
    let asked = if form.get("do") == "save" {
        app.service.save_edit(who, draft).await.map(Outcome::Saved)
    } else {
        let fields = form.fields().iter().filter(|(name, _)| name != "do").cloned().collect();
        let preview = app.service.preview_edit(who, draft).await;
        preview.map(|preview| Outcome::Proposed(Proposed { preview, fields }))
    };
    asked.or_else(|error| FormState::after(form, error).map(Outcome::Refused))
}

pub(super) fn saved_flash() -> Flash {
    Flash { title: m::vocabulary_saved().to_owned(), text: m::vocabulary_saved_text().to_owned() }
}

/// What would change, and the button that makes it so.
#[component]
pub(super) fn PreviewBox(proposed: Proposed, action: String) -> impl IntoView {
    let Proposed { preview, fields } = proposed;
    let field = |name: &str| fields.iter().any(|(field, _)| field == name);
    let save = match (field("line"), field("back")) {
        (true, true) => m::vocabulary_bring_back_save(),
        (true, false) => m::vocabulary_undo_save(),
        (false, _) => m::vocabulary_save(),
    };
    let shown = preview.changes.len();
    let looked = (preview.looked_at < preview.of).then(
        || view! { <p class="quiet">{m::vocabulary_preview_looked(preview.looked_at, preview.of)}</p> },
    );
    let also = (!preview.also.is_empty()).then(|| {
        let labels = preview.also.iter().map(|(label, _)| label.clone()).collect::<Vec<_>>().join(", ");
        view! { <div class="flash w-a"><crate::components::Icon name="warning" /><p>{m::vocabulary_also(labels)}</p></div> }
    });
    let count = if preview.changed == 0 {
        m::vocabulary_preview_none().to_owned()
    } else {
        m::vocabulary_preview_count(preview.changed)
    };
    let hidden =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let hidden = hidden.collect_view();
    let items = preview.changes.into_iter().map(|change| view! { <Change change=change /> }).collect_view();
    view! {
        <section class="stack" id="preview">
            <h2>{m::vocabulary_preview()}</h2>
            {also}
            <p><b>{count}</b></p>
            {looked}
            {(shown < preview.changed).then(|| view! { <p class="quiet">{m::vocabulary_preview_shown(shown)}</p> })}
            {(shown > 0).then(|| view! { <ol class="stack">{items}</ol> })}
            <form method="post" action=action>
                {hidden}
                <div class="actions">
                    <button class="btn main" name="do" value="save">{save}</button>
                    <a class="btn quiet" href="/manage/vocabulary">{m::cancel()}</a>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Change(change: MatchChange) -> impl IntoView {
    let lines = |names: Vec<LeverName>, said: fn(String, String) -> String, caution: bool| {
        let lines = names.into_iter().map(move |name| (caution, said(name.title, name.institution)));
        lines.collect::<Vec<_>>()
    };
    let mut reasons = lines(change.gained, m::vocabulary_gained, false);
    reasons.extend(lines(change.lost, m::vocabulary_lost, true));
    let moved = change.moved.into_iter();
    let moved =
        moved.map(|(name, from, to)| (false, m::vocabulary_moved(name.title, name.institution, from, to)));
    reasons.extend(moved);
    let items = reasons.into_iter().map(|(lost, said)| view! { <li class=lost.then_some("no")>{said}</li> });
    view! {
        <li class="match t">
            <h3><a href=format!("/proposals/{}", change.proposal)>{change.title}</a></h3>
            <ul class="why">{items.collect_view()}</ul>
        </li>
    }
}

/// Who taught what and when, each to be undone.
#[component]
pub(super) fn LogList(log: Vec<LoggedEdit>, now: Time) -> impl IntoView {
    let none = log.is_empty();
    let lines = log.into_iter().map(|edit| view! { <LogLine edit=edit now=now /> }).collect_view();
    view! {
        <section class="stack" id="line">
            <h2>{m::vocabulary_log()}</h2>
            {if none {
                view! { <p class="quiet">{m::vocabulary_log_none()}</p> }.into_any()
            } else {
                view! { <ol class="stack">{lines}</ol> }.into_any()
            }}
        </section>
    }
}

#[component]
fn LogLine(edit: LoggedEdit, now: Time) -> impl IntoView {
    let said = said(edit.says);
    let told = if edit.undoing { m::vocabulary_undid(said.as_str()) } else { said };
    let by = edit.by.unwrap_or_else(|| m::vocabulary_by_unknown().to_owned());
    let word = match edit.standing {
        Standing::InForce => None,
        Standing::Undone => Some(m::vocabulary_undone()),
        Standing::Moot => Some(m::vocabulary_moot()),
    };
    let back = edit.undoing;
    let button = (edit.standing != Standing::Undone).then(|| {
        let word = if back { m::vocabulary_bring_back() } else { m::vocabulary_undo() };
        view! {
            <form method="post" action="/manage/vocabulary">
                <input type="hidden" name="line" value=edit.id.to_string() />
                {back.then(|| view! { <input type="hidden" name="back" value="1" /> })}
                <button class="btn small" name="do" value="preview">
                    {word}<span class="visually-hidden">" "{told.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="match">
            <header class="match-head"><p>{told.clone()}</p>{word.map(|word| view! { <span class="tag">{word}</span> })}</header>
            <p class="quiet">{m::vocabulary_by(by, say::ago(edit.at, now))}</p>
            {button}
        </li>
    }
}

fn said(says: Said) -> String {
    match says {
        Said::Form { concept, form } => m::vocabulary_said_form(form, concept),
        Said::Concept { label } => m::vocabulary_said_concept(label),
        Said::Link { from, to } => m::vocabulary_said_link(to, from),
        Said::Unreadable => m::vocabulary_said_unreadable().to_owned(),
    }
}
