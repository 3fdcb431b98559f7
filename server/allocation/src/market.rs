//! Who supports what, and how much it is worth to them: the election as the rules see it.

use serde::{Deserialize, Serialize};

use crate::ballots::{BallotKind, Ballots};
use crate::election::Election;

/// What a project is worth to a voter who has it on their ballot.
///
/// A voter's utility for a set of projects is the sum over the projects in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Utility {
    /// Its cost: money spent on what they wanted. What every city that used equal shares has used.
    Cost,
    /// 1.
    Cardinality,
    /// The points they gave it.
    Points,
    /// Its place from the end of their ranking, the last counting 0: pabutools' `Additive_Borda_Sat`.
    Borda,
}

impl Utility {
    /// What is usual for a kind of ballots.
    pub fn usual_for(kind: BallotKind) -> Self {
        match kind {
            BallotKind::Approval | BallotKind::Choose1 => Self::Cost,
            BallotKind::Cumulative | BallotKind::Scoring => Self::Points,
            BallotKind::Ordinal => Self::Borda,
        }
    }

    /// Whether ballots of a kind say it.
    pub fn fits(self, kind: BallotKind) -> bool {
        match self {
            Self::Cost | Self::Cardinality => true,
            Self::Points => kind.has_points(),
            Self::Borda => kind == BallotKind::Ordinal,
        }
    }
}

/// Why a utility cannot be computed from an election's ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketError {
    /// Points or Borda on ballots that have none.
    #[error("these ballots do not say that utility")]
    Utility,
    /// Points that together are out of the range computed exactly.
    #[error("the points are too large, or have too many decimals, to be computed exactly")]
    TooLarge,
}

/// The largest sum of utilities (weights times gains) for one project: 2⁶².
const MAX_WORTH: u128 = 1 << 62;

/// Supporters by project, and what the rules need to know of each.
///
/// A utility is split into a **gain** that differs between voters (1, points, a place in a ranking) and a **scale** that
/// belongs to the project (its cost for [`Utility::Cost`], else 1): `u_i(c) = gain_i(c) · scale(c)`. A voter's payment
/// in equal shares is then `min(b_i, x · gain_i(c))` with `x = ρ · scale(c)`, and gains stay small whole numbers.
#[derive(Debug)]
pub struct Market<'e> {
    /// The election.
    pub election: &'e Election,
    /// How projects are valued.
    pub utility: Utility,
    starts: Vec<usize>,
    /// For each project how many of its supporters' classes are one voter each.
    singles: Vec<usize>,
    supporters: Vec<u32>,
    gains: Vec<u64>,
    votes: Vec<u64>,
    worth: Vec<u64>,
}

impl<'e> Market<'e> {
    /// Sorts the ballots' entries by project.
    ///
    /// # Errors
    /// [`MarketError`] if the ballots do not say the utility, or it is out of range.
    pub fn new(election: &'e Election, utility: Utility) -> Result<Self, MarketError> {
        let ballots = &election.ballots;
        if !utility.fits(ballots.kind()) {
            return Err(MarketError::Utility);
        }
        let projects = election.projects.len();
        let (mut starts, mut votes, mut worth) =
            (vec![0; projects + 1], vec![0; projects], vec![0_u128; projects]);
        let mut singles = vec![0; projects];
        for class in 0..ballots.len() {
            let weight = u64::from(ballots.weights()[class]);
            for (project, gain) in gains(ballots, utility, class) {
                starts[project + 1] += 1;
                singles[project] += usize::from(weight == 1);
                votes[project] += weight;
                worth[project] += u128::from(weight) * u128::from(gain);
            }
        }
        if worth.iter().any(|&w| w >= MAX_WORTH) {
            return Err(MarketError::TooLarge);
        }
        for project in 0..projects {
            starts[project + 1] += starts[project];
        }
        let worth = worth.into_iter().map(|w| w as u64).collect();
        let mut market = Self {
            election,
            utility,
            starts,
            singles,
            supporters: Vec::new(),
            gains: Vec::new(),
            votes,
            worth,
        };
        market.sort_entries();
        Ok(market)
    }

    fn sort_entries(&mut self) {
        let ballots = &self.election.ballots;
        let entries = *self.starts.last().unwrap_or(&0);
        let with_gains = matches!(self.utility, Utility::Points | Utility::Borda);
        let mut next: Vec<[usize; 2]> = self
            .starts
            .iter()
            .zip(&self.singles)
            .map(|(&start, &singles)| [start, start + singles])
            .collect();
        self.supporters = vec![0; entries];
        self.gains = vec![0; if with_gains { entries } else { 0 }];
        for (class, &weight) in ballots.weights().iter().enumerate() {
            for (project, gain) in gains(ballots, self.utility, class) {
                let next = &mut next[project][usize::from(weight > 1)];
                let at = *next;
                *next += 1;
                self.supporters[at] = class as u32;
                if with_gains {
                    self.gains[at] = gain;
                }
            }
        }
    }

    /// The classes of voters with a positive gain from a project: those of one voter, then the others, each ascending.
    pub fn supporters(&self, project: usize) -> &[u32] {
        &self.supporters[self.starts[project]..self.starts[project + 1]]
    }

    /// Whether a class of voters has a positive gain from a project.
    pub fn has_supporter(&self, project: usize, class: u32) -> bool {
        let (singles, others) = self.supporters(project).split_at(self.singles[project]);
        singles.binary_search(&class).or_else(|_| others.binary_search(&class)).is_ok()
    }

    /// How many of [`Self::supporters`], the first, are one voter each.
    pub fn singles(&self, project: usize) -> usize {
        self.singles[project]
    }

    /// Their gains, beside [`Self::supporters`]; empty where every gain is 1.
    pub fn gains(&self, project: usize) -> &[u64] {
        if self.gains.is_empty() { &[] } else { &self.gains[self.starts[project]..self.starts[project + 1]] }
    }

    /// The projects a class of voters has a positive gain from, with the gain.
    pub fn wishes(&self, class: usize) -> impl Iterator<Item = (usize, u64)> {
        gains(&self.election.ballots, self.utility, class)
    }

    /// Number of voters with a positive gain.
    pub fn votes(&self, project: usize) -> u64 {
        self.votes[project]
    }

    /// Sum of all voters' gains; below 2⁶².
    pub fn worth(&self, project: usize) -> u64 {
        self.worth[project]
    }

    /// What a gain is multiplied with to be a utility.
    pub fn scale(&self, project: usize) -> u64 {
        if self.utility == Utility::Cost { self.election.projects[project].cost } else { 1 }
    }

    /// Number of voters in a class.
    pub fn weight(&self, class: usize) -> u64 {
        u64::from(self.election.ballots.weights()[class])
    }

    /// A project's cost.
    pub fn cost(&self, project: usize) -> u64 {
        self.election.projects[project].cost
    }
}

fn gains(ballots: &Ballots, utility: Utility, class: usize) -> impl Iterator<Item = (usize, u64)> {
    let (projects, points) = (ballots.projects(class), ballots.points(class));
    projects.iter().enumerate().filter_map(move |(at, &project)| {
        let given = points.get(at).copied().unwrap_or(1);
        let gain = match utility {
            Utility::Cost | Utility::Cardinality => given.min(1),
            Utility::Points => given,
            Utility::Borda => (projects.len() - 1 - at) as u64,
        };
        (gain > 0).then_some((project as usize, gain))
    })
}
