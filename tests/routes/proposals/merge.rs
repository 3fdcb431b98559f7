//! `/proposals/{id}/merge`

use domain::ids::ProposalId;
use tests::{Answer, Place, Resident, on_both};
use tokio::task::JoinSet;

on_both![
    authors_agree_and_everyone_is_counted_once,
    an_author_says_no_and_a_facilitator_takes_it_back,
    two_who_agree_at_once_merge_once,
    backing_while_it_is_merged_is_never_lost_or_counted_twice,
    what_is_part_of_another_takes_nothing_more,
    what_cannot_be_merged_is_refused,
    a_merge_of_merged_ones_stays_flat,
    only_those_it_concerns_see_it,
    where_an_author_has_left_a_facilitator_joins_them,
    what_is_to_be_joined_is_found_by_its_words,
];

struct Two {
    ana: Resident,
    ben: Resident,
    /// Ana's, to take the other in.
    into: ProposalId,
    /// Ben's, to become a part.
    from: ProposalId,
}

async fn two(place: &Place) -> Two {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let into = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let from = place.idea("Somewhere to sit on Mill Lane").by(&ben).create().await;
    Two { ana, ben, into, from }
}

fn path(from: ProposalId) -> String {
    format!("/proposals/{from}/merge")
}

async fn ask(place: &Place, from: ProposalId, into: ProposalId) -> Answer {
    let fay = place.facilitator("Fay").await;
    fay.post_form(&path(from), &[("do", "ask"), ("into", &into.to_string())]).await
}

async fn answer(who: &Resident, from: ProposalId, what: &str) -> Answer {
    who.post_form(&path(from), &[("do", what)]).await
}

async fn back(who: &Resident, idea: ProposalId) -> Answer {
    who.post_form(&format!("/proposals/{idea}/support"), &[("on", "1")]).await
}

async fn authors_agree_and_everyone_is_counted_once(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let (both, one) = (place.resident("Bo").await, place.resident("Cy").await);
    for idea in [into, from] {
        let _ = back(&both, idea).await.expect(303);
    }
    let _ = back(&one, from).await.expect(303);
    let _ = one.post_form(&format!("/proposals/{from}"), &[("body", "With arms, please.")]).await.expect(303);
    let fay = place.facilitator("Fay").await;
    let offered = fay.get(&format!("/proposals/{into}")).await.expect(200);
    assert!(offered.shows("Ask to join “Somewhere to sit on Mill Lane” into this"), "{}", offered.text);
    assert!(!ana.get(&format!("/proposals/{into}")).await.expect(200).shows("Ask to join"));

    assert_eq!(ask(&place, from, into).await.expect(303).location(), path(from));
    let told = ben.get("/you").await.expect(200);
    assert!(told.shows("Please answer") && told.shows(&path(from)), "{}", told.text);
    assert!(
        fay.get("/manage")
            .await
            .expect(200)
            .shows("“Somewhere to sit on Mill Lane” into “Benches on Mill Lane”")
    );
    let _ = answer(&ana, from, "accept").await.expect(303);
    assert!(place.anonymous().get(&format!("/proposals/{from}")).await.expect(200).shows("back it"));
    let _ = answer(&ben, from, "accept").await.expect(303);
    assert!(ben.get(&path(from)).await.expect(200).shows("They are joined."));

    assert_eq!(place.support_count(into).await, 2, "Bo backs both and counts once");
    place.assert_counts().await;
    let part = place.anonymous().get(&format!("/proposals/{from}")).await.expect(200);
    assert!(
        part.shows("This idea is part of another now") && part.shows("With arms, please."),
        "{}",
        part.text
    );
    assert!(part.shows(&format!("href=\"/proposals/{into}\"")) && !part.shows("back it"));
    let whole = place.anonymous().get(&format!("/proposals/{into}")).await.expect(200);
    assert!(whole.shows("It takes in") && whole.shows("one thing was said there"), "{}", whole.text);
    let list = place.anonymous().api_get("/proposals").await.expect(200).json();
    let ids: Vec<_> = list["items"].as_array().into_iter().flatten().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, [serde_json::json!(into)], "it is on no list");
    assert!(!place.anonymous().get("/?q=somewhere+to+sit").await.expect(200).shows("Somewhere to sit"));
    let alone = place.anonymous().api_get(&format!("/proposals/{from}")).await.expect(200).json();
    assert_eq!(alone["support_count"], 0);
    for who in [&one, &both] {
        assert!(
            who.get("/you")
                .await
                .expect(200)
                .shows("“Somewhere to sit on Mill Lane” is part of “Benches on Mill Lane” now")
        );
    }
    assert!(
        one.get("/you").await.expect(200).shows(&format!("/proposals/{into}")),
        "they back the other now"
    );
    assert_eq!(place.done_by(ben.id, from.0).await, ["created", "merge_agreed", "merged"]);
}

