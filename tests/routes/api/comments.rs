//! `/api/v1/proposals/{id}/comments`

use serde_json::{Value, json};
use tests::{Place, on_both};

on_both![
    a_comment_is_said_and_listed,
    comments_come_page_by_page,
    a_hidden_comment_comes_without_its_text,
    what_cannot_be_said_is_a_problem,
];

async fn a_comment_is_said_and_listed(place: Place) {
    let (ana, idea) = (place.resident("Ana B.").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/proposals/{idea}/comments");
    let said = ana.api_post(&path, &json!({ "body": "  Near the *shops*. " })).await.expect(201).json();
    let expected = json!({
        "id": said["id"], "author": { "id": ana.id, "display_name": "Ana B." }, "body": "Near the *shops*.",
        "hidden": null, "created_at": place.now().rfc3339(),
    });
    assert_eq!(said, expected);
    let list = place.anonymous().api_get(&path).await.expect(200).json();
    assert_eq!(list, json!({ "items": [expected], "next": null }));
    assert_eq!(ana.api_get(&format!("/proposals/{idea}")).await.expect(200).json()["comment_count"], 1);
}

async fn comments_come_page_by_page(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/proposals/{idea}/comments");
    for n in 0..7 {
        // Some within the same millisecond.
        place.clock().forward(n % 2);
        let _ = ana.api_post(&path, &json!({ "body": format!("Word {n}") })).await.expect(201);
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = ana.api_get(&format!("{path}?limit=3{next}")).await.expect(200).json();
        for item in page["items"].as_array().expect("items") {
            seen.push(item["body"].as_str().expect("a body").to_owned());
        }
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&after={cursor}");
    }
    assert_eq!(seen, (0..7).map(|n| format!("Word {n}")).collect::<Vec<_>>());
    for odd in ["after=x", "after=1_x", "limit=0", "limit=101"] {
        let _ = ana.api_get(&format!("{path}?{odd}")).await.expect(422).fields();
    }
}

async fn a_hidden_comment_comes_without_its_text(place: Place) {
    let (ana, fay) = (place.resident("Ana").await, place.facilitator("Fay").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let path = format!("/proposals/{idea}/comments");
    let said = ana.api_post(&path, &json!({ "body": "Rude words." })).await.expect(201).json();
    let hide = format!("/comments/{}/hide", said["id"].as_str().expect("an id"));
    let _ = fay.post_form(&hide, &[("reason", "It insults people")]).await.expect(303);
    let list = ana.api_get(&path).await.expect(200);
    assert!(!list.text.contains("Rude words"));
    let item = list.json()["items"][0].clone();
    assert_eq!((&item["body"], &item["hidden"]), (&Value::Null, &json!("It insults people")));
}

async fn what_cannot_be_said_is_a_problem(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/proposals/{idea}/comments");
    let _ = place.anonymous().api_post(&path, &json!({ "body": "Hello" })).await.expect(401).fields();
    for body in [json!({}), json!({ "body": "" }), json!({ "body": "x".repeat(3_001) }), json!({ "body": 1 })]
    {
        assert_eq!(ana.api_post(&path, &body).await.expect(422).fields(), ["body"]);
    }
}
