//! `/api/v1/places` and `/api/v1/places/at`

use serde_json::{Value, json};
use tests::{Place, on_both, town};

on_both![
    a_name_is_found_as_people_type_it,
    places_of_one_name_are_told_apart,
    a_point_is_said_in_words,
    what_cannot_be_taken_is_named,
];

async fn found(place: &Place, query: &str) -> Vec<Value> {
    let answer = place.anonymous().api_get(&format!("/places?q={query}")).await.expect(200).json();
    answer["items"].as_array().expect("a list").clone()
}

fn texts(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|item| item["text"].as_str()).collect()
}

async fn a_name_is_found_as_people_type_it(place: Place) {
    let mill = found(&place, "mill+ln").await;
    let expected = json!({
        "name": "Mill Lane", "kind": "street", "lon": 0.004, "lat": 51.503, "inside": true,
        "neighbourhood": { "slug": "west", "name": "West Marsh" }, "text": "Mill Lane, in West Marsh",
    });
    assert_eq!(mill, [expected]);
    let marsh = found(&place, "marsh").await;
    let begins = ["Marsh Park, in Middle Marsh", "West Marsh, the neighbourhood"];
    assert!(begins.iter().all(|text| texts(&marsh).contains(text)), "{marsh:?}");
    assert_eq!(texts(&found(&place, "far").await), ["Far Street, outside Little Marsh"]);
    assert!(found(&place, "atlantis").await.is_empty() && found(&place, "").await.is_empty());
    assert_eq!(found(&place, "marsh&limit=2").await.len(), 2);
}

async fn places_of_one_name_are_told_apart(place: Place) {
    let roads = found(&place, "Long+Road").await;
    assert_eq!(texts(&roads), ["Long Road, in West Marsh", "Long Road, in Middle Marsh"]);
    let list =
        async |query: &str| place.anonymous().api_get(&format!("/proposals?sort=nearest&near={query}")).await;
    assert_eq!(list("Long+Road").await.expect(422).fields(), ["near"]);
    assert_eq!(list("Nowhere").await.expect(422).fields(), ["near"]);
    assert!(list("Mill+Lane").await.expect(200).json()["items"].is_array());
}

async fn a_point_is_said_in_words(place: Place) {
    let at = async |lon: f64, lat: f64| {
        place.anonymous().api_get(&format!("/places/at?lon={lon}&lat={lat}")).await.expect(200).json()
    };
    let near_mill = at(0.0041, 51.5031).await;
    let expected = json!({
        "inside": true, "neighbourhood": { "slug": "west", "name": "West Marsh" }, "near": "Mill Lane",
        "text": "Near Mill Lane, in West Marsh",
    });
    assert_eq!(near_mill, expected);
    assert_eq!(at(town::EAST.lon, 51.509).await["text"], "In East Marsh");
    let outside = at(town::OUTSIDE.lon, town::OUTSIDE.lat).await;
    assert_eq!((&outside["inside"], &outside["near"]), (&json!(false), &Value::Null));
    assert_eq!(outside["text"], "That is outside Little Marsh");
}

async fn what_cannot_be_taken_is_named(place: Place) {
    let long = format!("/places?q={}", "x".repeat(101));
    for (path, fields) in [
        (long.as_str(), vec!["q"]),
        ("/places?q=a&limit=21", vec!["limit"]),
        ("/places/at", vec!["lon", "lat"]),
        ("/places/at?lon=x&lat=51.5", vec!["lon"]),
        ("/places/at?lon=inf&lat=51.5", vec!["lon"]),
        ("/places/at?lon=0&lat=91", vec!["lon"]),
        ("/proposals?within=500", vec!["near"]),
        ("/proposals?near=0.01,51.5&within=0", vec!["within"]),
        ("/proposals?near=0.01,51.5&within=far", vec!["within"]),
        ("/proposals?near=0.01,95&within=500", vec!["near"]),
    ] {
        assert_eq!(place.anonymous().api_get(path).await.expect(422).fields(), fields, "{path}");
    }
}
