//! `/institutions/{slug}/inbox`, `/institutions/{slug}/answer/{proposal}` and `/you`

use domain::Time;
use domain::reason::Reason;
use domain::taxonomy::Theme;
use tests::{Place, on_both};

on_both![
    staff_see_what_waits_and_answer_it_in_public,
    a_match_is_put_aside_with_its_reason,
    the_desk_is_for_its_own_staff_alone,
    an_answer_nobody_asked_for_is_not_a_late_one,
    an_answer_nobody_asked_for_stands_on_the_idea,
    an_answer_by_a_lever_that_cannot_be_is_given_back,
    an_inbox_takes_as_many_queries_for_many_cases_as_for_one,
];

async fn staff_see_what_waits_and_answer_it_in_public(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await;
    let (ana, sam) = (place.resident("Ana").await, place.staff("Sam", college).await);
    let idea = place.idea("A kitchen for us").by(&ana).create().await;
    place.matched(idea, lever, vec![Reason::Theme { theme: Theme::Food }]).await;
    let inbox = sam.get("/institutions/harbour-college/inbox").await.expect(200);
    assert!(inbox.shows("A kitchen for us") && inbox.shows("It is for food"));

    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let half = [("kind", "committed"), ("text", "Tuesdays from two")];
    let back = sam.post_form(&answer, &half).await.expect(422);
    assert!(back.shows("Tuesdays from two"), "what was typed is kept");
    let whole = [
        ("kind", "committed"),
        ("text", "Tuesdays from two"),
        ("what", "The kitchen"),
        ("due", "2099-01-01"),
    ];
    let due = place.now().day().next_day().expect("a day").to_string();
    let whole = whole.map(|(name, value)| if name == "due" { (name, due.as_str()) } else { (name, value) });
    let said = sam.post_form(&answer, &whole).await.expect(303);
    assert_eq!(said.location(), format!("/proposals/{idea}"));
    assert!(
        place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200).shows("Tuesdays from two")
    );
    assert!(!sam.get("/institutions/harbour-college/inbox").await.expect(200).shows("It is for food"));

    let you = ana.get("/you").await.expect(200);
    assert!(you.shows("Harbour College") && you.shows("New:"), "the author is told");
    assert!(!ana.get("/you").await.expect(200).shows("New:"), "and has seen it now");
}

async fn a_match_is_put_aside_with_its_reason(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await;
    let sam = place.staff("Sam", college).await;
    let idea = place.idea("A pool for us").create().await;
    place.matched(idea, lever, vec![Reason::Theme { theme: Theme::Food }]).await;
    let path = format!("/institutions/harbour-college/inbox/{idea}");
    let lever = lever.to_string();
    let _ = sam.post_form(&path, &[("lever", lever.as_str()), ("decision", "dismiss")]).await.expect(422);
    let because = [("lever", lever.as_str()), ("decision", "dismiss"), ("reason", "We have no water")];
    let _ = sam.post_form(&path, &because).await.expect(303);
    assert!(place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200).shows("We have no water"));
}

async fn the_desk_is_for_its_own_staff_alone(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let hospital = place.institution("Marsh Hospital").create().await;
    let idea = place.idea("A kitchen for us").create().await;
    let (ana, other) = (place.resident("Ana").await, place.staff("Sam", hospital).await);
    let _ = place.lever(college, "Training kitchen").create().await;
    for path in ["inbox".to_owned(), format!("answer/{idea}")] {
        let path = format!("/institutions/harbour-college/{path}");
        let _ = ana.get(&path).await.expect(403);
        let _ = other.get(&path).await.expect(403);
        let _ = place.anonymous().get(&path).await.expect(303);
    }
    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let _ = other.post_form(&answer, &[("kind", "exploring")]).await.expect(403);
}

async fn an_answer_nobody_asked_for_is_not_a_late_one(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await.to_string();
    let sam = place.staff("Sam", college).await;
    let idea = place.idea("A kitchen for us").create().await;
    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let _ = sam.post_form(&answer, &[("kind", "exploring"), ("lever", lever.as_str())]).await.expect(303);
    place.clock().forward(28 * Time::DAY);
    let no = [("kind", "not_possible"), ("text", "The kitchen is being rebuilt")];
    let said = sam.post_form(&answer, &no).await.expect(303);
    assert_eq!(said.location(), format!("/proposals/{idea}"));
    let shown = place.anonymous().api_get("/institutions/harbour-college").await.expect(200).json();
    let record = &shown["record"];
    assert_eq!((record["not_possible"].as_u64(), record["exploring"].as_u64()), (Some(1), Some(0)));
    assert!(record["median_days"].is_null(), "{record}");
}

async fn an_answer_nobody_asked_for_stands_on_the_idea(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let sam = place.staff("Sam", college).await;
    let idea = place.idea("A bench by the lock").create().await;
    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let form = [("kind", "exploring"), ("text", "Our joinery class could build it")];
    let _ = sam.post_form(&answer, &form).await.expect(303);
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Our joinery class could build it"), "{}", page.text);
    assert!(page.shows("They answered without being asked"));
}

async fn an_answer_by_a_lever_that_cannot_be_is_given_back(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let sam = place.staff("Sam", college).await;
    let idea = place.idea("A bench by the lock").create().await;
    let answer = format!("/institutions/harbour-college/answer/{idea}");
    let form = [("kind", "exploring"), ("text", "We will look"), ("lever", "not-a-lever")];
    let page = sam.post_form(&answer, &form).await.expect(422);
    assert!(page.shows("We will look"), "what was typed is kept");
    let said = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(!said.shows("We will look"));
}

async fn an_inbox_takes_as_many_queries_for_many_cases_as_for_one(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await;
    let sam = place.staff("Sam", college).await;
    let about_food = || vec![Reason::Theme { theme: Theme::Food }];
    let inbox = "/institutions/harbour-college/inbox";
    let _ = sam.get(inbox).await.expect(200);
    // Each time the first look after a change: what was looked at already is not read again.
    place.matched(place.idea("Soup on Mondays").create().await, lever, about_food()).await;
    let (_, one) = place.queries(sam.get(inbox)).await;
    for title in ["Bread for the street", "A pantry by the station", "Supper for carers"] {
        place.matched(place.idea(title).create().await, lever, about_food()).await;
    }
    let (page, four) = place.queries(sam.get(inbox)).await;
    assert!(page.expect(200).shows("Supper for carers"));
    assert_eq!(one, four);
}
