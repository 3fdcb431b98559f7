//! Institutions: who they are, how they answer, and the desk of their staff.

pub mod answer;
pub mod inbox;
pub mod list;
pub mod show;
