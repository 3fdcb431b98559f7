//! The academy: modules by strand, a module with its lessons, a lesson with its quiz.

pub mod lesson;
pub mod list;
pub mod module;
