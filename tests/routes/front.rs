//! `/`: the ideas.

use domain::taxonomy::Theme;
use tests::{Place, on_both, town};

on_both![
    ideas_are_listed_newest_first_and_page_by_page,
    ideas_narrow_by_theme_and_neighbourhood,
    the_most_backed_come_first_when_asked_for,
    an_empty_place_says_what_to_do,
    a_filter_that_does_not_read_is_said,
    the_most_backed_follow_each_other_though_counts_change,
    the_last_of_a_repeated_parameter_counts,
    the_number_of_queries_does_not_grow_with_the_ideas,
    ideas_near_a_street_are_listed_nearest_first,
    a_street_that_cannot_be_placed_is_said_beside_the_field,
];

async fn ideas_are_listed_newest_first_and_page_by_page(place: Place) {
    place.ideas(25).await;
    let reader = place.anonymous();
    let first = reader.get("/").await.expect(200);
    assert!(first.shows("25 ideas in Little Marsh") && first.shows("20 of 25"), "{}", first.text);
    let at = |text: &str, title: &str| text.find(title).unwrap_or_else(|| panic!("{title} is not there"));
    assert!(at(&first.text, "Idea number 25<") < at(&first.text, "Idea number 24<"));
    assert!(!first.shows("Idea number 5<"));
    let next = first.text.split("href=\"/?after=").nth(1).and_then(|rest| rest.split('"').next());
    let second = reader.get(&format!("/?after={}", next.expect("a link to more"))).await.expect(200);
    assert!(
        second.shows("Idea number 5<") && second.shows("Idea number 1<") && !second.shows("Idea number 6<")
    );
}

async fn ideas_narrow_by_theme_and_neighbourhood(place: Place) {
    place.idea("Plant more trees").at(town::WEST).create().await;
    place.idea("A shared kitchen").at(town::EAST).about(Theme::Food).create().await;
    place.idea("A tool library").somewhere_in("east").about(Theme::ReuseRepair).create().await;
    let reader = place.anonymous();
    let east = reader.get("/?neighbourhood=east").await.expect(200);
    assert!(
        east.shows("2 ideas in East Marsh")
            && east.shows("A tool library")
            && !east.shows("Plant more trees")
    );
    let food = reader.get("/?neighbourhood=east&theme=food&stage=&q=").await.expect(200);
    assert!(food.shows("A shared kitchen") && !food.shows("A tool library"));
}

async fn the_most_backed_come_first_when_asked_for(place: Place) {
    let ideas = place.ideas(3).await;
    let ana = place.resident("Ana").await;
    let _ = ana.post_form(&format!("/proposals/{}/support", ideas[0]), &[("on", "1")]).await.expect(303);
    let page = ana.get("/?sort=supported").await.expect(200).text;
    let at = |title: &str| page.find(title).expect("listed");
    assert!(at("Idea number 1<") < at("Idea number 3<") && at("Idea number 3<") < at("Idea number 2<"));
}

async fn an_empty_place_says_what_to_do(place: Place) {
    let page = place.anonymous().get("/").await.expect(200);
    assert!(page.shows("No ideas like this yet") && page.shows("Yours could be the first."));
}

async fn a_filter_that_does_not_read_is_said(place: Place) {
    let page = place.anonymous().get("/?theme=parks").await.expect(422);
    assert!(page.shows("theme: Please choose one of these"), "{}", page.text);
}

async fn the_most_backed_follow_each_other_though_counts_change(place: Place) {
    let ideas = place.ideas(6).await;
    let ana = place.resident("Ana").await;
    let back = async |idea: usize, on: &'static str| {
        let _ = ana
            .post_form(&format!("/proposals/{}/support", ideas[idea - 1]), &[("on", on)])
            .await
            .expect(303);
    };
    for idea in 1..=3 {
        back(idea, "1").await;
    }
    // Three with one support each, newest first, then those with none.
    let first = ana.api_get("/proposals?sort=supported&limit=2").await.expect(200).json();
    let next = first["next"].as_str().expect("a cursor").to_owned();
    let titles = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().expect("items").iter();
        items.map(|item| item["title"].as_str().expect("a title").to_owned()).collect()
    };
    assert_eq!(titles(&first), ["Idea number 3", "Idea number 2"]);
    // The last one shown falls to the end, and the first is hidden.
    back(2, "0").await;
    let fay = place.facilitator("Fay").await;
    let hide = format!("/proposals/{}/hide", ideas[2]);
    let _ = fay.post_form(&hide, &[("reason", "It insults people")]).await.expect(303);
    let rest = ana.api_get(&format!("/proposals?sort=supported&after={next}")).await.expect(200).json();
    let numbers = ["Idea number 1", "Idea number 6", "Idea number 5", "Idea number 4", "Idea number 2"];
    assert_eq!(titles(&rest), numbers);
    let _ = ana.get("/?sort=supported&after=nonsense").await.expect(422);
}

