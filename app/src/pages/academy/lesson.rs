//! One lesson: something to read, something to try, the way on.

use crate::components::Prose;
use crate::messages as m;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, PageResult, Who, redirect};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::academy::Question;
use domain::ids::QuestionId;
use leptos::prelude::*;
use service::academy::{LessonPage, Verdict};
use service::{Missing, ServiceError};
use std::collections::HashMap;

fn position(text: &str) -> Result<u32, ServiceError> {
    text.parse().map_err(|_| ServiceError::NotFound(Missing::Lesson))
}

pub async fn page(State(app): State<App>, who: Who, Path((slug, at)): Path<(String, String)>) -> PageResult {
    let page = app.service.lesson(&who, &slug, position(&at)?).await?;
    Ok(draw(&app, &who, page, None))
}

/// Checks the quiz and shows what became of it on the same page; a lesson without one is marked as read.
pub async fn submit(
    State(app): State<App>,
    who: Who,
    Path((slug, at)): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let at = position(&at)?;
    if form.given("read").is_some() {
        app.service.read_lesson(&who.resident()?, &slug, at).await?;
        return Ok(redirect(&format!("/academy/{slug}")));
    }
    let page = app.service.lesson(&who, &slug, at).await?;
    let chosen: HashMap<QuestionId, u32> = page
        .lesson
        .questions
        .iter()
        .filter_map(|q| Some((q.id, form.given(&q.id.to_string())?.parse().ok()?)))
        .collect();
    let (page, verdict) = app.service.answer_quiz(&who, &slug, at, &chosen).await?;
    Ok(draw(&app, &who, page, Some(verdict)))
}

fn draw(app: &App, who: &Who, page: LessonPage, verdict: Option<Verdict>) -> Response {
    let head = Head::new(page.lesson.head.title.as_str(), Section::Learn);
    let anonymous = who.account().is_none();
    app.page(who, head, || view! { <LessonView page=page verdict=verdict anonymous=anonymous /> })
}

#[component]
fn LessonView(page: LessonPage, verdict: Option<Verdict>, anonymous: bool) -> impl IntoView {
    let LessonPage { module, lesson } = page;
    let (slug, at, all) = (module.card.slug.clone(), lesson.head.position, module.lessons.len());
    let place = m::lesson_of(at, all);
    let address = format!("/academy/{slug}/{at}");
    let quiz = (!lesson.questions.is_empty()).then(|| {
        view! { <Quiz questions=lesson.questions.clone() verdict=verdict.clone() action=address.clone() /> }
    });
    let read = (lesson.questions.is_empty() && !anonymous && !lesson.head.done).then(|| view! {
        <form method="post" action=address.clone()><button class="btn" name="read" value="1">{m::lesson_read()}</button></form>
    });
    let before = module.lessons.iter().find(|other| other.position + 1 == at);
    let back = before
        .map_or_else(|| format!("/academy/{slug}"), |other| format!("/academy/{slug}/{}", other.position));
    let (on, word) = match module.lessons.iter().find(|other| other.position == at + 1) {
        Some(next) => (format!("/academy/{slug}/{}", next.position), m::lesson_next(next.title.as_str())),
        None => (format!("/academy/{slug}"), m::lesson_end().to_owned()),
    };
    view! {
        <main id="main" class="page">
            <header class="stack">
                <p class="row">
                    <span class="tag w-i">{place.clone()}</span>
                    <a class="link" href=format!("/academy/{slug}")>{module.card.title.clone()}</a>
                </p>
                <progress class="meter i" value=at max=all aria-label=place></progress>
                <h1>{lesson.head.title.clone()}</h1>
            </header>
            <Prose markdown=lesson.body.clone() />
            {quiz}
            {read}
            {anonymous.then(|| view! {
                <p class="quiet"><a href=crate::pages::people::sign_in::address(Some(&address))>{m::lesson_keep_place()}</a></p>
            })}
            <nav class="ways" aria-label=module.card.title.clone()>
                <a class="btn" href=back>{m::lesson_back()}</a>
                <a class="btn indigo" href=on>{word}</a>
            </nav>
        </main>
    }
}

#[component]
fn Quiz(questions: Vec<Question>, verdict: Option<Verdict>, action: String) -> impl IntoView {
    let checked = verdict.is_some();
    let asked = questions.into_iter().map(|question| view! { <Ask question=question checked=checked /> });
    let asked = asked.collect_view();
    let told = verdict.map(|verdict| {
        let (wash, text) = if verdict.right {
            ("verdict w-g", m::lesson_all_right())
        } else {
            ("verdict w-a", m::lesson_not_all())
        };
        view! { <div class=wash role="status"><p>{text}</p></div> }
    });
    view! {
        <section class="stack" id="quiz">
            <h2>{m::lesson_try()}</h2>
            <form class="quiz i" method="post" action=format!("{action}#quiz")>
                {asked}
                {told}
                <div class="actions"><button class="btn indigo">{m::lesson_check()}</button></div>
            </form>
        </section>
    }
}

/// A question; once checked, the chosen option says whether it is right, in words, and why.
#[component]
fn Ask(question: Question, checked: bool) -> impl IntoView {
    let name = question.id.to_string();
    let chosen = question.chosen;
    let mut feedback = None;
    let options = (0_u32..).zip(question.options).map(|(n, option)| {
        let is = chosen == Some(n);
        let class = match (checked && is, option.right) {
            (false, _) => "choice",
            (true, true) => "choice right",
            (true, false) => "choice wrong",
        };
        let mark = (checked && is).then(|| if option.right { m::lesson_right() } else { m::lesson_wrong() });
        if let Some(word) = mark {
            feedback = Some((option.right, word, option.feedback.clone()));
        }
        view! {
            <label class=class>
                <input type="radio" name=name.clone() value=n checked=is required=true />
                <span>{option.text}</span>
                {mark.map(|word| view! { <b class="mark">{word}</b> })}
            </label>
        }
        .into_any()
    });
    let options: Vec<_> = options.collect();
    let told = feedback.map(|(right, word, text)| view! {
        <div class=if right { "verdict w-g" } else { "verdict w-a" } role="status"><p><b>{word}</b>" "{text}</p></div>
    });
    view! {
        <fieldset>
            <legend>{question.text}</legend>
            <div class="choices">{options}</div>
            {told}
        </fieldset>
    }
}
