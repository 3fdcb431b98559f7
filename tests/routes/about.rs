//! `/about` and `/privacy`

use tests::{Place, on_both};

on_both![everyone_can_read_what_this_is_and_what_it_stores];

async fn everyone_can_read_what_this_is_and_what_it_stores(place: Place) {
    let stranger = place.anonymous();
    let (about, queries) = place.queries(stranger.get("/about")).await;
    assert!(about.expect(200).shows("How ideas are matched"));
    assert_eq!(queries, 0);
    let privacy = stranger.get("/privacy").await.expect(200);
    assert!(privacy.shows("One cookie") && privacy.shows("argon2id"));
    assert_eq!(stranger.cookie("fulcrum"), None, "as the page says");
    assert!(stranger.get("/").await.expect(200).shows("href=\"/privacy\""));
}
