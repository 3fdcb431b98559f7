//! Public pages kept in memory: the same bytes to everyone signed out, nothing personal, nothing that is no longer so.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::Time;
use std::io::Read;
use tests::{Place, on_both};
use tower::ServiceExt;

on_both![
    a_public_page_is_drawn_once_for_everyone_signed_out,
    who_has_the_page_is_told_so,
    each_coding_holds_the_same_page,
    an_own_write_shows_at_once,
    another_servers_write_shows_when_it_is_read,
    what_no_page_shows_leaves_pages_as_they_are,
    a_page_does_not_grow_old,
    what_is_personal_is_neither_kept_nor_given_out,
    only_whole_public_pages_are_kept,
];

/// An answer as bytes, to a request with these headers only.
async fn raw(place: &Place, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let Ok(response) = place.router().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole answer");
    (parts.status, parts.headers, body.to_vec())
}

async fn a_public_page_is_drawn_once_for_everyone_signed_out(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    for path in
        ["/".to_owned(), format!("/proposals/{idea}"), "/institutions".to_owned(), "/academy".to_owned()]
    {
        let (first, drawn) = place.queries(place.anonymous().get(&path)).await;
        let (second, again) = place.queries(place.anonymous().get(&path)).await;
        assert!(drawn > 0, "{path}");
        assert_eq!(again, 0, "{path}");
        assert_eq!(first.expect(200).text, second.expect(200).text, "{path}");
    }
    // One page under every spelling of its address.
    let _ = place.anonymous().get("/?theme=green&sort=newest").await.expect(200);
    let (_, again) = place.queries(place.anonymous().get("/?sort=newest&stage=&theme=green")).await;
    assert_eq!(again, 0);
}

async fn who_has_the_page_is_told_so(place: Place) {
    place.idea("Benches on Mill Lane").create().await;
    let (_, headers, _) = raw(&place, "/", &[]).await;
    let tag = headers["etag"].to_str().expect("text").to_owned();
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let (status, headers, body) = raw(&place, "/", &[("if-none-match", &known)]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(headers["etag"], tag.as_str());
        assert_eq!(headers["vary"], "accept-encoding, cookie");
    }
    place.idea("Trees on Mill Lane").create().await;
    let (status, headers, body) = raw(&place, "/", &[("if-none-match", &tag)]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers["etag"] != tag.as_str() && !body.is_empty());
}

async fn each_coding_holds_the_same_page(place: Place) {
    place.ideas(5).await;
    let (_, headers, plain) = raw(&place, "/", &[("accept-encoding", "br;q=0")]).await;
    assert!(!headers.contains_key("content-encoding"));
    let mut tags = vec![headers["etag"].clone()];
    for _ in 0..2 {
        let (_, headers, packed) = raw(&place, "/", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(headers["content-encoding"], "br");
        let mut back = Vec::new();
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut back).expect("brotli");
        assert_eq!(back, plain);
        tags.push(headers["etag"].clone());
        let (_, headers, packed) = raw(&place, "/", &[("accept-encoding", "gzip")]).await;
        assert_eq!(headers["content-encoding"], "gzip");
        back.clear();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut back).expect("gzip");
        assert_eq!(back, plain);
        tags.push(headers["etag"].clone());
    }
    assert_eq!(tags[1..3], tags[3..5]);
    assert!(tags[0] != tags[1] && tags[1] != tags[2], "each coding is a thing of its own: {tags:?}");
}

