//! An outcome as data: what the command prints and the fund's pages read.

use serde::{Deserialize, Serialize};

use crate::compare::{Preference, Votes};
use crate::completions::Completion;
use crate::explain::Explanation;
use crate::market::Utility;
use crate::quotas::Quota;
use crate::rule::Rule;
use crate::ties::Ties;

/// What a rule decided.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Ids of projects, in the order bought.
    pub selected: Vec<String>,
    /// What they cost together, a decimal.
    pub cost: String,
    /// What could be spent, a decimal.
    pub budget: String,
    /// Whether no further project fits.
    pub exhaustive: bool,
    /// The rule.
    pub rule: Rule,
    /// How projects were valued; none for rules that do not look at it, or that counted votes or points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utility: Option<Utility>,
    /// What followed equal shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// How ties were broken.
    pub ties: Ties,
    /// The seed of the lot, where ties were broken by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Voters, those with empty ballots included.
    pub voters: u64,
    /// Projects that could be chosen.
    pub projects: usize,
    /// What every voter started with in the run that stands: a fraction of the currency. For equal shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endowment: Option<String>,
    /// The parts of the budget, if there are quotas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quotas>,
    /// How voters stand between the rule's outcome and greedy's, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// Why, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// Parts of the budget.
#[derive(Clone, Debug, Serialize)]
pub struct Quotas {
    /// What parts are made by.
    pub by: Quota,
    /// The parts, by name.
    pub parts: Vec<PartOutcome>,
    /// Ids of projects bought from what the parts left.
    pub pooled: Vec<String>,
}

/// A part of the budget and what it bought.
#[derive(Clone, Debug, Serialize)]
pub struct PartOutcome {
    /// The district or theme.
    pub name: String,
    /// Its part of the budget.
    pub budget: String,
    /// What it spent.
    pub cost: String,
    /// Ids of projects, in the order bought.
    pub selected: Vec<String>,
}

/// The comparison step.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// When a voter prefers an outcome.
    pub preference: Preference,
    /// How voters stand.
    #[serde(flatten)]
    pub votes: Votes,
    /// Ids of what the rule chose.
    pub rule_selected: Vec<String>,
    /// Ids of what greedy by votes chooses.
    pub greedy_selected: Vec<String>,
    /// What the latter costs.
    pub greedy_cost: String,
    /// Whether greedy's outcome is taken instead of the rule's.
    pub switched: bool,
}

/// An outcome to be checked: what of it matters.
#[derive(Clone, Debug, Deserialize)]
pub struct Claimed {
    /// Ids of the projects chosen.
    pub selected: Vec<String>,
    /// How projects are valued, if that is told.
    #[serde(default)]
    pub utility: Option<Utility>,
}
