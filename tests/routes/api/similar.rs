//! `/api/v1/proposals/similar`

use serde_json::json;
use tests::{Place, on_both, town};

on_both![
    what_neighbours_ask_for_already_is_offered_best_first,
    nothing_is_like_an_empty_text,
    a_hidden_idea_is_not_offered,
    at_most_three_are_offered_by_a_fixed_number_of_queries,
    what_cannot_be_taken_is_named,
];

async fn what_neighbours_ask_for_already_is_offered_best_first(place: Place) {
    let benches = place.idea("Benches on the way to the clinic").at(town::WEST).create().await;
    place.idea("A kitchen for our supper club").at(town::EAST).create().await;
    let ana = place.resident("Ana").await;
    let _ = ana.post_form(&format!("/proposals/{benches}/support"), &[("on", "1")]).await.expect(303);
    let answer = ana.api_get("/proposals/similar?title=Benches+on+the+way+to+the+clinic").await.expect(200);
    let expected = json!({
        "id": benches, "title": "Benches on the way to the clinic", "theme": "green", "stage": "open",
        "neighbourhood": { "slug": "west", "name": "West Marsh" }, "support_count": 1, "supported": true,
    });
    assert_eq!(answer.json(), json!({ "items": [expected] }));
    let by_body = "/proposals/similar?title=&body=A+kitchen+for+our+supper+club&lon=0.02&lat=51.5";
    let found = place.anonymous().api_get(by_body).await.expect(200).json();
    assert_eq!(found["items"][0]["title"], "A kitchen for our supper club");
    assert_eq!(found["items"][0]["supported"], false);
}

async fn nothing_is_like_an_empty_text(place: Place) {
    place.idea("Benches on the way to the clinic").create().await;
    for query in ["", "?title=&body=", "?title=%20", "?title=the+of+and", "?title=zebra+crossings+for+llamas"]
    {
        let found = place.anonymous().api_get(&format!("/proposals/similar{query}")).await.expect(200).json();
        assert_eq!(found, json!({ "items": [] }), "{query}");
    }
}

async fn a_hidden_idea_is_not_offered(place: Place) {
    let idea = place.idea("Benches on the way to the clinic").create().await;
    let alike = "/proposals/similar?title=Benches+on+the+way+to+the+clinic";
    let visitor = place.anonymous();
    assert_eq!(visitor.api_get(alike).await.expect(200).json()["items"].as_array().map(Vec::len), Some(1));
    let fay = place.facilitator("Fay").await;
    let _ = fay.post_form(&format!("/proposals/{idea}/hide"), &[("reason", "Abuse")]).await.expect(303);
    assert_eq!(visitor.api_get(alike).await.expect(200).json(), json!({ "items": [] }));
}

async fn at_most_three_are_offered_by_a_fixed_number_of_queries(place: Place) {
    place.idea("Benches by the canal").create().await;
    let visitor = place.anonymous();
    let (_, few) = place.queries(visitor.api_get("/proposals/similar?title=Benches+by+the+canal")).await;
    for n in 0..9 {
        place.idea(&format!("Benches by the canal, part {n}")).create().await;
    }
    let (answer, many) =
        place.queries(visitor.api_get("/proposals/similar?title=Benches+by+the+canal")).await;
    assert_eq!(answer.expect(200).json()["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(few, many);
}

async fn what_cannot_be_taken_is_named(place: Place) {
    let visitor = place.anonymous();
    let (title, body) = (format!("title={}", "x".repeat(121)), format!("body={}", "x".repeat(2_001)));
    for (query, field) in [
        (title.as_str(), "title"),
        ("title=a%07b", "title"),
        (body.as_str(), "body"),
        ("lon=east&lat=51.5", "lon"),
        ("lon=0.01", "lat"),
        ("lat=51.5", "lon"),
        ("lon=NaN&lat=51.5", "lon"),
        ("lon=1e300&lat=51.5", "lon"),
    ] {
        let answer = visitor.api_get(&format!("/proposals/similar?{query}")).await.expect(422);
        assert_eq!(answer.fields(), [field], "{query}");
    }
}
