//! `/tiles/proposals.json`, `/tiles/base.json`

use tests::{Place, on_both, town};

on_both![sources_say_what_they_hold, a_filter_goes_into_the_tiles_addresses, what_they_say_is_there_is_there];

async fn sources_say_what_they_hold(place: Place) {
    for (name, closest) in [("proposals", 16), ("base", 14)] {
        let answer = place.anonymous().get(&format!("/tiles/{name}.json")).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/json");
        let json = answer.json();
        assert_eq!(json["tilejson"], "3.0.0");
        assert_eq!(json["tiles"][0], format!("http://fulcrum.test/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt"));
        assert_eq!((json["minzoom"].as_u64(), json["maxzoom"].as_u64()), (Some(0), Some(closest)));
        assert_eq!(json["bounds"], serde_json::json!([0.0, 51.5, 0.03, 51.51]));
        assert_eq!(json["attribution"], "Made up");
        assert_eq!(json["center"], serde_json::json!([town::MIDDLE.lon, town::MIDDLE.lat, 14.0]));
    }
}

async fn a_filter_goes_into_the_tiles_addresses(place: Place) {
    let answer =
        place.anonymous().get("/tiles/proposals.json?theme=food&neighbourhood=west").await.expect(200);
    let expected = "http://fulcrum.test/tiles/proposals/{z}/{x}/{y}.mvt?theme=food&neighbourhood=west";
    assert_eq!(answer.json()["tiles"][0], expected);
}

/// Every layer of a tile is described, with every property its features have.
async fn what_they_say_is_there_is_there(place: Place) {
    place.idea("Benches on Mill Lane").at(town::WEST).create().await;
    let visitor = place.anonymous();
    for name in ["proposals", "base"] {
        let json = visitor.get(&format!("/tiles/{name}.json")).await.expect(200).json();
        let described = json["vector_layers"].as_array().expect("layers");
        for at in ["0/0/0", "10/512/340", "14/8192/5448"] {
            let tile = visitor.tile(&format!("/tiles/{name}/{at}.mvt")).await;
            for layer in tile.layers() {
                let about = described.iter().find(|about| about["id"] == layer.as_str());
                let fields = about.unwrap_or_else(|| panic!("{layer} is not described"))["fields"].clone();
                for feature in tile.features(&layer) {
                    for key in feature.properties.unwrap_or_default().keys() {
                        assert!(fields[key].is_string(), "{layer}.{key} is not described");
                    }
                }
            }
        }
    }
}
