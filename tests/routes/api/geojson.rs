//! `/api/v1/proposals.geojson`

use domain::taxonomy::Theme;
use serde_json::{Value, json};
use tests::{Place, on_both, town};

on_both![every_idea_is_a_feature, the_filters_are_those_of_the_list];

async fn every_idea_is_a_feature(place: Place) {
    let idea = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let answer = place.anonymous().api_get("/proposals.geojson").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let expected = json!({
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature", "id": idea,
            "geometry": { "type": "Point", "coordinates": [town::WEST.lon, town::WEST.lat] },
            "properties": {
                "id": idea, "title": "Benches on Mill Lane", "theme": "green", "stage": "open",
                "support_count": 0, "answered": false,
            },
        }],
    });
    assert_eq!(answer.json(), expected);
    place.idea("A tool library").somewhere_in("east").create().await;
    let features =
        place.anonymous().api_get("/proposals.geojson?neighbourhood=east").await.expect(200).json();
    assert_eq!(features["features"][0]["geometry"], Value::Null);
}

async fn the_filters_are_those_of_the_list(place: Place) {
    place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    place.idea("A shared kitchen").at(town::EAST).about(Theme::Food).create().await;
    let map = place.anonymous().api_get("/proposals.geojson?theme=food").await.expect(200).json();
    assert_eq!(map["features"].as_array().map(Vec::len), Some(1));
    assert_eq!(map["features"][0]["properties"]["title"], "A shared kitchen");
    let answer = place.anonymous().api_get("/proposals.geojson?bbox=1").await.expect(422);
    assert_eq!(answer.fields(), ["bbox"]);
}
