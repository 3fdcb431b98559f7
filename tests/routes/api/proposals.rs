//! `/api/v1/proposals` and `/api/v1/proposals/{id}`

use domain::taxonomy::Theme;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Place, on_both, town};

on_both![
    an_idea_is_shared_and_answered_with_its_whole_shape,
    an_idea_with_a_neighbourhood_alone_has_no_point,
    what_cannot_be_taken_is_named_field_by_field,
    sharing_takes_a_session,
    one_pages_through_all_of_them_while_others_are_added,
    filters_and_orders_are_those_of_the_list,
    a_parameter_that_does_not_read_is_named,
    a_hidden_idea_is_not_there,
    markup_stays_text_in_json,
    the_number_of_queries_does_not_grow_with_the_list,
];

fn good() -> Value {
    json!({
        "title": "Benches on Mill Lane", "body": "So that **older** people can rest.", "theme": "older_people",
        "lon": town::EAST.lon, "lat": town::EAST.lat,
    })
}

async fn an_idea_is_shared_and_answered_with_its_whole_shape(place: Place) {
    let ana = place.resident("Ana B.").await;
    let answer = ana.api_post("/proposals", &good()).await.expect(201);
    let shared = answer.json();
    let expected = json!({
        "id": shared["id"], "external_id": null, "title": "Benches on Mill Lane",
        "body": "So that **older** people can rest.", "theme": "older_people", "stage": "open",
        "lon": town::EAST.lon, "lat": town::EAST.lat, "neighbourhood": { "slug": "east", "name": "East Marsh" },
        "support_count": 0, "comment_count": 0, "author": { "id": ana.id, "display_name": "Ana B." },
        "created_at": place.now().rfc3339(), "supported": false, "hidden": null,
    });
    assert_eq!(shared, expected);
    let location = answer.header("location");
    assert_eq!(location, format!("/api/v1/proposals/{}", shared["id"].as_str().expect("an id")));
    let mut whole = place.anonymous().get(location).await.expect(200).json();
    assert_eq!(whole["responses"].take(), json!([]));
    assert_eq!(whole["following"].take(), json!(false));
    let whole = whole.as_object().expect("an object");
    assert!(expected.as_object().expect("an object").iter().all(|(name, value)| &whole[name] == value));
    let list = place.anonymous().api_get("/proposals").await.expect(200).json();
    assert_eq!(list, json!({ "items": [expected], "next": null }));
}

async fn an_idea_with_a_neighbourhood_alone_has_no_point(place: Place) {
    let ana = place.resident("Ana").await;
    let mut idea = good();
    (idea["lon"], idea["lat"], idea["neighbourhood"]) = (Value::Null, Value::Null, json!("west"));
    let shared = ana.api_post("/proposals", &idea).await.expect(201).json();
    assert_eq!((&shared["lon"], &shared["lat"]), (&Value::Null, &Value::Null));
    assert_eq!(shared["neighbourhood"]["slug"], "west");
    let mut near = good();
    (near["lon"], near["lat"], near["near"]) = (Value::Null, Value::Null, json!("Marsh Park"));
    let shared = ana.api_post("/proposals", &near).await.expect(201).json();
    assert_eq!(shared["neighbourhood"]["slug"], "middle");
}

async fn what_cannot_be_taken_is_named_field_by_field(place: Place) {
    let ana = place.resident("Ana").await;
    for (field, value, named) in [
        ("title", json!("x"), "title"),
        ("title", json!("x".repeat(121)), "title"),
        ("title", json!("nul \u{0} byte"), "title"),
        ("title", json!(7), "title"),
        ("body", json!(""), "body"),
        ("body", Value::Null, "body"),
        ("theme", json!("parks"), "theme"),
        ("theme", json!(["green"]), "theme"),
        ("lon", json!(town::OUTSIDE.lon), "where"),
        ("lon", json!("0.02"), "lon"),
        ("lat", json!(91), "where"),
        ("lat", Value::Null, "where"),
    ] {
        let mut idea = good();
        idea[field] = value.clone();
        let answer = ana.api_post("/proposals", &idea).await.expect(422);
        assert_eq!(answer.fields(), [named], "{field}: {value}");
    }
    assert_eq!(
        ana.api_post("/proposals", &json!({})).await.expect(422).fields(),
        ["title", "body", "theme", "where"]
    );
    assert!(place.service().board(service::board::Board::is_empty));
}

async fn sharing_takes_a_session(place: Place) {
    let answer = place.anonymous().api_post("/proposals", &good()).await.expect(401);
    assert!(answer.fields().is_empty());
}