async fn an_own_write_shows_at_once(place: Place) {
    let (ana, visitor) = (place.resident("Ana").await, place.anonymous());
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let page = format!("/proposals/{idea}");
    let shown = async |path: &str, text: &str| visitor.get(path).await.expect(200).shows(text);
    assert!(shown("/", "Benches on Mill Lane").await && !shown(&page, "Where the bus stops").await);
    let _ = ana.post_form(&page, &[("body", "Where the bus stops, please.")]).await.expect(303);
    assert!(shown(&page, "Where the bus stops").await);
    let _ = ana.post_form("/you/name", &[("display_name", "Ana Maria")]).await.expect(303);
    assert!(shown(&page, "Ana Maria").await);
    let support = format!("{page}/support");
    let _ = ana.post_form(&support, &[("on", "1")]).await.expect(303);
    assert!(shown(&page, "One neighbour backs it").await);
    assert!(!shown("/institutions", "Harbour College").await);
    place.institution("Harbour College").create().await;
    assert!(shown("/institutions", "Harbour College").await);
    let fay = place.facilitator("Fay").await;
    let _ = fay.post_form(&format!("{page}/hide"), &[("reason", "It insults people")]).await.expect(303);
    let _ = visitor.get(&page).await.expect(404);
    assert!(!shown("/", "Benches on Mill Lane").await);
}

async fn another_servers_write_shows_when_it_is_read(place: Place) {
    let other = place.another_server(None).await;
    assert!(!other.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
    let idea = place.idea("Benches on Mill Lane").create().await;
    other.service().catch_up().await.expect("caught up");
    assert!(other.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
    let page = format!("/proposals/{idea}");
    let _ = other.anonymous().get(&page).await.expect(200);
    let ana = place.resident("Ana").await;
    let _ = ana.post_form(&page, &[("body", "Where the bus stops, please.")]).await.expect(303);
    other.service().catch_up().await.expect("caught up");
    assert!(other.anonymous().get(&page).await.expect(200).shows("Where the bus stops"));
}

async fn what_no_page_shows_leaves_pages_as_they_are(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let ana = place.resident("Ana").await;
    let _ = place.anonymous().get("/").await.expect(200);
    let follow = format!("/proposals/{idea}/follow");
    let _ = ana.post_form(&follow, &[("on", "1")]).await.expect(303);
    place.service().catch_up().await.expect("caught up");
    let (_, queries) = place.queries(place.anonymous().get("/")).await;
    assert_eq!(queries, 0);
}

async fn a_page_does_not_grow_old(place: Place) {
    place.idea("Benches on Mill Lane").create().await;
    let visitor = place.anonymous();
    assert!(visitor.get("/").await.expect(200).shows("just now"));
    place.clock().forward(5 * Time::MINUTE);
    let page = visitor.get("/").await.expect(200);
    assert!(page.shows("5 minutes ago"), "{}", page.text);
}

async fn what_is_personal_is_neither_kept_nor_given_out(place: Place) {
    place.idea("Benches on Mill Lane").create().await;
    let ana = place.resident("Ana Personal").await;
    for path in ["/", "/institutions", "/academy"] {
        let hers = ana.get(path).await.expect(200);
        assert!(hers.header("etag").is_empty(), "{path}");
        let public = place.anonymous().get(path).await.expect(200);
        let face = "class=\"face small w-c\"";
        assert!(hers.shows(face) && !public.shows(face) && public.shows("href=\"/sign-in\""), "{path}");
        // What is kept is not for her, nor for a cookie that opens nothing.
        let (again, queries) = place.queries(ana.get(path)).await;
        assert!(queries > 0 && again.text == hers.text, "{path}");
        let (_, headers, _) = raw(&place, path, &[("cookie", "fulcrum=nonsense")]).await;
        assert!(!headers.contains_key("etag"), "{path}");
    }
}

async fn only_whole_public_pages_are_kept(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let unknown = uuid::Uuid::nil();
    for path in [
        format!("/proposals/{unknown}"),
        format!("/proposals/{idea}?shared"),
        "/proposals/new".into(),
        "/?theme=parks".into(),
        "/?q=benches".into(),
        "/?x=1".into(),
        "/?theme=Green".into(),
        "/sign-in".into(),
        "/api/v1/proposals".into(),
        "/nowhere".into(),
    ] {
        let (_, headers, _) = raw(&place, &path, &[]).await;
        assert!(!headers.contains_key("etag"), "{path}");
    }
}
