//! `/manage/vocabulary`

use domain::ids::{InstitutionId, ProposalId};
use domain::taxonomy::Theme;
use std::time::Duration;
use tests::{Answer, Facilitator, Place, on_both};
use tokio::task::JoinSet;

on_both![
    a_word_is_tried_out_taught_and_undone,
    a_thing_of_the_places_own_is_matched_by_what_it_needs,
    every_server_takes_it_in_by_itself,
    what_cannot_be_taken_comes_back_with_why,
    a_word_that_means_something_else_too_is_taken_with_a_warning,
    what_others_build_on_is_undone_last,
    two_who_undo_the_same_undo_it_once,
    an_idea_is_read_word_by_word,
    the_vocabulary_is_for_facilitators_alone,
];

const KITCHEN: &str = "/manage/vocabulary/kitchen";
const STREET: &str = "We would all use it on our street, every week.";

/// A college that lends its kitchen.
async fn college(place: &Place) -> InstitutionId {
    let college = place.institution("Tide College").create().await;
    let lever = place.lever(college, "Training kitchen").themes(&[Theme::Food]);
    lever.text("We lend our training kitchen on weekday evenings.").create().await;
    let _ = place.service().freshen().await.expect("matched");
    college
}

async fn brindlepot(place: &Place) -> ProposalId {
    place.idea("A brindlepot for us").body(STREET).about(Theme::Food).create().await
}

async fn teach(fay: &Facilitator, path: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = vec![("do", what)];
    form.extend(fields);
    fay.post_form(path, &form).await
}

async fn shows(place: &Place, idea: ProposalId, text: &str) -> bool {
    place.anonymous().get(&format!("/proposals/{idea}")).await.expect(200).shows(text)
}

/// The id of the newest line of the log that can be undone.
fn line(page: &Answer) -> String {
    let (_, after) = page.text.split_once("name=\"line\" value=\"").expect("a line to undo");
    after.split('"').next().unwrap_or_default().to_owned()
}

async fn a_word_is_tried_out_taught_and_undone(place: Place) {
    let fay = place.facilitator("Fay").await;
    college(&place).await;
    let idea = brindlepot(&place).await;
    assert!(shows(&place, idea, "Nobody yet").await);

    let form = [("what", "form"), ("form", "Brindlepot")];
    let tried = teach(&fay, KITCHEN, "preview", &form).await.expect(200);
    assert!(
        tried.shows("One idea would be matched otherwise") && tried.shows("A brindlepot for us"),
        "{}",
        tried.text
    );
    assert!(tried.shows("Would gain Training kitchen, Tide College"), "{}", tried.text);
    let page = fay.get(KITCHEN).await.expect(200);
    assert!(!page.shows("brindlepot"), "trying out changes nothing");

    let saved = teach(&fay, KITCHEN, "save", &form).await.expect(303);
    assert_eq!(saved.location(), "/manage/vocabulary/kitchen?saved");
    let page = fay.get(saved.location()).await.expect(200);
    assert!(page.shows("“brindlepot” means a kitchen") && page.shows("Fay, just now"), "{}", page.text);
    assert_eq!(place.service().freshen().await.expect("matched"), 1);
    assert!(shows(&place, idea, "Tide College").await);
    assert_eq!(place.service().freshen().await.expect("matched"), 0, "nothing is left to do");

    let undo = line(&page);
    let undo = [("line", undo.as_str())];
    let tried = teach(&fay, "/manage/vocabulary", "preview", &undo).await.expect(200);
    assert!(tried.shows("Would lose Training kitchen, Tide College"), "{}", tried.text);
    let _ = teach(&fay, "/manage/vocabulary", "save", &undo).await.expect(303);
    let again = teach(&fay, "/manage/vocabulary", "save", &undo).await.expect(422);
    assert!(again.shows("There is one already"), "it is undone once");
    assert_eq!(place.service().freshen().await.expect("matched"), 1);
    assert!(shows(&place, idea, "Nobody yet").await);

    let page = fay.get("/manage/vocabulary").await.expect(200);
    assert!(page.shows("Undone: “brindlepot” means a kitchen"), "{}", page.text);
    let back = line(&page);
    let _ = teach(&fay, "/manage/vocabulary", "save", &[("line", back.as_str())]).await.expect(303);
    assert_eq!(place.service().freshen().await.expect("matched"), 1);
    assert!(shows(&place, idea, "Tide College").await, "undoing is undone");
}

