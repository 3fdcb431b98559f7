//! You: what is new, your ideas, your learning, your account.

use crate::components::{Errors, Field, FieldKind, Icon, IdeaList};
use crate::messages as m;
use crate::say;
use crate::web::page::{Flash, Head, Section};
use crate::web::who::open_session;
use crate::web::{App, Form, FormState, PageResult, Who};
use axum::extract::State;
use axum::response::Response;
use domain::Time;
use domain::academy::ModuleCard;
use domain::notices::{Notice, NoticeKind};
use domain::people::Membership;
use domain::taxonomy::{ResponseKind, Stage};
use leptos::prelude::*;
use service::people::YouPage;
use tower_sessions::Session;

pub async fn page(State(app): State<App>, who: Who) -> PageResult {
    let you = app.service.you(&who.resident()?).await?;
    Ok(draw(&app, &who, you, FormState::default(), None))
}

/// Changes the password. Every other device is signed out; this one gets a session of its own.
pub async fn change_password(State(app): State<App>, who: Who, session: Session, form: Form) -> PageResult {
    let resident = who.resident()?;
    let changed =
        app.service.change_password(&resident, form.get("current_password"), form.get("new_password")).await;
    let (state, flash) = match changed {
        Ok(()) => {
            open_session(&session, resident.id).await?;
            (
                FormState::default(),
                Some(Flash { title: m::you_password_changed().to_owned(), text: String::new() }),
            )
        }
        Err(error) => (FormState::after(&form, error)?, None),
    };
    let you = app.service.you(&resident).await?;
    Ok(draw(&app, &who, you, state, flash))
}

fn draw(app: &App, who: &Who, you: YouPage, state: FormState, flash: Option<Flash>) -> Response {
    let name = who.account().map(|account| account.display_name.clone()).unwrap_or_default();
    let desks = who.account().map(|account| account.memberships.clone()).unwrap_or_default();
    let head = Head::new(m::you_title(), Section::You).status(state.status()).flash(flash).private();
    app.page(who, head, || view! { <You you=you name=name desks=desks state=state /> })
}

#[component]
fn You(you: YouPage, name: String, desks: Vec<Membership>, state: FormState) -> impl IntoView {
    let YouPage { notices, shared, followed, learning, now } = you;
    let none = shared.is_empty();
    view! {
        <main id="main" class="page">
            <header class="page-head"><h1>{m::you_hello(name)}</h1></header>
            <section class="stack"><h2>{m::you_news()}</h2><Notices notices=notices now=now /></section>
            {(!desks.is_empty()).then(|| view! { <Desks desks=desks /> })}
            <section class="stack">
                <h2>{m::you_your_ideas()}</h2>
                {none.then(|| view! {
                    <p class="quiet">{m::you_no_ideas_text()}</p>
                    <div class="actions"><a class="btn main" href="/proposals/new">{m::nav_new_idea()}</a></div>
                })}
                <IdeaList cards=shared now=now buttons=false />
            </section>
            {(!followed.is_empty()).then(|| view! {
                <section class="stack"><h2>{m::you_followed()}</h2><IdeaList cards=followed now=now buttons=false /></section>
            })}
            {(!learning.is_empty()).then(|| view! { <Learning learning=learning /> })}
            <Account state=state />
        </main>
    }
}

#[component]
fn Desks(desks: Vec<Membership>) -> impl IntoView {
    let items = desks.into_iter().map(|desk| view! {
        <li><a class="line" href=format!("/institutions/{}/inbox", desk.slug)><span>{desk.name}</span><span class="tag w-t">{m::inbox_heading()}</span></a></li>
    });
    view! { <section class="stack"><h2>{m::you_institutions()}</h2><ul class="lines">{items.collect_view()}</ul></section> }
}

#[component]
fn Learning(learning: Vec<ModuleCard>) -> impl IntoView {
    let items = learning.into_iter().map(|card| {
        let said = m::module_progress(card.done.unwrap_or(0), card.lessons);
        view! {
            <li><a class="line" href=format!("/academy/{}", card.slug)><span>{card.title}</span><span class="tag w-i">{said}</span></a></li>
        }
    });
    view! { <section class="stack"><h2>{m::you_learning()}</h2><ul class="lines">{items.collect_view()}</ul></section> }
}

#[component]
fn Notices(notices: Vec<Notice>, now: Time) -> impl IntoView {
    if notices.is_empty() {
        return view! {
            <div class="empty"><Icon name="bell" /><h3>{m::you_no_news()}</h3><p>{m::you_no_news_text()}</p></div>
        }
        .into_any();
    }
    let items = notices.into_iter().map(|notice| {
        let new = !notice.read;
        let class = if new { "notice unread t" } else { "notice t" };
        let href = notice.proposal.map_or_else(|| "/you".to_owned(), |id| format!("/proposals/{id}"));
        let said = sentence(&notice);
        view! {
            <li class=class>
                <span class=if new { "knot" } else { "knot open" }></span>
                <div>
                    <p><a href=href>{new.then(|| view! { <span class="visually-hidden">{m::you_new_word()}" "</span> })}{said}</a></p>
                    <time class="quiet" datetime=notice.created_at.rfc3339()>{say::ago(notice.created_at, now)}</time>
                </div>
            </li>
        }
    });
    view! { <ol class="notices">{items.collect_view()}</ol> }.into_any()
}

fn sentence(notice: &Notice) -> String {
    let title = notice.proposal_title.clone().unwrap_or_else(|| m::notice_something().to_owned());
    let by = notice.by.clone().unwrap_or_else(|| m::proposal_author_unknown().to_owned());
    let detail = notice.detail.clone().unwrap_or_default();
    match notice.kind {
        NoticeKind::Answered => {
            let what = detail.parse::<ResponseKind>().map_or("", say::response_kind);
            m::notice_answered(by, what, title)
        }
        NoticeKind::Commented => m::notice_commented(by, title),
        NoticeKind::Matched => m::notice_matched(title),
        NoticeKind::Hidden => m::notice_hidden(title, detail),
        NoticeKind::StageChanged => m::notice_stage(title, detail.parse::<Stage>().map_or("", say::stage)),
    }
}

#[component]
fn Account(state: FormState) -> impl IntoView {
    let open = !state.errors().is_empty();
    view! {
        <section class="stack">
            <h2>{m::you_account()}</h2>
            <details class="fold" open=open>
                <summary>{m::you_password_heading()}</summary>
                <form class="form fold-body" method="post" action="/you/password" novalidate=true>
                    <Errors state=state.clone() />
                    <Field state=state.clone() name="current_password" label=m::field_current_password() kind=FieldKind::Password />
                    <Field state=state name="new_password" label=m::field_new_password() hint=m::field_password_hint() kind=FieldKind::NewPassword />
                    <div class="actions"><button class="btn">{m::you_password_submit()}</button></div>
                </form>
            </details>
            <form method="post" action="/sign-out"><button class="btn"><Icon name="logout" />" "{m::sign_out()}</button></form>
        </section>
    }
}
