//! The desk of those who answer for an institution: what waits, strongest first, and what to do with it.

use crate::components::{Icon, Reasons};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, PageResult, Query, Who, redirect};
use axum::extract::{Path, State};
use domain::answers::Queue;
use domain::ids::{LeverId, ProposalId};
use domain::taxonomy::MatchStatus;
use leptos::prelude::*;
use serde::Deserialize;
use service::Missing;
use service::institutions::{Case, Decision, Inbox, Looking};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InboxQuery {
    queue: Option<String>,
    lever: Option<String>,
    page: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Query(query): Query<InboxQuery>,
) -> PageResult {
    let staff = who.staff(&slug)?;
    let looking = Looking {
        queue: query.queue.as_deref().and_then(|q| q.parse().ok()).unwrap_or(Queue::ToAnswer),
        lever: query.lever.as_deref().and_then(|id| id.parse().ok()),
        page: query.page.as_deref().and_then(|n| n.parse().ok()).unwrap_or(0),
    };
    let inbox = app.service.inbox(&staff, looking).await?;
    let currency = app.service.place().head.currency.clone();
    let head = Head::new(m::inbox_title(inbox.institution.name.as_str()), Section::Institutions).private();
    Ok(app.page(&who, head, || view! { <Desk inbox=inbox currency=currency /> }))
}

/// Confirms, dismisses or reopens every match of the institution's to one idea that the form names.
pub async fn decide(
    State(app): State<App>,
    who: Who,
    Path((slug, proposal)): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let staff = who.staff(&slug)?;
    let proposal: ProposalId = id(&proposal, Missing::Proposal)?;
    let levers: Vec<LeverId> = form.all("lever").filter_map(|lever| lever.parse().ok()).collect();
    let decision = match form.get("decision") {
        "confirm" => Decision::Confirm,
        "reopen" => Decision::Reopen,
        _ => Decision::Dismiss { because: form.get("reason").to_owned() },
    };
    app.service.decide_matches(&staff, proposal, &levers, &decision).await?;
    Ok(redirect(&format!("/institutions/{slug}/inbox")))
}

fn address(inbox: &Inbox, queue: Queue, lever: Option<LeverId>, page: u32) -> String {
    let lever = lever.map(|id| format!("&lever={id}")).unwrap_or_default();
    let page = if page > 0 { format!("&page={page}") } else { String::new() };
    format!("/institutions/{}/inbox?queue={queue}{lever}{page}", inbox.institution.slug)
}

fn queue_label(queue: Queue) -> (&'static str, &'static str) {
    match queue {
        Queue::ToAnswer => (m::queue_to_answer(), "w-a"),
        Queue::Exploring => (m::queue_exploring(), "w-i"),
        Queue::Commitments => (m::queue_commitments(), "w-t"),
        Queue::Answered => (m::queue_answered(), ""),
        Queue::NotOurs => (m::queue_not_ours(), ""),
    }
}

#[component]
fn Desk(inbox: Inbox, currency: String) -> impl IntoView {
    let queues = inbox.counts.iter().map(|(queue, count)| {
        let (label, wash) = queue_label(*queue);
        let current = (*queue == inbox.looking.queue).then_some("true");
        view! {
            <a class="queue" href=address(&inbox, *queue, None, 0) aria-current=current>
                <span>{label}</span><span class=format!("tag {wash}")>{*count}</span>
            </a>
        }
    });
    let queues = queues.collect_view();
    let looking = inbox.looking;
    let levers = inbox.levers.iter().filter(|(_, waiting)| *waiting > 0).map(|(shown, waiting)| {
        let href = address(&inbox, looking.queue, Some(shown.lever.id), 0);
        let current = (looking.lever == Some(shown.lever.id)).then_some("true");
        view! {
            <a class="chip" href=href aria-current=current>
                {shown.lever.title.clone()}" "<span class="chip-n">{*waiting}</span>
            </a>
        }
    });
    let levers = levers.collect_view();
    let all = address(&inbox, looking.queue, None, 0);
    let more = inbox.more.then(|| address(&inbox, looking.queue, looking.lever, looking.page + 1));
    let slug = inbox.institution.slug.clone();
    let none = inbox.cases.is_empty();
    let cases = inbox.cases.into_iter().map(|case| {
        view! { <li><CaseCard case=case slug=slug.clone() currency=currency.clone() /></li> }
    });
    let cases = cases.collect_view();
    view! {
        <main id="main" class="desk">
            <aside class="desk-side" aria-label=inbox.institution.name.clone()>
                <div class="sticky stack loose">
                    <div><p class="quiet">{inbox.institution.name.clone()}</p><h1>{m::inbox_heading()}</h1></div>
                    <section class="card t" aria-label=m::inbox_promise_label()>
                        <p class="quiet">{m::inbox_promise(inbox.institution.answer_days)}</p>
                        <crate::components::RecordNumbers record=inbox.record answer_days=inbox.institution.answer_days />
                    </section>
                    <nav class="queues" aria-label=m::inbox_heading()>{queues}</nav>
                </div>
            </aside>
            <section class="desk-main" aria-label=queue_label(looking.queue).0>
                <nav class="chips" aria-label=m::inbox_levers()>
                    <a class="chip" href=all aria-current=looking.lever.is_none().then_some("true")>{m::inbox_all_levers()}</a>
                    {levers}
                </nav>
                {none.then(|| view! {
                    <div class="empty"><Icon name="check" /><h2>{m::inbox_empty()}</h2><p>{m::inbox_empty_text()}</p></div>
                })}
                <ol class="stack">{cases}</ol>
                {more.map(|href| view! { <nav class="more" aria-label=m::inbox_more()><a class="btn" href=href>{m::inbox_more()}</a></nav> })}
            </section>
        </main>
    }
}

