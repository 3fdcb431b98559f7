//! `/proposals/new`

use tests::{Place, Resident, on_both, town};

on_both![
    one_signs_in_before_sharing,
    an_idea_is_shared_at_a_point,
    an_idea_is_shared_by_a_name_on_the_map,
    an_idea_is_shared_with_a_neighbourhood_alone,
    an_idea_outside_the_place_is_refused,
    an_unknown_name_is_refused,
    an_empty_form_names_every_field,
    what_was_typed_is_kept_when_it_cannot_be_taken,
    a_name_that_many_places_have_is_chosen_among_them,
    another_name_lets_go_of_the_spot_that_was_chosen,
    the_cross_is_moved_and_put_down_by_buttons,
    what_neighbours_ask_for_already_comes_with_the_form,
];

const GOOD: [(&str, &str); 3] = [
    ("title", "Benches on Mill Lane"),
    ("body", "So that older people can rest."),
    ("theme", "older_people"),
];

async fn share(who: &Resident, location: &[(&str, &str)]) -> tests::Answer {
    who.post_form("/proposals/new", &[&GOOD, location].concat()).await
}

async fn one_signs_in_before_sharing(place: Place) {
    let visitor = place.anonymous();
    assert_eq!(
        visitor.get("/proposals/new").await.expect(303).location(),
        "/sign-in?next=%2Fproposals%2Fnew"
    );
    assert_eq!(visitor.post_form("/proposals/new", &GOOD).await.expect(303).location(), "/sign-in");
    assert!(place.service().board(service::board::Board::is_empty));
}

