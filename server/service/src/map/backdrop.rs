//! The place drawn for one view: paths by layer, and names with where they would stand.

use super::{Mark, View};
use crate::places::PlaceMap;
use domain::places::Position;
use geo::{BooleanOps, Geometry, LineString, MapCoords, MultiPolygon, Polygon, Rect, Simplify, coord};
use std::fmt::Write as _;

/// Detail finer than this many pixels is left out.
const FINEST: f64 = 0.7;
/// Lines are drawn this far beyond the view, so that no edge shows.
const MARGIN: f64 = 8.0;
/// Rough width of a letter and height of a line of a name, in pixels on screen.
const LETTER: f64 = 5.6;
const LINE: f64 = 13.0;

/// A name may move up or down by so many lines to find room.
const NUDGES: &[f64] = &[0.0, 1.0, -1.0, 1.7, -1.7];

/// A layer, drawn in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    Land,
    Park,
    Water,
    Rail,
    Neighbourhood,
}

impl Layer {
    /// The class that colours it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Park => "park",
            Self::Water => "water",
            Self::Rail => "rail",
            Self::Neighbourhood => "ward",
        }
    }
}

/// A name on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub x: f64,
    pub y: f64,
    pub text: String,
}

/// What lies under the ideas.
#[derive(Debug, Clone, PartialEq)]
pub struct Backdrop {
    /// SVG path data by layer, in drawing order.
    pub paths: Vec<(Layer, String)>,
    labels: Vec<Label>,
}

impl Backdrop {
    pub(crate) fn draw(place: &PlaceMap, view: View) -> Self {
        let mut paths = vec![(Layer::Land, areas(std::iter::once(&place.boundary), view))];
        let of_kind = |kind: &'static str| place.basemap.iter().filter(move |shape| shape.kind == kind);
        for (layer, kind) in [(Layer::Park, "park"), (Layer::Water, "water"), (Layer::Rail, "rail")] {
            let mut data = String::new();
            for shape in of_kind(kind) {
                write_geometry(&shape.geometry, view, &mut data);
            }
            paths.push((layer, data));
        }
        let borders = place.neighbourhoods.iter().map(|n| &n.area);
        paths.push((Layer::Neighbourhood, areas(borders, view)));
        paths.retain(|(_, data)| !data.is_empty());
        let mut labels: Vec<Label> = place
            .neighbourhoods
            .iter()
            .map(|n| (n.name.clone(), view.project(n.centre)))
            .filter(|(_, at)| view.shows(*at, 0.0))
            .map(|(text, (x, y))| Label { x, y, text })
            .collect();
        // From the middle outwards: what stands in the middle matters most.
        let off = |l: &Label| (l.x - view.width / 2.0).hypot(l.y - view.height / 2.0);
        labels.sort_by(|a, b| off(a).total_cmp(&off(b)));
        Self { paths, labels }
    }

    /// The names that have room: they give way to marks and to each other.
    #[must_use]
    pub fn labels_beside(&self, marks: &[Mark], unit: f64) -> Vec<Label> {
        let mut placed: Vec<Label> = Vec::new();
        for label in &self.labels {
            let (half, line) = (label.text.chars().count() as f64 * LETTER * unit / 2.0, LINE * unit);
            let free = |y: f64| {
                let beside_marks = marks.iter().all(|mark| {
                    let ((mx, my), reach) = (mark.at(), mark.reach() * unit);
                    (mx - label.x).abs() >= half + reach || (my - y).abs() >= line / 2.0 + reach
                });
                beside_marks
                    && placed.iter().all(|other| {
                        let theirs = other.text.chars().count() as f64 * LETTER * unit / 2.0;
                        (other.x - label.x).abs() >= half + theirs || (other.y - y).abs() >= line
                    })
            };
            let nudges = NUDGES.iter().map(|lines| label.y + lines * line);
            if let Some(y) = nudges.into_iter().find(|y| free(*y)) {
                placed.push(Label { y, ..label.clone() });
            }
        }
        placed
    }
}

/// One area as SVG path data: simplified to what shows, cut to the view.
pub(super) fn area_path(area: &MultiPolygon, view: View) -> String {
    areas(std::iter::once(area), view)
}

fn areas<'a>(areas: impl Iterator<Item = &'a MultiPolygon>, view: View) -> String {
    let mut data = String::new();
    for area in areas {
        write_area(area, view, &mut data);
    }
    data
}

fn write_geometry(geometry: &Geometry, view: View, data: &mut String) {
    match geometry {
        Geometry::Polygon(polygon) => write_area(&MultiPolygon::new(vec![polygon.clone()]), view, data),
        Geometry::MultiPolygon(many) => write_area(many, view, data),
        Geometry::LineString(line) => write_line(line, view, data),
        Geometry::MultiLineString(many) => many.0.iter().for_each(|line| write_line(line, view, data)),
        _ => {}
    }
}