async fn an_author_says_no_and_a_facilitator_takes_it_back(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let _ = ask(&place, from, into).await.expect(303);
    assert!(ask(&place, from, into).await.expect(409).shows("asked already"));
    let _ = answer(&ana, from, "accept").await.expect(303);
    let _ = answer(&ben, from, "decline").await.expect(303);
    assert!(ana.get(&path(from)).await.expect(200).shows("An author said no"));
    assert!(answer(&ben, from, "accept").await.expect(409).shows("not open any more"));
    let _ = ask(&place, from, into).await.expect(303);
    let fay = place.facilitator("Fay").await;
    let _ = fay.post_form(&path(from), &[("do", "withdraw")]).await.expect(303);
    let _ = answer(&ben, from, "accept").await.expect(409);
    assert!(ben.get(&path(from)).await.expect(200).shows("The question was taken back"));
    assert!(place.anonymous().get(&format!("/proposals/{from}")).await.expect(200).shows("back it"));
}

async fn two_who_agree_at_once_merge_once(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    for n in 0..5 {
        let _ = back(&place.resident(&format!("Neighbour {n}")).await, from).await.expect(303);
    }
    let _ = ask(&place, from, into).await.expect(303);
    let other = place.another_server(None).await;
    let ben = other.resident_again(ben.id).await;
    let (one, two) = tokio::join!(answer(&ana, from, "accept"), answer(&ben, from, "accept"));
    let _ = (one.expect(303), two.expect(303));
    assert_eq!(place.support_count(into).await, 5);
    place.assert_counts().await;
    let merged: Vec<_> = [place.done_by(ana.id, from.0).await, place.done_by(ben.id, from.0).await].concat();
    assert_eq!(merged.iter().filter(|action| *action == "merged").count(), 1, "{merged:?}");
    let _ = answer(&ana, from, "accept").await.expect(409);
}

async fn backing_while_it_is_merged_is_never_lost_or_counted_twice(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let _ = ask(&place, from, into).await.expect(303);
    let _ = answer(&ana, from, "accept").await.expect(303);
    let mut presses = JoinSet::new();
    for n in 0..12 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        if n % 3 == 0 {
            let _ = back(&neighbour, into).await.expect(303);
        }
        presses.spawn(async move {
            let status = back(&neighbour, from).await.status.as_u16();
            (n, status)
        });
    }
    let (joined, pressed) = tokio::join!(answer(&ben, from, "accept"), presses.join_all());
    let _ = joined.expect(303);
    let counted = pressed.iter().filter(|(n, status)| n % 3 == 0 || *status == 303).count();
    assert!(pressed.iter().all(|(_, status)| [303, 409].contains(status)), "{pressed:?}");
    assert_eq!(place.support_count(into).await as usize, counted, "{pressed:?}");
    assert_eq!(place.support_count(from).await, 0);
    place.assert_counts().await;
}

