//! Whatever a file holds, it is taken or refused with a reason.

use super::boundaries::{BoundaryOptions, CheckedBoundaries, check};
use geo::{Area, BooleanOps, Validation};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run(json: &Value, options: &BoundaryOptions) -> Result<CheckedBoundaries, String> {
    check("file.geojson", json.to_string().into_bytes(), options).map_err(|error| error.to_string())
}

fn collection(features: Vec<(Value, Value)>) -> Value {
    let feature =
        |(properties, geometry)| json!({ "type": "Feature", "properties": properties, "geometry": geometry });
    json!({ "type": "FeatureCollection", "features": features.into_iter().map(feature).collect::<Vec<_>>() })
}

fn square(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.01, south + 0.01);
    json!({ "type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]] })
}

#[test]
fn usual_and_official_property_names_are_found() {
    for (key, code) in
        [("name", "code"), ("NAME", "GEOID"), ("WD23NM", "WD23CD"), ("Ward", "id"), ("lsoa21nm", "lsoa21cd")]
    {
        let file = collection(vec![(json!({ "fid": 7, key: "Mill End", code: "E05" }), square(0.0, 51.5))]);
        let checked = run(&file, &BoundaryOptions::default()).unwrap();
        let area = &checked.areas[0];
        assert_eq!(
            (area.slug.as_str(), area.name.as_str(), area.code.as_deref()),
            ("mill-end", "Mill End", Some("E05"))
        );
    }
    let file = collection(vec![(json!({ "fid": 7, "colour": "red" }), square(0.0, 51.5))]);
    let why = run(&file, &BoundaryOptions::default()).unwrap_err();
    assert!(why.contains("it has colour, fid") && why.contains("--name"), "{why}");
    let named = BoundaryOptions { name: Some("colour".into()), ..Default::default() };
    assert_eq!(run(&file, &named).unwrap().areas[0].slug, "red");
    let wrong = BoundaryOptions { name: Some("color".into()), ..Default::default() };
    assert!(run(&file, &wrong).unwrap_err().contains("has no property color"));
}

#[test]
fn a_projected_file_is_refused_by_the_name_of_its_system() {
    let mut file = collection(vec![(json!({ "name": "Mill End" }), square(0.0, 51.5))]);
    for (crs, fine) in [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", true),
        ("EPSG:4326", true),
        ("urn:ogc:def:crs:EPSG::4326", true),
        ("urn:ogc:def:crs:EPSG::27700", false),
        ("EPSG:3857", false),
    ] {
        file["crs"] = json!({ "type": "name", "properties": { "name": crs } });
        match run(&file, &BoundaryOptions::default()) {
            Ok(_) => assert!(fine, "{crs}"),
            Err(why) => assert!(!fine && why.contains(crs), "{why}"),
        }
    }
    let metres = json!({ "type": "Polygon", "coordinates": [[[541_000, 184_000], [542_000, 184_000], [542_000, 185_000], [541_000, 184_000]]] });
    let why = run(&collection(vec![(json!({ "name": "Mill End" }), metres)]), &BoundaryOptions::default())
        .unwrap_err();
    assert!(why.contains("feature 1 (Mill End)") && why.contains("projected"), "{why}");
}

#[test]
fn what_is_wrong_is_said_with_the_features_name() {
    let fine = (json!({ "name": "Mill End" }), square(0.0, 51.5));
    let line = json!({ "type": "LineString", "coordinates": [[0, 51], [1, 51]] });
    let flat = json!({ "type": "Polygon", "coordinates": [[[0, 51], [0.1, 51], [0.2, 51], [0, 51]]] });
    for (second, why) in [
        ((json!({ "name": "Beach" }), line), "feature 2 (Beach): is no polygon"),
        ((json!({ "name": "Beach" }), flat), "feature 2 (Beach): it encloses nothing"),
        ((json!({ "name": "mill  end" }), square(1.0, 51.5)), "feature 2 (mill  end)"),
        ((json!({ "name": "!!" }), square(1.0, 51.5)), "feature 2 (!!)"),
    ] {
        let said = run(&collection(vec![fine.clone(), second]), &BoundaryOptions::default()).unwrap_err();
        assert!(said.contains(why), "{said}");
    }
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"Point\",\"coordinates\":[0,1]}",
        "\u{feff}{}",
    ] {
        assert!(check("f", text.as_bytes().to_vec(), &BoundaryOptions::default()).is_err(), "{text}");
    }
    assert!(check("f", vec![0xff; 64], &BoundaryOptions::default()).is_err());
    let deep = "[".repeat(100_000);
    assert!(check("f", deep.into_bytes(), &BoundaryOptions::default()).is_err());
}

