//! `/api/v1/proposals/{id}/matches`

use domain::reason::Reason;
use domain::taxonomy::Theme;
use serde_json::json;
use tests::{Place, on_both};

on_both![matches_come_with_their_reasons_in_words];

async fn matches_come_with_their_reasons_in_words(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let lever = place.lever(hospital, "Garden beds").create().await;
    let idea = place.idea("Grow food together").create().await;
    let reasons = vec![
        Reason::Near { metres: 412, site: "Marsh Hospital".into() },
        Reason::Theme { theme: Theme::Green },
    ];
    place.matched(idea, lever, reasons).await;
    let found = place.anonymous().api_get(&format!("/proposals/{idea}/matches")).await.expect(200).json();
    let expected = json!({
        "levers": [{
            "id": lever, "title": "Garden beds", "kind": "land",
            "institution": { "slug": "marsh-hospital", "name": "Marsh Hospital" },
            "score": 1.0, "status": "suggested", "dismissed_because": null,
            "reasons": [
                { "kind": "near", "text": "400 m from Marsh Hospital" },
                { "kind": "theme", "text": "It is for green" },
            ],
            "matched_at": place.now().rfc3339(),
        }],
        "modules": [],
    });
    assert_eq!(found, expected);
}
