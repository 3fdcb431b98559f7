//! Places of every kind: none at all, one or very many neighbourhoods, across the date line.

use serde_json::{Value, json};
use service::places::import::PlaceError;
use std::collections::HashMap;
use tests::{Place, on_both, text};

on_both![
    a_place_without_neighbourhoods_or_with_one,
    a_place_with_two_thousand_neighbourhoods,
    a_place_across_the_date_line,
    tiles_follow_a_place_imported_anew,
];

fn square(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    json!([[[west, south], [east, south], [east, north], [west, north], [west, south]]])
}

fn collection(areas: Vec<(String, Value)>) -> String {
    let feature = |(name, coordinates): (String, Value)| {
        json!({
            "type": "Feature", "properties": { "name": name },
            "geometry": { "type": "Polygon", "coordinates": coordinates },
        })
    };
    json!({ "type": "FeatureCollection", "features": areas.into_iter().map(feature).collect::<Vec<_>>() })
        .to_string()
}

async fn import(
    place: &Place,
    centre: [f64; 2],
    boundary: String,
    neighbourhoods: Option<String>,
) -> Result<(), PlaceError> {
    let [lon, lat] = centre;
    let mut manifest = format!(
        "name = \"Faraway\"\nslug = \"faraway\"\ncurrency = \"GBP\"\ncentre = [{lon:?}, {lat:?}]\nzoom = 12\nboundary = \"boundary.geojson\"\n"
    );
    let mut files = HashMap::from([("boundary.geojson", boundary)]);
    if let Some(areas) = neighbourhoods {
        manifest.push_str("[neighbourhoods]\nfile = \"n.geojson\"\nname = \"name\"\n");
        files.insert("n.geojson", areas);
    }
    files.insert("place.toml", manifest);
    let read = |file: &str| {
        let found = files.get(file).ok_or_else(|| std::io::Error::other("is not there"))?;
        Ok(found.clone().into_bytes())
    };
    place.service().import_place(&read, false).await.map(drop)
}

async fn a_place_without_neighbourhoods_or_with_one(place: Place) {
    let visitor = place.anonymous();
    let boundary = || collection(vec![("Faraway".into(), square(0.0, 51.5, 0.02))]);
    for (neighbourhoods, count) in [(None, 0), (Some(boundary()), 1)] {
        import(&place, [0.01, 51.51], boundary(), neighbourhoods).await.expect("a place");
        let tile = visitor.tile("/tiles/base/12/2048/1361.mvt").await;
        assert_eq!(tile.features("boundary").len(), 1);
        assert_eq!(tile.features("neighbourhoods").len(), count);
    }
}

async fn a_place_with_two_thousand_neighbourhoods(place: Place) {
    let (boundary, mut areas) = (collection(vec![("All".into(), square(0.0, 51.0, 0.5))]), Vec::new());
    for (row, column) in (0..40).flat_map(|row| (0..50).map(move |column| (row, column))) {
        let (west, south) = (f64::from(column) / 100.0, 51.0 + f64::from(row) / 100.0);
        areas.push((format!("Part {row} {column}"), square(west, south, 0.01)));
    }
    import(&place, [0.25, 51.25], boundary, Some(collection(areas))).await.expect("a place");
    let visitor = place.anonymous();
    let whole = visitor.tile("/tiles/base/6/32/21.mvt").await;
    // From afar each is still a few units wide; none is drawn twice.
    assert!(whole.features("neighbourhoods").len() <= 2_000);
    let near = visitor.tile("/tiles/base/11/1025/683.mvt").await;
    let slugs: Vec<_> = near.features("neighbourhoods").iter().map(|f| text(f, "slug")).collect();
    assert!(slugs.len() > 100, "{}", slugs.len());
    assert!(near.features("place_names").len() <= 500);
    let _ = visitor.get("/tiles/proposals/11/1025/683.mvt?neighbourhood=part-3-7").await.expect(200);
}

async fn a_place_across_the_date_line(place: Place) {
    let halves =
        vec![("West".into(), square(179.9, -17.0, 0.1)), ("East".into(), square(-180.0, -17.0, 0.1))];
    import(&place, [180.0, -16.95], collection(halves.clone()), Some(collection(halves)))
        .await
        .expect("a place");
    let visitor = place.anonymous();
    // The first and the last tile of a row; between them the sea.
    for (x, slug) in [(1023, "west"), (0, "east")] {
        let tile = visitor.tile(&format!("/tiles/base/10/{x}/560.mvt")).await;
        let slugs: Vec<_> = tile.features("neighbourhoods").iter().map(|f| text(f, "slug")).collect();
        assert_eq!(slugs, [slug]);
    }
    assert!(visitor.tile("/tiles/base/10/512/560.mvt").await.bytes.is_empty());
    let json = visitor.get("/tiles/base.json").await.expect(200).json();
    assert_eq!((json["bounds"][0].as_f64(), json["bounds"][2].as_f64()), (Some(-180.0), Some(180.0)));
    place.idea("A lookout").at(domain::places::Position { lon: 180.0, lat: -16.95 }).create().await;
    place.idea("A landing").at(domain::places::Position { lon: -180.0, lat: -16.95 }).create().await;
    for x in [1023, 0] {
        let tile = visitor.tile(&format!("/tiles/proposals/10/{x}/560.mvt")).await;
        assert_eq!(tile.features("proposals").len(), 1, "{x}");
    }
}

async fn tiles_follow_a_place_imported_anew(place: Place) {
    let other = place.another_server(None).await;
    let at = "/tiles/base/14/8192/5448.mvt";
    assert_eq!(text(&other.anonymous().tile(at).await.features("boundary")[0], "name"), "Little Marsh");
    let boundary = collection(vec![("Faraway".into(), square(0.0, 51.5, 0.02))]);
    import(&place, [0.01, 51.51], boundary, None).await.expect("a place");
    other.service().catch_up().await.expect("caught up");
    for place in [&place, &other] {
        assert_eq!(text(&place.anonymous().tile(at).await.features("boundary")[0], "name"), "Faraway");
    }
}
