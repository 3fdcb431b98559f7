//! One institution: what it can do, what it promised, what it said, and how soon.

use crate::components::{Icon, LeverItem, Promise, Prose, RecordNumbers, Said, remit};
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{Path, State};
use domain::Time;
use domain::institutions::{Answered, Institution, LeverShown};
use domain::people::initials;
use leptos::prelude::*;
use service::institutions::InstitutionPage;
use service::places::PlaceMap;
use std::sync::Arc;

pub async fn page(State(app): State<App>, who: Who, Path(slug): Path<String>) -> PageResult {
    let page = app.service.institution(&who, &slug).await?;
    let place = app.service.place();
    let may = May { answer: who.staff(&slug).is_ok(), edit: who.facilitator().is_ok() };
    let head = Head::new(page.institution.name.as_str(), Section::Institutions)
        .description(say::shorten(&page.institution.about, 160));
    Ok(app.page(&who, head, || view! { <Show page=page place=place may=may /> }))
}

/// What the viewer may do here.
#[derive(Debug, Clone, Copy)]
struct May {
    answer: bool,
    edit: bool,
}

#[component]
fn Show(page: InstitutionPage, place: Arc<PlaceMap>, may: May) -> impl IntoView {
    let InstitutionPage { institution, levers, record, promises, answers, now } = page;
    let answer_days = institution.answer_days;
    view! {
        <main id="main" class="page wide">
            <Masthead institution=institution.clone() may=may />
            <RecordNumbers record=record answer_days=answer_days />
            <div class="split">
                <div class="stack loose">
                    {(!institution.about.is_empty()).then(|| view! { <Prose markdown=institution.about.clone() /> })}
                    <Levers levers=levers place=place />
                    <Promises promises=promises now=now />
                </div>
                <div class="split-side">
                    <Answers answers=answers now=now />
                    <Sites institution=institution />
                </div>
            </div>
        </main>
    }
}

#[component]
fn Masthead(institution: Institution, may: May) -> impl IntoView {
    let sites = institution.sites.len();
    let sites = (sites > 0).then(|| format!(" · {}", m::institution_sites(sites)));
    let inbox = may.answer.then(|| {
        view! { <a class="btn teal" href=format!("/institutions/{}/inbox", institution.slug)>{m::institution_inbox()}</a> }
    });
    let edit = may.edit.then(|| {
        view! { <a class="btn" href=format!("/manage/institutions/{}", institution.slug)>{m::institution_edit()}</a> }
    });
    view! {
        <header class="masthead">
            <span class="face square w-t" aria-hidden="true">{initials(&institution.name)}</span>
            <div class="stack tight">
                <h1>{institution.name.clone()}</h1>
                <p class="quiet">{say::institution_kind(institution.kind)}{sites}</p>
            </div>
            {inbox}
            {edit}
        </header>
    }
}

#[component]
fn Levers(levers: Vec<LeverShown>, place: Arc<PlaceMap>) -> impl IntoView {
    let none = levers.is_empty();
    let items = levers.into_iter().map(|shown| {
        let reach = remit(&shown.lever.remit, &place);
        view! { <LeverItem shown=shown reach=reach currency=place.head.currency.clone() /> }
    });
    view! {
        <section class="stack">
            <h2>{m::institution_can_do()}</h2>
            {if none {
                view! { <p class="quiet">{m::institution_can_do_nothing()}</p> }.into_any()
            } else {
                view! { <ul class="levers">{items.collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Promises(promises: Vec<Answered>, now: Time) -> impl IntoView {
    (!promises.is_empty()).then(|| {
        let items = promises.into_iter().map(|answered| view! { <Promise answered=answered now=now /> });
        view! { <section class="stack"><h2>{m::institution_promised()}</h2>{items.collect_view()}</section> }
    })
}

#[component]
fn Answers(answers: Vec<Answered>, now: Time) -> impl IntoView {
    let none = answers.is_empty();
    let items = answers.into_iter().map(|answered| {
        let href = format!("/proposals/{}", answered.response.proposal);
        view! {
            <li class="stack tight">
                <p><a href=href>{answered.proposal_title}</a></p>
                <Said response=answered.response now=now />
            </li>
        }
    });
    view! {
        <section class="stack">
            <h2>{m::institution_said()}</h2>
            {none.then(|| view! { <p class="quiet">{m::institution_said_nothing()}</p> })}
            <ul class="stack">{items.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Sites(institution: Institution) -> impl IntoView {
    let website = institution.website.map(|address| {
        view! { <p><a href=address rel="noopener nofollow">{m::institution_website()}</a></p> }
    });
    let sites = institution
        .sites
        .into_iter()
        .map(|site| view! { <li class="row"><Icon name="pin" />{site.name}</li> });
    let sites = sites.collect::<Vec<_>>();
    (website.is_some() || !sites.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{m::institution_where()}</h2>
                <ul class="stack tight">{sites}</ul>
                {website}
            </section>
        }
    })
}
