//! `/tiles/proposals/{z}/{x}/{y}.mvt`

use domain::ids::ProposalId;
use domain::places::Position;
use domain::taxonomy::{Stage, Theme};
use std::time::Duration;
use store::audit::Event;
use store::proposals::NewProposal;
use tests::{Browser, Place, on_both, spot, text, town};

on_both![
    one_idea_is_a_feature_with_its_title,
    ideas_at_one_spot_are_a_cluster,
    the_counts_of_every_zoom_add_up,
    what_is_hidden_or_a_draft_or_has_no_point_is_in_no_tile,
    a_filter_made_by_hand_is_refused,
    a_tile_out_of_range_is_refused,
    a_tile_is_sent_once_and_compressed,
    backing_an_idea_leaves_its_tile_as_it_is,
    another_server_follows_by_itself_and_draws_the_same,
];

/// The tile of a zoom that a point lies in, by the formula everyone uses.
fn tile_of(z: u32, at: Position) -> (u32, u32) {
    let side = f64::from(1_u32 << z);
    let lat = at.lat.to_radians();
    let x = (at.lon + 180.0) / 360.0 * side;
    let y = (1.0 - (lat.tan() + lat.cos().recip()).ln() / std::f64::consts::PI) / 2.0 * side;
    (x.floor() as u32, y.floor() as u32)
}

fn path(z: u32, at: Position) -> String {
    let (x, y) = tile_of(z, at);
    format!("/tiles/proposals/{z}/{x}/{y}.mvt")
}

/// The sum of the counts within their tiles' squares, of every tile of a zoom around the town.
async fn sum(visitor: &Browser, z: u32, query: &str) -> u64 {
    let (west, north) = tile_of(z, Position { lon: -0.01, lat: 51.52 });
    let (east, south) = tile_of(z, Position { lon: 0.04, lat: 51.49 });
    let mut sum = 0;
    for (x, y) in (west..=east).flat_map(|x| (north..=south).map(move |y| (x, y))) {
        let tile = visitor.tile(&format!("/tiles/proposals/{z}/{x}/{y}.mvt{query}")).await;
        for feature in tile.features("proposals") {
            let (along, down) = spot(&feature);
            if (0.0..4096.0).contains(&along) && (0.0..4096.0).contains(&down) {
                let count: u64 = text(&feature, "count").parse().expect("a count");
                assert_eq!(count == 1, !text(&feature, "id").is_empty(), "{feature:?}");
                sum += count;
            }
        }
    }
    sum
}

/// Ideas all over the town, on its borders too, written at once.
async fn scatter(place: &Place, many: u32) -> Vec<ProposalId> {
    let tx = place.store().begin().await.expect("a transaction");
    let map = place.service().place();
    let mut ids = Vec::new();
    for n in 0..many {
        let id = ProposalId(place.fresh_id());
        // Every seventh stands on a border between neighbourhoods, every eleventh where another does.
        let lon = if n % 7 == 0 { f64::from(n % 4) / 100.0 } else { f64::from(n * 37 % 300) / 10_000.0 };
        let lat = if n % 11 == 0 { 51.505 } else { 51.5 + f64::from(n * 61 % 100) / 10_000.0 };
        let point = Position { lon, lat };
        let new = NewProposal {
            id,
            external_id: None,
            author: None,
            title: format!("Idea {n}"),
            body: "Somewhere in the town.".into(),
            theme: Theme::ALL[n as usize % 5],
            stage: [Stage::Open, Stage::Shaping, Stage::Done][n as usize % 3],
            point: Some(point),
            neighbourhood: map.neighbourhood_at(point).map(|n| n.id),
            created_at: place.now(),
        };
        store::proposals::create(&tx, new).await.expect("an idea");
        ids.push(id);
    }
    note(place, &tx, &ids).await;
    tx.commit().await.expect("committed");
    place.service().catch_up().await.expect("caught up");
    ids
}

async fn note(place: &Place, tx: &store::Tx, ids: &[ProposalId]) {
    for id in ids {
        let event = Event {
            at: place.now(),
            actor: None,
            action: "created",
            subject: "proposal",
            subject_id: Some(id.0),
            before: None,
            after: None,
        };
        store::audit::write(tx, event).await.expect("an event");
    }
}