async fn what_is_part_of_another_takes_nothing_more(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let college = place.institution("Harbour College").create().await;
    let sam = place.staff("Sam", college).await;
    let _ = ask(&place, from, into).await.expect(303);
    for who in [&ana, &ben] {
        let _ = answer(who, from, "accept").await.expect(303);
    }
    let fay = place.facilitator("Fay").await;
    let refused = [
        back(&ana, from).await,
        ana.post_form(&format!("/proposals/{from}/follow"), &[("on", "1")]).await,
        ana.post_form(&format!("/proposals/{from}"), &[("body", "Still here?")]).await,
        sam.post_form(
            &format!("/institutions/harbour-college/answer/{from}"),
            &[("kind", "exploring"), ("text", "We look into it")],
        )
        .await,
        fay.post_form(&format!("/manage/proposals/{from}/stage"), &[("stage", "done")]).await,
    ];
    for answer in refused {
        assert!(answer.expect(409).shows("This idea is part of another now"));
    }
    let problem = ana.api_put(&format!("/proposals/{from}/support")).await.expect(409);
    assert!(
        problem.fields().is_empty()
            && problem.json()["detail"].as_str().is_some_and(|d| d.contains("part of another"))
    );
}

async fn what_cannot_be_merged_is_refused(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    assert!(ask(&place, into, into).await.expect(409).shows("cannot be joined with itself"));
    let _ = ask(&place, ProposalId(place.fresh_id()), into).await.expect(404);
    let fay = place.facilitator("Fay").await;
    let hide = format!("/proposals/{into}/hide");
    let _ = fay.post_form(&hide, &[("reason", "It insults people")]).await.expect(303);
    assert!(ask(&place, from, into).await.expect(409).shows("One of the two is hidden"));
    let _ = fay.post_form(&hide, &[("show", "1")]).await.expect(303);
    // Hidden only after it was asked: the last consent does not merge.
    let _ = ask(&place, from, into).await.expect(303);
    let _ = answer(&ana, from, "accept").await.expect(303);
    let _ = fay.post_form(&hide, &[("reason", "It insults people")]).await.expect(303);
    let _ = answer(&ben, from, "accept").await.expect(409);
    let _ = fay.post_form(&hide, &[("show", "1")]).await.expect(303);
    let stage = format!("/manage/proposals/{into}/stage");
    let _ = fay.post_form(&path(from), &[("do", "withdraw")]).await.expect(303);
    let _ = fay.post_form(&stage, &[("stage", "done")]).await.expect(303);
    let _ = ask(&place, from, into).await.expect(403);
}

async fn a_merge_of_merged_ones_stays_flat(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let third = place.idea("Seats for Mill Lane").by(&ana).create().await;
    let _ = ask(&place, from, into).await.expect(303);
    // Asked while both stood alone; answered when `into` is part of the third.
    let _ = ask(&place, into, third).await.expect(303);
    let _ = answer(&ana, into, "accept").await.expect(303);
    let _ = answer(&ana, from, "accept").await.expect(303);
    let late = answer(&ben, from, "accept").await.expect(409);
    assert!(late.shows("part of another now"), "{}", late.text);
    assert!(ask(&place, from, into).await.expect(409).shows("part of another now"));
    // The stale question makes way for one that can be carried out.
    let fourth = place.idea("A seat on Mill Lane").by(&ana).create().await;
    let _ = ask(&place, from, third).await.expect(303);
    for who in [&ana, &ben] {
        let _ = answer(who, from, "accept").await.expect(303);
    }
    let _ = ask(&place, third, fourth).await.expect(303);
    let _ = answer(&ana, third, "accept").await.expect(303);
    for part in [from, into, third] {
        let page = place.anonymous().get(&format!("/proposals/{part}")).await.expect(200);
        assert!(page.shows(&format!("href=\"/proposals/{fourth}\"")), "{}", page.text);
    }
    place.assert_counts().await;
}