#[test]
fn a_file_over_its_size_is_refused() {
    let why =
        check("f", vec![b' '; super::MOST_BYTES + 1], &BoundaryOptions::default()).unwrap_err().to_string();
    assert!(why.contains("64 MiB"), "{why}");
}

#[test]
fn neighbours_with_a_wiggling_border_stay_neighbours() {
    // 200 corners on the border they share, the second ring the wrong way round and without half of them.
    let border: Vec<[f64; 2]> =
        (0..=200).map(|n| [0.01 + 0.0004 * f64::from(n).sin(), 51.5 + f64::from(n) * 0.00005]).collect();
    let mut left = vec![[0.0, 51.5]];
    left.extend(&border);
    left.extend([[0.0, 51.51], [0.0, 51.5]]);
    let mut right = border.clone();
    right.extend([[0.02, 51.51], [0.02, 51.5], border[0]]);
    let polygon = |ring: Vec<[f64; 2]>| json!({ "type": "Polygon", "coordinates": [ring] });
    let file = collection(vec![
        (json!({ "name": "Left" }), polygon(left)),
        (json!({ "name": "Right" }), polygon(right)),
    ]);
    let options = BoundaryOptions { simplify: 20.0, ..Default::default() };
    let checked = run(&file, &options).unwrap();
    let [left, right] = [0, 1].map(|n| &checked.areas[n].area);
    assert!(left.0[0].exterior().0.len() < 150, "{}", left.0[0].exterior().0.len());
    assert!(left.is_valid() && right.is_valid());
    let together = left.union(right);
    assert_eq!((together.0.len(), together.0[0].interiors().len()), (1, 0), "no sliver");
    let sum = left.unsigned_area() + right.unsigned_area();
    assert!((together.unsigned_area() - sum).abs() < 1e-12, "no overlap");
    assert!(left.signed_area() > 0.0 && right.signed_area() > 0.0, "the right way round");
}

// As many cases as `PROPTEST_CASES` says; `make fuzz-map` runs very many.
proptest! {
    #[test]
    fn any_bytes_are_refused_or_taken(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = check("f", bytes, &BoundaryOptions::default());
    }

    /// A good file with some of its bytes changed.
    #[test]
    fn a_damaged_file_is_refused_or_taken(changes in prop::collection::vec((0..2_000_usize, any::<u8>()), 1..12), metres in 0.0..200.0_f64) {
        let file = collection(vec![(json!({ "name": "A" }), square(0.0, 51.5)), (json!({ "name": "B" }), square(0.01, 51.5))]);
        let mut bytes = file.to_string().into_bytes();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let _ = check("f", bytes, &BoundaryOptions { simplify: metres, ..Default::default() });
    }

    /// Rings of any shape: what is taken is valid.
    #[test]
    fn any_rings_come_out_valid_or_are_refused(rings in prop::collection::vec(prop::collection::vec((0..20_i32, 0..20_i32), 0..12), 1..4), metres in 0.0..500.0_f64) {
        let polygons: Vec<Value> = rings
            .iter()
            .map(|ring| json!([ring.iter().map(|(x, y)| [f64::from(*x) / 500.0, 51.0 + f64::from(*y) / 500.0]).collect::<Vec<_>>()]))
            .collect();
        let file = collection(vec![
            (json!({ "name": "A" }), json!({ "type": "MultiPolygon", "coordinates": polygons })),
            (json!({ "name": "B" }), square(0.01, 51.01)),
        ]);
        if let Ok(checked) = run(&file, &BoundaryOptions { simplify: metres, ..Default::default() }) {
            prop_assert!(checked.areas.iter().all(|area| area.area.is_valid() && area.area.unsigned_area() > 0.0));
        }
    }
}
