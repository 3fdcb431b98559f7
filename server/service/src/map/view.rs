//! A view: what part of the world, how large.

use domain::places::{Bounds, Position};
use std::f64::consts::PI;

/// Side of the world in pixels at zoom 0.
const WORLD: f64 = 256.0;
/// Web Mercator ends here.
const MOST_LAT: f64 = 85.051_128_779_806_59;
const ZOOMS: std::ops::RangeInclusive<f64> = 0.0..=19.0;

/// A view to a quarter pixel.
pub(crate) type ViewKey = (i64, i64, i64, i64, i64);

/// A rectangle of the map, `width` by `height` pixels around `centre`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub centre: Position,
    pub zoom: f64,
    pub width: f64,
    pub height: f64,
}

impl View {
    /// A view with its zoom brought into 0 to 19.
    #[must_use]
    pub fn new(centre: Position, zoom: f64, width: f64, height: f64) -> Self {
        let zoom = if zoom.is_finite() { zoom.clamp(*ZOOMS.start(), *ZOOMS.end()) } else { 12.0 };
        Self { centre, zoom, width, height }
    }

    /// The view that shows `bounds` whole within `inner_width` by `inner_height` of its middle.
    #[must_use]
    pub fn fit(bounds: Bounds, width: f64, height: f64, inner_width: f64, inner_height: f64) -> Self {
        let (west, north) = world(Position { lon: bounds.west, lat: bounds.north });
        let (east, south) = world(Position { lon: bounds.east, lat: bounds.south });
        let (across, down) = ((east - west).max(1e-9), (south - north).max(1e-9));
        let scale = (inner_width / across).min(inner_height / down);
        let centre = position((west + east) / 2.0, (north + south) / 2.0);
        Self::new(centre, scale.log2(), width, height)
    }

    /// Where a position lies in the view, in pixels from its top left.
    #[must_use]
    pub fn project(&self, at: Position) -> (f64, f64) {
        let (x, y) = world(at);
        let (cx, cy) = world(self.centre);
        let scale = self.zoom.exp2();
        ((x - cx) * scale + self.width / 2.0, (y - cy) * scale + self.height / 2.0)
    }

    /// The position at a pixel of the view.
    #[must_use]
    pub fn unproject(&self, x: f64, y: f64) -> Position {
        let (cx, cy) = world(self.centre);
        let scale = self.zoom.exp2();
        position(cx + (x - self.width / 2.0) / scale, cy + (y - self.height / 2.0) / scale)
    }

    /// Whether a pixel lies in the view or within `margin` of it.
    #[must_use]
    pub fn shows(&self, (x, y): (f64, f64), margin: f64) -> bool {
        (-margin..=self.width + margin).contains(&x) && (-margin..=self.height + margin).contains(&y)
    }

    /// The same view moved by pixels.
    #[must_use]
    pub fn moved(&self, dx: f64, dy: f64) -> Self {
        Self { centre: self.unproject(self.width / 2.0 + dx, self.height / 2.0 + dy), ..*self }
    }

    /// The same view closer (positive) or further.
    #[must_use]
    pub fn zoomed(&self, by: f64) -> Self {
        Self::new(self.centre, self.zoom + by, self.width, self.height)
    }

    /// What tells cached pictures of the place apart: the view to a quarter pixel.
    #[must_use]
    pub(crate) fn key(&self) -> ViewKey {
        let (x, y) = world(self.centre);
        let scale = self.zoom.exp2() * 4.0;
        let whole = |v: f64| v.round() as i64;
        (whole(x * scale), whole(y * scale), whole(self.zoom * 1000.0), whole(self.width), whole(self.height))
    }
}

fn world(at: Position) -> (f64, f64) {
    let lat = at.lat.clamp(-MOST_LAT, MOST_LAT).to_radians();
    let x = (at.lon + 180.0) / 360.0;
    let y = (1.0 - lat.tan().asinh() / PI) / 2.0;
    (x * WORLD, y * WORLD)
}

fn position(x: f64, y: f64) -> Position {
    let lon = (x / WORLD * 360.0 - 180.0).clamp(-180.0, 180.0);
    let lat = (PI * (1.0 - 2.0 * y / WORLD)).sinh().atan().to_degrees();
    Position { lon, lat: lat.clamp(-MOST_LAT, MOST_LAT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_leads_back_to_its_position() {
        let view = View::new(Position { lon: 0.03, lat: 51.53 }, 12.3, 390.0, 300.0);
        let at = view.unproject(17.0, 240.0);
        let (x, y) = view.project(at);
        assert!((x - 17.0).abs() < 1e-6 && (y - 240.0).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn bounds_fit_within_the_middle() {
        let bounds = Bounds { west: -0.02, south: 51.49, east: 0.1, north: 51.57 };
        let view = View::fit(bounds, 390.0, 300.0, 360.0, 270.0);
        let (left, top) = view.project(Position { lon: bounds.west, lat: bounds.north });
        let (right, bottom) = view.project(Position { lon: bounds.east, lat: bounds.south });
        assert!(
            left > 14.9 && top > 14.9 && right < 375.1 && bottom < 285.1,
            "{left} {top} {right} {bottom}"
        );
    }

    #[test]
    fn hostile_numbers_give_a_view_all_the_same() {
        for zoom in [f64::NAN, f64::INFINITY, 40.0, -3.0] {
            let view = View::new(Position { lon: 180.0, lat: 90.0 }, zoom, 800.0, 800.0);
            let (x, y) = view.project(Position { lon: -180.0, lat: -90.0 });
            assert!(x.is_finite() && y.is_finite());
        }
    }
}
