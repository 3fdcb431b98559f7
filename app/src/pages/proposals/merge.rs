//! Joining two ideas: what is asked, who agreed, and the answer. What may be joined is chosen in `merge_find`.

use super::act::id;
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, PageResult, Who, redirect};
use axum::extract::{Path, State};
use domain::ids::ProposalId;
use domain::merging::{Consent, MergeStatus};
use domain::people::initials;
use domain::proposals::Proposal;
use leptos::prelude::*;
use service::Missing;
use service::proposals::MergePage;

pub async fn page(State(app): State<App>, who: Who, Path(text): Path<String>) -> PageResult {
    let page = app.service.merge_request(&who.resident()?, id(&text, Missing::Proposal)?).await?;
    let head = Head::new(m::merge_heading(), Section::Ideas).private();
    Ok(app.page(&who, head, || view! { <Merge page=page /> }))
}

/// Asks for consent (`into`), gives or refuses it, takes the question back, or joins where nobody is left
/// to ask.
pub async fn act(State(app): State<App>, who: Who, Path(text): Path<String>, form: Form) -> PageResult {
    let from: ProposalId = id(&text, Missing::Proposal)?;
    let page = format!("/proposals/{from}/merge");
    match form.get("do") {
        "ask" => {
            let into: ProposalId = id(form.get("into"), Missing::Proposal)?;
            let done = app.service.ask_merge(&who.facilitator()?, from, into).await?;
            return Ok(redirect(&if done { format!("/proposals/{into}") } else { page }));
        }
        "finish" => app.service.finish_asked_merge(&who.facilitator()?, from).await?,
        "withdraw" => app.service.withdraw_merge(&who.facilitator()?, from).await?,
        answer => app.service.answer_merge(&who.resident()?, from, answer == "accept").await?,
    }
    Ok(redirect(&page))
}

#[component]
fn Merge(page: MergePage) -> impl IntoView {
    let MergePage { from, into, status, consents, may_answer, may_withdraw, asked_at, now, .. } = page;
    let action = format!("/proposals/{}/merge", from.id);
    let left = [&from, &into].into_iter().filter(|side| status == MergeStatus::Open && side.author.is_none());
    let left = left.map(|side| view! { <p class="quiet">{m::merge_left(side.title.as_str())}</p> });
    let left = left.collect_view();
    let (told, wash) = match status {
        MergeStatus::Open if page.waits_for_nobody => (m::merge_status_free(), "flash w-a"),
        MergeStatus::Open => (m::merge_status_open(), "flash w-a"),
        MergeStatus::Done => (m::merge_status_done(), "flash w-g"),
        MergeStatus::Declined => (m::merge_status_declined(), "flash w-c"),
        MergeStatus::Withdrawn => (m::merge_status_withdrawn(), "flash w-i"),
    };
    let icon = if status == MergeStatus::Done { "check" } else { "info" };
    let people = consents.into_iter().map(|consent| view! { <Person consent=consent /> });
    let people = people.collect_view();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <h1>{m::merge_heading()}</h1>
                <p>{m::merge_text(from.title.as_str(), into.title.as_str())}</p>
                <p class="quiet">{m::merge_what()}</p>
            </header>
            <div class=wash><crate::components::Icon name=icon /><p>{told}" "<span class="quiet">{m::merge_asked_on(say::ago(asked_at, now))}</span></p></div>
            <ul class="lines">
                <Side proposal=from word=m::merge_from() wash="" />
                <Side proposal=into word=m::merge_into() wash="w-c" />
            </ul>
            <section class="stack"><h2>{m::merge_who()}</h2><ul class="lines">{people}</ul>{left}</section>
            {page.may_finish.then(|| view! {
                <form method="post" action=action.clone()>
                    <div class="actions"><button class="btn main" name="do" value="finish">{m::merge_finish()}</button></div>
                </form>
            })}
            {may_answer.then(|| view! {
                <form method="post" action=action.clone()>
                    <div class="actions">
                        <button class="btn main" name="do" value="accept">{m::merge_accept()}</button>
                        <button class="btn" name="do" value="decline">{m::merge_decline()}</button>
                    </div>
                </form>
            })}
            {may_withdraw.then(|| view! {
                <form method="post" action=action.clone()>
                    <div class="actions"><button class="btn danger" name="do" value="withdraw">{m::merge_withdraw()}</button></div>
                </form>
            })}
        </main>
    }
}

#[component]
fn Side(proposal: Proposal, word: &'static str, wash: &'static str) -> impl IntoView {
    view! {
        <li><a class="line" href=format!("/proposals/{}", proposal.id)>
            <span>{proposal.title}<br /><span class="quiet">{m::inbox_backed_by(proposal.support_count)}</span></span>
            <span class=format!("tag {wash}")>{word}</span>
        </a></li>
    }
}

#[component]
fn Person(consent: Consent) -> impl IntoView {
    let (word, wash) = if consent.agreed { (m::merge_agreed(), "w-g") } else { (m::merge_waiting(), "w-a") };
    view! {
        <li><div class="line">
            <span class="who"><span class="face small w-c" aria-hidden="true">{initials(&consent.name)}</span>{consent.name}</span>
            <span class=format!("tag {wash}")>{word}</span>
        </div></li>
    }
}

/// On the page of what is part of another: where it went.
#[component]
pub(super) fn PartOf(into: ProposalId, title: String) -> impl IntoView {
    view! {
        <div class="flash w-i"><crate::components::Icon name="info" /><div class="stack tight">
            <p><b>{m::merge_part_of()}</b></p>
            <p>{m::merge_part_of_text()}</p>
            <p><a class="btn main" href=format!("/proposals/{into}")>{m::merge_see(title)}</a></p>
        </div></div>
    }
}

/// What an idea took in, with what was said there.
#[component]
pub(super) fn Parts(parts: Vec<(ProposalId, String, u32)>) -> impl IntoView {
    (!parts.is_empty()).then(|| {
        let lines = parts.into_iter().map(|(id, title, comments)| view! {
            <li><a class="line" href=format!("/proposals/{id}")>
                <span>{title}</span><span class="quiet">{m::merge_part_comments(comments)}</span>
            </a></li>
        });
        view! { <section class="page stack"><h2>{m::merge_parts()}</h2><ul class="lines">{lines.collect_view()}</ul></section> }
    })
}
