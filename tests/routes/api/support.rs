//! `/api/v1/proposals/{id}/support`

use domain::ids::ProposalId;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tests::{Place, on_both};
use tokio::task::JoinSet;

on_both![
    support_is_put_and_taken_back,
    fifty_calls_of_one_account_leave_one,
    fifty_accounts_leave_fifty,
    calls_side_by_side_each_get_the_answer_of_their_own,
    who_has_left_holds_up_no_one,
    who_hangs_up_holds_up_no_one,
    leaving_and_backing_do_not_wait_for_each_other,
    support_takes_a_session_and_a_proposal,
];

async fn support_is_put_and_taken_back(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let path = format!("/proposals/{idea}/support");
    for _ in 0..2 {
        let now = ana.api_put(&path).await.expect(200).json();
        assert_eq!(now, json!({ "support_count": 1, "supported": true }));
    }
    assert_eq!(ana.api_get(&format!("/proposals/{idea}")).await.expect(200).json()["supported"], true);
    for _ in 0..2 {
        let now = ana.api_delete(&path).await.expect(200).json();
        assert_eq!(now, json!({ "support_count": 0, "supported": false }));
    }
    place.assert_counts().await;
}

async fn fifty_calls_of_one_account_leave_one(place: Place) {
    let (ana, idea) =
        (Arc::new(place.resident("Ana").await), place.idea("Benches on Mill Lane").create().await);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let ana = Arc::clone(&ana);
        calls.spawn(async move { ana.api_put(&format!("/proposals/{idea}/support")).await });
    }
    for answer in calls.join_all().await {
        assert_eq!(answer.expect(200).json()["support_count"], 1);
    }
    place.assert_counts().await;
}

async fn fifty_accounts_leave_fifty(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut calls = JoinSet::new();
    for n in 0..50 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        calls.spawn(async move { neighbour.api_put(&format!("/proposals/{idea}/support")).await });
    }
    for answer in calls.join_all().await {
        let _ = answer.expect(200);
    }
    let shown = place.anonymous().api_get(&format!("/proposals/{idea}")).await.expect(200).json();
    assert_eq!(shown["support_count"], 50);
    let listed = place.anonymous().api_get("/proposals?sort=supported").await.expect(200).json();
    assert_eq!(listed["items"][0]["support_count"], 50);
    place.assert_counts().await;
}

async fn calls_side_by_side_each_get_the_answer_of_their_own(place: Place) {
    let ideas = place.ideas(3).await;
    let part = place.idea("Benches again").create().await;
    let tx = place.store().begin().await.expect("a transaction");
    store::merges::absorb(&tx, part, ideas[0], place.now()).await.expect("merged");
    tx.commit().await.expect("kept");
    let mut calls = JoinSet::new();
    for n in 0..90 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        let idea = if n % 9 == 0 { part } else { ideas[n % 3] };
        calls.spawn(async move { (idea, neighbour.api_put(&format!("/proposals/{idea}/support")).await) });
    }
    let mut counts: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for (idea, answer) in calls.join_all().await {
        if idea == part {
            let _ = answer.expect(409).fields();
        } else {
            let count = answer.expect(200).json()["support_count"].as_u64().expect("a count");
            counts.entry(idea).or_default().push(count);
        }
    }
    // As if one had come after the other: each count was someone's.
    for (idea, mut counts) in counts {
        counts.sort_unstable();
        assert_eq!(counts, (1..=counts.len() as u64).collect::<Vec<_>>(), "{idea}");
        assert_eq!(supported(&place, idea).await, counts.len());
    }
    place.assert_counts().await;
}

/// How many events tell of someone backing the idea.
async fn supported(place: &Place, idea: ProposalId) -> usize {
    let events = store::audit::about(place.store(), idea.0, 1_000).await.expect("the log");
    events.iter().filter(|(_, who, action)| action == "supported" && who.is_some()).count()
}

async fn who_has_left_holds_up_no_one(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut calls = JoinSet::new();
    for n in 0..30 {
        let id = place.resident(&format!("Neighbour {n}")).await.id;
        let viewer = place.viewer(id).await;
        let gone = n % 10 == 5;
        if gone {
            store::people::remove(place.store(), id, place.now()).await.expect("removed");
        }
        let (service, who) = (place.service().clone(), viewer.resident().expect("signed in"));
        calls.spawn(async move { (gone, service.set_support(&who, idea, true).await) });
    }
    for (gone, answer) in calls.join_all().await {
        assert_eq!(answer.is_err(), gone, "{answer:?}");
    }
    assert_eq!((place.support_count(idea).await, supported(&place, idea).await), (27, 27));
    place.assert_counts().await;
}

async fn who_hangs_up_holds_up_no_one(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let (mut stay, mut go) = (JoinSet::new(), JoinSet::new());
    for n in 0..40 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        let call = async move { neighbour.api_put(&format!("/proposals/{idea}/support")).await };
        let calls = if n % 2 == 0 { &mut go } else { &mut stay };
        calls.spawn(call);
    }
    tokio::task::yield_now().await;
    go.abort_all();
    for answer in stay.join_all().await {
        assert!(answer.expect(200).json()["support_count"].as_u64() > Some(0));
    }
    assert!(place.support_count(idea).await >= 20);
    place.assert_counts().await;
    assert!(
        place.anonymous().api_get(&format!("/proposals/{idea}")).await.expect(200).json()["support_count"]
            .as_u64()
            >= Some(20)
    );
}

async fn leaving_and_backing_do_not_wait_for_each_other(place: Place) {
    let ideas = place.ideas(6).await;
    let mut leavers = Vec::new();
    for n in 0..8 {
        let id = place.resident(&format!("Leaver {n}")).await.id;
        // Each in another order, as people do.
        for k in 0..ideas.len() {
            let idea = ideas[(k * 5 + n) % ideas.len()];
            let who = place.viewer(id).await.resident().expect("signed in");
            place.service().set_support(&who, idea, true).await.expect("backed");
        }
        leavers.push(id);
    }
    let (mut leaving, mut calls) = (JoinSet::new(), JoinSet::new());
    for n in 0..60 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        let idea = ideas[n * 5 % ideas.len()];
        calls.spawn(async move { neighbour.api_put(&format!("/proposals/{idea}/support")).await });
    }
    for id in leavers {
        let (store, now) = (place.store().clone(), place.now());
        leaving.spawn(async move {
            let tx = store.begin().await?;
            store::people::remove(&tx, id, now).await?;
            tx.commit().await
        });
    }
    for left in leaving.join_all().await {
        left.expect("left");
    }
    for answer in calls.join_all().await {
        let _ = answer.expect(200);
    }
    for idea in ideas {
        assert_eq!(place.support_count(idea).await, 10);
    }
    place.assert_counts().await;
}

async fn support_takes_a_session_and_a_proposal(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let _ = place.anonymous().api_put(&format!("/proposals/{idea}/support")).await.expect(401).fields();
    let ana = place.resident("Ana").await;
    for id in ["01900000-0000-7000-8000-000000000000", "1", "%00", "%ff", "..", "' OR 1=1"] {
        let path = format!("/proposals/{}/support", id.replace(' ', "%20"));
        let _ = ana.api_put(&path).await.expect(404).fields();
        let _ = ana.api_delete(&path).await.expect(404).fields();
    }
}
