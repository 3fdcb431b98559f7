//! Neighbourhoods shaded by a count, each a link, with the key to the shades.

use super::svg::escaped;
use crate::messages as m;
use domain::neighbourhoods::Measure;
use leptos::prelude::*;
use service::map::{Shade, Shades};
use std::fmt::Write as _;

#[component]
pub fn ShadeMap(shades: Shades, measure: Measure, label: String) -> impl IntoView {
    let view_box = format!("0 0 {} {}", shades.view.width, shades.view.height);
    let mut inner = String::with_capacity(16 * 1024);
    for area in &shades.areas {
        let said = said(measure, area);
        let slug = &area.demand.slug;
        let _ = write!(
            inner,
            "<a href=\"/neighbourhoods/{}\" aria-label=\"{}\"><path class=\"shade s{}\" d=\"{}\"/></a>",
            escaped(slug),
            escaped(&said),
            area.class,
            area.path
        );
    }
    for (area, (x, y)) in shades.areas.iter().filter_map(|area| Some((area, area.at?))) {
        let _ = write!(
            inner,
            "<text class=\"figure\" aria-hidden=\"true\" x=\"{x:.0}\" y=\"{y:.0}\">{}</text>",
            area.count
        );
    }
    let key = shades.key.iter().map(|(class, least, most)| {
        let range = if least == most { least.to_string() } else { m::neighbourhoods_range(*least, *most) };
        view! { <li><span class=format!("swatch s{class}")></span>{range}</li> }
    });
    view! {
        <div class="mapbox shades">
            <svg class="map" viewBox=view_box role="group" aria-label=label inner_html=inner></svg>
        </div>
        <ul class="key" aria-label=m::neighbourhoods_key()>{key.collect_view()}</ul>
    }
}

/// What a neighbourhood's count says, in words.
fn said(measure: Measure, area: &Shade) -> String {
    let name = area.demand.name.as_str();
    match measure {
        Measure::Ideas => m::ideas_in_place(area.count, name),
        Measure::Support => m::neighbourhood_support(area.count, name),
        Measure::Unanswered => m::neighbourhood_unanswered(area.count, name),
    }
}
