//! Making and changing an institution; who answers for it.

use super::{SAVED, head, saved};
use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::ids::AccountId;
use domain::institutions::Institution;
use domain::taxonomy::InstitutionKind;
use leptos::prelude::*;
use service::Missing;
use service::manage::{InstitutionDraft, Managed};

pub async fn blank(State(app): State<App>, who: Who) -> PageResult {
    who.facilitator()?;
    let state = FormState::filled(&[("answer_days".into(), domain::institutions::ANSWER_DAYS.to_string())]);
    Ok(draw_new(&app, &who, state))
}

pub async fn create(State(app): State<App>, who: Who, form: Form) -> PageResult {
    match app.service.create_institution(&who.facilitator()?, &draft(&form)).await {
        Ok(slug) => Ok(redirect(&format!("/manage/institutions/{slug}?{SAVED}"))),
        Err(error) => Ok(draw_new(&app, &who, FormState::after(&form, error)?)),
    }
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let managed = app.service.managed(&who.facilitator()?, &slug).await?;
    let (head, state) =
        (head(&managed.institution.name).flash(saved(query.as_deref())), filled(&managed.institution));
    Ok(app.page(&who, head, || view! { <Edit managed=managed state=state adding=FormState::default() /> }))
}

pub async fn change(State(app): State<App>, who: Who, Path(slug): Path<String>, form: Form) -> PageResult {
    let facilitator = who.facilitator()?;
    match app.service.change_institution(&facilitator, &slug, &draft(&form)).await {
        Ok(()) => Ok(redirect(&format!("/manage/institutions/{slug}?{SAVED}"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            let managed = app.service.managed(&facilitator, &slug).await?;
            Ok(draw(&app, &who, managed, state, FormState::default()))
        }
    }
}

pub async fn staff(State(app): State<App>, who: Who, Path(slug): Path<String>, form: Form) -> PageResult {
    let facilitator = who.facilitator()?;
    let done = match form.given("remove") {
        Some(account) => {
            let account: AccountId = id(account, Missing::Account)?;
            app.service.remove_staff(&facilitator, &slug, account).await
        }
        None => app.service.add_staff(&facilitator, &slug, form.get("email")).await,
    };
    match done {
        Ok(()) => Ok(redirect(&format!("/manage/institutions/{slug}?{SAVED}"))),
        Err(error) => {
            let adding = FormState::after(&form, error)?;
            let managed = app.service.managed(&facilitator, &slug).await?;
            let state = filled(&managed.institution);
            Ok(draw(&app, &who, managed, state, adding))
        }
    }
}

fn draft(form: &Form) -> InstitutionDraft {
    let typed = |name: &str| form.get(name).to_owned();
    InstitutionDraft {
        name: typed("name"),
        kind: typed("kind"),
        about: typed("about"),
        website: typed("website"),
        answer_days: typed("answer_days"),
        sites: typed("sites"),
    }
}

fn filled(institution: &Institution) -> FormState {
    let site = |s: &domain::institutions::Site| format!("{}, {}, {}", s.name, s.position.lat, s.position.lon);
    let sites = institution.sites.iter().map(site).collect::<Vec<_>>().join("\n");
    FormState::filled(&[
        ("name".into(), institution.name.clone()),
        ("kind".into(), institution.kind.key().into()),
        ("about".into(), institution.about.clone()),
        ("website".into(), institution.website.clone().unwrap_or_default()),
        ("answer_days".into(), institution.answer_days.to_string()),
        ("sites".into(), sites),
    ])
}

fn draw_new(app: &App, who: &Who, state: FormState) -> Response {
    let head = head(m::manage_new_institution()).status(state.status());
    app.page(who, head, || {
        view! {
            <main id="main" class="page">
                <h1>{m::manage_new_institution()}</h1>
                <Fields state=state action="/manage/institutions/new".to_owned() />
            </main>
        }
    })
}

fn draw(app: &App, who: &Who, managed: Managed, state: FormState, adding: FormState) -> Response {
    let status = state.status().max(adding.status());
    let head = head(&managed.institution.name).status(status);
    app.page(who, head, || view! { <Edit managed=managed state=state adding=adding /> })
}

#[component]
fn Fields(state: FormState, action: String) -> impl IntoView {
    let kinds =
        InstitutionKind::ALL.iter().map(|k| (k.key().to_owned(), say::institution_kind(*k).to_owned()));
    let kinds: Vec<_> = kinds.collect();
    view! {
        <form class="form" method="post" action=action novalidate=true>
            <Errors state=state.clone() />
            <Field state=state.clone() name="name" label=m::manage_name() most=120 />
            <SelectField state=state.clone() name="kind" label=m::manage_kind() options=kinds />
            <Field state=state.clone() name="about" label=m::manage_about() kind=FieldKind::Area rows=4 />
            <Field state=state.clone() name="website" label=m::manage_website() />
            <Field state=state.clone() name="answer_days" label=m::manage_answer_days() kind=FieldKind::Number short=true />
            <Field state=state name="sites" label=m::manage_sites() hint=m::manage_sites_hint() kind=FieldKind::Area rows=4 />
            <div class="actions"><button class="btn main">{m::save()}</button></div>
        </form>
    }
}

#[component]
fn Edit(managed: Managed, state: FormState, adding: FormState) -> impl IntoView {
    let Managed { institution, levers, staff } = managed;
    let base = format!("/manage/institutions/{}", institution.slug);
    let levers = levers.into_iter().map(|lever| {
        let word = if lever.open { say::lever_kind(lever.kind) } else { m::manage_lever_closed() };
        view! {
            <li><a class="line" href=format!("/manage/levers/{}", lever.id)><span>{lever.title}</span><span class="tag">{word}</span></a></li>
        }
    });
    let action = format!("{base}/staff");
    let people = staff.into_iter().map(|(account, name)| view! {
        <li class="row between">
            <span>{name.clone()}</span>
            <form method="post" action=action.clone()>
                <button class="btn small" name="remove" value=account.to_string()>{m::manage_staff_remove(name)}</button>
            </form>
        </li>
    });
    let people = people.collect_view();
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <h1>{institution.name.clone()}</h1>
                <p><a href=format!("/institutions/{}", institution.slug)>{m::manage_public()}</a></p>
            </header>
            <Fields state=state action=base.clone() />
            <section class="stack">
                <h2>{m::manage_levers()}</h2>
                <ul class="lines">{levers.collect_view()}</ul>
                <div class="actions"><a class="btn" href=format!("{base}/levers/new")>{m::manage_new_lever()}</a></div>
            </section>
            <section class="stack">
                <h2>{m::manage_staff()}</h2>
                <ul class="stack">{people}</ul>
                <form class="form" method="post" action=action novalidate=true>
                    <Errors state=adding.clone() />
                    <Field state=adding name="email" label=m::manage_staff_email() kind=FieldKind::Email />
                    <div class="actions"><button class="btn">{m::manage_staff_add()}</button></div>
                </form>
            </section>
        </main>
    }
}
