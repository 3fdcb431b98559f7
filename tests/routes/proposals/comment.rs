//! `POST /proposals/{id}`: comments.

use tests::{Place, on_both};
use tokio::task::JoinSet;

on_both![
    a_comment_stands_under_the_idea,
    a_comment_that_cannot_be_taken_is_kept_in_its_field,
    comments_side_by_side_are_all_counted,
    a_comments_markup_is_harmless,
];

async fn a_comment_stands_under_the_idea(place: Place) {
    let (ana, idea) = (place.resident("Ana B.").await, place.idea("Benches on Mill Lane").create().await);
    let answer =
        ana.post_form(&format!("/proposals/{idea}"), &[("body", "Near the *shops*.")]).await.expect(303);
    assert!(
        answer.location().starts_with(&format!("/proposals/{idea}?commented#c-")),
        "{}",
        answer.location()
    );
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Near the *shops*.") && page.shows("Ana B."), "{}", page.text);
    place.assert_counts().await;
}

async fn a_comment_that_cannot_be_taken_is_kept_in_its_field(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let long = "Too long. ".repeat(400);
    for (body, said) in
        [(long.as_str(), "Please keep it to"), ("", "Please fill this in"), ("x", "at least 2 letters")]
    {
        let page = ana.post_form(&format!("/proposals/{idea}"), &[("body", body)]).await.expect(422);
        assert!(page.shows(said) && page.shows(body) && page.shows("Benches on Mill Lane"), "{said}");
    }
    let _ =
        place.anonymous().post_form(&format!("/proposals/{idea}"), &[("body", "Hello")]).await.expect(303);
    let page = place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("Nobody has said anything yet."));
}

async fn comments_side_by_side_are_all_counted(place: Place) {
    let idea = place.idea("Benches on Mill Lane").create().await;
    let mut said = JoinSet::new();
    for n in 0..20 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        said.spawn(async move {
            let body = format!("Word of neighbour {n}");
            neighbour.post_form(&format!("/proposals/{idea}"), &[("body", &body)]).await.status.as_u16()
        });
    }
    assert_eq!(said.join_all().await, vec![303; 20]);
    place.assert_counts().await;
    let found = store::proposals::find(place.store(), idea).await.expect("the database").expect("an idea");
    assert_eq!(found.comment_count, 20);
}

async fn a_comments_markup_is_harmless(place: Place) {
    let (ana, idea) = (place.resident("Ana").await, place.idea("Benches on Mill Lane").create().await);
    let body = "</section><script>alert(1)</script> <img src=x> [x](data:text/html,1) <svg onload=alert(1)>";
    let _ = ana.post_form(&format!("/proposals/{idea}"), &[("body", body)]).await.expect(303);
    let page = ana.get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows("&lt;script&gt;alert(1)"), "{}", page.text);
    for live in ["<script>alert", "<img src=x", "<svg onload", "href=\"data:"] {
        assert!(!page.shows(live), "{live}");
    }
}
