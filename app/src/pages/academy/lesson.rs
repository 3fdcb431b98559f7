//! One lesson: something to read, something to try, the way on.

use super::{id_of, idea_in, with_idea};
use crate::components::{Errors, FieldError, Icon};
use crate::messages as m;
use crate::pages::people::sign_in;
use crate::say;
use crate::web::markdown;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::academy::{Question, QuizOption};
use leptos::prelude::*;
use service::academy::{Choices, ForIdea, LessonPage};
use service::{Missing, ServiceError};

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path((slug, position)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let idea = idea_in(query.as_deref());
    let page = app.service.lesson(&who, &slug, number(&position)?, idea).await?;
    Ok(draw(&app, &who, page, FormState::default()))
}

/// The quiz answered, or a lesson without one read. What one who is signed in answered is kept and shown by the page
/// one is sent to; for anyone else it is shown at once and kept nowhere.
pub async fn submit(
    State(app): State<App>,
    who: Who,
    Path((slug, position)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    form: Form,
) -> PageResult {
    let (position, idea) = (number(&position)?, idea_in(query.as_deref()));
    let worked = app.service.work_on_lesson(&who, &slug, position, &choices(&form), idea).await;
    match worked {
        Ok(worked) if worked.page.lesson.questions.is_empty() => Ok(redirect(&way_on(&worked.page))),
        Ok(worked) if who.account().is_some() => {
            let came_for = id_of(worked.page.came_for.as_ref());
            Ok(redirect(&(with_idea(format!("/academy/{slug}/{position}"), came_for) + "#quiz")))
        }
        Ok(worked) => Ok(draw(&app, &who, worked.page, FormState::default())),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            let page = app.service.lesson(&who, &slug, position, idea).await?;
            Ok(draw(&app, &who, page, state))
        }
    }
}

fn number(position: &str) -> Result<u32, ServiceError> {
    position.parse().map_err(|_| ServiceError::NotFound(Missing::Lesson))
}

/// `q1`, `q2`, … as posted.
fn choices(form: &Form) -> Choices {
    (1..=MOST_QUESTIONS).filter_map(|n| Some((n, form.given(&format!("q{n}"))?.to_owned()))).collect()
}

/// More than a lesson ever asks.
const MOST_QUESTIONS: u32 = 100;

/// Where one goes from here: the next lesson, or the module after the last.
fn way_on(page: &LessonPage) -> String {
    let slug = &page.card.slug;
    let path = match &page.after {
        Some(after) => format!("/academy/{slug}/{}", after.position),
        None => format!("/academy/{slug}"),
    };
    with_idea(path, id_of(page.came_for.as_ref()))
}

fn draw(app: &App, who: &Who, page: LessonPage, state: FormState) -> Response {
    let title = m::lesson_title(page.lesson.head.title.as_str(), page.card.title.as_str());
    let head = Head::new(title, Section::Learn).status(state.status());
    let signed_in = who.account().is_some();
    let currency = app.service.place().head.currency.clone();
    app.page(who, head, || view! { <Show page=page state=state signed_in=signed_in currency=currency /> })
}

#[component]
fn Show(page: LessonPage, state: FormState, signed_in: bool, currency: String) -> impl IntoView {
    let here = format!("/academy/{}/{}", page.card.slug, page.lesson.head.position);
    let action = with_idea(here, id_of(page.came_for.as_ref()));
    let has_quiz = !page.lesson.questions.is_empty();
    let right = page.answered_rightly();
    let hint = (!signed_in).then(|| view! { <SignInHint here=action.clone() /> });
    let quiz = has_quiz.then(|| {
        view! { <Quiz questions=page.lesson.questions.clone() action=action.clone() state=state right=right kept=signed_in /> }
    });
    let came_for = page.came_for.clone().map(|idea| view! { <FromYourStreet idea=idea currency=currency /> });
    view! {
        <main id="main" class="page">
            <Where page=page.clone() />
            <div class="prose" inner_html=markdown::lesson(&page.lesson.body)></div>
            {came_for}
            {quiz}
            <Ways page=page action=(!has_quiz).then_some(action) next_is_main=!has_quiz || right />
            {hint}
        </main>
    }
}

/// Which lesson of which module.
#[component]
fn Where(page: LessonPage) -> impl IntoView {
    let (position, all) = (page.lesson.head.position, page.card.lessons);
    let said = m::lesson_of(position, all);
    let module = with_idea(format!("/academy/{}", page.card.slug), id_of(page.came_for.as_ref()));
    let done = page
        .lesson
        .head
        .done
        .then(|| view! { <span class="tag w-g"><Icon name="check" />{m::lesson_done_tag()}</span> });
    view! {
        <header class="stack">
            <p class="row"><span class="tag w-i">{said.clone()}</span>{done}<a class="link" href=module>{page.card.title}</a></p>
            <progress class="meter i" value=position max=all.max(1) aria-label=said></progress>
            <h1>{page.lesson.head.title}</h1>
        </header>
    }
}

