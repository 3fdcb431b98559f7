//! `/you` and what lies under it.

mod page;
mod settings;
