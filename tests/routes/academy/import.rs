//! Modules brought in as texts, and what becomes of those who learn from them.

use service::imports::Report;
use tests::{Place, on_both};

on_both![
    a_module_is_brought_in_changed_and_left_alone,
    learners_keep_their_place_when_a_module_is_brought_in_again,
    a_text_that_cannot_be_taken_changes_nothing,
    every_module_of_the_demo_reads,
];

fn text(summary: &str, lessons: &[&str]) -> String {
    let lessons: String = lessons
        .iter()
        .map(|title| {
            format!(
                "# {title}\n\nRead **this**.\n\n```quiz\n[[question]]\ntext = \"What of {title}?\"\n\
                 [[question.option]]\ntext = \"This\"\nright = true\nfeedback = \"Yes.\"\n\
                 [[question.option]]\ntext = \"That\"\nright = false\nfeedback = \"No.\"\n```\n\n"
            )
        })
        .collect();
    format!(
        "+++\nid = \"m1\"\nslug = \"pots\"\ntitle = \"Pots\"\nsummary = \"{summary}\"\nstrand = \"delivery\"\n\
         skills = [\"growing\"]\nminutes = 20\n+++\n\n{lessons}"
    )
}

async fn import(place: &Place, text: &str) -> Report {
    place.service().import_module_text(text, 1).await.expect("the database")
}

async fn a_module_is_brought_in_changed_and_left_alone(place: Place) {
    let first = text("Grow.", &["Soil", "Water"]);
    assert_eq!(import(&place, &first).await.added, 1);
    let page = place.anonymous().get("/academy/pots/1").await.expect(200);
    assert!(page.shows("<strong>this</strong>") && page.shows("What of Soil?") && page.shows("Next: Water"));
    assert_eq!(import(&place, &first).await.same, 1);
    for changed in [text("Grow more.", &["Soil", "Water"]), text("Grow more.", &["Soil", "Rain"])] {
        assert_eq!(import(&place, &changed).await.changed, 1);
        assert_eq!(import(&place, &changed).await.same, 1);
    }
    let page = place.anonymous().get("/academy/pots").await.expect(200);
    assert!(page.shows("Grow more.") && page.shows("Rain") && !page.shows("Water"));
}

async fn learners_keep_their_place_when_a_module_is_brought_in_again(place: Place) {
    import(&place, &text("Grow.", &["Soil", "Water"])).await;
    let ana = place.resident("Ana").await;
    let _ = ana.post_form("/academy/pots/1", &[("q1", "0")]).await.expect(303);
    import(&place, &text("Grow.", &["Soil and sand", "Water", "Harvest"])).await;
    let page = ana.get("/academy/pots").await.expect(200);
    assert!(page.shows("1 of 3 lessons done") && page.shows("Go on: Water"), "{}", page.text);
    // Lessons that are gone take what was done in them along.
    import(&place, &text("Grow.", &["Soil"])).await;
    assert!(ana.get("/academy/pots").await.expect(200).shows("1 of 1 lessons done"));
}

async fn a_text_that_cannot_be_taken_changes_nothing(place: Place) {
    let first = text("Grow.", &["Soil"]);
    import(&place, &first).await;
    let bad = import(&place, &text("Grow more.", &["Soil"]).replace("right = true", "right = false")).await;
    assert_eq!((bad.added, bad.changed, bad.refused[0].line), (0, 0, 16));
    let taken = import(&place, &text("Grow more.", &["Soil"]).replace("\"m1\"", "\"m2\"")).await;
    assert_eq!(taken.refused[0].why, "another module has the address pots");
    assert!(place.anonymous().get("/academy/pots").await.expect(200).shows("Grow."));
    assert_eq!(import(&place, &first).await.same, 1);
}

async fn every_module_of_the_demo_reads(place: Place) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/demo/modules");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the demo's modules").map(|f| f.expect("a file").path()).collect();
    files.sort();
    assert_eq!(files.len(), 12);
    for (position, file) in (1..).zip(&files) {
        let text = std::fs::read_to_string(file).expect("a text");
        let report = place.service().import_module_text(&text, position).await.expect("the database");
        assert_eq!(report.refused, [], "{}", file.display());
    }
    let page = place.anonymous().get("/academy").await.expect(200);
    assert!(page.shows("Growing on hard ground"));
}
