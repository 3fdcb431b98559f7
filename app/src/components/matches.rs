//! Cards on the thread: who could move an idea, and what would help.

use super::Progress;
use crate::messages as m;
use crate::say;
use domain::Time;
use domain::ids::ProposalId;
use domain::institutions::{LeverMatch, ModuleMatch, Response};
use domain::reason::Reason;
use domain::taxonomy::{MatchStatus, ResponseKind};
use domain::time::working_days;
use leptos::prelude::*;

/// A lever that could move the idea, with its reasons and what its institution said.
#[component]
pub fn LeverCard(
    found: LeverMatch,
    /// What the institution answered, oldest first.
    responses: Vec<Response>,
    currency: String,
    now: Time,
) -> impl IntoView {
    let (word, wash) = standing(&found, responses.last(), now);
    let reasons =
        found.reasons.iter().map(|r| (r.is_caution(), say::reason(r, &found.institution_name, &currency)));
    let reasons = reasons.collect::<Vec<_>>();
    let dismissed = found.dismissed_because.as_deref().map(m::match_dismissed);
    view! {
        <article class="match t">
            <header class="match-head">
                <h3><a href=format!("/institutions/{}", found.institution_slug)>{found.institution_name.clone()}</a></h3>
                <span class=format!("tag {wash}")>{word}</span>
            </header>
            <p class="quiet">{found.title.clone()}</p>
            {match dismissed {
                Some(said) => view! { <p>{said}</p> }.into_any(),
                None => view! { <Reasons reasons=reasons /> }.into_any(),
            }}
            {responses.into_iter().map(|response| view! { <Said response=response now=now /> }).collect_view()}
        </article>
    }
}

/// What speaks for a match, and what it asks (`true`).
#[component]
pub fn Reasons(reasons: Vec<(bool, String)>) -> impl IntoView {
    let items = reasons.into_iter().map(|(caution, text)| {
        let mind = caution.then(|| view! { <span class="visually-hidden">{m::mind_word()}" "</span> });
        view! { <li class=caution.then_some("no")>{mind}{text}</li> }
    });
    view! { <ul class="why">{items.collect_view()}</ul> }
}

/// What an institution answered that no lever was matched for.
#[component]
pub fn AnswerCard(
    /// Its answers, oldest first; at least one.
    responses: Vec<Response>,
    now: Time,
) -> impl IntoView {
    let last = responses.last().cloned()?;
    let (word, wash) = answered(last.kind);
    Some(view! {
        <article class="match t">
            <header class="match-head">
                <h3><a href=format!("/institutions/{}", last.institution_slug)>{last.institution_name}</a></h3>
                <span class=format!("tag {wash}")>{word}</span>
            </header>
            <p class="quiet">{m::match_unasked()}</p>
            {responses.into_iter().map(|response| view! { <Said response=response now=now /> }).collect_view()}
        </article>
    })
}

/// A public answer, quoted.
#[component]
pub fn Said(response: Response, now: Time) -> impl IntoView {
    let name = response.author_name.unwrap_or_else(|| m::said_by_institution().to_owned());
    let commitment = response.commitment.map(|commitment| {
        if commitment.done_at.is_some() {
            m::commitment_kept(commitment.what)
        } else {
            m::commitment_due(commitment.what, say::stored_day(&commitment.due, now))
        }
    });
    view! {
        <blockquote class="said">
            {(!response.text.is_empty()).then(|| view! { <p>{response.text}</p> })}
            {commitment.map(|said| view! { <p class="commit">{said}</p> })}
            <footer>{say::response_kind(response.kind)}" · "{m::said_by(name, response.working_days)}</footer>
        </blockquote>
    }
}

/// The word on a card and its wash.
fn standing(found: &LeverMatch, last: Option<&Response>, now: Time) -> (String, &'static str) {
    if found.status == MatchStatus::Dismissed {
        return (m::match_dismissed_tag().to_owned(), "");
    }
    match last.map(|response| response.kind) {
        Some(kind) => answered(kind),
        None => {
            let left = i64::from(found.answer_days) - working_days(found.matched_at, now);
            if left < 0 { (m::tag_days_late(-left), "w-c") } else { (m::tag_days_left(left), "w-a") }
        }
    }
}

/// The word of an answer and its wash.
fn answered(kind: ResponseKind) -> (String, &'static str) {
    let wash = match kind {
        ResponseKind::Committed => "w-t",
        ResponseKind::Done => "w-g",
        ResponseKind::Exploring => "w-i",
        ResponseKind::NotPossible => "",
    };
    (say::response_kind(kind).to_owned(), wash)
}

/// A module that would help `idea`, with its reasons.
#[component]
pub fn ModuleMatchCard(found: ModuleMatch, idea: ProposalId, currency: String) -> impl IntoView {
    let reasons: Vec<_> =
        found.reasons.iter().map(|r: &Reason| (false, say::reason(r, "", &currency))).collect();
    let progress = found.progress.map(|(done, all)| view! { <Progress done=done all=all /> });
    view! {
        <article class="match i module">
            <header class="match-head">
                <h3><a href=format!("/academy/{}?for={idea}", found.slug)>{found.title}</a></h3>
                <span class="tag w-i">{m::module_minutes(found.minutes)}</span>
            </header>
            <Reasons reasons=reasons />
            {progress}
        </article>
    }
}
