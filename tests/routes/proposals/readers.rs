//! `/proposals/{id}` for readers who are signed in: what everyone sees is read once after each change, what is
//! someone's own each time.

use store::matches::Suggested;
use tests::{Answer, Facilitator, Place, on_both};

on_both![
    what_everyone_sees_is_read_once,
    every_change_shows_at_once_to_who_is_signed_in,
    another_servers_change_shows_when_it_is_read,
    what_is_ones_own_shows_to_no_one_else,
    how_far_one_is_in_a_module_shows_to_no_one_else,
    a_hidden_idea_shows_to_its_author_and_to_no_one_after_them,
    what_was_set_right_past_the_feed_shows_before_long,
    a_session_that_ended_elsewhere_opens_nothing,
];

async fn what_everyone_sees_is_read_once(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    place.idea("Benches on Mill Road").create().await;
    let page = format!("/proposals/{idea}");
    let (first, read) = place.queries(ana.get(&page)).await;
    let (second, again) = place.queries(ben.get(&page)).await;
    assert!(
        first.expect(200).shows("Benches on Mill Road") && second.expect(200).shows("Benches on Mill Road")
    );
    // Who is asking, and what is theirs.
    assert!(read > again && again == 2, "{read}, {again}");
    let _ = ana.get("/").await.expect(200);
    let (_, again) = place.queries(ben.get("/")).await;
    assert_eq!(again, 2);
}

async fn every_change_shows_at_once_to_who_is_signed_in(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let fay = place.facilitator("Fay").await;
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let page = format!("/proposals/{idea}");
    let shown = async |text: &str| ben.get(&page).await.expect(200).shows(text);
    assert!(!shown("Where the bus stops").await);
    let said = ana.post_form(&page, &[("body", "Where the bus stops.")]).await.expect(303);
    assert!(shown("Where the bus stops.").await);
    hide_comment(&fay, &said).await;
    assert!(!shown("Where the bus stops.").await && shown("Hidden by a moderator: It insults people").await);
    let _ = ana.post_form("/you/name", &[("display_name", "Ana Maria")]).await.expect(303);
    assert!(shown("Ana Maria").await);
    let _ = ana.post_form(&format!("{page}/support"), &[("on", "1")]).await.expect(303);
    assert!(shown("One neighbour backs it").await);
    let _ = ana.post_form(&format!("{page}/support"), &[("on", "0")]).await.expect(303);
    assert!(!shown("One neighbour backs it").await);
    // On lists, too.
    assert!(ben.get("/").await.expect(200).shows("Benches on Mill Lane"));
    let _ = fay.post_form(&format!("{page}/hide"), &[("reason", "It insults people")]).await.expect(303);
    let _ = ben.get(&page).await.expect(404);
    assert!(!ben.get("/").await.expect(200).shows("Benches on Mill Lane"));
}

/// Hides the comment that an answer to its author leads to.
async fn hide_comment(moderator: &Facilitator, said: &Answer) {
    let comment = said.location().rsplit("#c-").next().expect("a comment");
    let form = [("reason", "It insults people")];
    let _ = moderator.post_form(&format!("/comments/{comment}/hide"), &form).await.expect(303);
}

async fn another_servers_change_shows_when_it_is_read(place: Place) {
    let other = place.another_server(None).await;
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let fay = place.facilitator("Fay").await;
    let reader = other.resident_again(ben.id).await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = format!("/proposals/{idea}");
    let shown = async |text: &str| {
        other.service().catch_up().await.expect("caught up");
        reader.get(&page).await.expect(200).shows(text)
    };
    assert!(!shown("Where the bus stops").await);
    let said = ana.post_form(&page, &[("body", "Where the bus stops.")]).await.expect(303);
    assert!(shown("Where the bus stops.").await);
    hide_comment(&fay, &said).await;
    assert!(!shown("Where the bus stops.").await);
    let _ = ana.post_form(&format!("{page}/support"), &[("on", "1")]).await.expect(303);
    assert!(shown("One neighbour backs it").await);
    let _ = fay.post_form(&format!("{page}/hide"), &[("reason", "It insults people")]).await.expect(303);
    other.service().catch_up().await.expect("caught up");
    let _ = reader.get(&page).await.expect(404);
}

