//! `/manage`

use tests::{Place, on_both};

on_both![
    a_facilitator_makes_an_institution_whose_lever_is_matched,
    what_was_typed_comes_back_with_what_to_put_right,
    staff_come_and_go,
    a_stage_is_moved_and_followers_are_told,
    what_no_lever_fits_is_listed_the_most_backed_first,
    the_desk_of_the_place_is_not_for_everyone,
    the_number_of_queries_does_not_grow_with_the_place,
];

const INSTITUTION: [(&str, &str); 6] = [
    ("name", "Tide College"),
    ("kind", "fe_college"),
    ("about", "A college."),
    ("website", ""),
    ("answer_days", "10"),
    ("sites", "Main hall, 51.5, 0.01"),
];
const LEVER: [(&str, &str); 5] = [
    ("title", "Training kitchen"),
    ("text", "We lend our training kitchen to groups who cook for neighbours on weekday evenings."),
    ("kind", "land"),
    ("themes", "food"),
    ("open", "1"),
];

async fn a_facilitator_makes_an_institution_whose_lever_is_matched(place: Place) {
    let fay = place.facilitator("Fay").await;
    let made = fay.post_form("/manage/institutions/new", &INSTITUTION).await.expect(303);
    assert_eq!(made.location(), "/manage/institutions/tide-college?saved");
    assert!(fay.get(made.location()).await.expect(200).shows("Saved."));
    let _ = fay.post_form("/manage/institutions/tide-college/levers/new", &LEVER).await.expect(303);
    let page = fay.get("/manage/institutions/tide-college").await.expect(200);
    assert!(page.shows("Training kitchen") && page.shows("Main hall, 51.5, 0.01"));
    let again = fay.post_form("/manage/institutions/new", &INSTITUTION).await.expect(422);
    assert!(again.shows("There is one already"));

    let ana = place.resident("Ana").await;
    let idea = [
        ("title", "A kitchen for our supper club"),
        ("body", "We need a kitchen one evening a week to cook for our neighbours."),
        ("theme", "food"),
        ("neighbourhood", "riverside"),
    ];
    let idea = idea.map(|(name, value)| {
        let slug = place.service().place().neighbourhoods[0].slug.clone();
        (name, if name == "neighbourhood" { slug } else { value.to_owned() })
    });
    let idea: Vec<_> = idea.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let shared = ana.post_form("/proposals/new", &idea).await.expect(303);
    assert!(ana.get(shared.location()).await.expect(200).shows("Tide College"));
}

async fn what_was_typed_comes_back_with_what_to_put_right(place: Place) {
    let fay = place.facilitator("Fay").await;
    let wrong = INSTITUTION.map(|(name, value)| match name {
        "answer_days" => (name, "soon"),
        "website" => (name, "javascript:alert(1)"),
        "sites" => (name, "Nowhere"),
        _ => (name, value),
    });
    let page = fay.post_form("/manage/institutions/new", &wrong).await.expect(422);
    assert!(page.shows("Tide College") && page.shows("3 things to put right"), "{}", page.text);
}

async fn staff_come_and_go(place: Place) {
    let fay = place.facilitator("Fay").await;
    let college = place.institution("Tide College").create().await;
    let sam = place.staff("Sam", college).await;
    let path = "/manage/institutions/tide-college/staff";
    let _ = fay.post_form(path, &[("email", "nobody@example.org")]).await.expect(422);
    let _ = sam.get("/institutions/tide-college/inbox").await.expect(200);
    let id = sam.id.to_string();
    let _ = fay.post_form(path, &[("remove", id.as_str())]).await.expect(303);
    let _ = sam.get("/institutions/tide-college/inbox").await.expect(403);
}

async fn a_stage_is_moved_and_followers_are_told(place: Place) {
    let (fay, ana) = (place.facilitator("Fay").await, place.resident("Ana").await);
    let idea = place.idea("Benches").by(&ana).create().await;
    let path = format!("/manage/proposals/{idea}/stage");
    let _ = fay.post_form(&path, &[("stage", "sideways")]).await.expect(422);
    let _ = fay.post_form(&path, &[("stage", "shaping")]).await.expect(303);
    assert!(ana.get("/you").await.expect(200).shows("Taking shape"));
}

