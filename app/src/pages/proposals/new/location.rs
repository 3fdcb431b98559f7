//! Where an idea is: by a name, by where one is, by the cross on the map, or by a neighbourhood.
//!
//! `near` is what was typed. `at` (`lon,lat`) is a spot that was chosen while `near` said `near_was`: typing another
//! name lets go of it. `view` (`lon,lat,zoom`) is what the picker shows, moved by buttons that post the form.

use crate::components::map::{MapLinks, MapPicture};
use crate::components::{Field, FieldError, Icon, SelectField};
use crate::messages as m;
use crate::pages::map::wake::Wake;
use crate::say;
use crate::web::state::Settings;
use crate::web::{Form, FormState};
use domain::field::Problem;
use domain::places::Position;
use leptos::prelude::*;
use service::Service;
use service::board::Filter;
use service::map::{Picture, View};
use service::places::{PlaceMap, Spot};

/// The picker's picture in its own units, and how many of them make a pixel on a phone.
const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 130.0;
const UNIT: f64 = 0.58;
/// How many spots of one name are offered.
const MOST_SPOTS: usize = 8;
/// How close the map comes to a spot.
const CLOSE: f64 = 14.5;

/// What the fields about the location show.
pub(super) struct Location {
    state: FormState,
    neighbourhoods: Vec<(String, String)>,
    /// What goes by the typed name, where it is more than one.
    spots: Vec<(String, String)>,
    /// The chosen spot in words.
    chosen: Option<String>,
    /// Whether the picker is open.
    open: bool,
    picture: Picture,
    cross: String,
    place: String,
    script: String,
    wake: Wake,
}

/// The spot that was chosen, unless another name was typed since.
pub(super) fn chosen(form: &Form) -> Option<(f64, f64)> {
    let holds = form.get("near").trim() == form.get("near_was").trim();
    let spot = form.given("which").or_else(|| form.given("at"))?;
    if holds { numbers(spot).map(|[lon, lat]| (lon, lat)) } else { None }
}

/// The form's fields after one of its buttons: the cross moved, put down or taken away.
pub(super) fn moved(place: &PlaceMap, form: &Form, wish: &str) -> Vec<(String, String)> {
    let mut fields: Vec<_> = form.fields().to_vec();
    let mut set = |name: &str, value: String| {
        fields.retain(|(known, _)| known != name);
        fields.push((name.to_owned(), value));
    };
    let view = view_of(place, form.get("view"), form.get("at"));
    let step = match wish {
        "n" => view.moved(0.0, -HEIGHT / 3.0),
        "s" => view.moved(0.0, HEIGHT / 3.0),
        "w" => view.moved(-WIDTH / 3.0, 0.0),
        "e" => view.moved(WIDTH / 3.0, 0.0),
        "closer" => view.zoomed(1.0),
        "further" => view.zoomed(-1.0),
        _ => view,
    };
    match wish {
        "put" => {
            set("at", format!("{:.6},{:.6}", view.centre.lon, view.centre.lat));
            for other in ["near", "near_was", "which", "neighbourhood"] {
                set(other, String::new());
            }
            set("view", written(&view));
        }
        "similar" => {}
        _ => set("view", written(&step)),
    }
    fields
}

impl Location {
    pub(super) fn of(service: &Service, settings: &Settings, state: &FormState) -> Self {
        let place = service.place();
        let mut neighbourhoods = vec![(String::new(), m::field_neighbourhood_none().to_owned())];
        neighbourhoods.extend(place.neighbourhoods.iter().map(|n| (n.slug.clone(), n.name.clone())));
        let ambiguous = state.error("where").is_some_and(|error| error.problem == Problem::Ambiguous);
        let offered = ambiguous || !state.value("which").is_empty();
        let spots = if offered { place.spots(&state.value("near"), MOST_SPOTS) } else { Vec::new() };
        let spot = |spot: Spot| (say::spot(&spot, &place), lon_lat(spot.position));
        let at = position(&state.value("at"));
        let view = view_of(&place, &state.value("view"), &state.value("at"));
        let in_words = |at| say::whereabouts(&place.whereabouts(at), &place);
        let mut picture =
            service.picture(view, &Filter { among: Some(Vec::new()), ..Filter::default() }, UNIT);
        picture.marks.clear();
        Self {
            spots: spots.into_iter().map(spot).collect(),
            chosen: at.map(in_words),
            open: !state.value("view").is_empty(),
            cross: in_words(view.centre),
            picture,
            place: say::place_name(&place),
            script: settings.assets.locate.clone(),
            wake: Wake::picker(settings, &place, &whole(&place), &view),
            neighbourhoods,
            state: state.clone(),
        }
    }
}