#[component]
fn CaseCard(case: Case, slug: String, currency: String) -> impl IntoView {
    let proposal = case.card.id;
    let place = case.card.neighbourhood.as_ref().map(|n| n.name.clone());
    let lever = case.matches.first().map(|found| found.title.clone());
    let meta = [place, Some(m::inbox_backed_by(case.card.support_count)), lever];
    let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (word, wash) = match (&case.answer, case.due) {
        (Some(answer), _) => (say::response_kind(answer.kind).to_owned(), "w-t"),
        (None, Some((_, left))) if left < 0 => (m::tag_days_late(-left), "w-c"),
        (None, Some((_, left))) => (m::tag_days_left(left), "w-a"),
        (None, None) => (m::match_dismissed_tag().to_owned(), ""),
    };
    let reasons = case.matches.first().map(|found| {
        let said = found
            .reasons
            .iter()
            .map(|r| (r.is_caution(), say::reason(r, &found.institution_name, &currency)));
        said.collect::<Vec<_>>()
    });
    let because = case.matches.iter().find_map(|found| found.dismissed_because.clone());
    view! {
        <article class="match t case">
            <header class="match-head">
                <h2><a href=format!("/proposals/{proposal}")>{case.card.title.clone()}</a></h2>
                <span class=format!("tag {wash}")>{word}</span>
            </header>
            <p class="quiet">{meta}</p>
            {because.map(|why| view! { <p>{m::match_dismissed(why)}</p> })}
            {reasons.map(|reasons| view! { <Reasons reasons=reasons /> })}
            <CaseActions case=case slug=slug />
        </article>
    }
}

#[component]
fn CaseActions(case: Case, slug: String) -> impl IntoView {
    let proposal = case.card.id;
    let action = format!("/institutions/{slug}/inbox/{proposal}");
    let levers: Vec<_> = case.matches.iter().map(|found| found.lever.to_string()).collect();
    let hidden = |levers: &[String]| {
        let inputs = levers.iter().map(|id| view! { <input type="hidden" name="lever" value=id.clone() /> });
        inputs.collect_view()
    };
    let dismissed =
        !case.matches.is_empty() && case.matches.iter().all(|m| m.status == MatchStatus::Dismissed);
    let confirmed = case.matches.iter().any(|m| m.status == MatchStatus::Confirmed);
    let first: Vec<_> = levers.iter().take(1).cloned().collect();
    let confirm = (!confirmed && !dismissed && !first.is_empty()).then(|| {
        view! {
            <form method="post" action=action.clone()>
                {hidden(&first)}
                <button class="btn" name="decision" value="confirm">{m::inbox_confirm()}</button>
            </form>
        }
    });
    let dismiss = (!dismissed && !levers.is_empty() && case.answer.is_none()).then(|| view! {
        <details class="fold reveal">
            <summary class="btn">{m::inbox_dismiss()}</summary>
            <form class="form fold-body" method="post" action=action.clone()>
                {hidden(&levers)}
                <div class="field">
                    <label for=format!("why-{proposal}")>{m::inbox_dismiss_reason()}</label>
                    <input id=format!("why-{proposal}") name="reason" required=true minlength="3" maxlength="300" />
                </div>
                <div class="actions"><button class="btn danger" name="decision" value="dismiss">{m::inbox_dismiss_submit()}</button></div>
            </form>
        </details>
    });
    let reopen = dismissed.then(|| {
        view! {
            <form method="post" action=action.clone()>
                {hidden(&levers)}
                <button class="btn" name="decision" value="reopen">{m::inbox_reopen()}</button>
            </form>
        }
    });
    view! {
        <div class="actions">
            <a class="btn teal" href=format!("/institutions/{slug}/answer/{proposal}")>
                {m::inbox_answer()}<span class="visually-hidden">": "{case.card.title.clone()}</span>
            </a>
            {confirm}{dismiss}{reopen}
            {confirmed.then(|| view! { <span class="tag w-t">{m::inbox_confirmed()}</span> })}
        </div>
    }
}
