//! `/tiles/base/{z}/{x}/{y}.mvt`

use geo::{Area, Coord, Geometry, Intersects, MapCoords, MultiPolygon, Point};
use std::collections::BTreeMap;
use tests::{Place, Tile, on_both, text};

on_both![
    the_town_is_drawn_with_its_neighbourhoods_and_names,
    neighbours_fit_together_at_every_zoom,
    elsewhere_is_empty_and_kept_by_its_tag,
];

/// The tile of zoom 14 that the town's middle lies in.
const NEAR: &str = "/tiles/base/14/8192/5448.mvt";

fn names(tile: &Tile, layer: &str) -> Vec<String> {
    let mut names: Vec<_> = tile.features(layer).iter().map(|feature| text(feature, "name")).collect();
    names.sort();
    names
}

fn area(geometry: Geometry<f32>) -> MultiPolygon {
    let wide = |c: Coord<f32>| Coord { x: f64::from(c.x), y: f64::from(c.y) };
    match geometry {
        Geometry::Polygon(area) => MultiPolygon::new(vec![area.map_coords(wide)]),
        Geometry::MultiPolygon(areas) => areas.map_coords(wide),
        other => panic!("no area: {other:?}"),
    }
}

async fn the_town_is_drawn_with_its_neighbourhoods_and_names(place: Place) {
    let visitor = place.anonymous();
    let tile = visitor.tile(NEAR).await;
    assert_eq!(tile.layers(), ["boundary", "neighbourhoods", "place_names"]);
    assert_eq!(names(&tile, "boundary"), ["Little Marsh"]);
    let slugs: Vec<_> = tile.features("neighbourhoods").iter().map(|f| text(f, "slug")).collect();
    assert!(slugs.contains(&"west".to_owned()), "{slugs:?}");
    let kinds: BTreeMap<_, _> = tile
        .features("place_names")
        .iter()
        .map(|f| (text(f, "name"), (text(f, "kind"), text(f, "rank"))))
        .collect();
    assert_eq!(kinds["Mill Lane"], ("street".into(), "4".into()));
    assert_eq!(kinds["Marsh Park"], ("park".into(), "2".into()));
    assert_eq!(kinds["West Marsh"], ("neighbourhood".into(), "1".into()));
    let far = visitor.tile("/tiles/base/8/128/85.mvt").await;
    assert_eq!(names(&far, "place_names"), ["Little Marsh"]);
}

/// The town's neighbourhoods are three squares in a row that fill its boundary: at every zoom they still do.
async fn neighbours_fit_together_at_every_zoom(place: Place) {
    let visitor = place.anonymous();
    for (z, x, y) in [(14, 8192, 5448), (13, 4096, 2724), (12, 2048, 1362), (11, 1024, 681), (9, 256, 170)] {
        let tile = visitor.tile(&format!("/tiles/base/{z}/{x}/{y}.mvt")).await;
        let parts: Vec<_> = tile.features("neighbourhoods").into_iter().map(|f| area(f.geometry)).collect();
        let whole = area(tile.features("boundary").remove(0).geometry);
        let sum: f64 = parts.iter().map(Area::unsigned_area).sum();
        assert!((sum - whole.unsigned_area()).abs() < 1e-6, "zoom {z}: {sum} of {}", whole.unsigned_area());
        assert!(parts.iter().all(|part| part.0.iter().all(|p| p.exterior().0.len() == 5)), "zoom {z}");
    }
    let tile = visitor.tile(NEAR).await;
    let middle = Point::new(2048.0, 100.0);
    let holding =
        tile.features("neighbourhoods").into_iter().filter(|f| area(f.geometry.clone()).intersects(&middle));
    assert!(holding.count() <= 1);
}

async fn elsewhere_is_empty_and_kept_by_its_tag(place: Place) {
    let visitor = place.anonymous();
    let empty = visitor.tile("/tiles/base/14/0/0.mvt").await;
    assert_eq!((empty.status.as_u16(), empty.bytes.len()), (200, 0));
    let tag = visitor.tile(NEAR).await.header("etag").to_owned();
    let ask = visitor.ask(&axum::http::Method::GET, NEAR).header("if-none-match", &tag);
    assert_eq!(ask.bytes().await.0, 304);
}