async fn an_idea_is_shared_at_a_point(place: Place) {
    let ana = place.resident("Ana B.").await;
    let (lon, lat) = (town::EAST.lon.to_string(), town::EAST.lat.to_string());
    let answer = share(&ana, &[("lon", &lon), ("lat", &lat)]).await.expect(303);
    let page = place.anonymous().get(answer.location()).await.expect(200);
    assert!(page.shows("Benches on Mill Lane") && page.shows("So that older people can rest."));
    assert!(page.shows("East Marsh · just now") && page.shows("Ana B."), "{}", page.text);
    assert!(place.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
}

async fn an_idea_is_shared_by_a_name_on_the_map(place: Place) {
    let ana = place.resident("Ana").await;
    for (name, neighbourhood) in
        [("mill ln", "West Marsh"), ("Marsh Park", "Middle Marsh"), ("east marsh", "East Marsh")]
    {
        let answer = share(&ana, &[("near", name)]).await.expect(303);
        let page = ana.get(answer.location()).await.expect(200);
        assert!(page.shows(&format!("{neighbourhood} · ")), "{name}");
    }
}

async fn an_idea_is_shared_with_a_neighbourhood_alone(place: Place) {
    let ana = place.resident("Ana").await;
    let answer = share(&ana, &[("neighbourhood", "west"), ("near", ""), ("lon", ""), ("lat", "")]).await;
    assert!(ana.get(answer.expect(303).location()).await.expect(200).shows("West Marsh · "));
}

async fn an_idea_outside_the_place_is_refused(place: Place) {
    let ana = place.resident("Ana").await;
    let outside = town::OUTSIDE.lon.to_string();
    for location in
        [[("lon", outside.as_str()), ("lat", "51.505")], [("near", "Far Street"), ("theme", "older_people")]]
    {
        let page = share(&ana, &location).await.expect(422);
        assert!(page.shows("This is outside"), "{location:?}");
    }
    let page = share(&ana, &[("lon", "1e300"), ("lat", "51.505")]).await.expect(422);
    assert!(page.shows("This is out of range"));
    assert!(place.service().board(service::board::Board::is_empty));
}

async fn an_unknown_name_is_refused(place: Place) {
    let ana = place.resident("Ana").await;
    let page = share(&ana, &[("near", "Atlantis Road")]).await.expect(422);
    assert!(page.shows("We do not know a place of that name here") && page.shows("value=\"Atlantis Road\""));
    let page = share(&ana, &[("neighbourhood", "atlantis")]).await.expect(422);
    assert!(page.shows("Please choose one of these"));
}

async fn an_empty_form_names_every_field(place: Place) {
    let ana = place.resident("Ana").await;
    let page = ana.post_form("/proposals/new", &[]).await.expect(422);
    assert!(page.shows("4 things to put right"));
    for field in ["title", "body", "theme", "where"] {
        assert!(page.shows(&format!("href=\"#{field}\"")), "{field}");
    }
}

async fn what_was_typed_is_kept_when_it_cannot_be_taken(place: Place) {
    let ana = place.resident("Ana").await;
    let form = [
        ("title", "\"Benches\" & <more>"),
        ("body", "Rest.\n\n*"),
        ("theme", "food"),
        ("neighbourhood", "east"),
    ];
    let page = ana.post_form("/proposals/new", &form).await.expect(422);
    assert!(page.shows("Please write at least 10 letters"), "{}", page.text);
    assert!(page.shows("value=\"&quot;Benches&quot; &amp; &lt;more&gt;\""), "{}", page.text);
    assert!(page.shows("Rest.\n\n*"));
    let checked = page.text.split("<input").find(|input| input.contains("value=\"food\"")).expect("a choice");
    assert!(checked.contains("checked"), "{checked}");
    let option =
        page.text.split("<option").find(|option| option.contains("value=\"east\"")).expect("an option");
    assert!(option.contains("selected"), "{option}");
}

async fn a_name_that_many_places_have_is_chosen_among_them(place: Place) {
    let ana = place.resident("Ana").await;
    let page = share(&ana, &[("near", "long road")]).await.expect(422);
    assert!(page.shows("There is more than one place of that name"), "{}", page.text);
    let choices: Vec<_> = page.text.split("name=\"which\"").skip(1).collect();
    assert!(
        choices[0].contains("Long Road, in West Marsh") && choices[1].contains("Long Road, in Middle Marsh")
    );
    let value =
        |choice: &str| choice.split("value=\"").nth(1).and_then(|v| v.split('"').next()).map(str::to_owned);
    let middle = value(choices[1]).expect("a spot");
    assert!(page.shows("name=\"near_was\" value=\"long road\""));
    let chosen = [("near", "long road"), ("near_was", "long road"), ("which", middle.as_str())];
    let page = ana.post_form("/proposals/new", &[&GOOD[..2], &chosen[..]].concat()).await.expect(422);
    assert!(page.shows("Choose what it is about") && !page.shows("There is more than one place"));
    let kept = page.text.split("<input").find(|input| input.contains(&middle)).expect("the spot");
    assert!(kept.contains("checked"), "{kept}");
    let answer = share(&ana, &chosen).await.expect(303);
    assert!(ana.get(answer.location()).await.expect(200).shows("Middle Marsh · "));
}

async fn another_name_lets_go_of_the_spot_that_was_chosen(place: Place) {
    let ana = place.resident("Ana").await;
    let at = format!("{},{}", town::EAST.lon, town::EAST.lat);
    for (near, was, expected) in [
        ("", "", "East Marsh"),
        ("Long Road", "Long Road", "East Marsh"),
        ("Mill Lane", "", "West Marsh"),
        ("Marsh Park", "Long Road", "Middle Marsh"),
    ] {
        let answer = share(&ana, &[("at", &at), ("near", near), ("near_was", was)]).await.expect(303);
        assert!(ana.get(answer.location()).await.expect(200).shows(&format!("{expected} · ")), "{near}");
    }
    for odd in ["here", "1,2,3", "NaN,51", ",", "500,51.5"] {
        let _ = share(&ana, &[("at", odd)]).await.expect(422);
    }
}

async fn the_cross_is_moved_and_put_down_by_buttons(place: Place) {
    let ana = place.resident("Ana").await;
    let field = |page: &tests::Answer, name: &str| {
        let after = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let mut view = String::new();
    for wish in ["closer", "w", "n", "further", "e", "s"] {
        let page = share(&ana, &[("do", wish), ("view", &view)]).await.expect(200);
        assert!(page.shows("value=\"Benches on Mill Lane\"") && !page.shows("to put right"), "{wish}");
        let next = field(&page, "view");
        assert_ne!(next, view, "{wish}");
        view = next;
    }
    let view = format!("{},{},15", town::WEST.lon, town::WEST.lat);
    let page = share(&ana, &[("do", "put"), ("view", &view), ("near", "Marsh Park")]).await.expect(200);
    assert!(page.shows("Chosen: ") && page.shows("in West Marsh"), "{}", page.text);
    let at = field(&page, "at");
    let answer = share(&ana, &[("at", &at), ("view", &view)]).await.expect(303);
    assert!(ana.get(answer.location()).await.expect(200).shows("West Marsh · "));
    let _ = share(&ana, &[("do", "put"), ("view", "x,y,z")]).await.expect(200);
    let _ = share(&ana, &[("do", "dance"), ("view", "1e9,1e9,1e9")]).await.expect(200);
}

async fn what_neighbours_ask_for_already_comes_with_the_form(place: Place) {
    let idea = place.idea("Benches on Mill Lane so that older people can rest").create().await;
    let ana = place.resident("Ana").await;
    let page = share(&ana, &[("do", "similar")]).await.expect(200);
    let link = format!("href=\"/proposals/{idea}\"");
    assert!(page.shows(&link) && page.shows("Backed by 0") && page.shows("Back one of these instead?"));
    assert!(share(&ana, &[]).await.expect(422).shows(&link), "with what is wrong, too");
    let form = [("title", "A zebra for llamas"), ("body", "Crossings."), ("do", "similar")];
    let page = ana.post_form("/proposals/new", &form).await.expect(200);
    assert!(!page.shows(&link) && page.shows("Nobody asks for this yet."));
}
