//! One module: its lessons, how far one is, and the ideas that need it.

use crate::components::IdeaList;
use crate::messages as m;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Who};
use axum::extract::{Path, State};
use domain::academy::LessonHead;
use leptos::prelude::*;
use service::academy::ModulePage;

pub async fn page(State(app): State<App>, who: Who, Path(slug): Path<String>) -> PageResult {
    let page = app.service.module_page(&who, &slug).await?;
    let head = Head::new(page.module.card.title.as_str(), Section::Learn)
        .description(page.module.card.summary.as_str());
    Ok(app.page(&who, head, || view! { <Module page=page /> }))
}

#[component]
fn Module(page: ModulePage) -> impl IntoView {
    let ModulePage { module, next, needed_by, now } = page;
    let (card, lessons) = (module.card, module.lessons);
    let begun = lessons.iter().any(|lesson| lesson.done);
    let skills = card.skills.iter().map(|skill| say::skill(*skill)).collect::<Vec<_>>().join(", ");
    let count = lessons.len();
    let finished = begun && next.is_none();
    let on = match next {
        Some(position) => Some((position, if begun { m::module_go_on() } else { m::module_start() })),
        None => lessons.first().map(|lesson| (lesson.position, m::module_again())),
    };
    let slug = card.slug.clone();
    let items = lessons.into_iter().map(|lesson| {
        let current = next == Some(lesson.position);
        view! { <LessonItem lesson=lesson slug=slug.clone() current=current /> }
    });
    let items = items.collect_view();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <p class="row">
                    <span class="tag w-i">{say::strand(card.strand)}</span>
                    <span class="quiet">{m::module_minutes(card.minutes)}" · "{m::module_lessons(count)}</span>
                </p>
                <h1>{card.title.clone()}</h1>
                <p class="lead">{card.summary.clone()}</p>
            </header>
            {(!skills.is_empty()).then(|| view! { <p><b>{m::module_skills()}": "</b>{skills.clone()}</p> })}
            {finished.then(|| view! {
                <div class="flash w-g"><p><b>{m::module_finished()}</b>" "{m::module_finished_text(skills.clone())}</p></div>
            })}
            <ol class="lessons i">{items}</ol>
            {on.map(|(position, word)| view! {
                <div class="actions"><a class="btn indigo" href=format!("/academy/{}/{position}", card.slug)>{word}</a></div>
            })}
            {(!needed_by.is_empty()).then(|| view! {
                <section class="stack"><h2>{m::module_needed_by()}</h2><IdeaList cards=needed_by now=now buttons=false /></section>
            })}
        </main>
    }
}

#[component]
fn LessonItem(lesson: LessonHead, slug: String, current: bool) -> impl IntoView {
    view! {
        <li class=if lesson.done { "lesson done" } else { "lesson" } aria-current=current.then_some("step")>
            <span class=if lesson.done { "knot" } else { "knot open" }></span>
            <a href=format!("/academy/{slug}/{}", lesson.position)>{lesson.title}</a>
            {lesson.done.then(|| view! { <span class="quiet">{m::module_lesson_done()}</span> })}
        </li>
    }
}
