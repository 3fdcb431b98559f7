//! One module: its lessons as a thread, where to go on, and the ideas that need it.

use super::{id_of, idea_in, with_idea};
use crate::components::{Icon, IdeaList, Progress};
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who, redirect};
use axum::extract::{Path, RawQuery, State};
use domain::Time;
use domain::academy::LessonHead;
use domain::proposals::ProposalCard;
use domain::taxonomy::Skill;
use leptos::prelude::*;
use service::academy::{ForIdea, ModulePage};

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let page = app.service.module_page(&who, &slug, idea_in(query.as_deref())).await?;
    let head = Head::new(page.card.title.as_str(), Section::Learn)
        .description(say::shorten(&page.card.summary, 160));
    let signed_in = who.account().is_some();
    let currency = app.service.place().head.currency.clone();
    Ok(app.page(&who, head, || view! { <Show page=page signed_in=signed_in currency=currency /> }))
}

/// Begins the module, or goes on with it where it was left.
pub async fn begin(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let position = app.service.begin_module(&who.resident()?, &slug).await?;
    Ok(redirect(&with_idea(format!("/academy/{slug}/{position}"), idea_in(query.as_deref()))))
}

#[component]
fn Show(page: ModulePage, signed_in: bool, currency: String) -> impl IntoView {
    let lessons = page.lessons.clone();
    let next = page.next().map(|lesson| lesson.position);
    let (slug, idea) = (page.card.slug.clone(), id_of(page.came_for.as_ref()));
    let skills = page.card.skills.clone();
    let (cards, all, now) = (page.needed_by.clone(), page.needed_by_all, page.now);
    view! {
        <main id="main" class="page">
            <Hero page=page signed_in=signed_in currency=currency />
            {(!lessons.is_empty()).then(|| {
                let items = lessons.into_iter().map(|lesson| {
                    let href = with_idea(format!("/academy/{slug}/{}", lesson.position), idea);
                    view! { <Line current=next == Some(lesson.position) lesson=lesson href=href /> }
                });
                view! {
                    <section class="stack tight">
                        <h2>{m::module_lessons_heading()}</h2>
                        <ol class="lessons">{items.collect_view()}</ol>
                    </section>
                }
            })}
            <Skills skills=skills />
            <NeededBy cards=cards all=all now=now />
        </main>
    }
}

#[component]
fn Hero(page: ModulePage, signed_in: bool, currency: String) -> impl IntoView {
    let facts = m::module_facts(page.card.minutes, m::module_lessons(page.card.lessons));
    let progress = page.card.done.map(|done| {
        view! { <div class="stack tight"><Progress done=done all=page.card.lessons /></div> }
    });
    let finished = page
        .finished
        .then(|| view! { <Finished skills=page.card.skills.clone() used=!page.needed_by.is_empty() /> });
    let way_on = view! { <WayOn page=page.clone() signed_in=signed_in /> };
    view! {
        <header class="hero">
            <p class="row"><span class="tag w-i">{say::strand(page.card.strand)}</span><span class="quiet">{facts}</span></p>
            <h1>{page.card.title}</h1>
            <p class="lead">{page.card.summary}</p>
            {page.came_for.map(|idea| view! { <CameFor idea=idea currency=currency /> })}
            {finished}
            {progress}
            {way_on}
        </header>
    }
}

/// One button: begin, go on where one was, or look again.
#[component]
fn WayOn(page: ModulePage, signed_in: bool) -> impl IntoView {
    let idea = id_of(page.came_for.as_ref());
    let Some(first) = page.lessons.first() else {
        return view! { <p class="quiet">{m::module_empty()}</p> }.into_any();
    };
    let lesson = page.next().unwrap_or(first);
    let said = match (page.card.done, page.next()) {
        (None, _) => m::module_start(lesson.title.as_str()),
        (Some(_), Some(_)) => m::module_go_on(lesson.title.as_str()),
        (Some(_), None) => m::module_again().to_owned(),
    };
    // Beginning is remembered, and what is remembered is posted.
    if signed_in && page.card.done.is_none() {
        let action = with_idea(format!("/academy/{}", page.card.slug), idea);
        view! { <form class="actions" method="post" action=action><button class="btn indigo">{said}</button></form> }
            .into_any()
    } else {
        let href = with_idea(format!("/academy/{}/{}", page.card.slug, lesson.position), idea);
        let class = if page.next().is_some() { "btn indigo" } else { "btn" };
        view! { <div class="actions"><a class=class href=href>{said}</a></div> }.into_any()
    }
}

#[component]
fn CameFor(idea: ForIdea, currency: String) -> impl IntoView {
    let said = if idea.own { m::module_for_own() } else { m::module_for() };
    let reasons = idea.reasons.iter().map(|reason| view! { <li>{say::reason(reason, "", &currency)}</li> });
    view! {
        <aside class="street">
            <p>{said}" "<a href=format!("/proposals/{}", idea.id)>{idea.title}</a></p>
            <ul class="why">{reasons.collect_view()}</ul>
        </aside>
    }
}

#[component]
fn Finished(skills: Vec<Skill>, used: bool) -> impl IntoView {
    let skills = skills.into_iter().map(say::skill).collect::<Vec<_>>().join(", ");
    let text = m::module_finished_text(if skills.is_empty() { "none".to_owned() } else { skills });
    view! {
        <div class="flash w-g" role="status">
            <Icon name="check" />
            <p><b>{m::module_finished()}</b>" "{text}{used.then(|| format!(" {}", m::module_finished_use()))}</p>
        </div>
    }
}

#[component]
fn Line(lesson: LessonHead, href: String, current: bool) -> impl IntoView {
    view! {
        <li class=if lesson.done { "lesson done" } else { "lesson" } aria-current=current.then_some("step")>
            <span class=if lesson.done { "knot" } else { "knot open" }></span>
            <a href=href>{lesson.title}</a>
            {lesson.done.then(|| view! { <span class="quiet">{m::lesson_done_tag()}</span> })}
        </li>
    }
}

#[component]
fn Skills(skills: Vec<Skill>) -> impl IntoView {
    (!skills.is_empty()).then(|| {
        let tags = skills.into_iter().map(|skill| view! { <li class="tag w-i">{say::skill(skill)}</li> });
        view! {
            <section class="stack tight">
                <h2>{m::module_skills_heading()}</h2>
                <ul class="row">{tags.collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn NeededBy(cards: Vec<ProposalCard>, all: u32, now: Time) -> impl IntoView {
    let (none, shown) = (cards.is_empty(), cards.len());
    let some = (all as usize > shown).then(|| m::module_needed_by_some(shown, all));
    view! {
        <section class="stack" id="ideas">
            <h2>{m::module_needed_by()}</h2>
            {none.then(|| view! { <p class="quiet">{m::module_needed_by_none()}</p> })}
            {(!none).then(|| view! { <IdeaList cards=cards now=now buttons=false /> })}
            {some.map(|some| view! { <p class="quiet">{some}</p> })}
        </section>
    }
}
