//! Pabulib `.pb` files (<https://pabulib.org/format>): read as a stream, written byte for byte where nothing changed.
//!
//! [`read_election`] takes what the rules need and keeps no text; [`Document`] keeps every byte, META field and unknown
//! column, and changes only the cells it is told to.
//!
//! A file's text goes through one buffer. `rows` finds its lines, `row` its cells, `read` and `votes` say what they mean and
//! what is wrong with them. Nearly all lines of a file are ballots with nothing unusual about them: `plain` takes those without
//! looking at each cell.

mod ballots;
mod columns;
mod document;
mod error;
mod ids;
mod number;
mod plain;
mod read;
mod row;
mod rows;
mod votes;

pub use ballots::read_ballots;
pub use document::Document;
pub use error::{Problem, ReadError, Section};
pub use read::{Keep, read_election};
