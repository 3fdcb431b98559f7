//! Making and changing a lever.

use super::head;
use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::LeverId;
use domain::institutions::{Lever, Remit};
use domain::taxonomy::{LeverKind, Theme};
use leptos::prelude::*;
use service::Missing;
use service::manage::LeverDraft;

pub async fn blank(State(app): State<App>, who: Who, Path(slug): Path<String>) -> PageResult {
    let managed = app.service.managed(&who.facilitator()?, &slug).await?;
    let drawn = Drawn { title: managed.institution.name, action: action_new(&slug), ..Drawn::default() };
    Ok(draw(&app, &who, Drawn { draft: LeverDraft { open: true, ..LeverDraft::default() }, ..drawn }))
}

pub async fn create(State(app): State<App>, who: Who, Path(slug): Path<String>, form: Form) -> PageResult {
    let (facilitator, draft) = (who.facilitator()?, draft(&form));
    match app.service.create_lever(&facilitator, &slug, &draft).await {
        Ok(_) => Ok(redirect(&format!("/manage/institutions/{slug}"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            Ok(draw(
                &app,
                &who,
                Drawn { title: m::manage_new_lever().into(), action: action_new(&slug), draft, state },
            ))
        }
    }
}

pub async fn page(State(app): State<App>, who: Who, Path(text): Path<String>) -> PageResult {
    let lever: LeverId = id(&text, Missing::Lever)?;
    let lever = app.service.lever(&who.facilitator()?, lever).await?;
    let (draft, state) = filled(&lever);
    Ok(draw(&app, &who, Drawn { title: lever.title, action: format!("/manage/levers/{text}"), draft, state }))
}

pub async fn change(State(app): State<App>, who: Who, Path(text): Path<String>, form: Form) -> PageResult {
    let lever: LeverId = id(&text, Missing::Lever)?;
    let (facilitator, draft) = (who.facilitator()?, draft(&form));
    let action = format!("/manage/levers/{text}");
    match app.service.change_lever(&facilitator, lever, &draft).await {
        Ok(()) => Ok(redirect(&action)),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            Ok(draw(&app, &who, Drawn { title: form.get("title").to_owned(), action, draft, state }))
        }
    }
}

fn action_new(slug: &str) -> String {
    format!("/manage/institutions/{slug}/levers/new")
}

fn draft(form: &Form) -> LeverDraft {
    let typed = |name: &str| form.get(name).to_owned();
    LeverDraft {
        title: typed("title"),
        text: typed("text"),
        kind: typed("kind"),
        themes: form.all("themes").map(ToOwned::to_owned).collect(),
        metres: typed("metres"),
        neighbourhoods: form.all("neighbourhoods").map(ToOwned::to_owned).collect(),
        cost_ceiling: typed("cost_ceiling"),
        constituted_group: form.given("constituted_group").is_some(),
        capacity: typed("capacity"),
        open: form.given("open").is_some(),
    }
}

fn filled(lever: &Lever) -> (LeverDraft, FormState) {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let (metres, neighbourhoods) = match &lever.remit {
        Remit::Everywhere => (String::new(), Vec::new()),
        Remit::Within { metres } => (metres.to_string(), Vec::new()),
        Remit::Neighbourhoods { slugs } => (String::new(), slugs.clone()),
    };
    let state = FormState::filled(&[
        ("title".into(), lever.title.clone()),
        ("text".into(), lever.text.clone()),
        ("kind".into(), lever.kind.key().into()),
        ("metres".into(), metres),
        ("cost_ceiling".into(), number(lever.cost_ceiling)),
        ("capacity".into(), number(lever.capacity)),
    ]);
    let draft = LeverDraft {
        themes: lever.themes.iter().map(|theme| theme.key().to_owned()).collect(),
        neighbourhoods,
        constituted_group: lever.constituted_group,
        open: lever.open,
        ..LeverDraft::default()
    };
    (draft, state)
}

/// What the page is drawn from: the draft for what is ticked, the state for what is typed.
#[derive(Default)]
struct Drawn {
    title: String,
    action: String,
    draft: LeverDraft,
    state: FormState,
}

fn draw(app: &App, who: &Who, drawn: Drawn) -> Response {
    let place = app.service.place();
    let neighbourhoods =
        place.neighbourhoods.iter().map(|n| (n.slug.clone(), n.name.clone())).collect::<Vec<_>>();
    let currency = place.head.currency.clone();
    let head = head(&drawn.title).status(drawn.state.status());
    app.page(who, head, || view! { <Edit drawn=drawn neighbourhoods=neighbourhoods currency=currency /> })
}

#[component]
fn Edit(drawn: Drawn, neighbourhoods: Vec<(String, String)>, currency: String) -> impl IntoView {
    let Drawn { title, action, draft, state } = drawn;
    let kinds = LeverKind::ALL
        .iter()
        .map(|k| (k.key().to_owned(), say::lever_kind(*k).to_owned()))
        .collect::<Vec<_>>();
    let themes =
        Theme::ALL.iter().map(|t| (t.key().to_owned(), say::theme(*t).to_owned())).collect::<Vec<_>>();
    let cost = m::manage_lever_cost(currency);
    view! {
        <main id="main" class="page">
            <h1>{title}</h1>
            <form class="form" method="post" action=action novalidate=true>
                <Errors state=state.clone() />
                <Field state=state.clone() name="title" label=m::manage_lever_title() most=160 />
                <Field state=state.clone() name="text" label=m::manage_lever_text() kind=FieldKind::Area />
                <SelectField state=state.clone() name="kind" label=m::manage_kind() options=kinds />
                <Ticks name="themes" legend=m::manage_lever_themes() options=themes chosen=draft.themes.clone() />
                <Field state=state.clone() name="metres" label=m::manage_lever_metres() kind=FieldKind::Number short=true />
                <Ticks name="neighbourhoods" legend=m::manage_lever_neighbourhoods() options=neighbourhoods chosen=draft.neighbourhoods.clone() />
                <Cost state=state.clone() label=cost />
                <Field state=state name="capacity" label=m::manage_lever_capacity() kind=FieldKind::Number short=true />
                <label class="check">
                    <input type="checkbox" name="constituted_group" value="1" checked=draft.constituted_group />
                    <span>{m::manage_lever_constituted()}</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="open" value="1" checked=draft.open /><span>{m::manage_lever_open()}</span>
                </label>
                <div class="actions"><button class="btn main">{m::save()}</button></div>
            </form>
        </main>
    }
}

/// The label names the place's currency, so it is no fixed message.
#[component]
fn Cost(state: FormState, label: String) -> impl IntoView {
    let error = state.error("cost_ceiling").map(say::problem);
    let invalid = error.as_ref().map(|_| "true");
    view! {
        <div class="field short">
            <label for="cost_ceiling">{label}</label>
            {error.map(|text| view! { <crate::components::FieldError name="cost_ceiling" text=text /> })}
            <input id="cost_ceiling" name="cost_ceiling" type="number" value=state.value("cost_ceiling") aria-invalid=invalid />
        </div>
    }
}

#[component]
fn Ticks(
    name: &'static str,
    legend: &'static str,
    options: Vec<(String, String)>,
    chosen: Vec<String>,
) -> impl IntoView {
    let boxes = options.into_iter().enumerate().map(|(n, (value, words))| {
        let checked = chosen.contains(&value);
        view! {
            <label class="check">
                <input type="checkbox" name=name id=(n == 0).then_some(name) value=value checked=checked /><span>{words}</span>
            </label>
        }
    });
    view! { <fieldset class="field"><legend>{legend}</legend><div class="choices cols">{boxes.collect_view()}</div></fieldset> }
}
