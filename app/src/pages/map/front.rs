//! The front page's picture of the map.

use service::map::View;
use service::places::PlaceMap;

/// The picture's size on a phone.
pub(super) const WIDTH: f64 = 390.0;
pub(super) const HEIGHT: f64 = 300.0;
/// What of its lower end lies under the list.
pub(super) const SHEET: f64 = 22.0;

/// The whole place clear of the list, with a little room around it.
#[must_use]
pub fn view(place: &PlaceMap) -> View {
    View::fit(place.bounds(), WIDTH, HEIGHT, 350.0, 262.0).moved(0.0, SHEET / 2.0)
}
