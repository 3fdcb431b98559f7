//! The map's picture: drawn by the server as SVG, every idea a link.

mod shades;
mod svg;

use crate::messages as m;
use leptos::prelude::*;
use service::map::Picture;
pub use shades::ShadeMap;

/// How the marks of a picture link.
#[derive(Debug, Clone)]
pub struct MapLinks {
    /// Where clusters open: an address that ends where `at=…&z=…` can be put behind it.
    clusters: String,
    /// Where a pin leads: an address that ends where the idea's id can be put behind it.
    pins: String,
}

impl MapLinks {
    /// Pins lead to the idea's own page.
    #[must_use]
    pub fn to_ideas(map: String) -> Self {
        Self { clusters: map, pins: "/proposals/".to_owned() }
    }

    /// Pins are chosen on the map, at `here`, and show their card there.
    #[must_use]
    pub fn on_map(map: String, here: String) -> Self {
        Self { clusters: map, pins: format!("{here}sel=") }
    }
}

/// The picture itself. `selected` is an idea's id.
#[component]
pub fn MapPicture(
    picture: Picture,
    links: MapLinks,
    place: String,
    #[prop(optional_no_strip)] selected: Option<String>,
) -> impl IntoView {
    let label = m::map_of_ideas(picture.total, place);
    let view_box = format!("0 0 {} {}", picture.view.width, picture.view.height);
    let inner = svg::inner(&picture, &links, selected.as_deref());
    view! {
        <svg class="map" viewBox=view_box preserveAspectRatio="xMidYMid slice" role="group" aria-label=label inner_html=inner></svg>
    }
}
