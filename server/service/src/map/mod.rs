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
use domain::places::NeighbourhoodName;
use domain::taxonomy::Theme;
use std::collections::HashMap;
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

/// What a part of the map holds, for those who hear it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InView {
    pub total: usize,
    /// Where nearly all of them are.
    pub neighbourhood: Option<NeighbourhoodName>,
    /// What most of them are about, and how many.
    pub theme: Option<(Theme, usize)>,
}

/// Of so many in a hundred it is said that they are in one neighbourhood.
const NEARLY_ALL: usize = 80;

impl Service {
    /// Counts the ideas that pass `filter`.
    #[must_use]
    pub fn in_view(&self, filter: &Filter) -> InView {
        let (mut themes, mut places, mut total) = (HashMap::new(), HashMap::new(), 0);
        self.board(|board| {
            for row in board.matching(filter) {
                total += 1;
                *themes.entry(row.theme).or_insert(0_usize) += 1;
                if let Some(id) = row.neighbourhood {
                    *places.entry(id).or_insert(0_usize) += 1;
                }
            }
        });
        // Of two that are even, the first of the taxonomy.
        let order = |theme: &Theme| Theme::ALL.iter().position(|t| t == theme).map(std::cmp::Reverse);
        let theme = themes.into_iter().max_by_key(|(theme, count)| (*count, order(theme)));
        let (most, count) = places.into_iter().max_by_key(|(_, count)| *count).unzip();
        let in_one = count.is_some_and(|count| count * 100 >= total * NEARLY_ALL);
        let place = self.place();
        let neighbourhood = most.filter(|_| in_one).and_then(|id| place.neighbourhood_by_id(id));
        let name = |n: &crate::places::Neighbourhood| NeighbourhoodName {
            slug: n.slug.clone(),
            name: n.name.clone(),
        };
        InView { total, neighbourhood: neighbourhood.map(name), theme }
    }

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
