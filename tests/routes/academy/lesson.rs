//! `/academy/{module}/{lesson}`

use domain::ids::ModuleId;
use std::sync::Arc;
use tests::{Place, on_both};
use tokio::task::JoinSet;

on_both![
    a_wrong_answer_is_explained_and_can_be_tried_again,
    a_question_left_out_is_asked_for_and_what_was_chosen_is_kept,
    without_an_account_a_quiz_can_be_tried_and_nothing_is_kept,
    a_lesson_without_a_quiz_is_done_by_going_on,
    what_was_answered_is_there_on_another_device,
    an_answer_that_is_none_is_refused,
    a_lesson_that_is_not_there_is_not_found,
    two_devices_finishing_at_once_finish_the_module,
    every_step_is_an_event_but_not_what_was_answered,
    the_number_of_queries_is_constant,
];

const POTS: &str = "/academy/grow-in-a-small-space";

async fn pots(place: &Place) -> ModuleId {
    place.module("Grow in a small space").lesson("Pots").lesson("Water").create().await
}

async fn a_wrong_answer_is_explained_and_can_be_tried_again(place: Place) {
    let module = pots(&place).await;
    let (ana, page) = (place.resident("Ana").await, format!("{POTS}/1"));
    let first = ana.get(&page).await.expect(200);
    assert!(first.shows("Lesson 1 of 2") && first.shows("What is Pots about?") && !first.shows("verdict"));
    let answer = ana.post_form(&page, &[("q1", "1")]).await.expect(303);
    assert_eq!(answer.location(), format!("{page}#quiz"));
    let wrong = ana.get(&page).await.expect(200);
    assert!(wrong.shows("Not this one.") && wrong.shows("Not quite.") && wrong.shows("Check again"));
    assert!(!wrong.shows("That is it."), "the right answer is not given away: {}", wrong.text);
    assert_eq!(done(&place, &ana, module).await, 0);
    let _ = ana.post_form(&page, &[("q1", "0")]).await.expect(303);
    let right = ana.get(&page).await.expect(200);
    assert!(right.shows("Right.") && right.shows("That is it.") && !right.shows("Not quite."));
    assert_eq!(done(&place, &ana, module).await, 1);
}

async fn done(place: &Place, who: &tests::Resident, module: ModuleId) -> usize {
    store::learning::done_lessons(place.store(), who.id, module).await.expect("the database").len()
}

async fn a_question_left_out_is_asked_for_and_what_was_chosen_is_kept(place: Place) {
    let module = place.module("Two questions").lesson("Both").ask("And this?").create().await;
    let (ana, page) = (place.resident("Ana").await, "/academy/two-questions/1");
    let answer = ana.post_form(page, &[("q2", "1")]).await.expect(422);
    assert!(answer.shows("href=\"#q1\"") && answer.shows("id=\"q1\"") && !answer.shows("href=\"#q2\""));
    assert!(answer.shows("checked") && !answer.shows("verdict"), "{}", answer.text);
    assert!(!ana.get(page).await.expect(200).shows("checked"));
    let _ = ana.post_form(page, &[("q1", "0"), ("q2", "1")]).await.expect(303);
    let half = ana.get(page).await.expect(200);
    assert!(half.shows("That is it.") && half.shows("Not quite."));
    assert_eq!(done(&place, &ana, module).await, 0);
    let _ = ana.post_form(page, &[("q1", "0"), ("q2", "0")]).await.expect(303);
    assert_eq!(done(&place, &ana, module).await, 1);
}

async fn without_an_account_a_quiz_can_be_tried_and_nothing_is_kept(place: Place) {
    pots(&place).await;
    let (stranger, page) = (place.anonymous(), format!("{POTS}/1"));
    assert!(
        stranger.get(&page).await.expect(200).shows("/sign-in?next=%2Facademy%2Fgrow-in-a-small-space%2F1")
    );
    let wrong = stranger.post_form(&page, &[("q1", "1")]).await.expect(200);
    assert!(wrong.shows("Not quite.") && wrong.shows("Sign in to keep your place"));
    let right = stranger.post_form(&page, &[("q1", "0")]).await.expect(200);
    assert!(right.shows("That is it."));
    let _ = stranger.post_form(&page, &[]).await.expect(422);
    assert!(!stranger.get(&page).await.expect(200).shows("verdict"));
    assert_eq!(stranger.cookie("fulcrum"), None);
    // Nor is it kept for whoever signs in next.
    let ana = place.resident("Ana").await;
    assert!(!ana.get(&page).await.expect(200).shows("verdict"));
}

