//! `/proposals/{id}/support`

use domain::ids::ProposalId;
use std::sync::Arc;
use tests::{Answer, Place, Resident, on_both};
use tokio::task::JoinSet;

on_both![
    an_idea_is_backed_and_taken_back,
    a_visitor_signs_in_first,
    fifty_presses_of_one_neighbour_leave_one,
    fifty_neighbours_leave_fifty,
    backing_and_taking_back_side_by_side_leaves_the_count_of_the_rows,
    one_comes_back_to_the_list_they_were_on,
];

async fn back(who: &Resident, idea: ProposalId, on: &str) -> Answer {
    who.post_form(&format!("/proposals/{idea}/support"), &[("on", on)]).await
}

async fn an_idea_is_backed_and_taken_back(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    for (on, count) in [("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)] {
        let answer = back(&ana, idea, on).await.expect(303);
        assert_eq!(answer.location(), format!("/proposals/{idea}"));
        assert_eq!(place.support_count(idea).await, count);
    }
    place.assert_counts().await;
    let page = ana.get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("One neighbour backs it") && page.shows("aria-pressed=\"true\""));
}

async fn a_visitor_signs_in_first(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let answer = place.anonymous().post_form(&format!("/proposals/{idea}/support"), &[("on", "1")]).await;
    assert_eq!(answer.expect(303).location(), "/sign-in");
    assert_eq!(place.support_count(idea).await, 0);
}

async fn fifty_presses_of_one_neighbour_leave_one(place: Place) {
    let ana = Arc::new(place.resident("Ana").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut presses = JoinSet::new();
    for _ in 0..50 {
        let ana = Arc::clone(&ana);
        presses.spawn(async move { back(&ana, idea, "1").await.status.as_u16() });
    }
    assert_eq!(presses.join_all().await, vec![303; 50]);
    assert_eq!(place.support_count(idea).await, 1);
    place.assert_counts().await;
}

async fn fifty_neighbours_leave_fifty(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut presses = JoinSet::new();
    for n in 0..50 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        presses.spawn(async move { back(&neighbour, idea, "1").await.status.as_u16() });
    }
    assert_eq!(presses.join_all().await, vec![303; 50]);
    assert_eq!(place.support_count(idea).await, 50);
    place.assert_counts().await;
    let page = place.anonymous().get("/").await.expect(200);
    assert!(page.shows(">50<"), "the list shows the count: {}", page.text);
}

async fn backing_and_taking_back_side_by_side_leaves_the_count_of_the_rows(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut presses = JoinSet::new();
    for n in 0..10 {
        let neighbour = Arc::new(place.resident(&format!("Neighbour {n}")).await);
        for on in ["1", "0", "1", "0"] {
            let neighbour = Arc::clone(&neighbour);
            presses.spawn(async move { back(&neighbour, idea, on).await.status.as_u16() });
        }
    }
    assert_eq!(presses.join_all().await, vec![303; 40]);
    place.assert_counts().await;
}

async fn one_comes_back_to_the_list_they_were_on(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let own = format!("/proposals/{idea}");
    for (referer, to) in [
        ("http://fulcrum.test/?theme=green", "/?theme=green"),
        ("https://evil.example/?theme=green", own.as_str()),
        ("http://fulcrum.test//evil.example", own.as_str()),
    ] {
        let ask = ana.ask(&axum::http::Method::POST, &format!("{own}/support"));
        let answer = ask.header("referer", referer).form(&[("on", "1")]).send().await.expect(303);
        assert_eq!(answer.location(), to, "{referer}");
    }
}
