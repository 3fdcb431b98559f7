//! Matching anew after a lever changed: those the change can touch, and no others.

use domain::ids::{LeverId, ProposalId};
use domain::taxonomy::Theme;
use tests::{Place, on_both};

on_both![
    a_changed_lever_is_taken_in_where_it_was_and_where_it_comes,
    ideas_that_a_change_cannot_touch_are_left_alone,
    a_lever_more_is_taken_in_by_all_it_could_move,
];

const KITCHEN: [&str; 2] = ["Training kitchen", "We lend our training kitchen to neighbours who cook."];
const MOULD: [&str; 2] = ["Damp and mould taskforce", "Moisture surveys and remedial works in our homes."];
const TREES: [&str; 2] = ["Urban canopy programme", "Street trees planted in bare streets."];

/// Of each two, so that one that changes leaves the others as rare as they were.
async fn levers(place: &Place) -> Vec<LeverId> {
    let college = place.institution("Tide College").create().await;
    let mut levers = Vec::new();
    for [title, text] in [KITCHEN, KITCHEN, MOULD, MOULD, TREES, TREES] {
        levers.push(place.lever(college, title).text(text).themes(&[]).create().await);
    }
    levers
}

async fn idea(place: &Place, title: &str, theme: Theme) -> ProposalId {
    place.idea(title).body("Please, it has been too long.").about(theme).create().await
}

async fn shows(place: &Place, idea: ProposalId, lever: &str) -> bool {
    place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200).shows(lever)
}

/// Says the lever's form again, with other words, or closes it.
async fn change(place: &Place, lever: LeverId, [title, text]: [&str; 2], open: bool) {
    let fay = place.facilitator("Fay").await;
    let mut form = vec![("title", title), ("text", text), ("kind", "land")];
    form.extend(open.then_some(("open", "1")));
    let _ = fay.post_form(&format!("/manage/levers/{lever}"), &form).await.expect(303);
}

async fn freshen(place: &Place) -> usize {
    place.service().freshen().await.expect("matched")
}

async fn a_changed_lever_is_taken_in_where_it_was_and_where_it_comes(place: Place) {
    let levers = levers(&place).await;
    let kitchen = idea(&place, "We need a kitchen to cook for old people", Theme::Food).await;
    let trees = idea(&place, "Trees for our street", Theme::Green).await;
    let _ = freshen(&place).await;
    assert!(shows(&place, kitchen, "Training kitchen").await);
    change(&place, levers[0], ["Orchard of the college", TREES[1]], true).await;
    assert!(freshen(&place).await >= 1);
    assert!(shows(&place, trees, "Orchard of the college").await);
    change(&place, levers[1], KITCHEN, false).await;
    assert_eq!(freshen(&place).await, 1);
    assert!(!shows(&place, kitchen, "Training kitchen").await);
    assert_eq!(freshen(&place).await, 0, "nothing is left to do");
}

async fn ideas_that_a_change_cannot_touch_are_left_alone(place: Place) {
    let levers = levers(&place).await;
    let kitchen = idea(&place, "We need a kitchen to cook for old people", Theme::Food).await;
    let trees = idea(&place, "Trees for our street", Theme::Green).await;
    let _ = freshen(&place).await;
    // No matcher would say so: it goes as soon as the idea is matched anew.
    place.matched(trees, levers[2], vec![]).await;
    change(&place, levers[0], KITCHEN, false).await;
    assert_eq!(freshen(&place).await, 1);
    assert!(shows(&place, kitchen, KITCHEN[0]).await, "the other one is open");
    assert!(shows(&place, trees, MOULD[0]).await, "it was not matched anew");
    // A lever that it stands matched to is reason enough, whatever the words say.
    change(&place, levers[2], MOULD, false).await;
    assert_eq!(freshen(&place).await, 1);
    assert!(!shows(&place, trees, MOULD[0]).await);
    assert!(shows(&place, trees, TREES[0]).await);
}

async fn a_lever_more_is_taken_in_by_all_it_could_move(place: Place) {
    let _ = levers(&place).await;
    let kitchen = idea(&place, "We need a kitchen to cook for old people", Theme::Food).await;
    let _ = freshen(&place).await;
    let hospital = place.institution("Marsh Hospital").create().await;
    for _ in 0..2 {
        let _ = place.lever(hospital, "Ward kitchen").text(KITCHEN[1]).create().await;
    }
    assert_eq!(freshen(&place).await, 1);
    assert!(shows(&place, kitchen, "Ward kitchen").await);
}
