//! Breaking ties: one order of all projects, drawn up before a rule runs and the same for all of its rounds and
//! endowments (<https://equalshares.net/implementation/tie-breaking>).

use serde::{Deserialize, Serialize};

use crate::election::Election;

/// How projects that a rule finds equal are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// Lowest id first, compared as text (`"10"` before `"2"`): what pabutools does.
    Id,
    /// Highest id first.
    IdReversed,
    /// Lowest cost, then most votes, then lowest id.
    CostVotesId,
    /// Lowest cost, then most votes, then by a lot drawn from a seed: what equalshares.net advises.
    #[default]
    CostVotesLot,
}

impl Ties {
    /// Each project's place in the order: the lower wins a tie.
    pub fn ranks(self, election: &Election, seed: u64) -> Vec<u32> {
        let projects = &election.projects;
        let mut order: Vec<usize> = (0..projects.len()).collect();
        order.sort_by(|&a, &b| projects[a].id.cmp(&projects[b].id));
        match self {
            Self::Id => {}
            Self::IdReversed => order.reverse(),
            Self::CostVotesId | Self::CostVotesLot => {
                if self == Self::CostVotesLot {
                    shuffle(&mut order, seed);
                }
                let votes = election.votes();
                order.sort_by_key(|&p| (projects[p].cost, u64::MAX - votes[p]));
            }
        }
        let mut ranks = vec![0; order.len()];
        for (rank, project) in (0..).zip(order) {
            ranks[project] = rank;
        }
        ranks
    }
}

/// Fisher and Yates' shuffle by SplitMix64 (Steele, Lea, Flood 2014), each place drawn without bias by rejection; so
/// that anyone can redraw the lot from the published seed.
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    for last in (1..order.len()).rev() {
        let among = last as u64 + 1;
        let limit = u64::MAX - u64::MAX % among;
        let mut drawn = next();
        while drawn >= limit {
            drawn = next();
        }
        order.swap(last, (drawn % among) as usize);
    }
}
