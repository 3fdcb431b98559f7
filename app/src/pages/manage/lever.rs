//! Making and changing a lever.

use super::{SAVED, head, saved};
use crate::components::{Errors, Field, FieldKind, SelectField};
use crate::messages as m;
use crate::pages::proposals::act::id;
use crate::say;
use crate::web::page::Flash;
use crate::web::{App, Form, FormState, PageResult, Who, redirect};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::ids::LeverId;
use domain::institutions::{Lever, Remit};
use domain::taxonomy::{LeverKind, Theme};
use leptos::prelude::*;
use service::Missing;
use service::manage::LeverDraft;

pub async fn blank(State(app): State<App>, who: Who, Path(slug): Path<String>) -> PageResult {
    app.service.managed(&who.facilitator()?, &slug).await?;
    let draft = LeverDraft { open: true, ..LeverDraft::default() };
    Ok(draw(&app, &who, Drawn { draft, ..Drawn::new(&slug) }))
}

pub async fn create(State(app): State<App>, who: Who, Path(slug): Path<String>, form: Form) -> PageResult {
    let (facilitator, draft) = (who.facilitator()?, draft(&form));
    match app.service.create_lever(&facilitator, &slug, &draft).await {
        Ok(_) => Ok(redirect(&format!("/manage/institutions/{slug}?{SAVED}"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            Ok(draw(&app, &who, Drawn { draft, state, ..Drawn::new(&slug) }))
        }
    }
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> PageResult {
    let lever: LeverId = id(&text, Missing::Lever)?;
    let lever = app.service.lever(&who.facilitator()?, lever).await?;
    let (draft, state) = filled(&lever);
    let flash = saved(query.as_deref());
    let action = format!("/manage/levers/{text}");
    Ok(draw(&app, &who, Drawn { title: lever.title, action, draft, state, flash }))
}

pub async fn change(State(app): State<App>, who: Who, Path(text): Path<String>, form: Form) -> PageResult {
    let lever: LeverId = id(&text, Missing::Lever)?;
    let (facilitator, draft) = (who.facilitator()?, draft(&form));
    let action = format!("/manage/levers/{text}");
    match app.service.change_lever(&facilitator, lever, &draft).await {
        Ok(()) => Ok(redirect(&format!("{action}?{SAVED}"))),
        Err(error) => {
            let state = FormState::after(&form, error)?;
            Ok(draw(
                &app,
                &who,
                Drawn { title: form.get("title").to_owned(), action, draft, state, flash: None },
            ))
        }
    }
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
    flash: Option<Flash>,
}

impl Drawn {
    /// A lever that is not there yet, of an institution.
    fn new(slug: &str) -> Self {
        let action = format!("/manage/institutions/{slug}/levers/new");
        Self { title: m::manage_new_lever().to_owned(), action, ..Self::default() }
    }
}

fn draw(app: &App, who: &Who, drawn: Drawn) -> Response {
    let place = app.service.place();
    let neighbourhoods =
        place.neighbourhoods.iter().map(|n| (n.slug.clone(), n.name.clone())).collect::<Vec<_>>();
    let currency = place.head.currency.clone();
    let head = head(&drawn.title).status(drawn.state.status()).flash(drawn.flash.clone());
    app.page(who, head, || view! { <Edit drawn=drawn neighbourhoods=neighbourhoods currency=currency /> })
}

#[component]
fn Edit(drawn: Drawn, neighbourhoods: Vec<(String, String)>, currency: String) -> impl IntoView {
    let Drawn { title, action, draft, state, .. } = drawn;
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

/// Boxes to tick, any number of them.
#[component]
pub(super) fn Ticks(
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