async fn only_those_it_concerns_see_it(place: Place) {
    let Two { ana, from, into, .. } = two(&place).await;
    let cy = place.resident("Cy").await;
    let _ = ana.get(&path(from)).await.expect(404);
    let _ = cy.post_form(&path(from), &[("do", "ask"), ("into", &into.to_string())]).await.expect(403);
    let _ = ask(&place, from, into).await.expect(303);
    let _ = ana.get(&path(from)).await.expect(200);
    let _ = cy.get(&path(from)).await.expect(404);
    let _ = place.anonymous().get(&path(from)).await.expect(303);
    let _ = answer(&cy, from, "accept").await.expect(404);
    let _ = cy.post_form(&path(from), &[("do", "withdraw")]).await.expect(403);
}

/// As `/you/leave` does, once the password was right.
async fn leave(place: &Place, who: &Resident) {
    let tx = place.store().begin().await.expect("a transaction");
    store::people::remove(&tx, who.id, place.now()).await.expect("removed");
    tx.commit().await.expect("committed");
}

async fn where_an_author_has_left_a_facilitator_joins_them(place: Place) {
    let Two { ana, ben, into, from } = two(&place).await;
    let fay = place.facilitator("Fay").await;
    let finish = async || fay.post_form(&path(from), &[("do", "finish")]).await;
    let _ = finish().await.expect(404);
    let _ = ask(&place, from, into).await.expect(303);
    let _ = back(&ana, from).await.expect(303);
    leave(&place, &ben).await;
    assert!(finish().await.expect(409).shows("Someone who can still be asked has not agreed yet"));
    let waiting = fay.get(&path(from)).await.expect(200);
    assert!(waiting.shows("It waits for consent") && !waiting.shows("Join them now"), "{}", waiting.text);
    assert!(waiting.shows("Nobody can be asked for “Somewhere to sit on Mill Lane”"), "{}", waiting.text);

    leave(&place, &ana).await;
    let free = fay.get(&path(from)).await.expect(200);
    assert!(free.shows("Nobody is left to ask") && free.shows("Join them now"), "{}", free.text);
    let _ = place.resident("Cy").await.post_form(&path(from), &[("do", "finish")]).await.expect(403);
    let _ = finish().await.expect(303);
    assert!(fay.get(&path(from)).await.expect(200).shows("They are joined."));
    assert!(finish().await.expect(409).shows("not open any more"));
    place.assert_counts().await;
}

async fn what_is_to_be_joined_is_found_by_its_words(place: Place) {
    let Two { into, from, .. } = two(&place).await;
    let other = place.idea("A tap for drinking water").create().await;
    let over = place.idea("A tap at the library").create().await;
    let fay = place.facilitator("Fay").await;
    let _ = fay.post_form(&format!("/manage/proposals/{over}/stage"), &[("stage", "done")]).await.expect(303);
    let find = format!("/proposals/{into}/merge/find");
    let _ = place.resident("Cy").await.get(&find).await.expect(403);
    assert!(fay.get(&format!("/proposals/{into}")).await.expect(200).shows(&find));
    // Even where nothing is alike.
    assert!(fay.get(&format!("/proposals/{other}")).await.expect(200).shows("Look for others to join"));

    let alike = fay.get(&find).await.expect(200);
    let ask_for = |idea: ProposalId| format!("action=\"{}\"", path(idea));
    assert!(alike.shows("Somewhere to sit on Mill Lane") && alike.shows(&ask_for(from)), "{}", alike.text);
    assert!(!alike.shows(&ask_for(into)), "not itself");
    let found = fay.get(&format!("{find}?q=tap")).await.expect(200);
    assert!(found.shows(&ask_for(other)), "{}", found.text);
    assert!(!found.shows(&ask_for(over)) && !found.shows(&ask_for(from)), "{}", found.text);
    assert!(fay.get(&format!("{find}?q=zebra")).await.expect(200).shows("No idea has these words"));
    let asked = [("do", "ask"), ("into", &*into.to_string())];
    assert_eq!(fay.post_form(&path(other), &asked).await.expect(303).location(), path(other));
}