async fn one_idea_is_a_feature_with_its_title(place: Place) {
    let idea = place.idea("Benches on Mill Lane").at(town::WEST).about(Theme::Streets).create().await;
    let visitor = place.anonymous();
    for z in [0, 8, 12, 16] {
        let tile = visitor.tile(&path(z, town::WEST)).await;
        assert_eq!(tile.layers(), ["proposals"]);
        assert_eq!(tile.header("content-type"), "application/vnd.mapbox-vector-tile");
        let [feature] = &tile.features("proposals")[..] else { panic!("one feature at {z}") };
        let shown = ["count", "id", "title", "theme", "stage"].map(|key| text(feature, key));
        assert_eq!(shown, ["1", &idea.to_string(), "Benches on Mill Lane", "streets", "open"]);
    }
    // Where it is, to the unit: 4096 of them across the tile.
    let tile = visitor.tile(&path(12, town::WEST)).await;
    let (along, _) = spot(&tile.features("proposals")[0]);
    let exact = (town::WEST.lon + 180.0) / 360.0 * 4096.0 * 4096.0 % 4096.0;
    assert!((along - exact).abs() <= 1.0, "{along} {exact}");
}

async fn ideas_at_one_spot_are_a_cluster(place: Place) {
    for (title, theme) in [("A", Theme::Food), ("B", Theme::Green), ("C", Theme::Food)] {
        place.idea(&format!("{title} garden here")).about(theme).at(town::WEST).create().await;
    }
    let visitor = place.anonymous();
    let tile = visitor.tile(&path(16, town::WEST)).await;
    let [feature] = &tile.features("proposals")[..] else { panic!("one feature") };
    let shown = ["count", "theme", "stage", "id", "title"].map(|key| text(feature, key));
    assert_eq!(shown, ["3", "food", "open", "", ""]);
    let green = visitor.tile(&format!("{}?theme=green", path(16, town::WEST))).await;
    assert_eq!(text(&green.features("proposals")[0], "title"), "B garden here");
}

async fn the_counts_of_every_zoom_add_up(place: Place) {
    let ids = scatter(&place, 300).await;
    let visitor = place.anonymous();
    for z in 8..=16 {
        assert_eq!(sum(&visitor, z, "").await, 300, "zoom {z}");
        assert_eq!(sum(&visitor, z, "?theme=green").await, 60, "zoom {z}");
        assert_eq!(sum(&visitor, z, "?stage=done").await, 100, "zoom {z}");
        assert_eq!(sum(&visitor, z, "?theme=green&stage=done").await, 20, "zoom {z}");
        // On a border between two an idea is in one of them.
        let mut parts = 0;
        for slug in town::NEIGHBOURHOODS {
            let listed =
                visitor.api_get(&format!("/proposals?neighbourhood={slug}&limit=1")).await.expect(200);
            let part = sum(&visitor, z, &format!("?neighbourhood={slug}")).await;
            assert!(part > 0, "{slug}: {}", listed.json());
            parts += part;
        }
        assert_eq!(parts, 300, "zoom {z}");
    }
    let fay = place.facilitator("Fay").await;
    for id in &ids[..3] {
        let form = [("reason", "It insults people")];
        let _ = fay.post_form(&format!("/proposals/{id}/hide"), &form).await.expect(303);
    }
    for z in 8..=16 {
        assert_eq!(sum(&visitor, z, "").await, 297, "zoom {z}");
    }
}

async fn what_is_hidden_or_a_draft_or_has_no_point_is_in_no_tile(place: Place) {
    let visitor = place.anonymous();
    place.idea("A tool library").somewhere_in("west").create().await;
    let idea = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let draft = place.idea("A half-written thought").at(town::WEST).create().await;
    let tx = place.store().begin().await.expect("a transaction");
    store::proposals::set_stage(&tx, draft, Stage::Draft, place.now()).await.expect("a draft");
    note(&place, &tx, &[draft]).await;
    tx.commit().await.expect("committed");
    place.service().catch_up().await.expect("caught up");
    let shown = async || visitor.tile(&path(14, town::WEST)).await.features("proposals");
    assert_eq!(shown().await.iter().map(|f| text(f, "title")).collect::<Vec<_>>(), ["Benches on Mill Lane"]);
    let fay = place.facilitator("Fay").await;
    let _ = fay
        .post_form(&format!("/proposals/{idea}/hide"), &[("reason", "It insults people")])
        .await
        .expect(303);
    assert!(shown().await.is_empty());
    let empty = visitor.tile(&path(14, town::WEST)).await;
    assert_eq!((empty.status.as_u16(), empty.bytes.len()), (200, 0));
    let _ = fay.post_form(&format!("/proposals/{idea}/hide"), &[("show", "1")]).await.expect(303);
    assert_eq!(shown().await.len(), 1);
}

