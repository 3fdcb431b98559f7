//! `/neighbourhoods` and each of them.

use domain::places::Position;
use domain::taxonomy::Theme;
use tests::town;
use tests::{Place, on_both};

on_both![
    every_neighbourhood_is_counted_on_the_map_and_in_the_table,
    one_neighbourhood_says_what_it_asks_for_and_who_answered,
    what_is_hidden_is_nowhere,
    a_neighbourhood_that_is_not_there_is_not_found,
    pages_take_as_many_queries_for_many_ideas_as_for_one,
];

/// The three figures of a neighbourhood in the table: ideas, backing, unanswered.
fn row(page: &str, slug: &str) -> Vec<u32> {
    let row = page
        .split("<tr>")
        .find(|row| row.contains("<td") && row.contains(&format!("/neighbourhoods/{slug}\"")));
    let cells = row.expect("a row").split("<td").skip(1);
    cells.map(|cell| cell.split(['>', '<']).nth(1).expect("a cell").parse().expect("a number")).collect()
}

async fn every_neighbourhood_is_counted_on_the_map_and_in_the_table(place: Place) {
    let ana = place.resident("Ana").await;
    let bench = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let _ = place.idea("Shade for the playground").at(town::WEST).create().await;
    let _ = place.idea("A crossing").somewhere_in("east").create().await;
    let _ = ana.post_form(&format!("/proposals/{bench}/support"), &[("on", "1")]).await.expect(303);
    let page = place.anonymous().get("/neighbourhoods").await.expect(200);
    assert_eq!(row(&page.text, "west"), [2, 1, 2]);
    assert_eq!(row(&page.text, "middle"), [0, 0, 0]);
    assert_eq!(row(&page.text, "east"), [1, 0, 1]);
    assert!(page.shows("aria-label=\"2 ideas in West Marsh\"") && page.shows("class=\"shade s0\""));
    let backed = place.anonymous().get("/neighbourhoods?show=support").await.expect(200);
    assert!(backed.shows("aria-label=\"West Marsh: ideas backed once\""), "{}", backed.text);
    let waiting = place.anonymous().get("/neighbourhoods?show=unanswered").await.expect(200);
    assert!(waiting.shows("East Marsh: one idea waits for an answer"), "{}", waiting.text);
    let odd = place.anonymous().get("/neighbourhoods?show=%00").await.expect(200);
    assert!(odd.shows("2 ideas in West Marsh"), "what is no measure is ideas");
}

async fn one_neighbourhood_says_what_it_asks_for_and_who_answered(place: Place) {
    let at = Position { lon: 0.006, lat: 51.504 };
    let college = place.institution("Harbour College").site("Kitchen block", at).create().await;
    let sam = place.staff("Sam", college).await;
    let idea = place.idea("A kitchen for us").about(Theme::Food).at(town::WEST).create().await;
    let _ = place.idea("Fewer lorries").about(Theme::Streets).at(town::EAST).create().await;
    let before = place.anonymous().get("/neighbourhoods/west").await.expect(200);
    assert!(before.shows("Nobody has answered here yet.") && before.shows("Kitchen block"));
    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let _ = sam.post_form(&answer, &[("kind", "exploring"), ("text", "We will look")]).await.expect(303);
    let page = place.anonymous().get("/neighbourhoods/west").await.expect(200);
    assert!(page.shows("A kitchen for us") && !page.shows("Fewer lorries"));
    assert!(
        page.shows("One idea answered") && page.shows("href=\"/?neighbourhood=west&amp;theme=food\""),
        "{}",
        page.text
    );
    assert!(page.shows("href=\"/neighbourhoods/west/feed.atom\""));
}

async fn what_is_hidden_is_nowhere(place: Place) {
    let fay = place.facilitator("Fay").await;
    let idea = place.idea("Spam spam spam").at(town::WEST).create().await;
    let why = [("reason", "It is an advertisement"), ("hide", "1")];
    let _ = fay.post_form(&format!("/proposals/{idea}/hide"), &why).await.expect(303);
    let page = place.anonymous().get("/neighbourhoods/west").await.expect(200);
    assert!(!page.shows("Spam spam spam"));
    assert_eq!(row(&place.anonymous().get("/neighbourhoods").await.expect(200).text, "west"), [0, 0, 0]);
    let feed = place.anonymous().get("/neighbourhoods/west/feed.atom").await.expect(200);
    assert!(!feed.shows("Spam spam spam"));
}

async fn a_neighbourhood_that_is_not_there_is_not_found(place: Place) {
    for path in ["/neighbourhoods/north", "/neighbourhoods/%00", "/neighbourhoods/north/feed.atom"] {
        let _ = place.anonymous().get(path).await.expect(404);
    }
}

async fn pages_take_as_many_queries_for_many_ideas_as_for_one(place: Place) {
    let _ = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    for path in ["/neighbourhoods", "/neighbourhoods/west", "/neighbourhoods/west/feed.atom"] {
        let (_, one) = place.queries(place.anonymous().get(path)).await;
        for n in 0..4 {
            let _ = place.idea(&format!("Idea {n} for {path}")).at(town::WEST).create().await;
        }
        let (page, five) = place.queries(place.anonymous().get(path)).await;
        let _ = page.expect(200);
        assert!(five <= one, "{path}: {one} queries for one, {five} for five");
    }
}
