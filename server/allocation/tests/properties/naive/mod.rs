//! The rules once more, as plainly as they can be written: one voter at a time, fractions of whole numbers of any size,
//! everything computed anew in every round. Only tests and fuzzers use this; the crate's own fast ways must say the same.
//!
//! [`small`] makes small elections with many ties from bytes, [`shares`] and [`rules`] decide them, [`fairness`] looks at
//! every group of voters, [`differ`] sets it all beside the crate.

pub mod differ;
pub mod fairness;
pub mod rules;
pub mod shares;
pub mod small;
