//! `/api/v1/proposals/{id}/responses`

use serde_json::{Value, json};
use tests::{Place, on_both};

on_both![
    staff_answer_in_public_and_the_author_is_told,
    a_commitment_says_what_and_by_when,
    only_staff_answer_and_only_for_their_own,
    what_cannot_be_taken_is_named,
    one_who_answers_for_several_says_for_which,
];

async fn staff_answer_in_public_and_the_author_is_told(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let (ana, sam) = (place.resident("Ana").await, place.staff("Sam", hospital).await);
    let idea = place.idea("Grow food together").by(&ana).create().await;
    let path = format!("/proposals/{idea}");
    let new = json!({ "kind": "exploring", "text": "We look for a bed." });
    let said = sam.api_post(&format!("{path}/responses"), &new).await.expect(201).json();
    let expected = json!({
        "id": said["id"], "institution": { "slug": "marsh-hospital", "name": "Marsh Hospital" },
        "kind": "exploring", "text": "We look for a bed.", "commitment": null, "lever": null, "author": "Sam",
        "created_at": place.now().rfc3339(), "working_days": 0,
    });
    assert_eq!(said, expected);
    let shown = place.anonymous().api_get(&path).await.expect(200).json();
    assert_eq!((&shown["responses"], &shown["stage"]), (&json!([expected]), &json!("shaping")));
    assert_eq!(place.service().account(ana.id).await.expect("an account").unread, 1);
}

async fn a_commitment_says_what_and_by_when(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let lever = place.lever(hospital, "Garden beds").create().await;
    let sam = place.staff("Sam", hospital).await;
    let idea = place.idea("Grow food together").create().await;
    let due = place.now().plus(90 * domain::Time::DAY).day().to_string();
    let new =
        json!({ "kind": "committed", "text": "", "what": "Two raised beds", "due": due, "lever": lever });
    let said = sam.api_post(&format!("/proposals/{idea}/responses"), &new).await.expect(201).json();
    assert_eq!(said["commitment"], json!({ "what": "Two raised beds", "due": due, "done_at": null }));
    assert_eq!(said["lever"], json!(lever));
    let matches = sam.api_get(&format!("/proposals/{idea}/matches")).await.expect(200).json();
    assert_eq!(matches["levers"][0]["status"], "confirmed");
}

async fn only_staff_answer_and_only_for_their_own(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    place.institution("Marsh College").create().await;
    let (ana, sam) = (place.resident("Ana").await, place.staff("Sam", hospital).await);
    let idea = place.idea("Grow food together").create().await;
    let path = format!("/proposals/{idea}/responses");
    let new = |institution: Value| json!({ "kind": "exploring", "institution": institution });
    let _ = place.anonymous().api_post(&path, &new(Value::Null)).await.expect(401).fields();
    let _ = ana.api_post(&path, &new(Value::Null)).await.expect(403).fields();
    for institution in ["marsh-college", "nowhere"] {
        let _ = sam.api_post(&path, &new(json!(institution))).await.expect(403).fields();
    }
    let _ = sam.api_post("/proposals/nowhere/responses", &new(Value::Null)).await.expect(404).fields();
    let shown = ana.api_get(&format!("/proposals/{idea}")).await.expect(200).json();
    assert_eq!(shown["responses"], json!([]));
}

async fn what_cannot_be_taken_is_named(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let college = place.institution("Marsh College").create().await;
    let theirs = place.lever(college, "A teaching kitchen").create().await;
    let sam = place.staff("Sam", hospital).await;
    let idea = place.idea("Grow food together").create().await;
    for (new, fields) in [
        (json!({}), vec!["kind"]),
        (json!({ "kind": "maybe" }), vec!["kind"]),
        (json!({ "kind": "not_possible" }), vec!["text"]),
        (json!({ "kind": "committed" }), vec!["what", "due"]),
        (json!({ "kind": "committed", "what": "Two beds", "due": "2020-01-01" }), vec!["due"]),
        (json!({ "kind": "committed", "what": "Two beds", "due": "soon" }), vec!["due"]),
        (json!({ "kind": "exploring", "lever": theirs }), vec!["lever"]),
        (json!({ "kind": "exploring", "lever": "beds" }), vec!["lever"]),
        (json!({ "kind": "exploring", "text": "x".repeat(2_001) }), vec!["text"]),
    ] {
        let answer = sam.api_post(&format!("/proposals/{idea}/responses"), &new).await.expect(422);
        assert_eq!(answer.fields(), fields, "{new}");
    }
}

async fn one_who_answers_for_several_says_for_which(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let college = place.institution("Marsh College").create().await;
    let sam = place.staff("Sam", hospital).await;
    let membership = place.fresh_id();
    store::people::join(place.store(), membership, sam.id, college, place.now()).await.expect("a member");
    let idea = place.idea("Cook together").create().await;
    let path = format!("/proposals/{idea}/responses");
    let answer = sam.api_post(&path, &json!({ "kind": "exploring" })).await.expect(422);
    assert_eq!(answer.fields(), ["institution"]);
    let new = json!({ "kind": "exploring", "institution": "marsh-college" });
    let said = sam.api_post(&path, &new).await.expect(201).json();
    assert_eq!(said["institution"]["slug"], "marsh-college");
}
