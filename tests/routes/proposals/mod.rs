//! `/proposals/…` and `/comments/…`

mod comment;
mod follow;
mod hide;
mod merge;
mod new;
mod readers;
mod show;
mod support;
