//! `/academy`, on the way from all there is to learn to one lesson.

mod import;
mod lesson;
mod list;
mod module;
