//! `/sign-out`

use tests::{Place, on_both};

on_both![signing_out_ends_the_session_everywhere_it_is_held];

async fn signing_out_ends_the_session_everywhere_it_is_held(place: Place) {
    let ana = place.resident("Ana").await;
    let session = ana.cookie("fulcrum").expect("a session");
    let answer = ana.post_form("/sign-out", &[]).await.expect(303);
    assert_eq!(answer.location(), "/");
    assert_eq!(ana.cookie("fulcrum"), None);
    let thief = place.anonymous();
    thief.set_cookie("fulcrum", &session);
    let _ = thief.get("/proposals/new").await.expect(303);
}
