//! The search box and "others ask for this too": what they find, and that every server finds it.

use domain::taxonomy::Theme;
use tests::{Place, on_both};

on_both![
    beginnings_slips_and_other_words_find_it,
    another_server_finds_what_was_written_hidden_and_shown_again,
];

async fn found(place: &Place, words: &str) -> Vec<&'static str> {
    let q = words.replace(' ', "%20");
    let page = place.anonymous().get(&format!("/?q={q}")).await.expect(200);
    let known = ["Mend the playground", "Longer hours at the library", "A public convenience by the station"];
    known.into_iter().filter(|title| page.shows(title)).collect()
}

async fn beginnings_slips_and_other_words_find_it(place: Place) {
    let ideas = [
        ("Mend the playground", "The swings have been broken since spring.", Theme::PlaySport),
        ("Longer hours at the library", "So that people who work can borrow books.", Theme::LearningDigital),
        ("A public convenience by the station", "There is none for a mile around.", Theme::Streets),
    ];
    for (title, body, theme) in ideas {
        place.idea(title).body(body).about(theme).create().await;
    }
    let wanted = [
        ("playgr", "Mend the playground"),
        ("PLAYGROUNDS", "Mend the playground"),
        ("libary", "Longer hours at the library"),
        ("loo", "A public convenience by the station"),
        ("toilets", "A public convenience by the station"),
        ("somewhere near the libary", "Longer hours at the library"),
    ];
    for (words, title) in wanted {
        assert_eq!(found(&place, words).await, [title], "{words:?}");
        let list = place.anonymous().api_get(&format!("/proposals?q={}", words.replace(' ', "%20"))).await;
        assert_eq!(list.expect(200).json()["items"][0]["title"], title, "{words:?}");
    }
    assert!(found(&place, "zzzzz").await.is_empty());
}

async fn another_server_finds_what_was_written_hidden_and_shown_again(place: Place) {
    let other = place.another_server(None).await;
    let first = place.idea("Mend the playground").body("The swings are broken.").create().await;
    let second = place.idea("Playground repairs").body("The swings are broken in the park.").create().await;
    let (there, path) = (other.anonymous(), format!("/proposals/{second}"));
    assert!(found(&other, "playground").await.is_empty(), "it has not looked yet");
    let _ = there.get(&path).await.expect(200);
    other.service().catch_up().await.expect("caught up");
    assert_eq!(found(&other, "swings").await, ["Mend the playground"]);
    assert!(there.get(&path).await.expect(200).shows("Mend the playground"), "it is alike");
    let fay = place.facilitator("Fay").await;
    let hide = format!("/proposals/{first}/hide");
    let _ = fay.post_form(&hide, &[("reason", "It insults people")]).await.expect(303);
    other.service().catch_up().await.expect("caught up");
    assert!(found(&other, "swings").await.is_empty());
    assert!(!there.get(&path).await.expect(200).shows("Mend the playground"));
    let _ = fay.post_form(&hide, &[("show", "1")]).await.expect(303);
    other.service().catch_up().await.expect("caught up");
    assert_eq!(found(&other, "swings").await, ["Mend the playground"]);
    assert!(there.get(&path).await.expect(200).shows("Mend the playground"));
}
