//! Whatever goes wrong under `/api` is a problem, and says so in its own content type.

use axum::http::Method;
use serde_json::json;
use std::time::Duration;
use tests::{Database, Place, on_both};

on_both![
    what_is_no_json_is_a_400,
    what_is_not_sent_as_json_is_a_415,
    a_huge_body_is_a_413,
    an_unknown_address_is_a_404,
    another_method_is_a_405_that_lists_those_there_are,
    a_call_from_another_site_is_a_403,
    a_database_held_by_another_is_a_503,
];

async fn what_is_no_json_is_a_400(place: Place) {
    let ana = place.resident("Ana").await;
    let deep = "[".repeat(100_000);
    for body in [
        "",
        "{",
        "{\"title\": \"x\",}",
        "title=x",
        "nul",
        "{\"title\": \"\\ud800\"}",
        "{} {}",
        "\u{0}",
        &deep,
    ] {
        let ask = ana
            .api(&Method::POST, "/proposals")
            .header("content-type", "application/json")
            .body(body.to_owned());
        let answer = ask.send().await.expect(400);
        assert!(answer.fields().is_empty() && answer.text.contains("line 1"), "{}", answer.text);
    }
    let ask = ana.api(&Method::POST, "/proposals").header("content-type", "application/json");
    let _ = ask.body(vec![b'"', 0xff, b'"']).send().await.expect(400).fields();
    for body in ["[]", "7", "null", "\"text\""] {
        let ask = ana.api(&Method::POST, "/proposals").header("content-type", "application/json").body(body);
        assert_eq!(ask.send().await.expect(422).fields(), [""], "{body}");
    }
}

async fn what_is_not_sent_as_json_is_a_415(place: Place) {
    let ana = place.resident("Ana").await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml"] {
        let ask = ana.api(&Method::POST, "/proposals").header("content-type", kind).body("{}");
        let _ = ask.send().await.expect(415).fields();
    }
    let _ = ana.api(&Method::POST, "/proposals").body("{}").send().await.expect(415).fields();
}

async fn a_huge_body_is_a_413(place: Place) {
    let ana = place.resident("Ana").await;
    let huge = json!({ "title": "Benches", "body": "a".repeat(300 * 1024) });
    let _ = ana.api_post("/proposals", &huge).await.expect(413).fields();
}

async fn an_unknown_address_is_a_404(place: Place) {
    let reader = place.anonymous();
    for path in
        ["/api", "/api/", "/api/v1", "/api/v2/proposals", "/api/v1/proposals/1/2/3", "/api/%00", "/api/%ff"]
    {
        let answer = reader.get(path).await.expect(404);
        assert!(answer.fields().is_empty(), "{path}");
    }
    let _ = reader.ask(&Method::POST, "/api/nowhere").send().await.expect(404).fields();
}

async fn another_method_is_a_405_that_lists_those_there_are(place: Place) {
    let reader = place.anonymous();
    for (method, path, allowed) in [
        (Method::DELETE, "/proposals", "GET,HEAD,POST"),
        (Method::GET, "/session", "POST,DELETE"),
        (Method::POST, "/proposals/1/support", "PUT,DELETE"),
        (Method::PATCH, "/institutions", "GET,HEAD"),
    ] {
        let answer = reader.api(&method, path).send().await.expect(405);
        assert!(answer.fields().is_empty());
        let mut listed: Vec<_> = answer.header("allow").split(',').map(str::trim).collect();
        let mut expected: Vec<_> = allowed.split(',').collect();
        listed.sort_unstable();
        expected.sort_unstable();
        assert_eq!(listed, expected, "{method} {path}");
    }
}

async fn a_call_from_another_site_is_a_403(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/api/v1/proposals/{idea}/support");
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let answer = ana.ask_plainly(&Method::PUT, &path).header(name, value).send().await.expect(403);
        assert!(answer.fields().is_empty() && answer.text.contains("another website"));
    }
    assert_eq!(place.support_count(idea).await, 0);
    let _ = ana.ask_plainly(&Method::PUT, &path).send().await.expect(200);
}

async fn a_database_held_by_another_is_a_503(place: Place) {
    if place.database() == Database::Postgres {
        // There a write waits for the row alone; `health` takes the whole server away.
        return;
    }
    let hasty = place.another_server(Some(Duration::from_millis(200))).await;
    let (ana, idea) = (hasty.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let held = place.store().begin().await.expect("a transaction");
    let answer = ana.api_put(&format!("/proposals/{idea}/support")).await.expect(503);
    assert!(answer.fields().is_empty());
    assert_eq!(answer.header("retry-after"), "10");
    drop(held);
    let _ = ana.api_put(&format!("/proposals/{idea}/support")).await.expect(200);
}
