//! The front page: the map's picture, and ideas as a list that narrows.

use crate::components::map::{MapLinks, MapPicture};
use crate::components::{Icon, IdeaList};
use crate::messages as m;
use crate::pages::map;
use crate::pages::map::wake::Wake;
use crate::pages::proposals::near::{Around, Asked, Near};
use crate::say;
use crate::web::page::{Head, Section};
use crate::web::state::Settings;
use crate::web::{App, PageResult, Query, Who};
use axum::extract::State;
use axum::http::StatusCode;
use domain::Time;
use domain::proposals::Sort;
use domain::taxonomy::{Stage, Theme};
use leptos::prelude::*;
use service::map::Picture;
use service::places::PlaceMap;
use service::proposals::{List, ListQuery};
use std::sync::Arc;

pub async fn page(State(app): State<App>, who: Who, Query(query): Query<ListQuery>) -> PageResult {
    let asked = match app.service.board_filter(&query).await {
        Ok(_) => Asked { query: query.clone(), wrong: None },
        Err(error) => Asked::after(&query, error)?,
    };
    let list = app.service.list_proposals(&who, &asked.query).await?;
    let filter = app.service.board_filter(&asked.query).await?;
    let (place, now) = (app.service.place(), app.service.now());
    let status = if asked.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let head = Head::new(m::ideas_title(), Section::Ideas)
        .description(m::ideas_description(place.head.name.as_str()))
        .status(status);
    let picture = app.service.picture(map::front(&place), &filter, 1.0);
    let typed = asked.wrong.is_some().then(|| query.near.unwrap_or_default());
    let settings = app.settings.clone();
    Ok(app.page(
        &who,
        head,
        || view! { <Front list=list picture=picture asked=asked typed=typed place=place settings=settings now=now /> },
    ))
}

#[component]
fn Front(
    list: List,
    picture: Picture,
    asked: Asked,
    typed: Option<String>,
    place: Arc<PlaceMap>,
    settings: Arc<Settings>,
    now: Time,
) -> impl IntoView {
    let Asked { query, wrong } = asked;
    let wake = Wake::front(&settings, &place, &query);
    let base = map::base(&query);
    let open = base.trim_end_matches(['?', '&']).to_owned();
    let heading = match &list.filter.neighbourhood {
        Some((_, name)) => m::ideas_in_place(list.total, name.as_str()),
        None => m::ideas_in_place(list.total, name_of(&place)),
    };
    let shown = list.items.len();
    let button = format!("btn map-open {}", map::freest(&picture.marks));
    let about = list.filter.neighbourhood.as_ref().map(|(slug, name)| {
        view! { <a href=format!("/neighbourhoods/{slug}")>{m::ideas_about_neighbourhood(name.as_str())}</a> }
    });
    let feed = feed_address(&query);
    view! {
        <main id="main" class="front">
            <div class="mapbox" data-touched="" data-wake=wake.script data-map=wake.told>
                <MapPicture picture=picture links=MapLinks::to_ideas(base) place=name_of(&place) />
                <a class=button href=open><Icon name="map" />" "{m::map_open()}</a>
            </div>
            <section class="sheet">
                <div class="sheet-head"><h1>{heading}</h1></div>
                <Around filter=list.filter query=query.clone() place=place.clone() />
                <ThemeChips query=query.clone() />
                <Filters query=query.clone() place=place.clone() />
                <Near query=query.clone() typed=typed wrong=wrong place=place settings=settings />
                {if shown == 0 {
                    view! { <NoIdeas /> }.into_any()
                } else {
                    view! { <IdeaList cards=list.items now=now /> }.into_any()
                }}
                <More query=query next=list.next shown=shown total=list.total />
                <p class="row">{about}<a href=feed>{m::filter_feed()}</a></p>
            </section>
        </main>
    }
}

/// The place's name, or words for one that is not loaded yet.
pub fn name_of(place: &PlaceMap) -> String {
    say::place_name(place)
}

/// The same list as a feed.
fn feed_address(query: &ListQuery) -> String {
    let pairs = pairs(&ListQuery { after: None, ..query.clone() });
    if pairs.is_empty() { "/feed.atom".to_owned() } else { format!("/feed.atom?{pairs}") }
}

/// The same query with one thing changed, as a link.
pub fn link(query: &ListQuery, change: impl FnOnce(&mut ListQuery)) -> String {
    let mut query = ListQuery { after: None, ..query.clone() };
    change(&mut query);
    let pairs = pairs(&query);
    if pairs.is_empty() { "/".to_owned() } else { format!("/?{pairs}") }
}

