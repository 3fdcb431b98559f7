//! `/academy/{module}`

use domain::ids::ModuleId;
use domain::reason::Reason;
use domain::taxonomy::Skill;
use tests::{Place, on_both};

on_both![
    a_learner_begins_and_goes_on_where_they_were_on_another_device,
    a_finished_module_says_what_one_can_do_now,
    a_module_shows_the_ideas_that_need_it,
    one_who_comes_from_an_idea_is_told_why,
    an_idea_leads_to_the_modules_it_needs,
    anyone_may_look_and_nothing_is_kept,
    a_module_that_is_not_there_is_not_found,
    the_number_of_queries_does_not_grow_with_lessons_and_ideas,
];

const POTS: &str = "/academy/grow-in-a-small-space";

async fn pots(place: &Place) -> ModuleId {
    place.module("Grow in a small space").lesson("Pots").lesson("Water").lesson("Harvest").create().await
}

/// Matches an idea to a module, in place of those the matcher found.
async fn needs(place: &Place, idea: domain::ids::ProposalId, module: ModuleId) {
    let reasons = vec![Reason::Skill { skill: Skill::Growing, task: "planting".into() }];
    let found = store::matches::Suggested { id: module, score: 1.0, reasons };
    let tx = place.store().begin().await.expect("a transaction");
    store::matches::replace(&tx, idea, &[], &[found], place.now()).await.expect("a match");
    tx.commit().await.expect("committed");
}

async fn a_learner_begins_and_goes_on_where_they_were_on_another_device(place: Place) {
    pots(&place).await;
    let phone = place.resident("Ana").await;
    let page = phone.get(POTS).await.expect(200);
    assert!(page.shows("Start: Pots") && !page.shows("lessons done"), "{}", page.text);
    let begun = phone.post_form(POTS, &[]).await.expect(303);
    assert_eq!(begun.location(), format!("{POTS}/1"));
    let _ = phone.post_form(&format!("{POTS}/1"), &[("q1", "0")]).await.expect(303);
    // The other device has a session of its own and asks another server.
    let library = place.another_server(None).await.resident_again(phone.id).await;
    let page = library.get(POTS).await.expect(200);
    assert!(page.shows("Go on: Water") && page.shows("1 of 3 lessons done"), "{}", page.text);
    assert_eq!(library.post_form(POTS, &[]).await.expect(303).location(), format!("{POTS}/2"));
    assert!(library.get("/you").await.expect(200).shows(&format!("href=\"{POTS}/2\"")));
}

async fn a_finished_module_says_what_one_can_do_now(place: Place) {
    let module = pots(&place).await;
    let ana = place.resident("Ana").await;
    for lesson in [3, 1, 2] {
        assert!(!ana.get(POTS).await.expect(200).shows("You have finished it"));
        let _ = ana.post_form(&format!("{POTS}/{lesson}"), &[("q1", "0")]).await.expect(303);
    }
    let page = ana.get(POTS).await.expect(200);
    assert!(page.shows("You have finished it") && page.shows("You can now help with growing things"));
    assert!(page.shows("3 of 3 lessons done") && page.shows("Look at it again"));
    let enrolment = store::learning::enrolment(place.store(), ana.id, module).await.expect("the database");
    assert_eq!(enrolment.expect("enrolled").finished_at, Some(place.now()));
    // Trying again and failing takes nothing away.
    let _ = ana.post_form(&format!("{POTS}/2"), &[("q1", "1")]).await.expect(303);
    assert!(ana.get(POTS).await.expect(200).shows("3 of 3 lessons done"));
}

async fn a_module_shows_the_ideas_that_need_it(place: Place) {
    let module = pots(&place).await;
    assert!(place.anonymous().get(POTS).await.expect(200).shows("No idea needs it just now"));
    let facilitator = place.facilitator("Flo").await;
    for n in 0..8 {
        let idea = place.idea(&format!("Tomatoes on roof {n}")).create().await;
        needs(&place, idea, module).await;
        if n == 7 {
            let hide = format!("/proposals/{idea}/hide");
            let _ = facilitator.post_form(&hide, &[("reason", "It is not an idea.")]).await.expect(303);
        }
    }
    let page = place.anonymous().get(POTS).await.expect(200);
    assert_eq!((0..8).filter(|n| page.shows(&format!("Tomatoes on roof {n}"))).count(), 6);
    assert!(page.shows("6 of 7 ideas") && !page.shows("Tomatoes on roof 7"), "{}", page.text);
}

