//! What the script of the map is told: where its parts are, what the map shows, its sentences.

use super::{SHOWN, SIDE, front};
use crate::messages as m;
use crate::pages::proposals::list::pairs;
use crate::say;
use crate::web::state::{Basemap, Settings};
use serde_json::{Value, json};
use service::map::View;
use service::places::PlaceMap;
use service::proposals::ListQuery;

/// How a picture of the map is made live.
#[derive(Debug, Clone)]
pub struct Wake {
    /// The script's address; none where the bundle holds no map library.
    pub script: Option<String>,
    /// JSON for the script.
    pub told: String,
    /// Whose map it is.
    pub credit: Option<String>,
}

impl Wake {
    /// For the whole page's map. `list` narrows it, `chosen` is an idea's id.
    pub(super) fn whole(
        settings: &Settings,
        place: &PlaceMap,
        list: &ListQuery,
        chosen: Option<&str>,
    ) -> Self {
        let mut told = shown(&View::fit(place.bounds(), SIDE, SIDE, SHOWN, SHOWN), list);
        told["chosen"] = json!(chosen);
        Self::with(settings, place, told)
    }

    /// For the front page's, over its list.
    #[must_use]
    pub fn front(settings: &Settings, place: &PlaceMap, list: &ListQuery) -> Self {
        let view = front(place);
        let mut told = shown(&view, list);
        (told["front"], told["view"]) = (json!(true), said(&view));
        Self::with(settings, place, told)
    }

    /// For a form's, under a cross: it shows `view` and no ideas.
    #[must_use]
    pub fn picker(settings: &Settings, place: &PlaceMap, whole: &View, view: &View) -> Self {
        let mut told = shown(whole, &ListQuery::default());
        (told["picker"], told["view"]) = (json!(true), said(view));
        Self::with(settings, place, told)
    }

    /// With what all live maps are told, and this.
    fn with(settings: &Settings, place: &PlaceMap, mut told: Value) -> Self {
        let assets = &settings.assets;
        told["library"] = json!(assets.maplibre);
        if let Some((kind, address)) = match &settings.basemap {
            Basemap::Own => None,
            Basemap::Pmtiles => Some(("archive", "/tiles/basemap.pmtiles")),
            Basemap::Url(address) => Some(("tiles", address.as_str())),
        } {
            told["basemap"] = json!({ "script": assets.basemap, kind: address });
        }
        told["words"] = json!({
            "Map.Title": m::map_label(),
            "CooperativeGesturesHandler.WindowsHelpText": m::map_ctrl_scroll(),
            "CooperativeGesturesHandler.MacHelpText": m::map_cmd_scroll(),
            "CooperativeGesturesHandler.MobileHelpText": m::map_two_fingers(),
            "cluster": m::map_cluster_words("#"),
        });
        Self {
            script: assets.maplibre.as_ref().map(|_| assets.map.clone()),
            told: told.to_string(),
            credit: say::credit(place, settings),
        }
    }
}

fn said(view: &View) -> Value {
    json!({ "lon": view.centre.lon, "lat": view.centre.lat, "zoom": view.zoom })
}

fn shown(whole: &View, list: &ListQuery) -> Value {
    let filters = [("theme", &list.theme), ("stage", &list.stage), ("neighbourhood", &list.neighbourhood)];
    let filters = filters.into_iter().filter_map(|(name, value)| {
        Some((name.to_owned(), json!(value.as_deref().filter(|value| !value.is_empty())?)))
    });
    json!({
        "whole": said(whole),
        "size": [whole.width, whole.height],
        "filters": filters.collect::<serde_json::Map<_, _>>(),
        "list": pairs(list),
    })
}