async fn a_thing_of_the_places_own_is_matched_by_what_it_needs(place: Place) {
    let fay = place.facilitator("Fay").await;
    college(&place).await;
    let idea = place.idea("A house of glimmers").body(STREET).about(Theme::Food).create().await;
    let path = "/manage/vocabulary/new";
    let form = [
        ("label", "a glimmerhouse"),
        ("forms", "house of glimmers\nglimmer house\n"),
        ("themes", "food"),
        ("need1", "a kitchen"),
        ("strength1", "whole"),
        ("need2", ""),
        ("strength2", "part"),
    ];
    let tried = teach(&fay, path, "preview", &form).await.expect(200);
    assert!(tried.shows("Would gain Training kitchen, Tide College"), "{}", tried.text);
    let saved = teach(&fay, path, "save", &form).await.expect(303);
    assert_eq!(saved.location(), "/manage/vocabulary/glimmerhouse?saved");
    let page = fay.get("/manage/vocabulary/glimmerhouse").await.expect(200);
    assert!(page.shows("house of glimmers") && page.shows("All of it"), "{}", page.text);
    let _ = place.service().freshen().await.expect("matched");
    assert!(shows(&place, idea, "Tide College").await);
    // New ideas find it at once, and so does the search box.
    let next = place.idea("Another glimmer house").body(STREET).create().await;
    assert!(shows(&place, next, "Tide College").await);
    assert!(place.anonymous().get("/?q=glimmerhouse").await.expect(200).shows("A house of glimmers"));
    let link = [("what", "link"), ("to", "a public toilet"), ("strength", "little")];
    let _ = teach(&fay, "/manage/vocabulary/glimmerhouse", "save", &link).await.expect(303);
    let page = fay.get("/manage/vocabulary/public_toilet").await.expect(200);
    assert!(page.shows("a public toilet helps with a glimmerhouse"), "{}", page.text);
}