async fn a_lesson_without_a_quiz_is_done_by_going_on(place: Place) {
    let module = place.module("Two to read").reading("First").reading("Last").create().await;
    let ana = place.resident("Ana").await;
    let page = ana.get("/academy/two-to-read/1").await.expect(200);
    assert!(page.shows("Next: Last") && !page.shows("Try it"));
    assert_eq!(done(&place, &ana, module).await, 0, "looking is not doing");
    let next = ana.post_form("/academy/two-to-read/1", &[]).await.expect(303);
    assert_eq!(next.location(), "/academy/two-to-read/2");
    assert_eq!(done(&place, &ana, module).await, 1);
    let end = ana.post_form(next.location(), &[]).await.expect(303);
    assert_eq!(end.location(), "/academy/two-to-read");
    assert!(ana.get(end.location()).await.expect(200).shows("You have finished it"));
    let stranger = place.anonymous().post_form("/academy/two-to-read/1", &[]).await.expect(303);
    assert_eq!(stranger.location(), "/academy/two-to-read/2");
}

async fn what_was_answered_is_there_on_another_device(place: Place) {
    pots(&place).await;
    let (phone, page) = (place.resident("Ana").await, format!("{POTS}/1"));
    let _ = phone.post_form(&page, &[("q1", "1")]).await.expect(303);
    let library = place.another_server(None).await.resident_again(phone.id).await;
    assert!(library.get(&page).await.expect(200).shows("Not quite."));
    let bob = place.resident("Bob").await;
    assert!(!bob.get(&page).await.expect(200).shows("Not quite."), "it is Ana's alone");
}

async fn an_answer_that_is_none_is_refused(place: Place) {
    let module = pots(&place).await;
    let (ana, page) = (place.resident("Ana").await, format!("{POTS}/1"));
    for odd in ["2", "-1", "4294967296", "this", "", "\u{0}", "<script>"] {
        let answer = ana.post_form(&page, &[("q1", odd)]).await.expect(422);
        assert!(answer.shows("Please choose one of these") && !answer.shows("<script>"), "{odd}");
    }
    let _ = ana.post_form(&page, &[("q2", "0"), ("q0", "0"), ("q1x", "0")]).await.expect(422);
    assert_eq!(done(&place, &ana, module).await, 0);
}

async fn a_lesson_that_is_not_there_is_not_found(place: Place) {
    pots(&place).await;
    let ana = place.resident("Ana").await;
    for odd in ["0", "3", "-1", "99999999999", "first", "%00"] {
        let _ = ana.get(&format!("{POTS}/{odd}")).await.expect(404);
        let _ = ana.post_form(&format!("{POTS}/{odd}"), &[("q1", "0")]).await.expect(404);
    }
}

async fn two_devices_finishing_at_once_finish_the_module(place: Place) {
    let module = pots(&place).await;
    for _ in 0..10 {
        let ana = Arc::new(place.resident("Ana").await);
        let mut presses = JoinSet::new();
        for lesson in [1, 2, 1, 2] {
            let ana = Arc::clone(&ana);
            presses.spawn(async move {
                ana.post_form(&format!("{POTS}/{lesson}"), &[("q1", "0")]).await.status.as_u16()
            });
        }
        assert_eq!(presses.join_all().await, vec![303; 4]);
        let enrolment =
            store::learning::enrolment(place.store(), ana.id, module).await.expect("the database");
        let enrolment = enrolment.expect("enrolled");
        assert_eq!((enrolment.done, enrolment.finished_at.is_some()), (2, true));
    }
}

async fn every_step_is_an_event_but_not_what_was_answered(place: Place) {
    let module = pots(&place).await;
    let ana = place.resident("Ana").await;
    for (lesson, answer) in [(1, "1"), (1, "0"), (1, "0"), (2, "0")] {
        let _ = ana.post_form(&format!("{POTS}/{lesson}"), &[("q1", answer)]).await.expect(303);
    }
    let events = place.done_by(ana.id, module.0).await;
    assert_eq!(events, ["enrolled", "finished_lesson", "finished_lesson", "finished_module"]);
}

async fn the_number_of_queries_is_constant(place: Place) {
    let mut module = place.module("Many lessons");
    for n in 1..=12 {
        module = module.lesson(&format!("Lesson {n}")).ask("One more?").ask("And one?");
    }
    module.create().await;
    place.module("One lesson").lesson("Only").create().await;
    let ana = place.resident("Ana").await;
    let _ = ana.post_form("/academy/one-lesson", &[]).await.expect(303);
    let _ = ana.post_form("/academy/many-lessons", &[]).await.expect(303);
    let (_, few) = place.queries(ana.get("/academy/one-lesson/1")).await;
    let (page, many) = place.queries(ana.get("/academy/many-lessons/7")).await;
    assert!(page.shows("Lesson 7 of 12") && page.shows("And one?"));
    assert_eq!(few, many);
    assert!(many <= 8, "{many}");
    let (_, few) = place.queries(ana.post_form("/academy/one-lesson/1", &[("q1", "1")])).await;
    let all = [("q1", "1"), ("q2", "1"), ("q3", "1")];
    let (_, many) = place.queries(ana.post_form("/academy/many-lessons/7", &all)).await;
    assert_eq!(few, many);
}
