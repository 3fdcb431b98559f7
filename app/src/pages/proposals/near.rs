//! Ideas near a spot: the fold on the front page that asks for it, and what it answers.

use crate::components::{FieldError, Icon};
use crate::messages as m;
use crate::pages::proposals::list::link;
use crate::say;
use crate::web::PageError;
use crate::web::state::Settings;
use domain::FieldError as Wrong;
use domain::field::Problem;
use leptos::prelude::*;
use service::ServiceError;
use service::places::{PlaceMap, Spot};
use service::proposals::{ListQuery, ShownFilter};
use std::sync::Arc;

/// How far one may look, in metres, as the form offers it.
const DISTANCES: [u32; 4] = [500, 1_000, 2_000, 5_000];
/// How many spots of one name are offered.
const MOST_SPOTS: usize = 8;

/// A query whose `near` is a name that cannot be placed: said beside the field, and the list is shown without it.
pub(super) struct Asked {
    pub query: ListQuery,
    pub wrong: Option<Wrong>,
}

impl Asked {
    /// # Errors
    /// Whatever else is wrong with the query.
    pub(super) fn after(query: &ListQuery, error: ServiceError) -> Result<Self, PageError> {
        match error {
            ServiceError::Invalid(mut wrong)
                if wrong.iter().all(|w| w.field == "near") && !wrong.is_empty() =>
            {
                let query = ListQuery { near: None, within: None, sort: None, ..query.clone() };
                Ok(Self { query, wrong: Some(wrong.remove(0)) })
            }
            other => Err(other.into()),
        }
    }
}

/// What the list is measured from, in words, with a link that lets go of it.
#[component]
pub(super) fn Around(filter: ShownFilter, query: ListQuery, place: Arc<PlaceMap>) -> impl IntoView {
    filter.near.map(|near| {
        let typed = query.near.as_deref().filter(|near| !near.contains(','));
        let words = typed.map_or_else(|| say::whereabouts(&place.whereabouts(near), &place), ToOwned::to_owned);
        let said = match filter.within {
            Some(metres) => m::near_shown(metres_in_words(metres), words),
            None => m::near_shown_any(words),
        };
        let all = link(&query, |q| (q.near, q.within, q.sort) = (None, None, None));
        view! { <p class="row between around"><span>{said}</span><a class="btn small" href=all>{m::near_anywhere()}</a></p> }
    })
}

/// The form: a name to type, or where one is, and how far.
#[component]
pub(super) fn Near(
    query: ListQuery,
    /// What was asked for but could not be placed.
    typed: Option<String>,
    wrong: Option<Wrong>,
    place: Arc<PlaceMap>,
    settings: Arc<Settings>,
) -> impl IntoView {
    let ambiguous = wrong.as_ref().is_some_and(|w| w.problem == Problem::Ambiguous);
    let name = typed.or_else(|| query.near.clone().filter(|near| !near.contains(','))).unwrap_or_default();
    let spots = if ambiguous { place.spots(&name, MOST_SPOTS) } else { Vec::new() };
    let error = wrong.as_ref().map(say::problem);
    let invalid = error.as_ref().map(|_| "true");
    let described = error.as_ref().map(|_| "near-error");
    let distances = DISTANCES.map(|metres| {
        let selected = query.within.as_deref() == Some(metres.to_string().as_str());
        view! { <option value=metres selected=selected>{metres_in_words(metres)}</option> }
    });
    let any_distance = query.near.is_some() && query.within.is_none();
    let open = query.near.is_some() || error.is_some();
    view! {
        <details class="fold" open=open id="near-me">
            <summary>{m::near_heading()}</summary>
            <form class="filters fold-body" method="get" action="/" data-wake=settings.assets.locate.clone()
                data-asking=m::locate_asking() data-refused=m::locate_refused() data-outside=m::locate_outside(say::place_name(&place))
                data-chosen=m::where_chosen("#") data-found=m::places_found("#")>
                <Kept query=query.clone() />
                <input type="hidden" name="sort" value="nearest" />
                <div class="field">
                    <label for="near">{m::near_field()}</label>
                    {error.map(|text| view! { <FieldError name="near" text=text /> })}
                    <input id="near" name="near" maxlength="100" value=name aria-invalid=invalid aria-describedby=described />
                </div>
                <Spots spots=spots query=query place=place.clone() />
                <div class="field">
                    <label for="within">{m::near_within()}</label>
                    <select id="within" name="within">
                        {distances.collect_view()}
                        <option value="" selected=any_distance>{m::near_within_any()}</option>
                    </select>
                </div>
                <button class="btn small">{m::near_submit()}</button>
                <button type="button" class="btn small scripted" data-locate="submit"><Icon name="locate" />{m::near_me()}</button>
                <p class="quiet chosen" role="status"></p>
            </form>
        </details>
    }
}

/// What else the list is narrowed by, which stays.
#[component]
fn Kept(query: ListQuery) -> impl IntoView {
    let kept = [
        ("neighbourhood", query.neighbourhood),
        ("theme", query.theme),
        ("stage", query.stage),
        ("q", query.q),
    ];
    let inputs = kept.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(view! { <input type="hidden" name=name value=value /> })
    });
    inputs.collect_view()
}

/// Spots of one name, each a link.
#[component]
fn Spots(spots: Vec<Spot>, query: ListQuery, place: Arc<PlaceMap>) -> impl IntoView {
    (!spots.is_empty()).then(|| {
        let links = spots.into_iter().map(|spot| {
            let (words, at) = (say::spot(&spot, &place), spot.position);
            let href = link(&query, |q| {
                q.near = Some(format!("{:.6},{:.6}", at.lon, at.lat));
                q.within = Some(DISTANCES[0].to_string());
                q.sort = Some("nearest".to_owned());
            });
            view! { <li><a class="suggest-item" href=href>{words}</a></li> }
        });
        view! { <div class="suggest"><h2>{m::where_choose_one()}</h2><ul>{links.collect_view()}</ul></div> }
    })
}

fn metres_in_words(metres: u32) -> String {
    if metres.is_multiple_of(1_000) {
        m::near_within_kilometres(metres / 1_000)
    } else {
        m::near_within_metres(metres)
    }
}
