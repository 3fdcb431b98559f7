//! Real input, where it is at hand: `FULCRUM_DATA`, by default `../shared/data` beside the checkout.

use domain::places::Position;
use service::imports::{Outside, ProposalOptions};
use std::path::PathBuf;
use tests::{Place, on_both};

on_both![a_real_place_and_its_ideas_come_in_and_can_come_in_again];

fn data() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("FULCRUM_DATA").map_or_else(beside, PathBuf::from);
    folder.join("places/newham/place.toml").exists().then_some(folder)
}

async fn a_real_place_and_its_ideas_come_in_and_can_come_in_again(place: Place) {
    let Some(data) = data() else {
        println!("skipped: no data");
        return;
    };
    let service = place.service();
    let folder = data.join("places/newham");
    let read = |file: &str| std::fs::read(folder.join(file));
    let report = service.import_place(&read, false).await.expect("a place");
    assert_eq!((report.neighbourhoods, report.names), (24, 3_782));
    let newham = service.place();
    let beckton = newham.neighbourhood("beckton").expect("Beckton");
    assert_eq!(newham.neighbourhood_at(beckton.centre).map(|n| n.slug.as_str()), Some("beckton"));
    assert!(!newham.contains(Position { lon: -0.5, lat: 51.5 }));

    let text = |file: &str| std::fs::read_to_string(data.join("matching").join(file)).expect("a file");
    let institutions = service.import_institutions(&text("institutions.jsonl"), true, false, || {}).await;
    assert_eq!(institutions.expect("institutions").added, 11);
    assert_eq!(service.import_levers(&text("levers.jsonl"), true, || {}).await.expect("levers").added, 56);
    assert_eq!(service.import_modules(&text("modules.jsonl"), true, || {}).await.expect("modules").added, 36);

    let ideas = text("proposals.jsonl") + "{\"id\": \"broken\"\n";
    let lines = ideas.lines().count();
    let strict = ProposalOptions { outside: Outside::Place, strict: true, ..ProposalOptions::default() };
    let refused = service.import_proposals(&ideas, &strict, || {}).await.expect("a report");
    assert_eq!(refused.refused.iter().map(|r| r.line).collect::<Vec<_>>(), [lines]);
    assert_eq!(service.board(service::board::Board::len), 0, "strict takes nothing where a line is bad");

    let options = ProposalOptions { outside: Outside::Place, ..ProposalOptions::default() };
    for (added, same) in [(100, 0), (0, 100)] {
        let report = service.import_proposals(&ideas, &options, || {}).await.expect("a report");
        assert_eq!((report.added, report.same, report.refused.len()), (added, same, 1));
    }
    assert_eq!(service.board(service::board::Board::len), 100);
    let page = place.anonymous().get("/").await.expect(200);
    assert!(page.shows("100 ideas in Newham"));
}
