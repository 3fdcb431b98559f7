//! Proposals ("ideas" on pages): the front page, sharing one, one's page, and what can be done to it.

pub mod act;
pub mod list;
pub mod merge;
mod near;
pub mod new;
pub mod show;
