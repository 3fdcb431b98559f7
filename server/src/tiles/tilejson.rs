//! TileJSON 3.0.0 (<https://github.com/mapbox/tilejson-spec/tree/master/3.0.0>): what each source holds.

use super::problem::TileProblem;
use super::{Filters, KEPT};
use app::App;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use service::map::tiles::BASE_CLOSEST;
use service::places::PlaceMap;
use tiles::grid::MOST_LAT;
use tiles::index::CLOSEST;

/// `GET /tiles/proposals.json`: its tiles have the filters it was asked with.
pub(super) async fn proposals(
    State(app): State<App>,
    filters: Result<Query<Filters>, QueryRejection>,
) -> Result<Response, TileProblem> {
    let Query(filters) = filters?;
    app.service.tile_filter(
        filters.theme.as_deref(),
        filters.stage.as_deref(),
        filters.neighbourhood.as_deref(),
    )?;
    let pairs =
        [("theme", filters.theme), ("stage", filters.stage), ("neighbourhood", filters.neighbourhood)];
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))));
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    let tiles = format!("{}/tiles/proposals/{{z}}/{{x}}/{{y}}.mvt{mark}{query}", app.settings.base_url);
    let fields = json!({
        "count": "Number of proposals at this spot",
        "theme": "The theme most of them have",
        "stage": "The stage most of them are at",
        "id": "The proposal's id, where count is 1",
        "title": "The proposal's title, where count is 1",
    });
    Ok(document(&app.service.place(), "proposals", tiles, CLOSEST, &[("proposals", 0, fields)]))
}

/// `GET /tiles/base.json`
pub(super) async fn base(State(app): State<App>) -> Response {
    let name = || json!({ "name": "Its name, where it has one" });
    let layers = [
        ("boundary", 0, json!({ "name": "The place's name" })),
        ("neighbourhoods", 0, json!({ "slug": "Its address", "name": "Its name" })),
        ("parks", 0, name()),
        ("water", 0, name()),
        ("rail", 9, name()),
        ("streets", 11, json!({ "name": "Its name, where it has one", "kind": "street or road" })),
        ("stations", 10, name()),
        (
            "place_names",
            0,
            json!({ "name": "The name", "kind": "What it names", "rank": "0 matters most, 4 least" }),
        ),
    ];
    let tiles = format!("{}/tiles/base/{{z}}/{{x}}/{{y}}.mvt", app.settings.base_url);
    document(&app.service.place(), "base", tiles, BASE_CLOSEST, &layers)
}

fn document(
    place: &PlaceMap,
    id: &str,
    tiles: String,
    closest: u8,
    layers: &[(&str, u8, Value)],
) -> Response {
    let layers: Vec<_> = layers
        .iter()
        .map(|(id, from, fields)| json!({ "id": id, "minzoom": from, "maxzoom": closest, "fields": fields }))
        .collect();
    let centre = place.head.centre;
    let json = json!({
        "tilejson": "3.0.0",
        "name": format!("{} {id}", place.head.name).trim(),
        "scheme": "xyz",
        "tiles": [tiles],
        "minzoom": 0,
        "maxzoom": closest,
        "bounds": bounds(place),
        "center": [centre.lon, centre.lat, place.head.zoom.round()],
        "attribution": place.attribution,
        "vector_layers": layers,
    });
    ([(header::CACHE_CONTROL, KEPT)], Json(json)).into_response()
}

/// West, south, east, north; the whole world where no place is loaded.
fn bounds(place: &PlaceMap) -> [f64; 4] {
    if place.is_loaded() {
        let b = place.bounds();
        [b.west, b.south.max(-MOST_LAT), b.east, b.north.min(MOST_LAT)]
    } else {
        [-180.0, -MOST_LAT, 180.0, MOST_LAT]
    }
}