/// The fields about the location.
pub(super) fn view(location: Location) -> impl IntoView {
    let Location { state, neighbourhoods, spots, chosen, open, picture, cross, place, script, wake } =
        location;
    let error = state.error("where").map(say::problem);
    // With several spots to choose from, what was typed stands until another name is typed.
    let near_was = if spots.is_empty() { state.value("near_was") } else { state.value("near") };
    let words = chosen.as_deref().map(m::where_chosen);
    view! {
        <fieldset class="field where" id="where" data-wake=script
            data-asking=m::locate_asking() data-refused=m::locate_refused() data-outside=m::locate_outside(place.as_str())
            data-chosen=m::where_chosen("#") data-found=m::places_found("#")>
            <legend>{m::field_where()}</legend>
            <p class="hint">{m::field_where_hint()}</p>
            {error.map(|text| view! { <FieldError name="where" text=text /> })}
            <input type="hidden" name="at" value=state.value("at") />
            <input type="hidden" name="near_was" value=near_was />
            <div class="name-or-here">
                <Field state=state.clone() name="near" label=m::field_near() most=100 />
                <button type="button" class="btn scripted" data-locate="">
                    <Icon name="locate" />{m::use_location()}
                </button>
            </div>
            <Which spots=spots state=state.clone() />
            <p class="chosen" role="status">{words}</p>
            <Picker picture=picture open=open cross=cross place=place.clone() view=state.value("view") wake=wake />
            <SelectField state=state name="neighbourhood" label=m::field_neighbourhood() options=neighbourhoods />
        </fieldset>
    }
}

/// Places of the typed name, to choose one.
#[component]
fn Which(spots: Vec<(String, String)>, state: FormState) -> impl IntoView {
    (!spots.is_empty()).then(|| {
        let choices = spots.into_iter().map(|(words, at)| {
            let checked = state.is("which", &at);
            view! {
                <label class="choice">
                    <input type="radio" name="which" value=at checked=checked />
                    <span>{words}</span>
                </label>
            }
        });
        view! {
            <fieldset class="field which">
                <legend>{m::where_choose_one()}</legend>
                <div class="choices">{choices.collect_view()}</div>
            </fieldset>
        }
    })
}

/// The map under a cross: moved by buttons, which post the form and keep what was typed.
#[component]
fn Picker(
    picture: Picture,
    open: bool,
    cross: String,
    place: String,
    view: String,
    wake: Wake,
) -> impl IntoView {
    let ways = [
        ("n", "icon up", m::map_north()),
        ("w", "icon left", m::map_west()),
        ("e", "icon", m::map_east()),
        ("s", "icon down", m::map_south()),
    ];
    let ways = ways.map(|(way, icon, word)| {
        view! {
            <button class=format!("tool {way}") name="do" value=way formaction="/proposals/new#picker" data-pan=way aria-label=word>
                <svg class=icon aria-hidden="true"><use href="/assets/icons.svg#chevron"></use></svg>
            </button>
        }
    });
    let zooms = [("plus", "closer", "1", m::map_closer()), ("minus", "further", "-1", m::map_further())];
    let zooms = zooms.map(|(icon, wish, by, word)| {
        view! {
            <button class="tool" name="do" value=wish formaction="/proposals/new#picker" data-zoom=by aria-label=word>
                <Icon name=icon />
            </button>
        }
    });
    let links = MapLinks::to_ideas(String::new());
    view! {
        <details class="fold" id="picker" open=open>
            <summary>{m::where_on_map()}</summary>
            <div class="fold-body stack">
                <p class="hint">{m::where_on_map_text()}</p>
                <input type="hidden" name="view" value=view />
                <div class="mapbox picker" data-touched="" data-wake=wake.script data-map=wake.told>
                    <MapPicture picture=picture links=links place=place />
                    <svg class="crosshair" viewBox="0 0 24 24" aria-hidden="true"><use href="/assets/icons.svg#target"></use></svg>
                    <div class="map-tools">{zooms.collect_view()}</div>
                    <div class="map-pan" role="group" aria-label=m::map_move()>{ways.collect_view()}</div>
                    <button type="button" class="btn map-open" data-full="">
                        <Icon name="expand" />{m::where_full()}
                    </button>
                </div>
                <dialog class="map-full" aria-label=m::where_on_map()>
                    <div class="map-full-foot">
                        <p class="hint" data-how="">{m::where_on_map_text()}</p>
                        <button type="button" class="btn main" data-done="">{m::where_done()}</button>
                    </div>
                </dialog>
                <p class="quiet" data-cross="">{m::where_cross(cross)}</p>
                <button class="btn" name="do" value="put" formaction="/proposals/new#where">{m::where_put()}</button>
            </div>
        </details>
    }
}

/// The picker's view: as it was left, else around the chosen spot, else the whole place.
fn view_of(place: &PlaceMap, view: &str, at: &str) -> View {
    if let Some([lon, lat, zoom]) = numbers(view)
        && let Ok(centre) = Position::new(lon, lat)
    {
        return View::new(centre, zoom, WIDTH, HEIGHT);
    }
    match position(at) {
        Some(at) => View::new(at, CLOSE, WIDTH, HEIGHT),
        None => whole(place),
    }
}

fn whole(place: &PlaceMap) -> View {
    View::fit(place.bounds(), WIDTH, HEIGHT, WIDTH * 0.95, HEIGHT * 0.95)
}

fn written(view: &View) -> String {
    format!("{:.6},{:.6},{:.2}", view.centre.lon, view.centre.lat, view.zoom)
}

fn lon_lat(at: Position) -> String {
    format!("{:.6},{:.6}", at.lon, at.lat)
}

fn position(text: &str) -> Option<Position> {
    numbers(text).and_then(|[lon, lat]| Position::new(lon, lat).ok())
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let parts: Vec<f64> = text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}
