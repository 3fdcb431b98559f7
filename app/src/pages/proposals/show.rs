//! One idea: a thread from the idea to who could move it, what would help, and what happened.

use super::act::id;
use super::merge::{PartOf, Parts};
use super::merge_find::MergeOffer;
use crate::components::map::{MapLinks, MapPicture};
use crate::components::{
    AnswerCard, BackButton, CommentList, Errors, Field, FieldKind, HideForm, Icon, IdeaList, LeverCard,
    ModuleMatchCard, Prose, Said,
};
use crate::messages as m;
use crate::pages::map;
use crate::pages::proposals::list::name_of;
use crate::say;
use crate::web::once::once;
use crate::web::page::{Flash, Head, Section};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response as HttpResponse;
use domain::Time;
use domain::ids::{InstitutionId, ProposalId};
use domain::institutions::{Matches, Response};
use domain::people::{Membership, initials};
use domain::proposals::{COMMENT_MOST, Proposal};
use domain::taxonomy::{MatchStatus, Stage};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use service::Missing;
use service::board::Filter;
use service::proposals::ProposalPage;
use std::collections::HashSet;

/// Levers shown at once.
const SHOWN_MATCHES: usize = 4;

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let page = app.service.show_proposal(&who, id(&text, Missing::Proposal)?).await?;
    let flash = match query.as_deref() {
        Some("shared") => Some(shared_flash(&page)),
        Some("commented") => Some(Flash { title: m::comment_flash().to_owned(), text: String::new() }),
        _ => None,
    };
    Ok(draw(&app, &who, page, FormState::default(), flash))
}

