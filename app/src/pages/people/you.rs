//! One's own page: what is new, one's ideas, what one backs and learns, whom one answers for.

use crate::components::{Icon, Lines};
use crate::messages as m;
use crate::say;
use crate::web::page::{Flash, Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{RawQuery, State};
use domain::Time;
use domain::notices::{Notice, NoticeKind};
use domain::people::{Account, Membership, initials};
use domain::proposals::{AnswerLine, ProposalCard};
use domain::taxonomy::ResponseKind;
use leptos::prelude::*;
use service::people::{Learning, YouPage};

/// Draws what is new as new, and then marks it as read.
pub async fn page(State(app): State<App>, who: Who, RawQuery(query): RawQuery) -> PageResult {
    let resident = who.resident()?;
    let page = app.service.you(&resident).await?;
    let seen = page.now;
    let title = match query.as_deref() {
        Some("name") => Some(m::you_saved_name()),
        Some("password") => Some(m::you_saved_password()),
        _ => None,
    };
    let flash = title.map(|title| Flash { title: title.to_owned(), text: String::new() });
    let head = Head::new(m::you_heading(), Section::You).flash(flash).private();
    let account = Account::clone(&resident);
    let desk = desk(&who);
    let response = app.page(&who, head, || view! { <You account=account page=page desk=desk /> });
    app.service.read_notices(&resident, seen).await?;
    Ok(response)
}

/// Where those who run the place, or keep it civil, do so: an address and its name.
type Desk = (&'static str, &'static str);

fn desk(who: &Who) -> Option<Desk> {
    let facilitator = who.facilitator().is_ok().then(|| ("/manage", m::nav_manage()));
    facilitator.or_else(|| who.moderator().is_ok().then(|| ("/manage/hidden", m::manage_hidden())))
}

#[component]
fn You(account: Account, page: YouPage, desk: Option<Desk>) -> impl IntoView {
    let desk = desk.map(|(href, word)| view! { <a class="btn small" href=href>{word}</a> });
    let since = m::you_since(say::day(page.since.day(), page.now), page.email);
    view! {
        <main id="main" class="page wide">
            <header class="masthead">
                <span class="face w-c" aria-hidden="true">{initials(&account.display_name)}</span>
                <div class="stack tight"><h1>{account.display_name}</h1><p class="quiet">{since}</p></div>
                <div class="row">
                    {desk}
                    <a class="btn small" href="/you/name"><Icon name="edit" />" "{m::you_change_name()}</a>
                    <a class="btn small" href="/you/password"><Icon name="edit" />" "{m::you_change_password()}</a>
                    <form method="post" action="/sign-out"><button class="btn small">{m::sign_out()}</button></form>
                    <a class="btn small quiet" href="/you/leave">{m::you_leave()}</a>
                </div>
            </header>
            <div class="split">
                <News notices=page.notices now=page.now />
                <div class="split-side">
                    <Institutions memberships=account.memberships />
                    <Ideas cards=page.own heading=m::you_own() none=m::you_own_none() />
                    <Ideas cards=page.others heading=m::you_others() none=m::you_others_none() />
                    <Lessons learning=page.learning />
                </div>
            </div>
        </main>
    }
}

#[component]
fn News(notices: Vec<Notice>, now: Time) -> impl IntoView {
    let none = notices.is_empty();
    let items = notices.into_iter().map(|notice| view! { <NewsLine notice=notice now=now /> });
    view! {
        <section class="stack">
            <h2>{m::you_news()}</h2>
            {if none {
                view! { <p class="quiet">{m::you_news_none()}</p> }.into_any()
            } else {
                view! { <ol class="notices">{items.collect_view()}</ol> }.into_any()
            }}
        </section>
    }
}

#[component]
fn NewsLine(notice: Notice, now: Time) -> impl IntoView {
    let colour = match notice.kind {
        NoticeKind::Answered | NoticeKind::Matched => "t",
        NoticeKind::Commented | NoticeKind::Hidden | NoticeKind::MergeAsked | NoticeKind::MergeDeclined => {
            "c"
        }
        NoticeKind::StageChanged | NoticeKind::Merged => "g",
    };
    let class = if notice.read { format!("notice {colour}") } else { format!("notice unread {colour}") };
    let new = (!notice.read).then(|| view! { <span class="visually-hidden">{m::you_news_new()}" "</span> });
    let said = said(&notice);
    let text = match notice.proposal {
        Some(id) => {
            let asked = matches!(notice.kind, NoticeKind::MergeAsked | NoticeKind::MergeDeclined);
            let page = if asked { "/merge" } else { "" };
            view! { <a href=format!("/proposals/{id}{page}")>{new}{said}</a> }.into_any()
        }
        None => view! { {new}{said} }.into_any(),
    };
    view! {
        <li class=class>
            <span class=if notice.read { "knot open" } else { "knot" }></span>
            <div>
                <p>{text}</p>
                <time class="quiet" datetime=notice.created_at.rfc3339()>{say::ago(notice.created_at, now)}</time>
            </div>
        </li>
    }
}

/// A notice in a sentence.
fn said(notice: &Notice) -> String {
    let title = notice.proposal_title.clone().unwrap_or_else(|| m::notice_an_idea().to_owned());
    let detail = notice.detail.clone().unwrap_or_default();
    let by = |unknown: &'static str| notice.by.clone().unwrap_or_else(|| unknown.to_owned());
    match notice.kind {
        NoticeKind::Answered => {
            let by = by(m::notice_an_institution());
            match detail.parse::<ResponseKind>() {
                Ok(ResponseKind::Exploring) => m::notice_answered_exploring(by, title),
                Ok(ResponseKind::Committed) => m::notice_answered_committed(by, title),
                Ok(ResponseKind::NotPossible) => m::notice_answered_not_possible(by, title),
                Ok(ResponseKind::Done) => m::notice_answered_done(by, title),
                Err(_) => m::notice_answered(by, title),
            }
        }
        NoticeKind::Commented => m::notice_commented(by(m::notice_someone()), title),
        NoticeKind::Matched => m::notice_matched(title),
        NoticeKind::MergeAsked => m::notice_merge_asked(by(m::notice_someone()), title, detail),
        NoticeKind::MergeDeclined => m::notice_merge_declined(by(m::notice_someone()), title),
        NoticeKind::Merged => m::notice_merged(detail, title),
        NoticeKind::Hidden => m::notice_hidden(title, detail),
        NoticeKind::StageChanged => {
            let stage = detail.parse().map_or(detail.clone(), |stage| say::stage(stage).to_owned());
            m::notice_stage(title, stage)
        }
    }
}

#[component]
fn Institutions(memberships: Vec<Membership>) -> impl IntoView {
    let line = |membership: Membership| {
        view! {
            <li><a class="line" href=format!("/institutions/{}/inbox", membership.slug)>
                <span>{membership.name}</span><span class="tag w-t">{m::you_institutions_inbox()}</span>
            </a></li>
        }
        .into_any()
    };
    let lines = memberships.into_iter().map(line).collect();
    view! { <Lines heading=m::you_institutions() lines=lines /> }
}

/// The latest few in sight, the rest behind one line.
#[component]
fn Ideas(cards: Vec<ProposalCard>, heading: &'static str, none: &'static str) -> impl IntoView {
    let mut lines: Vec<_> =
        cards.into_iter().map(|card| view! { <IdeaLine card=card /> }.into_any()).collect();
    let more = if lines.len() > IN_SIGHT + 1 { lines.split_off(IN_SIGHT) } else { Vec::new() };
    let more = (!more.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{m::you_more(more.len())}</summary>
                <div class="fold-body"><ul class="lines">{more}</ul></div>
            </details>
        }
        .into_any()
    });
    view! { <Lines heading=heading none=none.into_any() lines=lines more=more /> }
}