async fn one_pages_through_all_of_them_while_others_are_added(place: Place) {
    let first: BTreeSet<String> = place.ideas(23).await.iter().map(ToString::to_string).collect();
    let reader = place.anonymous();
    let mut seen = Vec::new();
    let mut path = "/proposals?limit=10".to_owned();
    loop {
        let page = reader.api_get(&path).await.expect(200).json();
        let items = page["items"].as_array().expect("items");
        seen.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        assert_eq!(items.len(), 10);
        path = format!("/proposals?limit=10&after={next}");
        place.clock().forward(1_000);
        place.idea("A later idea").create().await;
    }
    assert_eq!(seen.len(), 23, "none twice");
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), first, "none missed");
}

async fn filters_and_orders_are_those_of_the_list(place: Place) {
    place.idea("West tree").at(town::WEST).create().await;
    place.clock().forward(1_000);
    place.idea("East kitchen").at(town::EAST).about(Theme::Food).create().await;
    place.clock().forward(1_000);
    let tools = place.idea("East tools").somewhere_in("east").about(Theme::ReuseRepair).create().await;
    let ana = place.resident("Ana").await;
    let _ = ana.api_put(&format!("/proposals/{tools}/support")).await.expect(200);
    for (query, titles) in [
        ("", vec!["East tools", "East kitchen", "West tree"]),
        ("?sort=newest&limit=1", vec!["East tools"]),
        ("?sort=supported", vec!["East tools", "East kitchen", "West tree"]),
        ("?sort=nearest&near=0.005,51.505", vec!["West tree", "East kitchen", "East tools"]),
        ("?neighbourhood=east", vec!["East tools", "East kitchen"]),
        ("?theme=food", vec!["East kitchen"]),
        ("?theme=food&neighbourhood=west", vec![]),
        ("?bbox=0.02,51.5,0.03,51.51", vec!["East kitchen"]),
        ("?stage=open&theme=&q=", vec!["East tools", "East kitchen", "West tree"]),
        ("?stage=done", vec![]),
    ] {
        let page = ana.api_get(&format!("/proposals{query}")).await.expect(200).json();
        let items = page["items"].as_array().expect("items");
        let found: Vec<_> = items.iter().map(|item| item["title"].as_str().expect("a title")).collect();
        assert_eq!(found, titles, "{query}");
        let supported = |item: &Value| item["supported"] == (item["title"] == "East tools");
        assert!(items.iter().all(supported), "{query}");
    }
}

async fn a_parameter_that_does_not_read_is_named(place: Place) {
    let reader = place.anonymous();
    for (query, field) in [
        ("theme=parks", "theme"),
        ("stage=1", "stage"),
        ("sort=up", "sort"),
        ("neighbourhood=moon", "neighbourhood"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=0.1,51,0,52", "bbox"),
        ("bbox=NaN,51,0,52", "bbox"),
        ("near=200,0", "near"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("after=yesterday", "after"),
        ("q=%00", "q"),
    ] {
        let answer = reader.api_get(&format!("/proposals?{query}")).await.expect(422);
        assert_eq!(answer.fields(), [field], "{query}");
    }
    let answer = reader.api_get("/proposals?theme=food&theme=green").await.expect(400);
    assert!(answer.fields().is_empty());
}

async fn a_hidden_idea_is_not_there(place: Place) {
    let (ana, fay) = (place.resident("Ana").await, place.facilitator("Fay").await);
    let idea = place.idea("Rude words on Mill Lane").by(&ana).create().await;
    let form = [("reason", "It insults people")];
    let _ = fay.post_form(&format!("/proposals/{idea}/hide"), &form).await.expect(303);
    let reader = place.anonymous();
    for path in ["", "/matches", "/comments"] {
        let _ = reader.api_get(&format!("/proposals/{idea}{path}")).await.expect(404).fields();
    }
    let bob = place.resident("Bob").await;
    let _ = bob.api_put(&format!("/proposals/{idea}/support")).await.expect(404).fields();
    assert_eq!(reader.api_get("/proposals").await.expect(200).json()["items"], json!([]));
    assert_eq!(reader.api_get("/proposals.geojson").await.expect(200).json()["features"], json!([]));
    let own = ana.api_get(&format!("/proposals/{idea}")).await.expect(200).json();
    assert_eq!(own["hidden"], "It insults people");
}

async fn markup_stays_text_in_json(place: Place) {
    let ana = place.resident("Ana").await;
    let mut idea = good();
    idea["title"] = json!("</script><script>alert(1)</script>");
    let answer = ana.api_post("/proposals", &idea).await.expect(201);
    assert_eq!(answer.json()["title"], idea["title"]);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

async fn the_number_of_queries_does_not_grow_with_the_list(place: Place) {
    let ana = place.resident("Ana").await;
    place.ideas(2).await;
    let (_, few) = place.queries(ana.api_get("/proposals?limit=100")).await;
    place.ideas(30).await;
    let (page, many) = place.queries(ana.api_get("/proposals?limit=100")).await;
    assert_eq!(page.json()["items"].as_array().map(Vec::len), Some(32));
    assert_eq!(few, many);
}
