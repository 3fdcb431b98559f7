//! What stands around every address: where a change comes from, headers, sizes, unknown addresses.

use axum::http::Method;
use tests::{Place, on_both};

on_both![
    a_change_from_another_site_is_refused,
    a_change_from_this_site_or_no_browser_is_taken,
    every_answer_carries_its_headers,
    a_huge_body_is_refused_and_nothing_is_lost,
    unknown_addresses_and_ids_are_not_found,
    odd_requests_are_no_fault_of_ours,
];

async fn a_change_from_another_site_is_refused(place: Place) {
    let ana = place.resident("Ana").await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    let path = format!("/proposals/{idea}/support");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "http://fulcrum.test.evil.example"),
        ("origin", "null"),
    ] {
        let ask = ana.ask_plainly(&Method::POST, &path).header(name, value).form(&[("on", "1")]);
        let page = ask.send().await.expect(403);
        assert!(page.shows("This came from another website"), "{name}: {value}");
    }
    assert_eq!(place.support_count(idea).await, 0);
}

async fn a_change_from_this_site_or_no_browser_is_taken(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let path = format!("/proposals/{idea}/support");
    let sources = [Some(("sec-fetch-site", "same-origin")), Some(("origin", "http://fulcrum.test")), None];
    for (backed, source) in (1_u32..).zip(sources) {
        let neighbour = place.resident("A neighbour").await;
        let mut ask = neighbour.ask_plainly(&Method::POST, &path);
        if let Some((name, value)) = source {
            ask = ask.header(name, value);
        }
        let _ = ask.form(&[("on", "1")]).send().await.expect(303);
        assert_eq!(place.support_count(idea).await, backed, "{source:?}");
    }
}

async fn every_answer_carries_its_headers(place: Place) {
    let visitor = place.anonymous();
    for (path, status) in [("/", 200), ("/sign-in", 200), ("/nowhere", 404), ("/health", 200)] {
        let answer = visitor.get(path).await.expect(status);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' "), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
    let ana = place.anonymous();
    let form = [("email", "a@example.org"), ("password", tests::PASSWORD), ("display_name", "Ana")];
    let cookie = ana.post_form("/sign-up", &form).await.expect(303).header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
}

async fn a_huge_body_is_refused_and_nothing_is_lost(place: Place) {
    let ana = place.resident("Ana").await;
    let huge = "a".repeat(300 * 1024);
    let page = ana.post_form("/proposals/new", &[("title", "Benches"), ("body", &huge)]).await.expect(413);
    assert!(page.shows("That is more than we can take"));
    // Long, but within what a request may hold: the person hears how long it may be, with all they typed.
    let long = "word ".repeat(2_000);
    let form = [("title", "Benches"), ("body", long.as_str()), ("theme", "green"), ("near", "Mill Lane")];
    let page = ana.post_form("/proposals/new", &form).await.expect(422);
    assert!(page.shows("keep it to 8000 letters") || page.shows("keep it to 8,000 letters"), "{}", page.text);
    assert!(page.shows(long.trim()) && page.shows("value=\"Mill Lane\""));
}

async fn unknown_addresses_and_ids_are_not_found(place: Place) {
    let ana = place.resident("Ana").await;
    let id = "01900000-0000-7000-8000-000000000000";
    for path in
        ["/nowhere", "/proposals", "/proposals/1", "/proposals/..%2f..%2fetc", &format!("/proposals/{id}")]
    {
        let page = ana.get(path).await.expect(404);
        assert!(page.shows("This page has moved or never was"), "{path}");
    }
    for path in [format!("/proposals/{id}/support"), "/proposals/1/follow".into(), format!("/proposals/{id}")]
    {
        let _ = ana.post_form(&path, &[("on", "1"), ("body", "Hello there")]).await.expect(404);
    }
}

async fn odd_requests_are_no_fault_of_ours(place: Place) {
    let ana = place.resident("Ana").await;
    let method = |name: &str| Method::from_bytes(name.as_bytes()).expect("a method");
    for (name, path) in [
        ("PUT", "/"),
        ("DELETE", "/sign-in"),
        ("BREW", "/proposals/new"),
        ("GET", "/?theme=%ff"),
        ("GET", "/?theme=parks&bbox=a,b&near=1&limit=0&after=x&sort=up&stage=1&neighbourhood=moon"),
        ("GET", "/?q=%00%01"),
        ("GET", "/sign-in?next=%ff&next=1"),
        ("GET", "/assets/..%2f..%2fCargo.toml"),
        ("HEAD", "/"),
    ] {
        let status = ana.ask(&method(name), path).send().await.status.as_u16();
        assert!(status < 500, "{name} {path}: {status}");
    }
}
