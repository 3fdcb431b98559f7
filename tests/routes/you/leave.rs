//! `/you/leave`: an account goes, what it wrote stays.

use tests::{Anonymous, PASSWORD, Place, on_both};

on_both![
    leaving_takes_what_is_ones_own_and_leaves_what_one_wrote,
    leaving_needs_the_password,
    who_left_can_come_back_as_someone_new,
    backing_while_leaving_never_leaves_a_wrong_count,
];

async fn signed_up(place: &Place) -> Anonymous {
    let who = place.anonymous();
    let form = [("email", "ana@example.org"), ("password", PASSWORD), ("display_name", "Ana B.")];
    let _ = who.post_form("/sign-up", &form).await.expect(303);
    who
}

async fn counts(place: &Place, idea: &str) -> (u64, u64) {
    let shown = place.anonymous().api_get(&format!("/proposals/{idea}")).await.expect(200).json();
    (shown["support_count"].as_u64().expect("a count"), shown["comment_count"].as_u64().expect("a count"))
}

async fn leaving_takes_what_is_ones_own_and_leaves_what_one_wrote(place: Place) {
    let (ana, bo) = (signed_up(&place).await, place.resident("Bo").await);
    let idea = place.idea("Benches on Mill Lane").by(&bo).create().await.to_string();
    let page = format!("/proposals/{idea}");
    for who in [&*ana, &*bo] {
        let _ = who.post_form(&format!("{page}/support"), &[("on", "1")]).await.expect(303);
    }
    let _ = ana.post_form(&page, &[("body", "With backs, please")]).await.expect(303);
    let _ = ana.post_form("/you/name", &[("display_name", "Ana Maria")]).await.expect(303);
    assert_eq!(counts(&place, &idea).await, (2, 1));

    let gone = ana.post_form("/you/leave", &[("current_password", PASSWORD)]).await.expect(303);
    assert!(ana.get(gone.location()).await.expect(200).shows("Your account is gone"));
    let _ = ana.get("/you").await.expect(303);
    assert_eq!(counts(&place, &idea).await, (1, 1));
    let shown = place.anonymous().get(&page).await.expect(200);
    assert!(shown.shows("With backs, please") && !shown.shows("Ana Maria") && !shown.shows("Ana B."));
    let recount = place.service().recount().await.expect("the database");
    assert_eq!((recount.supports, recount.comments), (0, 0));
    let back = [("email", "ana@example.org"), ("password", PASSWORD)];
    let _ = place.anonymous().post_form("/sign-in", &back).await.expect(422);
}

async fn leaving_needs_the_password(place: Place) {
    let _ = place.anonymous().get("/you/leave").await.expect(303);
    let ana = signed_up(&place).await;
    let page = ana.post_form("/you/leave", &[("current_password", "a guess of mine")]).await.expect(422);
    assert!(page.shows("href=\"#current_password\"") && !page.shows("a guess of mine"));
    let _ = ana.get("/you").await.expect(200);
}

async fn who_left_can_come_back_as_someone_new(place: Place) {
    let ana = signed_up(&place).await;
    let _ = ana.post_form("/you/leave", &[("current_password", PASSWORD)]).await.expect(303);
    let again = signed_up(&place).await;
    let _ = again.get("/you").await.expect(200);
}

async fn backing_while_leaving_never_leaves_a_wrong_count(place: Place) {
    let ana = signed_up(&place).await;
    let mut ideas = Vec::new();
    for n in 0..8 {
        ideas.push(format!("/proposals/{}/support", place.idea(&format!("Idea number {n}")).create().await));
    }
    let ana = std::sync::Arc::new(ana);
    let mut at_once = tokio::task::JoinSet::new();
    for idea in ideas {
        let ana = ana.clone();
        at_once.spawn(async move { ana.post_form(&idea, &[("on", "1")]).await.status });
    }
    at_once.spawn(async move { ana.post_form("/you/leave", &[("current_password", PASSWORD)]).await.status });
    // Before she left, after, or while: never a fault of ours.
    assert!(at_once.join_all().await.into_iter().all(|status| status == 303 || status == 404));
    let recount = place.service().recount().await.expect("the database");
    assert_eq!((recount.supports, recount.comments), (0, 0));
}
