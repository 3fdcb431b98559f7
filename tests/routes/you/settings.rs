//! `/you/name` and `/you/password`

use domain::Time;
use tests::{Anonymous, PASSWORD, Place, on_both};

on_both![
    a_visitor_signs_in_first,
    a_new_name_stands_beside_everything_one_wrote,
    a_name_that_cannot_be_taken_is_kept_and_explained,
    a_new_password_signs_other_devices_out_but_not_this_one,
    a_password_that_cannot_be_taken_changes_nothing,
    guessing_at_the_password_from_an_open_session_ends,
];

async fn signed_up(place: &Place) -> Anonymous {
    let who = place.anonymous();
    let form = [("email", "ana@example.org"), ("password", PASSWORD), ("display_name", "Ana B.")];
    let _ = who.post_form("/sign-up", &form).await.expect(303);
    who
}

async fn signs_in(place: &Place, password: &str) -> Option<Anonymous> {
    let who = place.anonymous();
    let answer = who.post_form("/sign-in", &[("email", "ana@example.org"), ("password", password)]).await;
    (answer.status == 303).then_some(who)
}

async fn a_visitor_signs_in_first(place: Place) {
    for page in ["/you/name", "/you/password"] {
        let _ = place.anonymous().get(page).await.expect(303);
        let form = [("display_name", "Mallory"), ("current_password", PASSWORD), ("new_password", PASSWORD)];
        assert_eq!(place.anonymous().post_form(page, &form).await.expect(303).location(), "/sign-in");
    }
}

async fn a_new_name_stands_beside_everything_one_wrote(place: Place) {
    let ana = place.resident("Ana").await;
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    assert!(ana.get("/you/name").await.expect(200).shows("value=\"Ana\""));
    let answer = ana.post_form("/you/name", &[("display_name", "  Ana   Maria ")]).await.expect(303);
    assert!(ana.get(answer.location()).await.expect(200).shows("Your name is changed."));
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Ana Maria"), "{}", page.text);
    assert_eq!(place.done_by(ana.id, ana.id.0).await, ["renamed"]);
    // The same name again is no change.
    let _ = ana.post_form("/you/name", &[("display_name", "Ana Maria")]).await.expect(303);
    assert_eq!(place.done_by(ana.id, ana.id.0).await, ["renamed"]);
}

async fn a_name_that_cannot_be_taken_is_kept_and_explained(place: Place) {
    let ana = place.resident("Ana").await;
    let long = "x".repeat(61);
    for (name, said) in [("A", "at least 2 letters"), ("", "Please fill this in"), (&long, "to 60 letters")] {
        let answer = ana.post_form("/you/name", &[("display_name", name)]).await.expect(422);
        assert!(answer.shows(said) && answer.shows(&format!("value=\"{name}\"")), "{}", answer.text);
    }
    let hostile = ana.post_form("/you/name", &[("display_name", "<b>Ana</b>")]).await.expect(303);
    let page = ana.get(hostile.location()).await.expect(200);
    assert!(page.shows("&lt;b&gt;Ana") && !page.shows("<b>Ana"));
}

async fn a_new_password_signs_other_devices_out_but_not_this_one(place: Place) {
    let phone = signed_up(&place).await;
    let library = signs_in(&place, PASSWORD).await.expect("signed in");
    let before = phone.cookie("fulcrum");
    let form = [("current_password", PASSWORD), ("new_password", "four words in a row")];
    let answer = phone.post_form("/you/password", &form).await.expect(303);
    assert!(phone.get(answer.location()).await.expect(200).shows("Your password is changed."));
    assert_ne!(phone.cookie("fulcrum"), before, "a new session");
    assert_eq!(library.get("/you").await.expect(303).location(), "/sign-in?next=%2Fyou");
    let thief = place.anonymous();
    thief.set_cookie("fulcrum", &before.expect("a session"));
    let _ = thief.get("/you").await.expect(303);
    assert!(signs_in(&place, PASSWORD).await.is_none());
    assert!(signs_in(&place, "four words in a row").await.is_some());
}

async fn a_password_that_cannot_be_taken_changes_nothing(place: Place) {
    let ana = signed_up(&place).await;
    for (current, new, field) in [
        ("not her password", "four words in a row", "current_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "", "new_password"),
    ] {
        let form = [("current_password", current), ("new_password", new)];
        let answer = ana.post_form("/you/password", &form).await.expect(422);
        assert!(answer.shows(&format!("href=\"#{field}\"")), "{}", answer.text);
        assert!(!answer.shows(PASSWORD) && !answer.shows("four words"), "no password comes back");
    }
    let _ = ana.get("/you").await.expect(200);
    assert!(signs_in(&place, PASSWORD).await.is_some());
}

async fn guessing_at_the_password_from_an_open_session_ends(place: Place) {
    let ana = signed_up(&place).await;
    let guess = async |current: &'static str| {
        let form = [("current_password", current), ("new_password", "four words in a row")];
        ana.post_form("/you/password", &form).await
    };
    for _ in 0..8 {
        let _ = guess("not her password").await.expect(422);
    }
    let refused = guess(PASSWORD).await.expect(429);
    assert_eq!(refused.header("retry-after"), "900");
    // Who knows the password gets in elsewhere meanwhile, and here later.
    assert!(signs_in(&place, PASSWORD).await.is_some());
    place.clock().forward(16 * Time::MINUTE);
    let _ = guess(PASSWORD).await.expect(303);
}
