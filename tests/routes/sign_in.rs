//! `/sign-in`

use domain::Time;
use service::people::{MAX_BY_ACCOUNT, MAX_BY_ADDRESS};
use tests::{Anonymous, Answer, PASSWORD, Place, on_both};

on_both![
    a_neighbour_signs_in_and_goes_where_they_were_going,
    nobody_is_sent_to_another_site,
    an_unknown_email_and_a_wrong_password_look_the_same,
    the_session_has_a_new_id_after_signing_in,
    too_many_failures_on_an_account_make_it_wait,
    failures_from_one_address_are_limited_whatever_the_account,
    tries_side_by_side_count_each_other,
    an_expired_session_is_nobodys,
    a_made_up_session_is_nobodys,
];

async fn sign_up(place: &Place, email: &str) {
    let form = [("email", email), ("password", PASSWORD), ("display_name", "Ana B.")];
    let _ = place.anonymous().post_form("/sign-up", &form).await.expect(303);
}

async fn attempt(who: &Anonymous, email: &str, password: &str) -> Answer {
    who.post_form("/sign-in", &[("email", email), ("password", password)]).await
}

async fn a_neighbour_signs_in_and_goes_where_they_were_going(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let ana = place.anonymous();
    let sent = ana.get("/proposals/new").await.expect(303).location().to_owned();
    assert_eq!(sent, "/sign-in?next=%2Fproposals%2Fnew");
    let form = [("email", "ANA@example.org "), ("password", PASSWORD)];
    let answer = ana.post_form(&sent, &form).await.expect(303);
    assert_eq!(answer.location(), "/proposals/new");
    let _ = ana.get("/proposals/new").await.expect(200);
}

async fn nobody_is_sent_to_another_site(place: Place) {
    sign_up(&place, "ana@example.org").await;
    for next in ["https://evil.example/", "//evil.example", "/%5Cevil.example", "javascript:alert(1)"] {
        let form = [("email", "ana@example.org"), ("password", PASSWORD)];
        let answer = place.anonymous().post_form(&format!("/sign-in?next={next}"), &form).await.expect(303);
        assert_eq!(answer.location(), "/", "{next}");
    }
}

async fn an_unknown_email_and_a_wrong_password_look_the_same(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let wrong = attempt(&place.anonymous(), "ana@example.org", "not her password").await.expect(422);
    let unknown = attempt(&place.anonymous(), "bob@example.org", "not her password").await.expect(422);
    let without_email = |answer: &Answer| answer.text.replace("ana@", "").replace("bob@", "");
    assert_eq!(without_email(&wrong), without_email(&unknown));
    assert!(wrong.shows("do not belong together") && wrong.shows("value=\"ana@example.org\""));
    assert!(!wrong.shows("not her password"));
}

async fn the_session_has_a_new_id_after_signing_in(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let ana = place.anonymous();
    let _ = attempt(&ana, "ana@example.org", PASSWORD).await.expect(303);
    let first = ana.cookie("fulcrum").expect("a session");
    let _ = attempt(&ana, "ana@example.org", PASSWORD).await.expect(303);
    let second = ana.cookie("fulcrum").expect("a session");
    assert_ne!(first, second);
    ana.set_cookie("fulcrum", &first);
    let _ = ana.get("/proposals/new").await.expect(303);
}

async fn too_many_failures_on_an_account_make_it_wait(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let ana = place.anonymous();
    for _ in 0..MAX_BY_ACCOUNT {
        let _ = attempt(&ana, "ana@example.org", "not her password").await.expect(422);
    }
    // Even the right password waits, from wherever it comes.
    let mut elsewhere = place.anonymous();
    elsewhere.browser().move_to([198, 51, 100, 7]);
    let refused = attempt(&elsewhere, "ana@example.org", PASSWORD).await.expect(429);
    assert_eq!(refused.header("retry-after"), "900");
    assert!(refused.shows("Too many tries"));
    place.clock().forward(16 * Time::MINUTE);
    let _ = attempt(&elsewhere, "ana@example.org", PASSWORD).await.expect(303);
}

async fn failures_from_one_address_are_limited_whatever_the_account(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let bot = place.anonymous();
    for n in 0..MAX_BY_ADDRESS {
        let _ = attempt(&bot, &format!("guess{n}@example.org"), "password123").await.expect(422);
    }
    let _ = attempt(&bot, "ana@example.org", PASSWORD).await.expect(429);
    let mut elsewhere = place.anonymous();
    elsewhere.browser().move_to([198, 51, 100, 7]);
    let _ = attempt(&elsewhere, "ana@example.org", PASSWORD).await.expect(303);
}

async fn tries_side_by_side_count_each_other(place: Place) {
    sign_up(&place, "ana@example.org").await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let bot = place.anonymous();
        tries
            .spawn(async move { attempt(&bot, "ana@example.org", "not her password").await.status.as_u16() });
    }
    let looked_at = tries.join_all().await.into_iter().filter(|status| *status == 422).count();
    assert!(looked_at <= MAX_BY_ACCOUNT as usize, "{looked_at} passwords were looked at");
}

async fn an_expired_session_is_nobodys(place: Place) {
    let ana = place.resident("Ana").await;
    let _ = ana.get("/proposals/new").await.expect(200);
    place.clock().forward(31 * Time::DAY);
    let answer = ana.post_form("/proposals/new", &[("title", "Benches")]).await.expect(303);
    assert_eq!(answer.location(), "/sign-in");
}

async fn a_made_up_session_is_nobodys(place: Place) {
    for made_up in ["AAAAAAAAAAAAAAAAAAAAAA", "1", "", "%00", "' OR 1=1 --"] {
        let mallory = place.anonymous();
        mallory.set_cookie("fulcrum", made_up);
        let _ = mallory.get("/").await.expect(200);
        let _ = mallory.get("/proposals/new").await.expect(303);
    }
}