async fn the_last_of_a_repeated_parameter_counts(place: Place) {
    place.idea("Plant more trees").create().await;
    place.idea("A shared kitchen").about(Theme::Food).create().await;
    let (visitor, ana) = (place.anonymous(), place.resident("Ana").await);
    let address = "/?theme=green&theme=food&sort=newest&sort=newest";
    for page in [visitor.get(address).await.expect(200), ana.get(address).await.expect(200)] {
        assert!(page.shows("A shared kitchen") && !page.shows("Plant more trees"), "{}", page.text);
    }
    for page in ["/map?at=0,0&at=1,1", "/institutions?kind=land&kind=land", "/sign-in?next=/a&next=/b"] {
        let _ = place.anonymous().get(page).await.expect(200);
    }
}

async fn the_number_of_queries_does_not_grow_with_the_ideas(place: Place) {
    let ana = place.resident("Ana").await;
    let visitor = place.anonymous();
    place.ideas(2).await;
    let (_, few) = place.queries(ana.get("/?limit=100")).await;
    let (_, few_signed_out) = place.queries(visitor.get("/?limit=100")).await;
    place.ideas(40).await;
    let (page, many) = place.queries(ana.get("/?limit=100")).await;
    let (_, many_signed_out) = place.queries(visitor.get("/?limit=100")).await;
    assert!(page.shows("42 ideas"));
    assert_eq!((few, few_signed_out), (many, many_signed_out));
    assert!(many <= 6 && many_signed_out <= 2, "{many} signed in, {many_signed_out} signed out");
}

async fn ideas_near_a_street_are_listed_nearest_first(place: Place) {
    let mill = town::NAMES[0].2;
    let off = |metres: f64| domain::places::Position { lat: mill.lat + metres / 111_195.0, ..mill };
    for (title, metres) in [("Far bench", 450.0), ("Near bench", 50.0), ("Farther bench", 520.0)] {
        place.idea(title).at(off(metres)).create().await;
    }
    place.idea("Somewhere bench").somewhere_in("west").create().await;
    let reader = place.anonymous();
    let near = reader.get("/?near=Mill+Lane&within=500&sort=nearest").await.expect(200);
    assert!(near.shows("2 ideas in Little Marsh") && near.shows("500 m around: Mill Lane"), "{}", near.text);
    let at = |text: &str, title: &str| text.find(title).unwrap_or_else(|| panic!("{title} is not there"));
    assert!(at(&near.text, "Near bench<") < at(&near.text, "Far bench<"));
    let here = format!("/?near={},{}&within=&sort=nearest", mill.lon, mill.lat);
    let here = reader.get(&here).await.expect(200);
    assert!(here.shows("4 ideas") && here.shows("Nearest first, from here: Near Mill Lane, in West Marsh"));
    assert!(at(&here.text, "Farther bench<") < at(&here.text, "Somewhere bench<"));
    let map = reader.get("/map?near=Mill+Lane&within=100").await.expect(200);
    assert!(map.shows("Near bench") && !map.shows("Far bench"));
}

async fn a_street_that_cannot_be_placed_is_said_beside_the_field(place: Place) {
    place.idea("Benches").at(town::WEST).about(Theme::Food).create().await;
    let reader = place.anonymous();
    let page = reader.get("/?near=Atlantis+Road&within=500&sort=nearest&theme=food").await.expect(422);
    assert!(page.shows("We do not know a place of that name") && page.shows("value=\"Atlantis Road\""));
    assert!(page.shows("Benches") && page.shows("name=\"theme\" value=\"food\""), "the list stays");
    let page = reader.get("/?near=Long+Road&within=500&sort=nearest").await.expect(422);
    assert!(page.shows("Long Road, in West Marsh") && page.shows("Long Road, in Middle Marsh"));
    assert!(page.shows("/?near=0.013000%2C51.508000&amp;within=500&amp;sort=nearest"), "{}", page.text);
}
