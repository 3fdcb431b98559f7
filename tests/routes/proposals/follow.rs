//! `/proposals/{id}/follow`

use tests::{Place, on_both};

on_both![a_follower_is_told_until_they_stop, the_author_is_told_but_not_of_their_own];

async fn unread(place: &Place, who: domain::ids::AccountId) -> u32 {
    place.service().account(who).await.expect("an account").unread
}

async fn a_follower_is_told_until_they_stop(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = format!("/proposals/{idea}");
    let _ = ana.post_form(&format!("{page}/follow"), &[("on", "1")]).await.expect(303);
    assert!(ana.get(&page).await.expect(200).shows("Following"));
    let _ = bob.post_form(&page, &[("body", "Near the shops, please.")]).await.expect(303);
    assert_eq!(unread(&place, ana.id).await, 1);
    let _ = ana.post_form(&format!("{page}/follow"), &[("on", "0")]).await.expect(303);
    let _ = bob.post_form(&page, &[("body", "And in the shade.")]).await.expect(303);
    assert_eq!(unread(&place, ana.id).await, 1);
}

async fn the_author_is_told_but_not_of_their_own(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let page = format!("/proposals/{idea}");
    let _ = ana.post_form(&page, &[("body", "I measured the pavement.")]).await.expect(303);
    assert_eq!(unread(&place, ana.id).await, 0);
    let _ = bob.post_form(&page, &[("body", "Good idea.")]).await.expect(303);
    assert_eq!(unread(&place, ana.id).await, 1);
}