fn write_area(area: &MultiPolygon, view: View, data: &mut String) {
    let projected = area.map_coords(|c| pixel(c, view));
    let window = MultiPolygon::new(vec![window(view).to_polygon()]);
    for polygon in &projected.0 {
        let simple = polygon.simplify(FINEST);
        if outside(&simple, view) {
            continue;
        }
        let clipped = if inside(&simple, view) {
            MultiPolygon::new(vec![simple])
        } else {
            MultiPolygon::new(vec![simple]).intersection(&window)
        };
        for polygon in &clipped.0 {
            write_ring(polygon.exterior(), data);
            polygon.interiors().iter().for_each(|ring| write_ring(ring, data));
        }
    }
}

fn write_ring(ring: &LineString, data: &mut String) {
    if write_points(ring.0.iter().take(ring.0.len().saturating_sub(1)), data) {
        data.push('z');
    }
}

/// Lines are cut where they leave the view; a piece that comes in again starts anew.
fn write_line(line: &LineString, view: View, data: &mut String) {
    let simple = line.map_coords(|c| pixel(c, view)).simplify(FINEST);
    let mut piece: Vec<geo::Coord> = Vec::new();
    let mut flush = |piece: &mut Vec<geo::Coord>| {
        if piece.len() > 1 {
            write_points(piece.iter(), data);
        }
        piece.clear();
    };
    let shown = |c: &geo::Coord| view.shows((c.x, c.y), MARGIN);
    for pair in simple.0.windows(2) {
        let meets = shown(&pair[0]) || shown(&pair[1]) || crosses(pair[0], pair[1], view);
        if meets {
            if piece.last() != Some(&pair[0]) {
                flush(&mut piece);
                piece.push(pair[0]);
            }
            piece.push(pair[1]);
        } else {
            flush(&mut piece);
        }
    }
    flush(&mut piece);
}

/// Whether a segment with both ends outside could cross the view: its box meets it.
fn crosses(a: geo::Coord, b: geo::Coord, view: View) -> bool {
    a.x.min(b.x) < view.width && a.x.max(b.x) > 0.0 && a.y.min(b.y) < view.height && a.y.max(b.y) > 0.0
}

/// `M x y l dx dy …` in whole pixels and halves; `false` where fewer than two points differ.
fn write_points<'a>(points: impl Iterator<Item = &'a geo::Coord>, data: &mut String) -> bool {
    let half = |v: f64| (v.clamp(-20_000.0, 20_000.0) * 2.0).round() as i64;
    let mut whole: Vec<(i64, i64)> = points.map(|c| (half(c.x), half(c.y))).collect();
    whole.dedup();
    let [first, rest @ ..] = whole.as_slice() else { return false };
    if rest.is_empty() {
        return false;
    }
    data.push('M');
    number(first.0, data);
    separated(first.1, data);
    data.push('l');
    let mut last = *first;
    for (n, point) in rest.iter().enumerate() {
        if n == 0 {
            number(point.0 - last.0, data);
        } else {
            separated(point.0 - last.0, data);
        }
        separated(point.1 - last.1, data);
        last = *point;
    }
    true
}

fn separated(halves: i64, data: &mut String) {
    if halves >= 0 {
        data.push(' ');
    }
    number(halves, data);
}

fn number(halves: i64, data: &mut String) {
    let sign = if halves < 0 { "-" } else { "" };
    let (whole, half) = (halves.abs() / 2, halves.abs() % 2);
    let _ = match (whole, half) {
        (0, 1) => write!(data, "{sign}.5"),
        (whole, 1) => write!(data, "{sign}{whole}.5"),
        (whole, _) => write!(data, "{sign}{whole}"),
    };
}

fn pixel(c: geo::Coord, view: View) -> geo::Coord {
    let (x, y) = view.project(Position { lon: c.x, lat: c.y });
    coord! { x: x, y: y }
}

fn window(view: View) -> Rect {
    Rect::new(coord! { x: -MARGIN, y: -MARGIN }, coord! { x: view.width + MARGIN, y: view.height + MARGIN })
}

fn outside(polygon: &Polygon, view: View) -> bool {
    use geo::BoundingRect;
    polygon.bounding_rect().is_none_or(|r| {
        r.max().x < -MARGIN
            || r.max().y < -MARGIN
            || r.min().x > view.width + MARGIN
            || r.min().y > view.height + MARGIN
    })
}

fn inside(polygon: &Polygon, view: View) -> bool {
    polygon.exterior().0.iter().all(|c| view.shows((c.x, c.y), MARGIN))
}
