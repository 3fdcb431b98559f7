//! Floor 1, pure: ballots to funded proposals, exactly, with the reasons.

pub mod ballots;
pub mod command;
pub mod compare;
pub mod completions;
pub mod election;
pub mod epsilon;
pub mod explain;
mod market;
pub mod mes;
pub mod money;
pub mod outcome;
pub mod pabulib;
pub mod quotas;
pub mod report;
pub mod rule;
pub mod rules;
pub mod ties;
pub mod verify;

pub use election::{Election, Project};
pub use market::{Market, Utility};
