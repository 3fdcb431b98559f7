//! `/academy`

use tests::{Place, on_both};

on_both![
    modules_stand_by_strand_with_how_far_one_is,
    an_academy_without_modules_says_what_to_do,
    the_number_of_queries_does_not_grow_with_the_modules,
];

async fn modules_stand_by_strand_with_how_far_one_is(place: Place) {
    let ana = place.resident("Ana").await;
    place.module("Grow in a small space").lesson("Pots").lesson("Water").create().await;
    let _ = ana.post_form("/academy/grow-in-a-small-space/1", &[("q1", "0")]).await.expect(303);
    let page = ana.get("/academy").await.expect(200);
    assert!(page.shows("Making it happen") && page.shows("1 of 2 lessons done"), "{}", page.text);
    let stranger = place.anonymous().get("/academy").await.expect(200);
    assert!(stranger.shows("Grow in a small space") && !stranger.shows("lessons done"));
    let narrowed = ana.get("/academy?strand=funding").await.expect(200);
    assert!(!narrowed.shows("Grow in a small space") && narrowed.shows("Nothing about this yet"));
    for odd in
        ["/academy?strand=nonsense", "/academy?strand=%00", "/academy?&&=", "/academy?strand=a&strand=b"]
    {
        assert!(ana.get(odd).await.expect(200).shows("Grow in a small space"), "{odd}");
    }
}

async fn an_academy_without_modules_says_what_to_do(place: Place) {
    let page = place.anonymous().get("/academy").await.expect(200);
    assert!(page.shows("There is nothing to learn here yet"));
}

async fn the_number_of_queries_does_not_grow_with_the_modules(place: Place) {
    let ana = place.resident("Ana").await;
    place.module("Module 0").lesson("Only").create().await;
    let _ = ana.post_form("/academy/module-0", &[]).await.expect(303);
    let (_, few) = place.queries(ana.get("/academy")).await;
    for n in 1..=12 {
        place.module(&format!("Module {n}")).lesson("First").lesson("Last").create().await;
        let _ = ana.post_form(&format!("/academy/module-{n}"), &[]).await.expect(303);
    }
    let (answer, many) = place.queries(ana.get("/academy")).await;
    assert!(answer.shows("Module 12") && answer.shows("0 of 2 lessons done"));
    assert_eq!(few, many);
    assert!(many <= 4, "{many}");
}
