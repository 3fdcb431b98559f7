//! `/proposals/{id}/hide` and `/comments/{id}/hide`

use tests::{Place, on_both};

on_both![
    a_hidden_idea_is_gone_for_neighbours_and_told_to_its_author,
    a_hidden_comment_leaves_the_reason_and_the_count,
    hiding_takes_a_reason_and_the_right,
];

async fn a_hidden_idea_is_gone_for_neighbours_and_told_to_its_author(place: Place) {
    let (ana, fay) = (place.resident("Ana").await, place.facilitator("Fay").await);
    let idea = place.idea("Rude words on Mill Lane").by(&ana).create().await;
    let page = format!("/proposals/{idea}");
    let _ = fay.post_form(&format!("{page}/hide"), &[("reason", "It insults people")]).await.expect(303);
    let _ = place.anonymous().get(&page).await.expect(404);
    let _ = place.resident("Bob").await.get(&page).await.expect(404);
    assert!(!place.anonymous().get("/").await.expect(200).shows("Rude words"));
    assert!(ana.get(&page).await.expect(200).shows("hidden by a moderator: It insults people"));
    assert_eq!(place.service().account(ana.id).await.expect("an account").unread, 1);
    let _ = fay.post_form(&format!("{page}/hide"), &[("show", "1")]).await.expect(303);
    assert!(place.anonymous().get("/").await.expect(200).shows("Rude words"));
}

async fn a_hidden_comment_leaves_the_reason_and_the_count(place: Place) {
    let (ana, fay) = (place.resident("Ana").await, place.facilitator("Fay").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = format!("/proposals/{idea}");
    let said = ana.post_form(&page, &[("body", "Rude words.")]).await.expect(303).location().to_owned();
    let comment = said.rsplit("#c-").next().expect("a comment").to_owned();
    for _ in 0..2 {
        let form = [("reason", "It insults people")];
        let _ = fay.post_form(&format!("/comments/{comment}/hide"), &form).await.expect(303);
        place.assert_counts().await;
    }
    let seen = place.anonymous().get(&page).await.expect(200);
    assert!(seen.shows("Hidden by a moderator: It insults people") && !seen.shows("Rude words."));
    let _ = fay.post_form(&format!("/comments/{comment}/hide"), &[("show", "1")]).await.expect(303);
    assert!(place.anonymous().get(&page).await.expect(200).shows("Rude words."));
    place.assert_counts().await;
}

async fn hiding_takes_a_reason_and_the_right(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let path = format!("/proposals/{idea}/hide");
    let form = [("reason", "I do not like it")];
    let page = place.resident("Bob").await.post_form(&path, &form).await.expect(403);
    assert!(page.shows("It is for moderators."));
    assert_eq!(place.anonymous().post_form(&path, &form).await.expect(303).location(), "/sign-in");
    let _ = place.facilitator("Fay").await.post_form(&path, &[("reason", " ")]).await.expect(422);
    let _ = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
}
