//! Answering an idea in public.

use crate::components::{Errors, Field, FieldError, FieldKind, SelectField};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::answers::{ANSWER_MOST, Answer, COMMITMENT_MOST};
use domain::field::Problem;
use domain::ids::{LeverId, ProposalId};
use domain::institutions::LeverShown;
use domain::proposals::Proposal;
use domain::taxonomy::ResponseKind;
use leptos::prelude::*;
use service::people::Staff;
use service::{Missing, ServiceError};

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path((slug, proposal)): Path<(String, String)>,
) -> PageResult {
    let staff = who.staff(&slug)?;
    draw(&app, &who, &staff, id(&proposal, Missing::Proposal)?, FormState::default()).await
}

pub async fn submit(
    State(app): State<App>,
    who: Who,
    Path((slug, proposal)): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let staff = who.staff(&slug)?;
    let proposal: ProposalId = id(&proposal, Missing::Proposal)?;
    let Ok(lever) = form.given("lever").map(str::parse::<LeverId>).transpose() else {
        let error = ServiceError::field("lever", Problem::Unknown);
        return draw(&app, &who, &staff, proposal, FormState::after(&form, error)?).await;
    };
    let answer = Answer {
        kind: form.get("kind").to_owned(),
        text: form.get("text").to_owned(),
        what: form.given("what").map(ToOwned::to_owned),
        due: form.given("due").map(ToOwned::to_owned),
        lever,
    };
    match app.service.respond(&staff, proposal, &answer).await {
        Ok(_) => Ok(redirect(&format!("/proposals/{proposal}"))),
        Err(error) => draw(&app, &who, &staff, proposal, FormState::after(&form, error)?).await,
    }
}

async fn draw(
    app: &App,
    who: &Who,
    staff: &Staff,
    id: ProposalId,
    state: FormState,
) -> Result<Response, crate::web::PageError> {
    let proposal = app.service.proposal(who, id).await?;
    let slug = staff.membership().slug.clone();
    let levers = app.service.institution(who, &slug).await?.levers;
    let name = staff.membership().name.clone();
    let head = Head::new(m::answer_title(proposal.title.as_str()), Section::Institutions)
        .status(state.status())
        .one_job()
        .private();
    Ok(app.page(
        who,
        head,
        || view! { <Reply proposal=proposal slug=slug name=name levers=levers state=state /> },
    ))
}

#[component]
fn Reply(
    proposal: Proposal,
    slug: String,
    name: String,
    levers: Vec<LeverShown>,
    state: FormState,
) -> impl IntoView {
    let error = state.error("kind").map(say::problem);
    let kinds = ResponseKind::ALL.iter().enumerate().map(|(n, kind)| {
        let words = match kind {
            ResponseKind::Exploring => m::answer_kind_exploring(),
            ResponseKind::Committed => m::answer_kind_committed(),
            ResponseKind::NotPossible => m::answer_kind_not_possible(),
            ResponseKind::Done => m::answer_kind_done(),
        };
        let checked = state.is("kind", kind.key());
        view! {
            <label class="choice">
                <input type="radio" name="kind" id=(n == 0).then_some("kind") value=kind.key() checked=checked />
                <span>{words}</span>
            </label>
        }
    });
    let kinds = kinds.collect_view();
    let mut options = vec![(String::new(), m::answer_lever_none().to_owned())];
    options.extend(levers.into_iter().map(|shown| (shown.lever.id.to_string(), shown.lever.title)));
    view! {
        <main id="main" class="page">
            <p class="quiet">{m::answer_as(name)}</p>
            <h1>{m::answer_heading()}</h1>
            <p><a href=format!("/proposals/{}", proposal.id)>{proposal.title.clone()}</a></p>
            <form class="form" method="post" action=format!("/institutions/{slug}/answer/{}", proposal.id) novalidate=true>
                <Errors state=state.clone() />
                <fieldset class="field">
                    <legend>{m::answer_kind()}</legend>
                    {error.map(|text| view! { <FieldError name="kind" text=text /> })}
                    <div class="choices">{kinds}</div>
                </fieldset>
                <Field state=state.clone() name="text" label=m::answer_text() hint=m::answer_text_hint() kind=FieldKind::Area most=ANSWER_MOST />
                <Field state=state.clone() name="what" label=m::answer_what() most=COMMITMENT_MOST />
                <Field state=state.clone() name="due" label=m::answer_due() kind=FieldKind::Date short=true />
                <SelectField state=state name="lever" label=m::answer_lever() options=options />
                <div class="actions">
                    <button class="btn teal">{m::answer_submit()}</button>
                    <a class="btn quiet" href=format!("/institutions/{slug}/inbox")>{m::cancel()}</a>
                </div>
            </form>
        </main>
    }
}
