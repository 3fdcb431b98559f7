//! Proposals ("ideas" on pages): the front page, sharing one, one's page, and what can be done to it.

pub mod act;
pub mod list;
pub mod merge;
pub mod merge_find;
mod near;
pub mod new;
pub mod show;
