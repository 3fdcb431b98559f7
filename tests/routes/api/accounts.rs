//! `/api/v1/accounts`

use serde_json::json;
use tests::{PASSWORD, Place, on_both};

on_both![
    a_new_account_is_signed_in,
    every_field_that_cannot_be_taken_is_named,
    an_email_is_taken_once_however_many_ask_at_once,
];

async fn a_new_account_is_signed_in(place: Place) {
    let ana = place.anonymous();
    let new = json!({ "email": "Ana@example.org", "password": PASSWORD, "display_name": "Ana B." });
    let answer = ana.api_post("/accounts", &new).await.expect(201);
    assert_eq!(answer.header("content-type"), "application/json");
    let account = answer.json();
    assert_eq!((&account["display_name"], &account["role"]), (&json!("Ana B."), &json!("resident")));
    assert_eq!((&account["institutions"], &account["unread_notices"]), (&json!([]), &json!(0)));
    assert!(!answer.text.contains("example.org") && !answer.text.contains(PASSWORD));
    let _ = ana.get("/proposals/new").await.expect(200);
}

async fn every_field_that_cannot_be_taken_is_named(place: Place) {
    let ana = place.anonymous();
    let answer = ana.api_post("/accounts", &json!({ "email": "ana", "password": "short" })).await.expect(422);
    assert_eq!(answer.fields(), ["email", "password", "display_name"]);
    let nul = json!({ "email": "a\u{0}@b.org", "password": PASSWORD, "display_name": "A\u{0}na" });
    assert_eq!(ana.api_post("/accounts", &nul).await.expect(422).fields(), ["email", "display_name"]);
    assert_eq!(ana.cookie("fulcrum"), None);
}

async fn an_email_is_taken_once_however_many_ask_at_once(place: Place) {
    let mut asked = tokio::task::JoinSet::new();
    for n in 0..6 {
        let ana = place.anonymous();
        let name = format!("Ana {n}");
        asked.spawn(async move {
            let new = json!({ "email": "ana@example.org", "password": PASSWORD, "display_name": name });
            ana.api_post("/accounts", &new).await
        });
    }
    let (made, refused): (Vec<_>, Vec<_>) = asked.join_all().await.into_iter().partition(|a| a.status == 201);
    assert_eq!(made.len(), 1);
    for answer in refused {
        assert_eq!(answer.expect(422).fields(), ["email"]);
    }
}
