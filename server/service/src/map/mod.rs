//! The map's picture as data: a projection, the place drawn for one view, ideas clustered for it.
//!
//! Pure geometry over the place and the board. Web Mercator (EPSG:3857) in pixels of 256-pixel tiles, so that a
//! picture and tiles of the same zoom lie exactly on each other.

mod backdrop;
mod known;
mod marks;
mod shades;
pub mod tiles;
mod view;

pub use backdrop::{Backdrop, Label, Layer};
pub(crate) use known::Known;
pub use marks::{Mark, marks};
pub use shades::{Shade, Shades};
pub use view::View;
pub(crate) use view::ViewKey;

use crate::Service;
use crate::board::Filter;
use std::sync::Arc;

/// A picture: what lies under the ideas, the ideas, and the names that have room between them.
pub struct Picture {
    pub view: View,
    pub backdrop: Arc<Backdrop>,
    pub marks: Vec<Mark>,
    pub labels: Vec<Label>,
    /// Ideas that pass the filter and have a point, shown in this view or not.
    pub total: usize,
}

impl Service {
    /// Draws the ideas that pass `filter` for a view. `unit` is how many units of the view make a pixel on a small
    /// screen: marks and names keep their size there.
    #[must_use]
    pub fn picture(&self, view: View, filter: &Filter, unit: f64) -> Picture {
        let place = self.place();
        let backdrop = place.backdrop(view);
        let made = self.board(|board| {
            let make = || {
                let points: Vec<_> = board.matching(filter).filter(|row| row.point.is_some()).collect();
                (marks(&points, view, unit), points.len())
            };
            self.inner.marks.of(board.revision(), view.key(), unit, filter, make)
        });
        let (marks, total) = (made.0.clone(), made.1);
        let labels = backdrop.labels_beside(&marks, unit);
        Picture { view, backdrop, marks, labels, total }
    }
}
