//! Floor 1, pure: ballots to funded proposals, exactly, with the reasons.
//!
//! An [`Election`] (projects with costs, a budget, ballots) comes from a file ([`pabulib`]) or from the platform. A
//! [`rule::Rule`] decides it; [`explain`] says why, [`verify`] checks anyone's outcome, [`compare`] sets it beside
//! greedy's, [`quotas`] divides the budget first. [`command`] is all of `fulcrum allocate` but flags and files.
//!
//! # What never happens here
//! No I/O but from the reader that is given; no clock, no logging, no randomness but the seed of a lot. No float decides:
//! money, points and votes are whole numbers, fractions are compared by multiplying out within proven bounds, and where
//! fixed-point bounds overlap, fractions of whole numbers of any size decide ([`mes`] has the proof). Floats are
//! in percentages shown ([`explain`]), in the order in which equal shares looks at projects, where an interval proves
//! that none is passed over, and in where it first looks for a price, which no answer depends on.
//!
//! # Bounds everything rests on
//! | what | below | checked where |
//! | --- | --- | --- |
//! | budget; all costs together, in the smallest unit | 2⁶² | [`pabulib::read_election`] |
//! | voters, projects | 2³² | [`pabulib::read_election`] |
//! | one project's gains times voters | 2⁶² | [`Market::new`] |
//! | all endowments together, in the smallest unit | 2⁶² | [`mes::Run::new`] |
//!
//! # Code map
//! | module | what it is | source |
//! | --- | --- | --- |
//! | [`pabulib`], [`ballots`], [`money`] | files in and out, identical ballots once, decimals | Pabulib's format |
//! | [`market`] | who supports what, and its worth | |
//! | [`rules::greedy`] | by votes, by votes per cost, thresholds | Pabulib's `rule` |
//! | [`mes`], [`completions`], [`epsilon`] | Method of Equal Shares | arXiv 2008.13276, equalshares.net |
//! | [`rules::phragmen`] | sequential Phragmén | arXiv 2203.12324 |
//! | [`rules::maximin`] | maximin support | arXiv 1711.08226 |
//! | [`rules::bos`] | equal shares with bounded overspending | arXiv 2409.15005 |
//! | [`ties`], [`quotas`], [`compare`] | around the rules | equalshares.net |
//! | [`explain`], [`report`], [`verify`] | reasons, text, certificates | arXiv 2008.13276, 2302.01989, 1911.11747 |

pub mod ballots;
pub mod command;
pub mod compare;
pub mod completions;
pub mod election;
pub mod epsilon;
pub mod explain;
pub mod market;
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