async fn what_is_ones_own_shows_to_no_one_else(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = format!("/proposals/{idea}");
    let follow = "name=\"on\" value=\"0\" aria-pressed=\"true\"";
    let _ = ana.post_form(&format!("{page}/support"), &[("on", "1")]).await.expect(303);
    let _ = ana.post_form(&format!("{page}/follow"), &[("on", "1")]).await.expect(303);
    let (hers, his) = (ana.get(&page).await.expect(200), ben.get(&page).await.expect(200));
    assert!(hers.shows(follow) && !his.shows(follow));
    let (hers, his) = (ana.api_get(&page).await.json(), ben.api_get(&page).await.json());
    assert!(hers["supported"] == true && his["supported"] == false);
    let fay = place.facilitator("Fay").await;
    let form = format!("action=\"{page}/hide\"");
    assert!(fay.get(&page).await.expect(200).shows(&form) && !ben.get(&page).await.expect(200).shows(&form));
}

async fn how_far_one_is_in_a_module_shows_to_no_one_else(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let idea = place.idea("Pots on Mill Lane").create().await;
    let module = place.module("Grow in pots").lesson("Water").lesson("Soil").create().await;
    place.service().catch_up().await.expect("caught up");
    let tx = place.store().begin().await.expect("a transaction");
    let found = [Suggested { id: module, score: 0.9, reasons: Vec::new() }];
    store::matches::replace(&tx, idea, &[], &found, place.now()).await.expect("matched");
    tx.commit().await.expect("kept");
    let page = format!("/proposals/{idea}");
    assert!(!ana.get(&page).await.expect(200).shows("lessons done"));
    let _ = ana.post_form("/academy/grow-in-pots", &[]).await.expect(303);
    assert!(ana.get(&page).await.expect(200).shows("0 of 2 lessons done"));
    let his = ben.get(&page).await.expect(200);
    assert!(his.shows("Grow in pots") && !his.shows("lessons done"));
}

async fn a_hidden_idea_shows_to_its_author_and_to_no_one_after_them(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let fay = place.facilitator("Fay").await;
    let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
    let page = format!("/proposals/{idea}");
    let _ = fay.post_form(&format!("{page}/hide"), &[("reason", "It insults people")]).await.expect(303);
    for _ in 0..2 {
        assert!(ana.get(&page).await.expect(200).shows("It insults people"));
        let _ = fay.get(&page).await.expect(200);
        let _ = ben.get(&page).await.expect(404);
        let _ = place.anonymous().get(&page).await.expect(404);
    }
}

async fn what_was_set_right_past_the_feed_shows_before_long(place: Place) {
    let (ana, ben) = (place.resident("Ana").await, place.resident("Ben").await);
    let idea = place.idea("Benches on Mill Lane").create().await;
    let page = format!("/proposals/{idea}");
    let _ = ana.post_form(&format!("{page}/support"), &[("on", "1")]).await.expect(303);
    let tx = place.store().begin().await.expect("a transaction");
    let _ = store::proposals::unsupport(&tx, idea, ana.id).await.expect("taken back");
    tx.commit().await.expect("kept");
    let _ = ben.get(&page).await.expect(200);
    place.clock().forward(31 * domain::Time::SECOND);
    assert!(!ben.get(&page).await.expect(200).shows("One neighbour backs it"));
}

async fn a_session_that_ended_elsewhere_opens_nothing(place: Place) {
    let other = place.another_server(None).await;
    let ana = place.resident("Ana").await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    let support = format!("/proposals/{idea}/support");
    let _ = ana.api_put(&support).await.expect(200);
    let ended = store::sessions::end_all(other.store(), ana.id).await.expect("ended");
    assert_eq!(ended, 1);
    let _ = ana.api_put(&support).await.expect(401);
    assert!(ana.get("/").await.expect(200).shows("href=\"/sign-in\""));
    // The browser is told to forget it.
    assert_eq!(ana.cookie("fulcrum"), None);
}
