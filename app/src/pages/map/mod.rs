//! The full map: a picture one moves by links. What it shows is all in its address.

pub mod beside;
mod corner;
mod front;
pub mod wake;

use crate::components::Icon;
use crate::components::map::{MapLinks, MapPicture};
use crate::messages as m;
use crate::pages::proposals::list::{ThemeChips, link, name_of, pairs};
use crate::web::page::{Head, Section};
use crate::web::{App, PageResult, Query, Who};
use axum::extract::State;
use beside::{Aside, Beside};
use domain::places::Position;
use leptos::prelude::*;
use serde::Deserialize;
use service::map::{Picture, View};
use service::places::PlaceMap;
use service::proposals::ListQuery;
use wake::Wake;

pub use corner::freest;
pub use front::view as front;

/// The picture's size in its own units, and how many of them make a pixel on a phone.
const SIDE: f64 = 800.0;
const UNIT: f64 = 1.15;
/// What a phone shows of it across.
const SHOWN: f64 = 440.0;
/// How far a link moves the map, and how much closer one comes.
const STEP: f64 = 200.0;

/// The map's own part of its address; the rest is a list's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MapQuery {
    /// `lon,lat` of the middle.
    pub at: Option<String>,
    pub z: Option<String>,
    /// The chosen idea.
    pub sel: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    who: Who,
    Query(query): Query<MapQuery>,
    Query(list): Query<ListQuery>,
) -> PageResult {
    let filter = app.service.board_filter(&list).await?;
    let place = app.service.place();
    let view = view(&place, &query);
    let picture = app.service.picture(view, &filter, UNIT);
    let shown =
        ListQuery { bbox: Some(list.bbox.clone().unwrap_or_else(|| beside::bbox(&view))), ..list.clone() };
    let beside = Beside::of(&app, &who, &shown, query.sel.as_deref(), address(&base(&list), &view)).await?;
    let head = Head::new(m::map_title(), Section::Ideas).description(m::ideas_description(name_of(&place)));
    let wake = Wake::whole(&app.settings, &place, &list, query.sel.as_deref());
    Ok(app.page(
        &who,
        head,
        || view! { <Map picture=picture list=list beside=beside place=name_of(&place) wake=wake /> },
    ))
}

/// The view an address asks for; what it leaves out, or says badly, is the whole place.
fn view(place: &PlaceMap, query: &MapQuery) -> View {
    let whole = View::fit(place.bounds(), SIDE, SIDE, SHOWN, SHOWN);
    let at = query.at.as_deref().and_then(|at| {
        let (lon, lat) = at.split_once(',')?;
        Position::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?).ok()
    });
    let zoom = query.z.as_deref().and_then(|z| z.trim().parse::<f64>().ok()).filter(|z| z.is_finite());
    View::new(at.unwrap_or(whole.centre), zoom.unwrap_or(whole.zoom), SIDE, SIDE)
}

/// `/map?…&`: the filters, with room for the view behind them.
#[must_use]
pub fn base(list: &ListQuery) -> String {
    let query = pairs(list);
    if query.is_empty() { "/map?".to_owned() } else { format!("/map?{query}&") }
}

fn address(base: &str, view: &View) -> String {
    format!("{base}at={:.5},{:.5}&z={:.2}", view.centre.lon, view.centre.lat, view.zoom)
}

#[component]
fn Map(picture: Picture, list: ListQuery, beside: Beside, place: String, wake: Wake) -> impl IntoView {
    let base = base(&list);
    let view = picture.view;
    let selected = beside.card.as_ref().map(|card| card.id.to_string());
    let links = MapLinks::on_map(base.clone(), format!("{}&", address(&base, &view)));
    let total = picture.total;
    let pan = [
        ("n", 0.0, -STEP, m::map_north()),
        ("w", -STEP, 0.0, m::map_west()),
        ("e", STEP, 0.0, m::map_east()),
        ("s", 0.0, STEP, m::map_south()),
    ];
    let turn = |way: &str| match way {
        "n" => "icon up",
        "s" => "icon down",
        "w" => "icon left",
        _ => "icon",
    };
    let pan = pan.map(|(way, dx, dy, word)| {
        let href = address(&base, &view.moved(dx, dy));
        view! {
            <a class=format!("tool {way}") href=href data-pan=way aria-label=word>
                <svg class=turn(way) aria-hidden="true"><use href="/assets/icons.svg#chevron"></use></svg>
            </a>
        }
    });
    view! {
        <main id="main" class="mappage">
            <h1 class="visually-hidden">{m::map_of_ideas(total, place.clone())}</h1>
            <div class="mapbox full" data-wake=wake.script data-map=wake.told>
                <MapPicture picture=picture links=links place=place selected=selected />
                <nav class="map-pan" aria-label=m::map_move()>{pan.collect_view()}</nav>
                <div class="map-tools">
                    <a class="tool" href=address(&base, &view.zoomed(1.0)) data-zoom="1" aria-label=m::map_closer()><Icon name="plus" /></a>
                    <a class="tool" href=address(&base, &view.zoomed(-1.0)) data-zoom="-1" aria-label=m::map_further()><Icon name="minus" /></a>
                    <a class="tool" href=base.trim_end_matches(['?', '&']).to_owned() data-zoom="0" aria-label=m::map_whole()><Icon name="home" /></a>
                </div>
                {wake.credit.map(|credit| view! { <p class="map-note">{credit}</p> })}
            </div>
            <div class="sheet">
                <ThemeChips query=list.clone() on_map=address("", &view) />
                <div class="map-beside" id="map-beside"><Aside beside=beside /></div>
                <p><a class="link" href=link(&list, |_| {})>{m::map_to_list()}</a></p>
            </div>
        </main>
    }
}

/// A small view around one point.
#[must_use]
pub fn around(point: Position) -> View {
    View::new(point, 14.2, 190.0, 110.0)
}