/// A list's query as it stands in an address.
#[must_use]
pub fn pairs(query: &ListQuery) -> String {
    let pairs = [
        ("neighbourhood", &query.neighbourhood),
        ("theme", &query.theme),
        ("stage", &query.stage),
        ("q", &query.q),
        ("bbox", &query.bbox),
        ("near", &query.near),
        ("within", &query.within),
        ("sort", &query.sort),
        ("after", &query.after),
        ("limit", &query.limit),
    ];
    let mut out = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            out.append_pair(name, value);
        }
    }
    out.finish()
}

/// Themes to narrow by, one at a time.
#[component]
pub fn ThemeChips(
    query: ListQuery,
    /// The map's view (`at=…&z=…`), where it is the map that is narrowed.
    #[prop(optional, into)]
    on_map: Option<String>,
) -> impl IntoView {
    let chosen = query.theme.clone().unwrap_or_default();
    let about = |theme: Option<&Theme>| {
        let narrowed = ListQuery { theme: theme.map(|theme| theme.key().to_owned()), ..query.clone() };
        match &on_map {
            Some(view) => format!("{}{view}", map::base(&narrowed)),
            None => link(&narrowed, |_| {}),
        }
    };
    let all = about(None);
    let chips = Theme::ALL.iter().map(|theme| {
        let href = about(Some(theme));
        let current = (chosen == theme.key()).then_some("true");
        view! { <a class="chip" href=href aria-current=current>{say::theme(*theme)}</a> }
    });
    view! {
        <nav class="chips" aria-label=m::themes()>
            <a class="chip" href=all aria-current=chosen.is_empty().then_some("true")>{m::all_themes()}</a>
            {chips.collect_view()}
        </nav>
    }
}

/// Neighbourhood, stage, words and order, in one form that opens.
#[component]
fn Filters(query: ListQuery, place: Arc<PlaceMap>) -> impl IntoView {
    let open = query.neighbourhood.is_some() || query.stage.is_some() || query.q.is_some();
    let neighbourhoods =
        place.neighbourhoods.iter().map(|n| (n.slug.clone(), n.name.clone())).collect::<Vec<_>>();
    let stages = Stage::ALL.iter().filter(|s| **s != Stage::Draft);
    let stages = stages.map(|s| (s.key().to_owned(), say::stage(*s).to_owned())).collect::<Vec<_>>();
    let mut sorts = vec![Sort::Newest, Sort::Supported];
    if query.near.is_some() {
        sorts.push(Sort::Nearest);
    }
    let sorts = sorts.into_iter().map(|s| (s.key().to_owned(), say::sort(s).to_owned())).collect();
    let around = [("near", query.near.clone()), ("within", query.within.clone())];
    let around = around
        .into_iter()
        .filter_map(|(name, value)| Some(view! { <input type="hidden" name=name value=value? /> }));
    view! {
        <details class="fold" open=open>
            <summary>{m::filter_heading()}</summary>
            <form class="filters fold-body" method="get" action="/">
                {around.collect_view()}
                {query.theme.clone().map(|theme| view! { <input type="hidden" name="theme" value=theme /> })}
                <div class="field">
                    <label for="q">{m::filter_words()}</label>
                    <input id="q" name="q" type="search" maxlength="200" value=query.q.clone().unwrap_or_default() />
                </div>
                <Choice name="neighbourhood" label=m::filter_neighbourhood() any=Some(m::filter_any_neighbourhood())
                    options=neighbourhoods chosen=query.neighbourhood.clone() />
                <Choice name="stage" label=m::filter_stage() any=Some(m::filter_any_stage()) options=stages chosen=query.stage.clone() />
                <Choice name="sort" label=m::filter_sort() any=None options=sorts chosen=query.sort.clone() />
                <button class="btn small">{m::filter_submit()}</button>
            </form>
        </details>
    }
}

#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    any: Option<&'static str>,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, words)| {
        let selected = chosen.as_deref() == Some(value.as_str());
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                {any.map(|any| view! { <option value="">{any}</option> })}
                {options.collect_view()}
            </select>
        </div>
    }
}

#[component]
fn NoIdeas() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="map" />
            <h2>{m::ideas_none()}</h2>
            <p>{m::ideas_none_text()}</p>
            <a class="btn main" href="/proposals/new">{m::nav_new_idea()}</a>
        </div>
    }
}

#[component]
fn More(query: ListQuery, next: Option<String>, shown: usize, total: usize) -> impl IntoView {
    next.map(|next| {
        let href = link(&query, |q| q.after = Some(next));
        view! {
            <nav class="more" aria-label=m::ideas_more()>
                <a class="btn" href=href>{m::ideas_more()}</a>
                <p class="quiet">{m::ideas_shown(shown, total)}</p>
            </nav>
        }
    })
}