async fn what_no_lever_fits_is_listed_the_most_backed_first(place: Place) {
    let fay = place.facilitator("Fay").await;
    assert!(fay.get("/manage/unmatched").await.expect(200).shows("Every idea has someone who could move it"));
    let ideas = place.ideas(33).await;
    let (most, first) = (ideas[20], ideas[0]);
    for n in 0..2 {
        let neighbour = place.resident(&format!("Neighbour {n}")).await;
        let _ = neighbour.post_form(&format!("/proposals/{most}/support"), &[("on", "1")]).await.expect(303);
    }
    let page = fay.get("/manage").await.expect(200);
    assert!(page.shows("Idea number 21") && page.shows("See all 33"), "{}", page.text);
    let page = fay.get("/manage/unmatched").await.expect(200);
    let at = |page: &tests::Answer, id| page.text.find(&format!("/manage/vocabulary?idea={id}"));
    assert!(at(&page, most).expect("listed") < at(&page, first).expect("listed"), "the most backed first");
    assert!(
        page.shows("33 ideas")
            && page.shows("Teach the matcher these words")
            && at(&page, ideas[32]).is_none()
    );
    assert!(page.shows("/manage/unmatched?page=1"));
    let next = fay.get("/manage/unmatched?page=1").await.expect(200);
    assert!(
        at(&next, ideas[32]).is_some() && at(&next, most).is_none() && !next.shows("?page=2"),
        "{}",
        next.text
    );
    let _ = fay.get("/manage/unmatched?page=4294967295").await.expect(200);

    // Whose only match was put aside is on it again; hidden ones and those answered are not.
    let college = place.institution("Tide College").create().await;
    let lever = place.lever(college, "Training kitchen").create().await;
    place.matched(most, lever, vec![]).await;
    assert!(at(&fay.get("/manage/unmatched").await.expect(200), most).is_none());
    let sam = place.staff("Sam", college).await;
    let lever = lever.to_string();
    let form = [("lever", lever.as_str()), ("decision", "dismiss"), ("reason", "We have no benches")];
    let _ = sam.post_form(&format!("/institutions/tide-college/inbox/{most}"), &form).await.expect(303);
    assert!(at(&fay.get("/manage/unmatched").await.expect(200), most).is_some());
    assert!(place.anonymous().get(&format!("/proposals/{most}")).await.expect(200).shows("Nobody yet"));
    let hide = [("reason", "It insults people")];
    let _ = fay.post_form(&format!("/proposals/{most}/hide"), &hide).await.expect(303);
    assert!(at(&fay.get("/manage/unmatched").await.expect(200), most).is_none());
}

async fn the_desk_of_the_place_is_not_for_everyone(place: Place) {
    let ana = place.resident("Ana").await;
    for path in
        ["/manage", "/manage/unmatched", "/manage/hidden", "/manage/people", "/manage/institutions/new"]
    {
        let _ = ana.get(path).await.expect(403);
        let _ = place.anonymous().get(path).await.expect(303);
    }
    let fay = place.facilitator("Fay").await;
    let _ = fay.get("/manage").await.expect(200);
    let _ = fay.get("/manage/hidden").await.expect(200);
    let _ = fay.get("/manage/people").await.expect(403);
    let _ = ana.post_form("/manage/institutions/new", &INSTITUTION).await.expect(403);
}

async fn the_number_of_queries_does_not_grow_with_the_place(place: Place) {
    let fay = place.facilitator("Fay").await;
    let college = place.institution("Tide College").create().await;
    place.lever(college, "Training kitchen").create().await;
    place.staff("Sam", college).await;
    let idea = place.idea("Soup on Mondays").create().await;
    let hide = async |idea| {
        let _ = fay
            .post_form(&format!("/proposals/{idea}/hide"), &[("reason", "It insults people")])
            .await
            .expect(303);
    };
    hide(idea).await;
    let pages = ["/manage", "/manage/hidden", "/manage/people", "/manage/institutions/tide-college"];
    let count = async || {
        let mut counts = Vec::new();
        for page in pages {
            let (answer, queries) = place.queries(fay.get(page)).await;
            // The people's page is an admin's.
            assert!(answer.status == 200 || page == "/manage/people", "{page}: {}", answer.status);
            counts.push((page, queries));
        }
        counts
    };
    let few = count().await;
    for n in 0..4 {
        let other = place.institution(&format!("Charity {n}")).create().await;
        place.lever(other, "A hall").create().await;
        place.lever(college, &format!("Room {n}")).create().await;
        place.staff(&format!("Clerk {n}"), college).await;
        hide(place.idea(&format!("Idea {n}")).create().await).await;
    }
    assert_eq!(count().await, few);
}