async fn every_server_takes_it_in_by_itself(place: Place) {
    let other = place.another_server(None).await;
    let fay = place.facilitator("Fay").await;
    college(&place).await;
    let idea = brindlepot(&place).await;
    let tasks = [
        tokio::spawn(other.service().clone().follow()),
        tokio::spawn(other.service().clone().keep_matched()),
    ];
    let _ = teach(&fay, KITCHEN, "save", &[("what", "form"), ("form", "brindlepot")]).await.expect(303);
    let mut matched = false;
    for _ in 0..200 {
        // An idea is also found by another word for the same thing: both indexes were built anew.
        let found = other.anonymous().get("/?q=cooker").await.expect(200).shows("A brindlepot for us");
        matched = found && shows(&other, idea, "Tide College").await;
        if matched {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(matched, "the other server never took it in");
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
}

async fn what_cannot_be_taken_comes_back_with_why(place: Place) {
    let fay = place.facilitator("Fay").await;
    let long = "x".repeat(121);
    let wrong = [
        ("", "Please fill this in"),
        (long.as_str(), "Please keep it to 120 letters"),
        ("a\u{7}b", "There are signs in this that cannot be shown"),
        ("we want the", "at least one that says something"),
        ("one two three four five six seven", "Please write one to six words"),
        ("Cooker", "There is one already"),
    ];
    for (form, why) in wrong {
        for what in ["preview", "save"] {
            let page = teach(&fay, KITCHEN, what, &[("what", "form"), ("form", form)]).await.expect(422);
            assert!(page.shows(why), "{form:?}: {}", page.text);
        }
    }
    let link =
        |to: &'static str, strength: &'static str| [("what", "link"), ("to", to), ("strength", strength)];
    for (to, strength) in
        [("", "whole"), ("a brindlepot", "whole"), ("a kitchen", "whole"), ("a public toilet", "much")]
    {
        let page = teach(&fay, KITCHEN, "save", &link(to, strength)).await.expect(422);
        assert!(page.shows("One thing to put right"), "{to:?}: {}", page.text);
    }
    let _ = teach(&fay, "/manage/vocabulary/nowhere", "save", &[("form", "pot")]).await.expect(404);
    let _ = teach(&fay, "/manage/vocabulary", "save", &[("line", "nothing")]).await.expect(404);
    let concept = [("label", "a kitchen"), ("forms", "the\nbrindlepot"), ("need1", "a brindlepot")];
    let page = teach(&fay, "/manage/vocabulary/new", "preview", &concept).await.expect(422);
    assert!(page.shows("brindlepot"), "what was typed is kept");
    let taken = [("label", "a kitchen"), ("forms", "brindlepot")];
    let page = teach(&fay, "/manage/vocabulary/new", "preview", &taken).await.expect(422);
    assert!(page.shows("There is one already"), "{}", page.text);
    assert!(fay.get("/manage/vocabulary").await.expect(200).shows("Nothing yet."), "nothing was written");
}

async fn a_word_that_means_something_else_too_is_taken_with_a_warning(place: Place) {
    let fay = place.facilitator("Fay").await;
    let form = [("what", "form"), ("form", "loo")];
    let page = teach(&fay, KITCHEN, "preview", &form).await.expect(200);
    assert!(page.shows("These words stand for something else too: a public toilet"), "{}", page.text);
    let _ = teach(&fay, KITCHEN, "save", &form).await.expect(303);
}

async fn what_others_build_on_is_undone_last(place: Place) {
    let fay = place.facilitator("Fay").await;
    let _ = teach(&fay, "/manage/vocabulary/new", "save", &[("label", "a glimmerhouse")]).await.expect(303);
    let concept = line(&fay.get("/manage/vocabulary").await.expect(200));
    let form = [("what", "form"), ("form", "shimmer hall")];
    let _ = teach(&fay, "/manage/vocabulary/glimmerhouse", "save", &form).await.expect(303);
    let form = line(&fay.get("/manage/vocabulary").await.expect(200));
    assert_ne!(concept, form);
    let refused = teach(&fay, "/manage/vocabulary", "save", &[("line", concept.as_str())]).await.expect(422);
    assert!(refused.shows("Something else builds on this"), "{}", refused.text);
    let _ = teach(&fay, "/manage/vocabulary", "save", &[("line", form.as_str())]).await.expect(303);
    let _ = teach(&fay, "/manage/vocabulary", "save", &[("line", concept.as_str())]).await.expect(303);
    let _ = fay.get("/manage/vocabulary/glimmerhouse").await.expect(404);
}

async fn two_who_undo_the_same_undo_it_once(place: Place) {
    let fay = place.facilitator("Fay").await;
    let _ = teach(&fay, KITCHEN, "save", &[("what", "form"), ("form", "brindlepot")]).await.expect(303);
    let undo = line(&fay.get(KITCHEN).await.expect(200));
    let mut presses = JoinSet::new();
    for n in 0..6 {
        let (one, undo) = (place.facilitator(&format!("F{n}")).await, undo.clone());
        presses.spawn(async move {
            teach(&one, "/manage/vocabulary", "save", &[("line", undo.as_str())]).await.status.as_u16()
        });
    }
    let mut statuses = presses.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422, 422, 422, 422, 422]);
}

async fn an_idea_is_read_word_by_word(place: Place) {
    let fay = place.facilitator("Fay").await;
    let idea = place.idea("A brindlepot and a cooker").body("Both, in the hall, please.").create().await;
    let page = fay.get(&format!("/manage/vocabulary?idea={idea}")).await.expect(200);
    assert!(page.shows("“cooker”: a kitchen"), "{}", page.text);
    assert!(page.shows(&format!("q=brindlepot&amp;idea={idea}")), "{}", page.text);
    let page = fay.get(&format!("/manage/vocabulary?q=brindlepot&idea={idea}")).await.expect(200);
    assert!(page.shows("/manage/vocabulary/new?label=brindlepot"), "{}", page.text);
    let page = fay.get("/manage/vocabulary?q=loo").await.expect(200);
    assert!(page.shows("/manage/vocabulary/public_toilet?form=loo"), "{}", page.text);
    let _ = fay.get("/manage/vocabulary?idea=nothing").await.expect(404);
}

async fn the_vocabulary_is_for_facilitators_alone(place: Place) {
    let ana = place.resident("Ana").await;
    for path in ["/manage/vocabulary", "/manage/vocabulary/new", KITCHEN] {
        let _ = ana.get(path).await.expect(403);
        let _ = place.anonymous().get(path).await.expect(303);
        let _ = ana.post_form(path, &[("do", "save"), ("form", "brindlepot")]).await.expect(403);
    }
}