pub async fn comment(State(app): State<App>, who: Who, Path(text): Path<String>, form: Form) -> PageResult {
    let id: ProposalId = id(&text, Missing::Proposal)?;
    match app.service.comment(&who.resident()?, id, form.get("body")).await {
        Ok(comment) => Ok(redirect(&format!("/proposals/{id}?commented#c-{comment}"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            let page = app.service.show_proposal(&who, id).await?;
            Ok(draw(&app, &who, page, state, None))
        }
    }
}

fn shared_flash(page: &ProposalPage) -> Flash {
    let told: HashSet<_> = page.matches.levers.iter().map(|found| found.institution).collect();
    Flash { title: m::shared_flash().to_owned(), text: m::shared_flash_told(told.len()) }
}

fn draw(app: &App, who: &Who, page: ProposalPage, state: FormState, flash: Option<Flash>) -> HttpResponse {
    let place = app.service.place();
    let currency = place.head.currency.clone();
    let head = Head::new(page.proposal.title.as_str(), Section::Ideas)
        .description(say::shorten(&page.proposal.body, 160))
        .status(state.status())
        .flash(flash);
    let desks = who.account().map(|account| account.memberships.clone()).unwrap_or_default();
    app.page(who, head, || {
        let picture = picture(app, &page, name_of(&place));
        view! { <Show page=page desks=desks picture=picture currency=currency state=state /> }
    })
}

/// Where it is, on the place's map.
fn picture(app: &App, page: &ProposalPage, place: String) -> Option<InertElement> {
    let point = page.proposal.point?;
    Some(once(&page.drawn.picture, || {
        let only = Filter { among: Some(vec![page.proposal.id]), ..Filter::default() };
        let picture = app.service.picture(map::around(point), &only, 0.5);
        view! {
            <div class="page"><div class="mapbox small">
                <MapPicture picture=picture links=MapLinks::to_ideas("/map?".to_owned()) place=place />
            </div></div>
        }
    }))
}

#[component]
fn Show(
    page: ProposalPage,
    desks: Vec<Membership>,
    picture: Option<InertElement>,
    currency: String,
    state: FormState,
) -> impl IntoView {
    let ProposalPage {
        proposal,
        matches,
        responses,
        comments,
        supported,
        following,
        may_moderate,
        merged,
        parts,
        may_merge,
        similar,
        now,
        drawn,
    } = page;
    if let Some((into, title)) = merged {
        let part = view! { <Part proposal=proposal into=into title=title responses=responses comments=comments now=now /> };
        return part.into_any();
    }
    let id = proposal.id;
    let alike: Vec<_> = similar.iter().map(|card| (card.id, card.title.clone())).collect();
    let happened = once(&drawn.happened, || {
        view! { <Happened proposal=proposal.clone() matches=matches.clone() responses=responses.clone() /> }
    });
    let levers = once(&drawn.levers, || {
        view! { <WhoCouldMoveIt levers=matches.levers responses=responses currency=currency.clone() now=now /> }
    });
    let none = comments.is_empty();
    let said = move || {
        view! {
            {none.then(|| view! { <p class="quiet">{m::comments_none()}</p> })}
            <CommentList comments=comments now=now may_moderate=may_moderate />
        }
    };
    let said = if may_moderate { said().into_any() } else { once(&drawn.comments, said).into_any() };
    view! {
        <main id="main">
            <article>
                <Hero proposal=proposal.clone() supported=supported following=following may_moderate=may_moderate now=now />
                {picture}
                {(!desks.is_empty()).then(|| view! { <Desks id=proposal.id desks=desks /> })}
                <div class="thread">
                    {levers}
                    <Help id=proposal.id modules=matches.modules currency=currency />
                    {happened}
                </div>
            </article>
            <Comments id=proposal.id said=said state=state />
            <Parts parts=parts />
            {(!similar.is_empty()).then(|| view! {
                <section class="page">
                    <h2>{m::strand_alike()}</h2>
                    {once(&drawn.similar, || view! { <IdeaList cards=similar now=now buttons=false /> })}
                </section>
            })}
            {may_merge.then(|| view! { <section class="page"><MergeOffer into=id alike=alike /></section> })}
        </main>
    }
    .into_any()
}

/// An idea that is part of another now: what it said, and what was said to it.
#[component]
fn Part(
    proposal: Proposal,
    into: ProposalId,
    title: String,
    responses: Vec<Response>,
    comments: Vec<domain::proposals::Comment>,
    now: Time,
) -> impl IntoView {
    let name = author(&proposal);
    let answers = responses.into_iter().map(|response| view! {
        <article class="match t"><h3>{response.institution_name.clone()}</h3><Said response=response now=now /></article>
    });
    let answers = answers.collect_view();
    view! {
        <main id="main">
            <article class="page">
                <PartOf into=into title=title />
                <h1>{proposal.title}</h1>
                <div class="who"><span class="face w-c" aria-hidden="true">{initials(&name)}</span><p><b>{name}</b></p></div>
                <Prose markdown=proposal.body />
                {answers}
            </article>
            {(!comments.is_empty()).then(|| view! {
                <section class="page">
                    <h2>{m::strand_comments()}</h2>
                    <CommentList comments=comments now=now may_moderate=false />
                </section>
            })}
        </main>
    }
}

/// For staff: the way to answer for their institution.
#[component]
fn Desks(id: ProposalId, desks: Vec<Membership>) -> impl IntoView {
    let links = desks.into_iter().map(|desk| view! {
        <a class="btn teal" href=format!("/institutions/{}/answer/{id}", desk.slug)>{m::answer_for(desk.name)}</a>
    });
    view! { <div class="page"><div class="actions">{links.collect_view()}</div></div> }
}

#[component]
fn Hero(
    proposal: Proposal,
    supported: bool,
    following: bool,
    may_moderate: bool,
    now: Time,
) -> impl IntoView {
    let place = proposal.neighbourhood.as_ref().map(|n| n.name.clone());
    let meta = [place, Some(say::ago(proposal.created_at, now))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let name = author(&proposal);
    let hidden = proposal.hidden.clone();
    let id = proposal.id;
    view! {
        {hidden.clone().map(|why| view! {
            <div class="flash w-a hidden-note"><Icon name="eye-off" /><p>{m::hidden_note(why)}</p></div>
        })}
        <header class="hero">
            <p class="row"><span class="tag w-c">{say::theme(proposal.theme)}</span><span class="quiet">{meta}</span></p>
            <h1>{proposal.title.clone()}</h1>
            <div class="who"><span class="face w-c" aria-hidden="true">{initials(&name)}</span><p><b>{name}</b></p></div>
            <Prose markdown=proposal.body.clone() />
            <div class="hero-actions">
                <BackButton id=id title=proposal.title.clone() count=proposal.support_count backed=supported large=true />
                <form method="post" action=format!("/proposals/{id}/follow")>
                    <button class="btn" name="on" value=if following { "0" } else { "1" } aria-pressed=following.to_string()>
                        <Icon name="bell" />" "{if following { m::following() } else { m::follow() }}
                    </button>
                </form>
            </div>
            {may_moderate.then(|| view! { <StageForm id=id now_at=proposal.stage /> })}
            {may_moderate.then(|| view! { <HideForm action=format!("/proposals/{id}/hide") hidden=hidden.is_some() /> })}
        </header>
    }
}

fn author(proposal: &Proposal) -> String {
    match (&proposal.author, &proposal.external_id) {
        (Some(author), _) => author.display_name.clone(),
        (None, Some(_)) => m::proposal_imported().to_owned(),
        (None, None) => m::proposal_author_unknown().to_owned(),
    }
}

/// Levers by institution's first appearance; what an institution said stands under its strongest lever.
#[component]
fn WhoCouldMoveIt(
    levers: Vec<domain::institutions::LeverMatch>,
    responses: Vec<Response>,
    currency: String,
    now: Time,
) -> impl IntoView {
    let answered = !responses.is_empty();
    let nobody = levers.iter().all(|found| found.status == MatchStatus::Dismissed);
    let mut said: HashSet<InstitutionId> = HashSet::new();
    let cards = levers.into_iter().map(|found| {
        let own: Vec<_> = if found.status != MatchStatus::Dismissed && said.insert(found.institution) {
            responses.iter().filter(|r| r.institution == found.institution).cloned().collect()
        } else {
            Vec::new()
        };
        view! { <LeverCard found=found responses=own currency=currency.clone() now=now /> }
    });
    let mut cards: Vec<_> = cards.map(IntoAny::into_any).collect();
    let unasked: Vec<_> = by_institution(responses.iter().filter(|r| !said.contains(&r.institution)))
        .into_iter()
        .map(|own| view! { <AnswerCard responses=own now=now /> })
        .collect();
    // The strongest few speak for themselves; the rest wait behind one line.
    let more = if cards.len() > SHOWN_MATCHES + 1 { cards.split_off(SHOWN_MATCHES) } else { Vec::new() };
    let more = (!more.is_empty()).then(|| view! {
        <details class="fold"><summary>{m::who_more(more.len())}</summary><div class="fold-body stack">{more}</div></details>
    });
    view! {
        <section class=if answered { "strand t to-i" } else { "strand t to-i open" }>
            <span class=if answered { "knot" } else { "knot open" }></span>
            <h2 class="strand-title">{m::strand_who()}</h2>
            {nobody.then(|| view! {
                <div class="match t"><p><b>{m::who_nobody()}</b></p><p class="quiet">{m::who_nobody_text()}</p></div>
            })}
            {unasked}
            {cards}
            {more}
        </section>
    }
}

/// Answers gathered by who gave them, in the order of each one's first.
fn by_institution<'a>(responses: impl Iterator<Item = &'a Response>) -> Vec<Vec<Response>> {
    let mut gathered: Vec<Vec<Response>> = Vec::new();
    for response in responses {
        match gathered.iter_mut().find(|own| own[0].institution == response.institution) {
            Some(own) => own.push(response.clone()),
            None => gathered.push(vec![response.clone()]),
        }
    }
    gathered
}

#[component]
fn Help(id: ProposalId, modules: Vec<domain::institutions::ModuleMatch>, currency: String) -> impl IntoView {
    let none = modules.is_empty();
    let cards = modules
        .into_iter()
        .map(|found| view! { <ModuleMatchCard found=found idea=id currency=currency.clone() /> });
    view! {
        <section class="strand i to-g">
            <span class=if none { "knot open" } else { "knot" }></span>
            <h2 class="strand-title">{m::strand_help()}</h2>
            {none.then(|| view! { <p><a href="/academy">{m::help_nothing()}</a></p> })}
            {cards.collect_view()}
        </section>
    }
}

/// What happened, newest first.
#[component]
fn Happened(proposal: Proposal, matches: Matches, responses: Vec<Response>) -> impl IntoView {
    let institutions: HashSet<_> = matches.levers.iter().map(|found| found.institution).collect();
    let mut lines: Vec<(Time, &'static str, String)> = responses
        .iter()
        .map(|r| {
            let said = m::happened_answer(r.institution_name.as_str(), say::response_kind(r.kind));
            (r.created_at, "t", said)
        })
        .collect();
    lines.push((proposal.created_at, "i", m::happened_matched(institutions.len(), matches.modules.len())));
    lines.push((proposal.created_at, "c", m::happened_shared(author(&proposal))));
    lines.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let backed = (proposal.support_count > 0).then(|| {
        view! {
            <li class="c"><span class="quiet">{m::happened_backed(proposal.support_count)}</span></li>
        }
    });
    let items = lines.into_iter().map(|(at, colour, said)| {
        view! {
            <li class=colour><time datetime=at.rfc3339()>{say::day_short(at.day())}</time><p>{said}</p></li>
        }
    });
    view! {
        <section class="strand g">
            <span class="knot open"></span>
            <h2 class="strand-title">{m::strand_happened()}</h2>
            <ol class="timeline">{backed}{items.collect_view()}</ol>
        </section>
    }
}

/// What was said, and the form to say something; `said` is the list.
#[component]
fn Comments(id: ProposalId, said: AnyView, state: FormState) -> impl IntoView {
    view! {
        <section class="page">
            <h2>{m::strand_comments()}</h2>
            {said}
            <form class="form" method="post" action=format!("/proposals/{id}") novalidate=true>
                <Errors state=state.clone() />
                <Field state=state name="body" label=m::comment_field() hint=m::comment_hint() kind=FieldKind::Area most=COMMENT_MOST rows=3 />
                <div class="actions"><button class="btn">{m::comment_submit()}</button></div>
            </form>
        </section>
    }
}

/// For facilitators: moving the idea on. Others who moderate are refused by the use case.
#[component]
fn StageForm(id: ProposalId, now_at: Stage) -> impl IntoView {
    let options = Stage::ALL.iter().filter(|stage| **stage != Stage::Draft).map(|stage| {
        let selected = *stage == now_at;
        view! { <option value=stage.key() selected=selected>{say::stage(*stage)}</option> }
    });
    view! {
        <details class="fold">
            <summary>{m::manage_stage()}</summary>
            <form class="form fold-body" method="post" action=format!("/manage/proposals/{id}/stage")>
                <div class="field">
                    <label for="stage">{m::manage_stage()}</label>
                    <select id="stage" name="stage">{options.collect_view()}</select>
                </div>
                <div class="actions"><button class="btn">{m::manage_stage_submit()}</button></div>
            </form>
        </details>
    }
}
