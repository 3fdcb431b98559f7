//! `/api/v1/proposals/{id}/support`

use serde_json::json;
use std::sync::Arc;
use tests::{Place, on_both};
use tokio::task::JoinSet;

on_both![
    support_is_put_and_taken_back,
    fifty_calls_of_one_account_leave_one,
    fifty_accounts_leave_fifty,
    support_takes_a_session_and_a_proposal,
];

async fn support_is_put_and_taken_back(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/proposals/{idea}/support");
    for _ in 0..2 {
        let now = ana.api_put(&path).await.expect(200).json();
        assert_eq!(now, json!({ "support_count": 1, "supported": true }));
    }
    assert_eq!(ana.api_get(&format!("/proposals/{idea}")).await.expect(200).json()["supported"], true);
    for _ in 0..2 {
        let now = ana.api_delete(&path).await.expect(200).json();
        assert_eq!(now, json!({ "support_count": 0, "supported": false }));
    }
    place.assert_counts().await;
}

async fn fifty_calls_of_one_account_leave_one(place: Place) {
    let (ana, idea) =
        (Arc::new(place.resident("Ana").await), place.idea("Benches on Mill Lane").create().await);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let ana = Arc::clone(&ana);
        calls.spawn(async move { ana.api_put(&format!("/proposals/{idea}/support")).await });
    }
    for answer in calls.join_all().await {
        assert_eq!(answer.expect(200).json()["support_count"], 1);
    }
    place.assert_counts().await;
}

async fn fifty_accounts_leave_fifty(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut calls = JoinSet::new();
    for n in 0..50 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        calls.spawn(async move { neighbour.api_put(&format!("/proposals/{idea}/support")).await });
    }
    for answer in calls.join_all().await {
        let _ = answer.expect(200);
    }
    let shown = place.anonymous().api_get(&format!("/proposals/{idea}")).await.expect(200).json();
    assert_eq!(shown["support_count"], 50);
    let listed = place.anonymous().api_get("/proposals?sort=supported").await.expect(200).json();
    assert_eq!(listed["items"][0]["support_count"], 50);
    place.assert_counts().await;
}

async fn support_takes_a_session_and_a_proposal(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let _ = place.anonymous().api_put(&format!("/proposals/{idea}/support")).await.expect(401).fields();
    let ana = place.resident("Ana").await;
    for id in ["01900000-0000-7000-8000-000000000000", "1", "%00", "%ff", "..", "' OR 1=1"] {
        let path = format!("/proposals/{}/support", id.replace(' ', "%20"));
        let _ = ana.api_put(&path).await.expect(404).fields();
        let _ = ana.api_delete(&path).await.expect(404).fields();
    }
}
