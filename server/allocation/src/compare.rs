//! The comparison step: whether voters would rather have what greedy chooses.
//!
//! Wieliczka and Świecie compared the outcome of equal shares with that of greedy by votes, and would have taken greedy's
//! if strictly more voters preferred it (<https://equalshares.net/implementation/comparison>).

use serde::{Deserialize, Serialize};

use crate::election::Election;

/// When a voter prefers an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preference {
    /// It has more projects they support.
    #[default]
    Satisfaction,
    /// It has a project they support, and the other has none ("exclusion ratio").
    Exclusion,
}

/// How voters stand between two outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// Voters who prefer the rule's outcome.
    pub prefer_rule: u64,
    /// Voters who prefer greedy's.
    pub prefer_greedy: u64,
    /// Voters who prefer neither.
    pub indifferent: u64,
    /// Voters none of whose projects is in the rule's outcome.
    pub nothing_from_rule: u64,
    /// Voters none of whose projects is in greedy's.
    pub nothing_from_greedy: u64,
}

impl Votes {
    /// Counts voters.
    pub fn count(election: &Election, preference: Preference, rule: &[usize], greedy: &[usize]) -> Self {
        let (by_rule, by_greedy) = (election.marked(rule), election.marked(greedy));
        let mut votes = Self::default();
        for class in 0..election.ballots.len() {
            let weight = u64::from(election.ballots.weights()[class]);
            let supported = election.supported(class);
            let (mut a, mut b) = (0_u32, 0_u32);
            for project in supported {
                a += u32::from(by_rule[project]);
                b += u32::from(by_greedy[project]);
            }
            votes.nothing_from_rule += if a == 0 { weight } else { 0 };
            votes.nothing_from_greedy += if b == 0 { weight } else { 0 };
            if preference == Preference::Exclusion {
                (a, b) = (a.min(1), b.min(1));
            }
            match a.cmp(&b) {
                std::cmp::Ordering::Greater => votes.prefer_rule += weight,
                std::cmp::Ordering::Less => votes.prefer_greedy += weight,
                std::cmp::Ordering::Equal => votes.indifferent += weight,
            }
        }
        votes
    }

    /// Whether greedy's outcome is taken.
    pub fn switches(&self) -> bool {
        self.prefer_greedy > self.prefer_rule
    }
}
