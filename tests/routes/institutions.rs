//! `/institutions` and `/institutions/{slug}`

use tests::{Place, on_both};

on_both![the_number_of_queries_does_not_grow_with_institutions_levers_and_cases];

async fn the_number_of_queries_does_not_grow_with_institutions_levers_and_cases(place: Place) {
    let ana = place.resident("Ana").await;
    let college = place.institution("Harbour College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await;
    place.matched(place.idea("Soup on Mondays").create().await, lever, Vec::new()).await;
    let pages = ["/institutions", "/institutions?kind=land", "/institutions/harbour-college"];
    let mut few = Vec::new();
    for page in pages {
        let (answer, queries) = place.queries(ana.get(page)).await;
        assert!(answer.expect(200).shows("Harbour College"), "{page}");
        few.push(queries);
    }
    for n in 0..4 {
        let other = place.institution(&format!("Charity {n}")).create().await;
        place.lever(other, "A hall").create().await;
        let another = place.lever(college, &format!("Room {n}")).create().await;
        place.matched(place.idea(&format!("Idea {n}")).create().await, another, Vec::new()).await;
    }
    for (page, few) in pages.into_iter().zip(few) {
        let (answer, many) = place.queries(ana.get(page)).await;
        assert!(answer.expect(200).shows("Harbour College"), "{page}");
        assert_eq!(few, many, "{page}");
    }
}
