//! `/you` and what lies under it.

mod leave;
mod page;
mod settings;
