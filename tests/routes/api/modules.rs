//! `/api/v1/modules`

use serde_json::json;
use tests::{Place, on_both};

on_both![modules_are_listed_and_shown_with_their_lessons];

async fn modules_are_listed_and_shown_with_their_lessons(place: Place) {
    let module = place.module("Grow in a small space").lesson("Pots").lesson("Water").create().await;
    let reader = place.anonymous();
    let list = reader.api_get("/modules").await.expect(200).json();
    let expected = json!({
        "id": module, "external_id": null, "slug": "grow-in-a-small-space", "title": "Grow in a small space",
        "summary": "Grow in a small space, in short lessons.", "strand": "delivery", "skills": ["growing"],
        "minutes": 20, "lesson_count": 2,
    });
    assert_eq!(list, json!({ "items": [expected], "next": null }));
    let shown = reader.api_get("/modules/grow-in-a-small-space").await.expect(200).json();
    let lessons: Vec<_> =
        shown["lessons"].as_array().expect("lessons").iter().map(|l| (&l["position"], &l["title"])).collect();
    assert_eq!(lessons, [(&json!(1), &json!("Pots")), (&json!(2), &json!("Water"))]);
    assert_eq!(shown["lesson_count"], 2);
    for slug in ["nowhere", "%00"] {
        let _ = reader.api_get(&format!("/modules/{slug}")).await.expect(404).fields();
    }
}
