//! `/proposals/{id}`

use domain::reason::Reason;
use domain::taxonomy::Theme;
use tests::{Place, on_both};

on_both![
    an_idea_shows_who_could_move_it_and_why,
    an_idea_no_lever_fits_says_so,
    the_number_of_queries_does_not_grow_with_what_is_said,
];

async fn an_idea_shows_who_could_move_it_and_why(place: Place) {
    let hospital = place.institution("Marsh Hospital").create().await;
    let lever = place.lever(hospital, "Garden beds").create().await;
    let idea = place.idea("Grow food together").create().await;
    let reasons = vec![
        Reason::Need { want: "somewhere to grow".into(), offer: "raised beds".into() },
        Reason::Theme { theme: Theme::Green },
    ];
    place.matched(idea, lever, reasons).await;
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Marsh Hospital") && page.shows("Garden beds"));
    assert!(page.shows("You need somewhere to grow; Marsh Hospital offers raised beds"), "{}", page.text);
    let front = place.anonymous().get("/").await.expect(200);
    assert!(front.shows("Marsh Hospital could move it; 15 days left to answer"), "{}", front.text);
}

async fn an_idea_no_lever_fits_says_so(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Nobody yet: a facilitator will look") && page.shows("No lesson fits yet"));
}

async fn the_number_of_queries_does_not_grow_with_what_is_said(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let page = format!("/proposals/{idea}");
    let _ = ana.post_form(&page, &[("body", "First.")]).await.expect(303);
    let (_, few) = place.queries(ana.get(&page)).await;
    for n in 0..20 {
        let _ = ana.post_form(&page, &[("body", &format!("Word {n}."))]).await.expect(303);
    }
    let (answer, many) = place.queries(ana.get(&page)).await;
    assert!(answer.shows("Word 19."));
    assert_eq!(few, many);
    assert!(many <= 12, "{many}");
}
