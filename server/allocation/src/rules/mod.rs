//! The rules, each in a file with its source.

pub mod bos;
pub mod greedy;
pub mod maximin;
pub mod phragmen;
