//! The inside of the picture as text: thousands of numbers, which no component needs to carry one by one.

use super::MapLinks;
use crate::messages as m;
use service::map::{Mark, Picture};
use std::fmt::Write as _;

pub(super) fn inner(picture: &Picture, links: &MapLinks, selected: Option<&str>) -> String {
    let mut out = String::with_capacity(16 * 1024);
    for (layer, data) in &picture.backdrop.paths {
        let _ = write!(out, "<path class=\"{}\" d=\"{data}\"/>", layer.class());
    }
    for label in &picture.labels {
        let (x, y) = (label.x.round(), label.y.round());
        let _ = write!(out, "<text class=\"label\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(&label.text));
    }
    for mark in &picture.marks {
        write_mark(&mut out, mark, picture, links, selected);
    }
    out
}

fn write_mark(out: &mut String, mark: &Mark, picture: &Picture, links: &MapLinks, selected: Option<&str>) {
    let (x, y) = mark.at();
    let at = format!("cx=\"{}\" cy=\"{}\"", tenth(x), tenth(y));
    match mark {
        Mark::Pin { id, title, answered, .. } => {
            let id = id.to_string();
            let label = if *answered { m::map_pin_answered(title.as_str()) } else { title.clone() };
            let chosen = if selected == Some(id.as_str()) { " selected" } else { "" };
            let class = if *answered { "pin answered" } else { "pin" };
            let _ = write!(
                out,
                "<a href=\"{}\" aria-label=\"{}\"><circle class=\"hit\" {at}/><circle class=\"{class}{chosen}\" {at}/></a>",
                escaped(&format!("{}{id}", links.pins)),
                escaped(&label)
            );
        }
        Mark::Cluster { count, centre, .. } => {
            let zoom = (picture.view.zoom + 1.6).min(19.0);
            let href = format!("{}at={:.5},{:.5}&z={zoom:.2}", links.clusters, centre.lon, centre.lat);
            let class = if *count >= 10 { "cluster many" } else { "cluster" };
            let _ = write!(
                out,
                "<a href=\"{}\" aria-label=\"{}\"><circle class=\"hit\" {at}/><circle class=\"{class}\" {at}/>\
                 <text class=\"n\" x=\"{}\" y=\"{}\">{count}</text></a>",
                escaped(&href),
                escaped(&m::map_cluster(*count)),
                tenth(x),
                tenth(y)
            );
        }
    }
}

fn tenth(v: f64) -> f64 {
    (v * 10.0).round() / 10.0
}

/// Text made safe inside an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_attribute() {
        assert_eq!(escaped("\"><script>"), "&quot;&gt;&lt;script&gt;");
    }
}
