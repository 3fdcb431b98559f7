//! `fulcrum import boundaries`: neighbourhoods from anyone's GeoJSON.

use domain::ids::NeighbourhoodId;
use domain::places::Position;
use serde_json::{Value, json};
use service::places::import::{BoundaryOptions, BoundaryReport};
use std::path::PathBuf;
use store::audit::Cursor;
use tests::{Place, on_both, town};

on_both![
    areas_take_the_place_of_the_neighbourhoods_and_a_second_run_changes_nothing,
    a_point_on_a_border_is_in_one_neighbourhood_always_the_same,
    a_bad_file_changes_nothing,
    a_real_file_comes_in,
];

fn area(name: &str, west: f64, east: f64) -> Value {
    let ring = json!([[west, 51.5], [west, 51.51], [east, 51.51], [east, 51.5], [west, 51.5]]);
    json!({
        "type": "Feature", "properties": { "WD23NM": name, "WD23CD": format!("E05{name}") },
        "geometry": { "type": "MultiPolygon", "coordinates": [[ring]] },
    })
}

fn file(areas: &[Value]) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": areas }).to_string().into_bytes()
}

async fn import(place: &Place, areas: &[Value]) -> Result<BoundaryReport, String> {
    let options = BoundaryOptions::default();
    let report = place.service().import_boundaries("wards.geojson", file(areas), &options).await;
    report.map_err(|error| error.to_string())
}

fn ids(place: &Place) -> Vec<(String, NeighbourhoodId)> {
    place.service().place().neighbourhoods.iter().map(|n| (n.slug.clone(), n.id)).collect()
}

/// What the audit log holds.
async fn events(place: &Place) -> Vec<String> {
    let changes = store::audit::after(place.store(), Cursor::default(), 1_000).await.expect("the log");
    changes.into_iter().map(|change| format!("{} {}", change.subject, change.action)).collect()
}

async fn areas_take_the_place_of_the_neighbourhoods_and_a_second_run_changes_nothing(place: Place) {
    let idea = place.idea("Benches on Mill Lane").at(town::EAST).create().await;
    let before = ids(&place);
    // The west goes on a little further, the middle and the east become one.
    let areas = [area("West", 0.0, 0.012), area("Marsh Side", 0.012, 0.03)];
    let report = import(&place, &areas).await.expect("a report");
    assert_eq!((report.added, report.changed, report.gone, report.moved), (1, 1, 2, 1));
    let after = ids(&place);
    assert_eq!(after[0], before[0], "the west keeps its id");
    assert_eq!(after[1].0, "marsh-side");
    let listed = place.anonymous().api_get("/proposals?neighbourhood=marsh-side").await.expect(200).json();
    assert_eq!(listed["items"][0]["id"], idea.to_string());
    let written = events(&place).await;
    assert!(written.contains(&"place bounded".to_owned()), "{written:?}");
    let again = import(&place, &areas).await.expect("a report");
    assert_eq!((again.added, again.changed, again.same, again.gone, again.moved), (0, 0, 2, 0, 0));
    assert_eq!(ids(&place), after);
    assert_eq!(events(&place).await, written, "nothing was written");
    // Another server has it too, and the map's tiles show it.
    let other = place.another_server(None).await;
    let tile = other.anonymous().tile("/tiles/base/14/8192/5448.mvt").await;
    let slugs: Vec<_> = tile.features("neighbourhoods").iter().map(|f| tests::text(f, "slug")).collect();
    assert_eq!(slugs, ["west", "marsh-side"]);
}

async fn a_point_on_a_border_is_in_one_neighbourhood_always_the_same(place: Place) {
    let areas = [area("West", 0.0, 0.012), area("Marsh Side", 0.012, 0.03)];
    import(&place, &areas).await.expect("a report");
    let on_it = Position { lon: 0.012, lat: 51.505 };
    let idea = place.idea("A bench on the border").at(on_it).create().await;
    for server in [&place, &place.another_server(None).await] {
        let here = server.service().place().neighbourhood_at(on_it).map(|n| n.slug.clone());
        assert_eq!(here.as_deref(), Some("west"), "the first in the file");
    }
    for (slug, count) in [("west", 1), ("marsh-side", 0)] {
        let listed =
            place.anonymous().api_get(&format!("/proposals?neighbourhood={slug}")).await.expect(200).json();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(count), "{slug} {idea}");
    }
}

async fn a_bad_file_changes_nothing(place: Place) {
    let before = ids(&place);
    let point = json!({ "type": "Feature", "properties": { "WD23NM": "Nowhere" }, "geometry": { "type": "Point", "coordinates": [0, 51] } });
    let why = import(&place, &[area("New", 0.0, 0.01), point]).await.expect_err("refused");
    assert!(why.contains("wards.geojson") && why.contains("Nowhere"), "{why}");
    assert_eq!(ids(&place), before);
}

async fn a_real_file_comes_in(place: Place) {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("FULCRUM_DATA").map_or_else(beside, PathBuf::from).join("places/newham");
    if !folder.exists() {
        println!("skipped: no data");
        return;
    }
    let read = |file: &str| std::fs::read(folder.join(file));
    place.service().import_place(&read, false).await.expect("a place");
    let before = ids(&place);
    let bytes = read("neighbourhoods.geojson").expect("a file");
    let options = BoundaryOptions { simplify: 10.0, ..BoundaryOptions::default() };
    for _ in 0..2 {
        let report =
            place.service().import_boundaries("n.geojson", bytes.clone(), &options).await.expect("a report");
        assert_eq!((report.added, report.gone), (0, 0));
        assert!(report.simplified > 1.0, "{report:?}");
        assert_eq!(ids(&place), before);
    }
}
