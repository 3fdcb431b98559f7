//! The rules, each in a file with its source.

pub mod greedy;
pub mod phragmen;
