//! An election: projects with costs, a budget, ballots.

use std::collections::BTreeMap;

use crate::ballots::{BallotKind, Ballots};
use crate::money::Amount;

/// A project voters could choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// As the ballots name it.
    pub id: String,
    /// In the election's smallest unit of money.
    pub cost: u64,
    /// What it is called, if the file says.
    pub name: Option<String>,
    /// Its themes.
    pub categories: Vec<String>,
    /// Its district, if the file says.
    pub district: Option<String>,
}

/// A place in the file that an election was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: u64,
    /// From 1, in characters.
    pub column: u64,
}

/// Where amounts stand that a rule may find too large; none where an election is from no file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// META's budget.
    pub budget: Option<Place>,
    /// The name of the column of points.
    pub points: Option<Place>,
}

/// Everything a rule reads.
#[derive(Clone, Debug)]
pub struct Election {
    /// Keys and values about it, as read.
    pub meta: BTreeMap<String, String>,
    /// Money is counted in units of `10^-decimals`.
    pub decimals: u32,
    /// Points are counted in units of `10^-point_decimals`.
    pub point_decimals: u32,
    /// What may be spent, in that unit of money.
    pub budget: u64,
    /// In the order of the file.
    pub projects: Vec<Project>,
    /// The ballots, identical ones together.
    pub ballots: Ballots,
    /// Each voter's id in the order of the file, if that was kept.
    pub voter_ids: Option<Vec<String>>,
    /// Where amounts stand in the file.
    pub places: Places,
}

impl Election {
    /// An amount of this election's money, to be shown.
    pub fn amount(&self, units: impl Into<u128>) -> Amount {
        Amount { units: units.into(), decimals: self.decimals }
    }

    /// The cost of some projects together. It fits: all costs together are below [`crate::money::MAX_MONEY`].
    pub fn cost_of(&self, projects: &[usize]) -> u64 {
        projects.iter().map(|&p| self.projects[p].cost).sum()
    }

    /// The projects a class of voters supports: those on its ballot, with points above 0 where there are points.
    pub fn supported(&self, class: usize) -> impl Iterator<Item = usize> {
        let points = self.ballots.points(class);
        let named = self.ballots.projects(class).iter().enumerate();
        named.filter(|(at, _)| points.get(*at).is_none_or(|&p| p > 0)).map(|(_, &project)| project as usize)
    }

    /// Number of voters who support each project.
    pub fn votes(&self) -> Vec<u64> {
        let mut votes = vec![0; self.projects.len()];
        for class in 0..self.ballots.len() {
            for project in self.supported(class) {
                votes[project] += u64::from(self.ballots.weights()[class]);
            }
        }
        votes
    }

    /// Whether no further project fits beside these: every other one would exceed the budget.
    pub fn is_exhaustive(&self, selected: &[usize]) -> bool {
        let chosen = self.marked(selected);
        let left = self.budget.checked_sub(self.cost_of(selected));
        left.is_none_or(|left| self.projects.iter().zip(&chosen).all(|(p, &chosen)| chosen || p.cost > left))
    }

    /// For each project whether it is among these.
    pub fn marked(&self, selected: &[usize]) -> Vec<bool> {
        let mut marked = vec![false; self.projects.len()];
        for &project in selected {
            marked[project] = true;
        }
        marked
    }

    /// What the ballots are.
    pub fn kind(&self) -> BallotKind {
        self.ballots.kind()
    }
}