const IN_SIGHT: usize = 6;

#[component]
fn IdeaLine(card: ProposalCard) -> impl IntoView {
    let (word, wash) = standing(&card.answer);
    view! {
        <li><a class="line" href=format!("/proposals/{}", card.id)>
            <span>{card.title}<br /><span class="quiet">{say::answer(&card.answer)}</span></span>
            <span class=format!("tag {wash}")>{word}</span>
        </a></li>
    }
}

/// The latest answer in a word, and its wash.
fn standing(answer: &AnswerLine) -> (&'static str, &'static str) {
    match answer {
        AnswerLine::Answered { kind, .. } => {
            let wash = match kind {
                ResponseKind::Committed => "w-t",
                ResponseKind::Done => "w-g",
                ResponseKind::Exploring => "w-i",
                ResponseKind::NotPossible => "",
            };
            (say::response_kind(*kind), wash)
        }
        AnswerLine::Waiting { days_left, .. } if *days_left < 0 => (m::you_late(), "w-c"),
        AnswerLine::Waiting { .. } => (m::you_waiting(), "w-a"),
        AnswerLine::Nobody => (m::you_waiting_nobody(), ""),
    }
}

#[component]
fn Lessons(learning: Vec<Learning>) -> impl IntoView {
    let line = |learning: Learning| {
        let href = match &learning.next {
            Some(next) => format!("/academy/{}/{}", learning.card.slug, next.position),
            None => format!("/academy/{}", learning.card.slug),
        };
        let progress = m::module_progress(learning.card.done.unwrap_or(0), learning.card.lessons);
        let next = learning.next.map(|next| format!(" · {}", m::you_learning_next(next.title)));
        let finished =
            learning.finished.then(|| view! { <span class="tag w-g">{m::you_learning_finished()}</span> });
        view! {
            <li><a class="line" href=href>
                <span>{learning.card.title}<br /><span class="quiet">{progress}{next}</span></span>
                {finished}
            </a></li>
        }
        .into_any()
    };
    let lines = learning.into_iter().map(line).collect();
    let none = view! { {m::you_learning_none()}" "<a href="/academy">{m::you_learning_see()}</a> }.into_any();
    view! { <Lines heading=m::you_learning() none=none lines=lines /> }
}
