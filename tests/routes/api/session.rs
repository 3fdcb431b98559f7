//! `/api/v1/session`

use serde_json::json;
use service::people::MAX_BY_ACCOUNT;
use tests::{PASSWORD, Place, on_both};

on_both![
    one_signs_in_and_out,
    a_wrong_password_and_an_unknown_email_are_the_same_401,
    too_many_failures_are_a_429_that_says_how_long,
    odd_credentials_are_no_fault_of_ours,
];

async fn sign_up(place: &Place) {
    let new = json!({ "email": "ana@example.org", "password": PASSWORD, "display_name": "Ana B." });
    let _ = place.anonymous().api_post("/accounts", &new).await.expect(201);
}

async fn one_signs_in_and_out(place: Place) {
    sign_up(&place).await;
    let ana = place.anonymous();
    let good = json!({ "email": "ana@example.org", "password": PASSWORD });
    let account = ana.api_post("/session", &good).await.expect(200).json();
    assert_eq!(account["display_name"], "Ana B.");
    let first = ana.cookie("fulcrum").expect("a session");
    let _ = ana.api_post("/session", &good).await.expect(200);
    assert_ne!(ana.cookie("fulcrum"), Some(first), "each signing in has a session of its own");
    let _ = ana.get("/proposals/new").await.expect(200);
    assert_eq!(ana.api_delete("/session").await.expect(204).text, "");
    assert_eq!(ana.cookie("fulcrum"), None);
    let _ = ana.api_delete("/session").await.expect(204);
}

async fn a_wrong_password_and_an_unknown_email_are_the_same_401(place: Place) {
    sign_up(&place).await;
    let mut said = Vec::new();
    for email in ["ana@example.org", "bob@example.org"] {
        let wrong = json!({ "email": email, "password": "not her password" });
        let answer = place.anonymous().api_post("/session", &wrong).await.expect(401);
        assert_eq!(answer.fields(), ["email"]);
        assert!(answer.header("www-authenticate").starts_with("Cookie "));
        said.push(answer.text);
    }
    assert_eq!(said[0], said[1]);
}

async fn too_many_failures_are_a_429_that_says_how_long(place: Place) {
    let bot = place.anonymous();
    let wrong = json!({ "email": "ana@example.org", "password": "not her password" });
    for _ in 0..MAX_BY_ACCOUNT {
        let _ = bot.api_post("/session", &wrong).await.expect(401);
    }
    let answer = bot.api_post("/session", &wrong).await.expect(429);
    assert_eq!(answer.header("retry-after"), "900");
    assert_eq!(answer.fields(), Vec::<String>::new());
}

async fn odd_credentials_are_no_fault_of_ours(place: Place) {
    let bot = place.anonymous();
    for (email, password) in
        [("", ""), ("a\u{0}b@c.d", "\u{0}"), ("%", "\u{1f600}"), (&"x".repeat(9_000), "y")]
    {
        let _ = bot.api_post("/session", &json!({ "email": email, "password": password })).await.expect(401);
    }
}
