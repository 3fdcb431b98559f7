//! `/map` and `/map/beside`

use domain::taxonomy::Theme;
use tests::{Place, on_both, town};

on_both![
    the_map_says_what_it_shows_and_lists_it,
    what_stands_beside_the_map_follows_it,
    a_chosen_idea_shows_its_card_and_is_let_go_of,
    an_odd_address_shows_the_whole_place,
    the_number_of_queries_does_not_grow_with_the_ideas,
];

async fn the_map_says_what_it_shows_and_lists_it(place: Place) {
    let reader = place.anonymous();
    assert!(reader.get("/map").await.expect(200).shows("No ideas on this part of the map"));
    place.idea("Plant more trees").at(town::WEST).create().await;
    place.idea("Water the trees").at(town::WEST).create().await;
    place.idea("A shared kitchen").at(town::WEST).about(Theme::Food).create().await;
    let page = reader.get("/map").await.expect(200);
    assert!(page.shows("3 ideas in West Marsh, 2 about green"), "{}", page.text);
    assert!(page.shows("Plant more trees</a></h2>") && page.shows("A shared kitchen</a></h2>"));
    place.idea("A tool library").at(town::EAST).about(Theme::ReuseRepair).create().await;
    let page = reader.get("/map").await.expect(200);
    assert!(page.shows("4 ideas in Little Marsh, 2 about green"), "{}", page.text);
    let food = reader.get("/map?theme=food").await.expect(200);
    assert!(food.shows("1 idea in West Marsh<") && !food.shows("Water the trees"));
    assert!(food.shows("href=\"/?theme=food\""), "the list narrowed alike");
    assert!(food.shows("<p class=\"map-note\">Map: Made up</p>"), "whose map it is");
}

async fn what_stands_beside_the_map_follows_it(place: Place) {
    place.idea("Plant more trees").at(town::WEST).create().await;
    place.idea("A tool library").at(town::EAST).about(Theme::ReuseRepair).create().await;
    let reader = place.anonymous();
    let east = reader.get("/map/beside?bbox=0.02,51.5,0.03,51.51").await.expect(200);
    assert!(east.shows("1 idea in East Marsh") && east.shows("A tool library"), "{}", east.text);
    assert!(!east.shows("Plant more trees") && !east.shows("<html"));
    let page = reader.get("/map?at=0.025,51.505&z=17").await.expect(200);
    assert!(page.shows("1 idea in East Marsh") && page.shows("A tool library"), "{}", page.text);
    let _ = reader.get("/map/beside?bbox=here").await.expect(422);
}

async fn a_chosen_idea_shows_its_card_and_is_let_go_of(place: Place) {
    let idea = place.idea("Plant more trees").at(town::WEST).create().await;
    let reader = place.anonymous();
    let page = reader.get(&format!("/map?at=0.005,51.505&z=16&theme=green&sel={idea}")).await.expect(200);
    let card =
        page.text.split("id=\"map-card\"").nth(1).and_then(|rest| rest.split("id=\"map-list\"").next());
    let card = card.expect("a card");
    assert!(card.contains("Plant more trees"), "{card}");
    assert!(card.contains("href=\"/map?theme=green&amp;at=0.00500,51.50500&amp;z=16.00\""), "{card}");
    let part = reader.get(&format!("/map/beside?sel={idea}")).await.expect(200);
    assert!(part.shows("The chosen idea"));
    for odd in ["nobody", "00000000-0000-7000-8000-000000000000"] {
        assert!(!reader.get(&format!("/map?sel={odd}")).await.expect(200).shows("The chosen idea"));
    }
}

async fn an_odd_address_shows_the_whole_place(place: Place) {
    place.idea("Plant more trees").at(town::WEST).create().await;
    let reader = place.anonymous();
    for odd in ["at=x,y&z=deep", "at=1e9,1e9&z=NaN", "z=inf", "at=,"] {
        let page = reader.get(&format!("/map?{odd}")).await.expect(200);
        assert!(page.shows("1 idea in West Marsh"), "{odd}");
    }
    for far in ["at=0.015,51.505&z=1e9", "at=180,90&z=40", "at=-180,-90&z=0"] {
        let _ = reader.get(&format!("/map?{far}")).await.expect(200);
    }
}

async fn the_number_of_queries_does_not_grow_with_the_ideas(place: Place) {
    let reader = place.anonymous();
    let idea = place.idea("Plant more trees").at(town::WEST).create().await;
    let address = format!("/map?sel={idea}");
    let (_, few) = place.queries(reader.get(&address)).await;
    for n in 0..30 {
        place.idea(&format!("Tree {n}")).at(town::EAST).create().await;
    }
    let (page, many) = place.queries(reader.get(&address)).await;
    assert!(page.expect(200).shows("20 of 31"));
    // Two for the list's cards, two for the chosen one's where the list does not hold it.
    assert_eq!((few, many), (2, 4));
}
