//! `/sign-up`

use tests::{PASSWORD, Place, on_both};

on_both![
    a_new_neighbour_is_signed_in_and_comes_back,
    every_problem_is_told_at_once_and_what_was_typed_stays,
    an_email_is_taken_whatever_its_case,
    a_form_that_is_none_says_what_is_missing,
    markup_in_a_name_is_shown_as_text,
];

async fn a_new_neighbour_is_signed_in_and_comes_back(place: Place) {
    let ana = place.anonymous();
    let form = [("email", "Ana@Example.org"), ("password", PASSWORD), ("display_name", "Ana B.")];
    let answer = ana.post_form("/sign-up?next=%2Fproposals%2Fnew", &form).await.expect(303);
    assert_eq!(answer.location(), "/proposals/new");
    assert!(ana.cookie("fulcrum").is_some());
    let _ = ana.get("/proposals/new").await.expect(200);
}

async fn every_problem_is_told_at_once_and_what_was_typed_stays(place: Place) {
    let ana = place.anonymous();
    let form = [("email", "not an e-mail"), ("password", "short-word"), ("display_name", "A")];
    let page = ana.post_form("/sign-up", &form).await.expect(422);
    assert!(page.shows("2 things to put right"), "{}", page.text);
    assert!(page.shows("value=\"not an e-mail\""));
    assert!(!page.shows("short-word"), "a password never goes back to the page");
    assert_eq!(ana.cookie("fulcrum"), None);
}

async fn an_email_is_taken_whatever_its_case(place: Place) {
    let form = |email| [("email", email), ("password", PASSWORD), ("display_name", "Ana B.")];
    let _ = place.anonymous().post_form("/sign-up", &form("ana@example.org")).await.expect(303);
    let page = place.anonymous().post_form("/sign-up", &form(" ANA@example.ORG ")).await.expect(422);
    assert!(page.shows("There is an account with this e-mail already"));
}

async fn a_form_that_is_none_says_what_is_missing(place: Place) {
    let ana = place.anonymous();
    for (kind, body) in [
        ("application/x-www-form-urlencoded", "%ff%fe=%zz&&&===&email"),
        ("application/json", r#"{"email": "ana@example.org"}"#),
        ("text/plain", "email=ana@example.org"),
        ("multipart/form-data; boundary=x", "--x\r\nbroken"),
    ] {
        let ask = ana.ask(&axum::http::Method::POST, "/sign-up").header("content-type", kind).body(body);
        let page = ask.send().await.expect(422);
        assert!(page.shows("3 things to put right"), "{kind}");
    }
}

async fn markup_in_a_name_is_shown_as_text(place: Place) {
    let ana = place.anonymous();
    let name = "<script>alert(1)</script>";
    let form = [("email", "ana@example.org"), ("password", PASSWORD), ("display_name", name)];
    let _ = ana.post_form("/sign-up", &form).await.expect(303);
    let draft = [
        ("title", "<b>Benches</b>"),
        ("body", "<img src=x onerror=alert(1)> and [this](javascript:alert(1))"),
        ("theme", "green"),
        ("neighbourhood", "west"),
    ];
    let to = ana.post_form("/proposals/new", &draft).await.expect(303).location().to_owned();
    let page = ana.get(&to).await.expect(200);
    assert!(page.shows("&lt;b&gt;Benches"), "{}", page.text);
    for live in ["<script>alert", "<b>Benches", "<img src=x", "javascript:alert(1)\""] {
        assert!(!page.shows(live), "{live} is live in {}", page.text);
    }
}
