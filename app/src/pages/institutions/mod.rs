//! Institutions: who they are, how they answer, and the desk of their staff.

pub mod list;
pub mod show;
