//! `/feed.atom`: lists as Atom feeds, read back by a parser of their own.

use atom_syndication::Feed;
use tests::town;
use tests::{Place, on_both};

on_both![
    a_feed_holds_what_its_list_shows_newest_first,
    a_feed_carries_words_safely,
    a_feed_that_cannot_be_asked_for_says_so,
];

async fn feed(place: &Place, path: &str) -> Feed {
    let answer = place.anonymous().get(path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
    Feed::read_from(answer.text.as_bytes()).expect("a feed that reads")
}

async fn a_feed_holds_what_its_list_shows_newest_first(place: Place) {
    let bench = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    place.clock().forward(domain::Time::DAY);
    let _ = place.idea("A crossing by the school").at(town::EAST).create().await;
    let all = feed(&place, "/feed.atom").await;
    let titles: Vec<_> = all.entries().iter().map(|entry| entry.title().as_str()).collect();
    assert_eq!(titles, ["A crossing by the school", "Benches on Mill Lane"]);
    assert_eq!(all.updated(), all.entries()[0].updated());
    let west = feed(&place, "/feed.atom?neighbourhood=west").await;
    assert_eq!(west.title().as_str(), "Ideas in West Marsh");
    assert_eq!(west.entries()[0].id(), format!("urn:uuid:{bench}"));
    assert!(
        west.links().iter().any(|l| l.rel() == "self" && l.href().ends_with("/feed.atom?neighbourhood=west"))
    );
    let own = feed(&place, "/neighbourhoods/west/feed.atom").await;
    assert_eq!(own.entries(), west.entries());
}

async fn a_feed_carries_words_safely(place: Place) {
    let idea = place.idea("Benches & <b>shade</b>").body("Sit **down** <script>alert(1)</script>");
    let _ = idea.at(town::WEST).create().await;
    let all = feed(&place, "/feed.atom").await;
    let entry = &all.entries()[0];
    assert_eq!(entry.title().as_str(), "Benches & <b>shade</b>");
    let body = entry.content().and_then(|content| content.value()).expect("a body");
    assert!(body.contains("<strong>down</strong>") && !body.contains("<script>"), "{body}");
}

async fn a_feed_that_cannot_be_asked_for_says_so(place: Place) {
    for path in ["/feed.atom?theme=gardening", "/feed.atom?near=north"] {
        let answer = place.anonymous().get(path).await;
        assert!((400..500).contains(&answer.status.as_u16()), "{path}: {}", answer.status);
    }
    assert!(feed(&place, "/feed.atom?q=nothingislikethis").await.entries().is_empty());
}
