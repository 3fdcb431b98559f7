//! Several servers on one database, and a database that is held by another.

use std::time::Duration;
use tests::{Database, Place, on_both};
use tokio::task::JoinSet;

on_both![
    a_session_is_good_on_every_server,
    two_servers_count_as_one,
    a_write_that_another_holds_up_too_long_is_said_and_can_be_tried_again,
];

async fn a_session_is_good_on_every_server(place: Place) {
    let other = place.another_server(None).await;
    let ana = place.resident("Ana").await;
    let there = other.anonymous();
    there.set_cookie("fulcrum", &ana.cookie("fulcrum").expect("a session"));
    let _ = there.get("/proposals/new").await.expect(200);
    let _ = there.post_form("/sign-out", &[]).await.expect(303);
    let _ = ana.get("/proposals/new").await.expect(303);
}

async fn two_servers_count_as_one(place: Place) {
    let other = place.another_server(None).await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut presses = JoinSet::new();
    for n in 0..20 {
        let server = if n % 2 == 0 { &place } else { &other };
        let neighbour = server.resident(&format!("Neighbour {n}")).await;
        presses.spawn(async move {
            let path = format!("/proposals/{idea}/support");
            neighbour.post_form(&path, &[("on", "1")]).await.status.as_u16()
        });
    }
    assert_eq!(presses.join_all().await, vec![303; 20]);
    assert_eq!(place.support_count(idea).await, 20);
    place.assert_counts().await;
}

/// On SQLite any write holds up the others; on PostgreSQL one of the same row, which waits as long as it takes.
async fn a_write_that_another_holds_up_too_long_is_said_and_can_be_tried_again(place: Place) {
    let hasty = place.another_server(Some(Duration::from_millis(200))).await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    let ana = hasty.resident("Ana").await;
    let path = format!("/proposals/{idea}/support");
    let held = place.store().begin().await.expect("a transaction");
    if place.database() == Database::Sqlite {
        let answer = ana.post_form(&path, &[("on", "1")]).await.expect(503);
        assert!(answer.shows("We cannot reach our records just now") && answer.shows("Nothing is lost"));
        assert_eq!(answer.header("retry-after"), "10");
        // Reading goes on meanwhile.
        let _ = hasty.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    }
    drop(held);
    let _ = ana.post_form(&path, &[("on", "1")]).await.expect(303);
    assert_eq!(place.support_count(idea).await, 1);
}
