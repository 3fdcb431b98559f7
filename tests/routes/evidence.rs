//! What institutions say of matches shifts the next ranking, and is shown as a reason.

use domain::ids::{LeverId, ProposalId};
use domain::taxonomy::Theme;
use serde_json::Value;
use tests::{Place, Staff, on_both};

on_both![
    what_was_taken_on_is_a_reason_on_ideas_that_were_there_before,
    what_was_put_aside_comes_later_but_a_new_lever_is_not_starved,
    a_match_put_aside_says_why_in_the_inbox,
];

const BODY: &str = "We would cook for our neighbours in a kitchen once a week.";

async fn idea(place: &Place, title: &str) -> ProposalId {
    place.idea(title).body(BODY).about(Theme::Food).create().await
}

async fn kitchen(place: &Place, name: &str) -> (LeverId, Staff) {
    let institution = place.institution(name).create().await;
    let lever = place.lever(institution, &format!("Kitchen of {name}")).themes(&[Theme::Food]);
    let lever = lever.text("We lend our training kitchen to neighbours who cook.").create().await;
    (lever, place.staff(&format!("Staff of {name}"), institution).await)
}

async fn say(staff: &Staff, slug: &str, idea: ProposalId, lever: LeverId, decision: &str) {
    let lever = lever.to_string();
    let form = [("lever", lever.as_str()), ("decision", decision), ("reason", "Ours is being rebuilt")];
    let _ = staff.post_form(&format!("/institutions/{slug}/inbox/{idea}"), &form).await.expect(303);
}

/// The levers of an idea as the API gives them, strongest first: institution, score, reasons' kinds.
async fn levers(place: &Place, idea: ProposalId) -> Vec<(String, f64, Vec<String>)> {
    let matches = place.anonymous().api_get(&format!("/proposals/{idea}/matches")).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lever = |found: &Value| {
        let kinds = found["reasons"].as_array().into_iter().flatten().map(|reason| text(&reason["kind"]));
        (text(&found["institution"]["name"]), found["score"].as_f64().unwrap_or_default(), kinds.collect())
    };
    matches["levers"].as_array().into_iter().flatten().map(lever).collect()
}

async fn what_was_taken_on_is_a_reason_on_ideas_that_were_there_before(place: Place) {
    let (lever, sam) = kitchen(&place, "Tide College").await;
    let waiting = idea(&place, "A kitchen for us").await;
    let before = levers(&place, waiting).await;
    assert!(!before[0].2.contains(&"record".to_owned()), "{before:?}");
    for n in 0..3 {
        let settled = idea(&place, &format!("A kitchen for club {n}")).await;
        say(&sam, "tide-college", settled, lever, "confirm").await;
    }
    assert!(place.service().freshen().await.expect("matched") >= 1);
    let after = levers(&place, waiting).await;
    assert!(after[0].1 > before[0].1, "{before:?} then {after:?}");
    assert!(after[0].2.contains(&"record".to_owned()), "{after:?}");
    let page = place.anonymous().get(&format!("/proposals/{waiting}")).await.expect(200);
    assert!(page.shows("Tide College said yes to 3 of 3 ideas like this"), "{}", page.text);
    assert_eq!(place.service().freshen().await.expect("matched"), 0, "nothing is written twice");
}

async fn what_was_put_aside_comes_later_but_a_new_lever_is_not_starved(place: Place) {
    let (lever, sam) = kitchen(&place, "Tide College").await;
    let waiting = idea(&place, "A kitchen for us").await;
    let before = levers(&place, waiting).await;
    for n in 0..4 {
        let settled = idea(&place, &format!("A kitchen for club {n}")).await;
        say(&sam, "tide-college", settled, lever, "dismiss").await;
    }
    let (_, new) = kitchen(&place, "Marsh Hospital").await;
    let _ = place.service().freshen().await.expect("matched");
    let after = levers(&place, waiting).await;
    let names: Vec<_> = after.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["Marsh Hospital", "Tide College"], "{after:?}");
    let kept = after[1].1 / before[0].1;
    assert!((0.6..1.0).contains(&kept), "it shifts, and not over a cliff: {kept}");
    assert!(new.get("/institutions/marsh-hospital/inbox").await.expect(200).shows("A kitchen for us"));
}

async fn a_match_put_aside_says_why_in_the_inbox(place: Place) {
    let (lever, sam) = kitchen(&place, "Tide College").await;
    let settled = idea(&place, "A kitchen for us").await;
    say(&sam, "tide-college", settled, lever, "dismiss").await;
    let aside = sam.get("/institutions/tide-college/inbox?queue=not_ours").await.expect(200);
    assert!(
        aside.shows("A kitchen for us") && aside.shows("Not theirs: Ours is being rebuilt"),
        "{}",
        aside.text
    );
    let _ = place.service().freshen().await.expect("matched");
    let aside = sam.get("/institutions/tide-college/inbox?queue=not_ours").await.expect(200);
    assert!(aside.shows("Ours is being rebuilt"), "matching anew keeps what was decided");
}
