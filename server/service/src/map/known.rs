//! Marks that were made already: most readers look at the same few views of the same ideas.

use super::{Mark, ViewKey};
use crate::board::Filter;
use std::sync::{Arc, Mutex, PoisonError};

/// Views kept at most, the latest ones.
const MOST: usize = 24;

/// Marks of a view, and how many ideas pass its filter and have a point.
pub(crate) type Made = Arc<(Vec<Mark>, usize)>;

/// What tells pictures of one revision of the board apart.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    view: ViewKey,
    unit: u64,
    filter: Filter,
}

/// Marks by view and filter, of one revision of the board.
#[derive(Debug, Default)]
pub(crate) struct Known {
    inner: Mutex<(u64, Vec<(Key, Made)>)>,
}

impl Known {
    /// The marks of a view at this revision, made by `make` where they are not known. What a search found or a box
    /// cuts out is one reader's own and is not kept.
    pub(super) fn of(
        &self,
        revision: u64,
        view: ViewKey,
        unit: f64,
        filter: &Filter,
        make: impl FnOnce() -> (Vec<Mark>, usize),
    ) -> Made {
        if filter.among.is_some() || filter.bounds.is_some() {
            return Arc::new(make());
        }
        let key = Key { view, unit: unit.to_bits(), filter: filter.clone() };
        {
            let known = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            let found = known.1.iter().find(|(other, _)| *other == key);
            if let Some((_, made)) = found.filter(|_| known.0 == revision) {
                return Arc::clone(made);
            }
        }
        let made = Arc::new(make());
        let mut known = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 < revision {
            *known = (revision, Vec::new());
        }
        if known.0 == revision {
            if known.1.len() == MOST {
                known.1.remove(0);
            }
            known.1.push((key, Arc::clone(&made)));
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::taxonomy::Theme;

    const VIEW: ViewKey = (1, 2, 3, 4, 5);

    #[test]
    fn marks_are_made_once_a_revision_view_and_filter() {
        let (known, made) = (Known::default(), std::cell::Cell::new(0));
        let ask = |revision, view, filter: &Filter| {
            let make = || {
                made.set(made.get() + 1);
                (Vec::new(), made.get())
            };
            known.of(revision, view, 1.0, filter, make).1
        };
        let (all, green) = (Filter::default(), Filter { theme: Some(Theme::Green), ..Filter::default() });
        assert_eq!((ask(1, VIEW, &all), ask(1, VIEW, &all)), (1, 1));
        assert_eq!((ask(1, VIEW, &green), ask(1, (9, 9, 9, 9, 9), &all)), (2, 3));
        assert_eq!((ask(2, VIEW, &all), ask(2, VIEW, &all)), (4, 4));
        // Overtaken while it was made: right for who asked, not kept.
        assert_eq!((ask(1, VIEW, &all), ask(2, VIEW, &all)), (5, 4));
        let found = Filter { among: Some(Vec::new()), ..Filter::default() };
        assert_eq!((ask(2, VIEW, &found), ask(2, VIEW, &found)), (6, 7));
    }

    #[test]
    fn only_so_many_are_kept() {
        let known = Known::default();
        for n in 0..200 {
            known.of(1, (n, 0, 0, 0, 0), 1.0, &Filter::default(), || (Vec::new(), 0));
        }
        assert_eq!(known.inner.lock().unwrap().1.len(), MOST);
    }
}
