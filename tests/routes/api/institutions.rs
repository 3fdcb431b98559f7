//! `/api/v1/institutions`

use serde_json::json;
use tests::{Place, on_both, town};

on_both![
    institutions_are_listed_with_how_they_answer,
    an_institution_shows_its_levers,
    an_unknown_one_is_not_found
];

async fn institutions_are_listed_with_how_they_answer(place: Place) {
    let reader = place.anonymous();
    let empty = reader.api_get("/institutions").await.expect(200).json();
    assert_eq!(empty, json!({ "items": [], "next": null }));
    place.institution("Marsh Hospital").site("Main gate", town::EAST).create().await;
    place.institution("Council of Little Marsh").create().await;
    let list = reader.api_get("/institutions").await.expect(200).json();
    assert_eq!(list["items"][0]["name"], "Council of Little Marsh");
    let hospital = &list["items"][1];
    assert_eq!((&hospital["slug"], &hospital["kind"]), (&json!("marsh-hospital"), &json!("charity")));
    assert_eq!((&hospital["answer_days"], &hospital["record"]["waiting"]), (&json!(15), &json!(0)));
    assert_eq!(hospital["sites"][0]["lon"], town::EAST.lon);
}

async fn an_institution_shows_its_levers(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    place.lever(hospital, "Garden beds").create().await;
    let shown = place.anonymous().api_get("/institutions/marsh-hospital").await.expect(200).json();
    assert_eq!(shown["name"], "Marsh Hospital");
    let lever = &shown["levers"][0];
    assert_eq!((&lever["title"], &lever["open"]), (&json!("Garden beds"), &json!(true)));
    assert_eq!((&lever["remit"], &lever["themes"]), (&json!({ "kind": "everywhere" }), &json!(["green"])));
}

async fn an_unknown_one_is_not_found(place: Place) {
    for slug in ["nowhere", "%00", "%ff", "'%20OR%201=1"] {
        let _ = place.anonymous().api_get(&format!("/institutions/{slug}")).await.expect(404).fields();
    }
}