/// What the lesson has to do with the idea one came from.
#[component]
fn FromYourStreet(idea: ForIdea, currency: String) -> impl IntoView {
    let said = if idea.own {
        m::lesson_street_own(idea.title.as_str())
    } else {
        m::lesson_street_other(idea.title.as_str())
    };
    let reason = idea.reasons.first().map(|reason| format!(" {}.", say::reason(reason, "", &currency)));
    view! {
        <aside class="street">
            <p><b>{m::lesson_street()}</b>" "<a href=format!("/proposals/{}", idea.id)>{said}</a>{reason}</p>
        </aside>
    }
}

#[component]
fn Quiz(
    questions: Vec<Question>,
    action: String,
    state: FormState,
    right: bool,
    /// Whether what is answered is kept.
    kept: bool,
) -> impl IntoView {
    let tried = questions.iter().any(|question| question.chosen.is_some());
    let told = (tried && state.errors().is_empty()).then(|| {
        let (class, text) = match (right, kept) {
            (true, true) => ("verdict w-g", m::lesson_all_right()),
            (true, false) => ("verdict w-g", m::lesson_all_right_unkept()),
            (false, _) => ("verdict w-a", m::lesson_not_all()),
        };
        view! { <div class=class role="status"><p>{text}</p></div> }
    });
    let questions = (1_u32..).zip(questions).map(|(n, question)| {
        view! { <Ask n=n question=question state=state.clone() /> }
    });
    let questions = questions.collect_view();
    view! {
        <form class="quiz w-i" id="quiz" method="post" action=action novalidate=true>
            <h2>{m::lesson_try()}</h2>
            <Errors state=state />
            {questions}
            {told}
            <div class="actions">
                <button class=if right { "btn" } else { "btn indigo" }>
                    {if tried { m::lesson_check_again() } else { m::lesson_check() }}
                </button>
            </div>
        </form>
    }
}

/// One question. After a failed form it shows what was typed; else what was answered last, and what is to be said
/// about it.
#[component]
fn Ask(n: u32, question: Question, state: FormState) -> impl IntoView {
    let name = format!("q{n}");
    let failed = !state.errors().is_empty();
    let error = state.error(&name).map(say::problem);
    let chosen = if failed { state.value(&name).parse().ok() } else { question.chosen };
    let verdict = chosen.filter(|_| !failed).and_then(|n: u32| question.options.get(n as usize)).cloned();
    let options = (0_u32..).zip(question.options).map(|(value, option)| {
        let checked = chosen == Some(value);
        let mark = (checked && !failed).then_some(option.right);
        view! { <Choice name=name.clone() value=value option=option checked=checked mark=mark /> }
    });
    let options = options.collect_view();
    view! {
        <fieldset>
            <legend>{question.text}</legend>
            {error.map(|text| view! { <FieldError name=name.clone() text=text /> })}
            <div class="choices">{options}</div>
            {verdict.map(|option| view! { <Verdict option=option /> })}
        </fieldset>
    }
}

#[component]
fn Choice(name: String, value: u32, option: QuizOption, checked: bool, mark: Option<bool>) -> impl IntoView {
    let class = match mark {
        Some(true) => "choice right",
        Some(false) => "choice wrong",
        None => "choice",
    };
    let mark = mark.map(|right| {
        if right {
            view! { <b class="mark"><Icon name="check" />" "{m::lesson_mark_right()}</b> }.into_any()
        } else {
            view! { <b class="mark">{m::lesson_mark_wrong()}</b> }.into_any()
        }
    });
    // The first carries the id that the error summary links to.
    let id = (value == 0).then(|| name.clone());
    view! {
        <label class=class>
            <input type="radio" name=name id=id value=value checked=checked />
            <span>{option.text}</span>
            {mark}
        </label>
    }
}

#[component]
fn Verdict(option: QuizOption) -> impl IntoView {
    let (class, word) =
        if option.right { ("verdict w-g", m::lesson_right()) } else { ("verdict w-a", m::lesson_not_this()) };
    view! { <div class=class role="status"><p><b>{word}</b>" "{option.feedback}</p></div> }
}

/// Back and on. A lesson without a quiz is done by going on, which is then posted to `action`.
#[component]
fn Ways(page: LessonPage, action: Option<String>, next_is_main: bool) -> impl IntoView {
    let (slug, idea) = (page.card.slug.clone(), id_of(page.came_for.as_ref()));
    let back = match &page.before {
        Some(before) => (format!("/academy/{slug}/{}", before.position), m::lesson_back()),
        None => (format!("/academy/{slug}"), m::lesson_to_module()),
    };
    let back = view! { <a class="btn" href=with_idea(back.0, idea)>{back.1}</a> };
    let said = match &page.after {
        Some(after) => m::lesson_next(after.title.as_str()),
        None => m::lesson_finish().to_owned(),
    };
    let class = if next_is_main { "btn indigo" } else { "btn" };
    match action {
        Some(action) => view! {
            <form class="ways" method="post" action=action>{back}<button class=class>{said}</button></form>
        }
        .into_any(),
        None => view! {
            <nav class="ways" aria-label=m::lesson_ways()>{back}<a class=class href=way_on(&page)>{said}</a></nav>
        }
        .into_any(),
    }
}

#[component]
fn SignInHint(here: String) -> impl IntoView {
    view! {
        <p class="quiet">
            <a href=sign_in::address(Some(&here))>{m::lesson_sign_in()}</a>" "{m::lesson_sign_in_text()}
        </p>
    }
}