async fn a_filter_made_by_hand_is_refused(place: Place) {
    let visitor = place.anonymous();
    let at = path(14, town::WEST);
    for (query, status, field) in [
        ("theme=parks", 400, "theme"),
        ("theme=green%27%20OR%201=1--", 400, "theme"),
        ("stage=%3Cscript%3E", 400, "stage"),
        ("neighbourhood=nowhere", 422, "neighbourhood"),
    ] {
        let answer = visitor.get(&format!("{at}?{query}")).await.expect(status);
        assert_eq!(answer.fields(), [field], "{query}");
        let _ = visitor.get(&format!("/tiles/proposals.json?{query}")).await.expect(status);
    }
    let answer = visitor.get(&format!("{at}?theme=green&theme=food")).await.expect(400);
    assert!(answer.fields().is_empty() && answer.shows("each given once"));
    for query in ["", "?theme=", "?theme=green&stage=open&neighbourhood=west"] {
        assert_eq!(visitor.tile(&format!("{at}{query}")).await.status, 200, "{query}");
    }
}

async fn a_tile_out_of_range_is_refused(place: Place) {
    let visitor = place.anonymous();
    for address in ["17/0/0.mvt", "40/1/1.mvt", "3/8/0.mvt", "3/0/8.mvt", "16/99999999999999999999/0.mvt"] {
        let answer = visitor.get(&format!("/tiles/proposals/{address}")).await.expect(404);
        assert!(answer.fields().is_empty() && answer.shows("zoom 0 to 16"), "{address}");
    }
    let answer = visitor.get("/tiles/base/15/0/0.mvt").await.expect(404);
    assert!(answer.shows("zoom 0 to 14"));
    for address in [
        "a/b/c.mvt",
        "NaN/0/0.mvt",
        "-1/0/0.mvt",
        "1/0/0",
        "1/0/0.png",
        "1.5/0/0.mvt",
        "%F0%9F%97%BA/0/0.mvt",
    ] {
        let answer = visitor.get(&format!("/tiles/proposals/{address}")).await.expect(400);
        assert!(answer.shows("three whole numbers"), "{address}");
    }
    for address in ["/tiles/", "/tiles/proposals/1/1", "/tiles/proposals/1/1/1/1.mvt", "/tiles/%00/1/1.mvt"] {
        let answer = visitor.get(address).await;
        assert_eq!(answer.status.as_u16(), 404, "{address}: {}", answer.text);
    }
}

async fn a_tile_is_sent_once_and_compressed(place: Place) {
    scatter(&place, 60).await;
    let visitor = place.anonymous();
    let at = path(13, town::WEST);
    let packed = visitor.tile(&at).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let ask = || visitor.ask(&axum::http::Method::GET, &at);
    let (_, headers, plain) = ask().bytes().await;
    assert!(!headers.contains_key("content-encoding"));
    assert_eq!(packed.plain(), plain);
    assert!(packed.bytes.len() < plain.len());
    let tag = packed.header("etag").to_owned();
    assert_eq!(headers["etag"], tag.as_str());
    for known in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned()] {
        let (status, headers, bytes) = ask().header("if-none-match", &known).bytes().await;
        assert_eq!((status.as_u16(), bytes.len()), (304, 0), "{known}");
        assert_eq!(headers["etag"], tag.as_str());
    }
    place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let (status, headers, _) = ask().header("if-none-match", &tag).bytes().await;
    assert_eq!(status, 200);
    assert_ne!(headers["etag"], tag.as_str());
}

async fn backing_an_idea_leaves_its_tile_as_it_is(place: Place) {
    let idea = place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let visitor = place.anonymous();
    let before = visitor.tile(&path(15, town::WEST)).await.header("etag").to_owned();
    let ana = place.resident("Ana").await;
    let _ = ana.post_form(&format!("/proposals/{idea}/support"), &[("on", "1")]).await.expect(303);
    assert_eq!(visitor.tile(&path(15, town::WEST)).await.header("etag"), before);
}

async fn another_server_follows_by_itself_and_draws_the_same(place: Place) {
    let other = place.another_server(None).await;
    let (here, there) = (place.anonymous(), other.anonymous());
    let following = tokio::spawn(other.service().clone().follow());
    let at = path(14, town::EAST);
    assert!(there.tile(&at).await.bytes.is_empty());
    place.idea("Benches on Mill Lane").at(town::EAST).create().await;
    assert_eq!(here.tile(&at).await.features("proposals").len(), 1, "one's own write at once");
    let mut waited = 0;
    let seen = loop {
        let tile = there.tile(&at).await;
        if !tile.bytes.is_empty() {
            break tile;
        }
        waited += 1;
        assert!(waited < 200, "the other server never saw it");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(seen.header("etag"), here.tile(&at).await.header("etag"));
    following.abort();
}