async fn one_who_comes_from_an_idea_is_told_why(place: Place) {
    let module = pots(&place).await;
    let ana = place.resident("Ana").await;
    let idea = place.idea("Tomatoes on the roof").by(&ana).create().await;
    needs(&place, idea, module).await;
    let page = ana.get(&format!("{POTS}?for={idea}")).await.expect(200);
    assert!(page.shows("You are here because your idea needs it"), "{}", page.text);
    assert!(
        page.shows("It teaches growing things, which helps with planting")
            && page.shows(&format!("{POTS}?for={idea}"))
    );
    let begun = ana.post_form(&format!("{POTS}?for={idea}"), &[]).await.expect(303);
    assert_eq!(begun.location(), format!("{POTS}/1?for={idea}"));
    let lesson = ana.get(begun.location()).await.expect(200);
    assert!(lesson.shows("From your street.") && lesson.shows("Your idea Tomatoes on the roof."));
    assert!(lesson.shows(&format!("{POTS}/2?for={idea}")));
    let other = place.anonymous().get(&format!("{POTS}?for={idea}")).await.expect(200);
    assert!(other.shows("You are here because an idea needs it"));
    // An idea that is not matched, not there, or no id at all is as if one came from nowhere.
    let unmatched = place.idea("Benches").create().await;
    needs(&place, unmatched, module).await;
    let tx = place.store().begin().await.expect("a transaction");
    store::matches::replace(&tx, unmatched, &[], &[], place.now()).await.expect("no match");
    tx.commit().await.expect("committed");
    for nowhere in [unmatched.to_string(), module.to_string(), "x".into(), "%00".into(), String::new()] {
        let page = place.anonymous().get(&format!("{POTS}?for={nowhere}")).await.expect(200);
        assert!(!page.shows("You are here because"), "{nowhere}");
    }
    let facilitator = place.facilitator("Flo").await;
    let hide = format!("/proposals/{idea}/hide");
    let _ = facilitator.post_form(&hide, &[("reason", "It is not an idea.")]).await.expect(303);
    let page = place.anonymous().get(&format!("{POTS}?for={idea}")).await.expect(200);
    assert!(!page.shows("Tomatoes"), "a hidden idea is not shown: {}", page.text);
}

async fn an_idea_leads_to_the_modules_it_needs(place: Place) {
    let module = pots(&place).await;
    let ana = place.resident("Ana").await;
    let idea = place.idea("Tomatoes on the roof").by(&ana).create().await;
    needs(&place, idea, module).await;
    let page = ana.get(&format!("/proposals/{idea}")).await.expect(200);
    assert!(page.shows(&format!("href=\"{POTS}?for={idea}\"")), "{}", page.text);
    let _ = ana.post_form(&format!("{POTS}/1"), &[("q1", "0")]).await.expect(303);
    assert!(ana.get(&format!("/proposals/{idea}")).await.expect(200).shows("1 of 3 lessons done"));
}

async fn anyone_may_look_and_nothing_is_kept(place: Place) {
    pots(&place).await;
    let stranger = place.anonymous();
    let page = stranger.get(POTS).await.expect(200);
    assert!(page.shows(&format!("href=\"{POTS}/1\"")) && page.shows("Start: Pots"));
    assert_eq!(stranger.post_form(POTS, &[]).await.expect(303).location(), "/sign-in");
    assert_eq!(stranger.cookie("fulcrum"), None);
}

async fn a_module_that_is_not_there_is_not_found(place: Place) {
    let ana = place.resident("Ana").await;
    for address in ["/academy/nowhere", "/academy/%00", "/academy/nowhere/1", "/academy/%F0%9F%8C%B1"] {
        let _ = ana.get(address).await.expect(404);
        let _ = ana.post_form(address, &[]).await.expect(404);
    }
}

async fn the_number_of_queries_does_not_grow_with_lessons_and_ideas(place: Place) {
    let ana = place.resident("Ana").await;
    let mut module = place.module("Module 0");
    for n in 1..=12 {
        module = module.lesson(&format!("Lesson {n}"));
    }
    let id = module.create().await;
    let small = place.module("Module 1").lesson("Only").create().await;
    let _ = ana.post_form("/academy/module-0", &[]).await.expect(303);
    let _ = ana.post_form("/academy/module-1", &[]).await.expect(303);
    needs(&place, place.idea("An idea of one").create().await, small).await;
    for n in 0..6 {
        needs(&place, place.idea(&format!("An idea, number {n}")).create().await, id).await;
    }
    let (_, few) = place.queries(ana.get("/academy/module-1")).await;
    let (page, many) = place.queries(ana.get("/academy/module-0")).await;
    assert!(page.shows("Lesson 12") && page.shows("An idea, number 5"));
    assert_eq!(few, many);
    assert!(many <= 10, "{many}");
}
