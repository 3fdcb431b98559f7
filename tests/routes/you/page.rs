//! `/you`

use domain::Time;
use domain::notices::NoticeKind;
use tests::{Place, on_both};

on_both![
    a_visitor_signs_in_first,
    what_is_new_is_marked_once_and_then_read,
    every_kind_of_notice_is_said,
    what_comes_while_one_looks_stays_new,
    one_sees_what_one_wrote_backs_and_follows,
    staff_find_their_inbox,
    what_one_sees_is_ones_own,
    the_number_of_queries_does_not_grow,
];

async fn a_visitor_signs_in_first(place: Place) {
    assert_eq!(place.anonymous().get("/you").await.expect(303).location(), "/sign-in?next=%2Fyou");
}

async fn what_is_new_is_marked_once_and_then_read(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let _ = bob.post_form(&format!("/proposals/{idea}"), &[("body", "Good idea.")]).await.expect(303);
    let first = ana.get("/you").await.expect(200);
    assert!(first.shows("Bob said something about “Benches on Mill Lane”"), "{}", first.text);
    assert!(first.shows("notice unread") && first.shows("1 new notice"));
    let second = ana.get("/you").await.expect(200);
    assert!(second.shows("Bob said something") && !second.shows("unread") && !second.shows("new notice"));
}

async fn every_kind_of_notice_is_said(place: Place) {
    let ana = place.resident("Ana").await;
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let told = [
        (NoticeKind::Answered, Some("committed"), "Harbour College said yes to “Benches on Mill Lane”"),
        (NoticeKind::Answered, Some("exploring"), "Harbour College is exploring “Benches"),
        (NoticeKind::Answered, Some("not_possible"), "Harbour College said no to “Benches"),
        (NoticeKind::Answered, Some("done"), "Harbour College has done “Benches"),
        (NoticeKind::Matched, None, "could use what your institution can do"),
        (NoticeKind::Hidden, Some("It names a neighbour"), "A moderator hid something you wrote"),
        (NoticeKind::StageChanged, Some("costed"), "is now: Costed"),
    ];
    for (kind, detail, _) in told {
        let notice = store::notices::NewNotice {
            kind,
            proposal: Some(idea),
            by: Some("Harbour College"),
            detail,
            created_at: place.now(),
        };
        let to = [(domain::ids::NoticeId(place.fresh_id()), ana.id)];
        store::notices::tell(place.store(), &to, &notice).await.expect("told");
    }
    let page = ana.get("/you").await.expect(200);
    for (.., said) in told {
        assert!(page.shows(said), "{said}: {}", page.text);
    }
}

async fn what_comes_while_one_looks_stays_new(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let comment = format!("/proposals/{idea}");
    let _ = bob.post_form(&comment, &[("body", "Good idea.")]).await.expect(303);
    let resident = place.viewer(ana.id).await.resident().expect("signed in");
    let page = place.service().you(&resident).await.expect("a page");
    place.clock().forward(Time::SECOND);
    let _ = bob.post_form(&comment, &[("body", "And in the shade.")]).await.expect(303);
    place.service().read_notices(&resident, page.now).await.expect("read");
    assert_eq!(place.service().account(ana.id).await.expect("an account").unread, 1);
}

async fn one_sees_what_one_wrote_backs_and_follows(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let empty = ana.get("/you").await.expect(200);
    assert!(empty.shows("You have not shared an idea yet.") && empty.shows("Nothing begun yet."));
    let own = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let backed = place.idea("A warm room").by(&bob).create().await;
    let followed = place.idea("Free bike checks").by(&bob).create().await;
    place.idea("Somebody else’s idea").by(&bob).create().await;
    let _ = ana.post_form(&format!("/proposals/{backed}/support"), &[("on", "1")]).await.expect(303);
    let _ = ana.post_form(&format!("/proposals/{followed}/follow"), &[("on", "1")]).await.expect(303);
    // Backing and following one's own, or the same idea twice, lists it once.
    let _ = ana.post_form(&format!("/proposals/{own}/support"), &[("on", "1")]).await.expect(303);
    let _ = ana.post_form(&format!("/proposals/{backed}/follow"), &[("on", "1")]).await.expect(303);
    let page = ana.get("/you").await.expect(200);
    for id in [own, backed, followed] {
        assert_eq!(page.text.matches(&format!("href=\"/proposals/{id}\"")).count(), 1, "{}", page.text);
    }
    assert!(!page.shows("Somebody else") && page.shows("Nobody yet"));
}

async fn staff_find_their_inbox(place: Place) {
    let college = place.institution("Harbour College").create().await;
    let staff = place.staff("Sam", college).await;
    let page = staff.get("/you").await.expect(200);
    assert!(page.shows("You answer for") && page.shows("/institutions/harbour-college/inbox"));
    assert!(!place.resident("Ana").await.get("/you").await.expect(200).shows("You answer for"));
}

async fn what_one_sees_is_ones_own(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    place.idea("Benches on Mill Lane").by(&ana).create().await;
    let page = bob.get("/you").await.expect(200);
    assert!(page.shows(&bob.email) && !page.shows(&ana.email) && !page.shows("Benches"));
    assert_eq!(page.header("cache-control"), "private, no-cache");
}

async fn the_number_of_queries_does_not_grow(place: Place) {
    let (ana, bob) = (place.resident("Ana").await, place.resident("Bob").await);
    let more = async |from: usize, to: usize| {
        for n in from..to {
            place.module(&format!("Module {n}")).lesson("Only").create().await;
            let _ = ana.post_form(&format!("/academy/module-{n}"), &[]).await.expect(303);
            let own = place.idea(&format!("My idea {n}")).by(&ana).create().await;
            let _ = bob.post_form(&format!("/proposals/{own}"), &[("body", "Good.")]).await.expect(303);
            let other = place.idea(&format!("Bob’s idea {n}")).by(&bob).create().await;
            let _ = ana.post_form(&format!("/proposals/{other}/support"), &[("on", "1")]).await.expect(303);
        }
    };
    more(0, 1).await;
    let (_, few) = place.queries(ana.get("/you")).await;
    more(1, 10).await;
    let (page, many) = place.queries(ana.get("/you")).await;
    assert!(page.shows("My idea 9") && page.shows("Bob’s idea 9") && page.shows("Module 9"));
    assert_eq!(few, many);
    assert!(many <= 12, "{many}");
}
