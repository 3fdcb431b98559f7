//! `/proposals/…` and `/comments/…`

mod comment;
mod follow;
mod hide;
mod new;
mod show;
mod support;
