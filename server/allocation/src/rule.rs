//! Which rule, and running it.

use serde::{Deserialize, Serialize};

use crate::ballots::BallotKind;
use crate::completions::{Completion, Progress, Shares, equal_shares};
use crate::election::{Election, Place};
use crate::market::{Market, MarketError, Utility};
use crate::mes::{MesError, Trace};
use crate::money::Decimal;
use crate::rules::bos::bos;
use crate::rules::greedy::{By, Misfit, greedy};
use crate::rules::maximin::maximin;
use crate::rules::phragmen::phragmen;

/// A rule for sharing money out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// [`crate::rules::greedy`], passing over what does not fit.
    Greedy,
    /// Greedy that ends at the first project that does not fit.
    GreedyNoSkip,
    /// Greedy over projects with at least META's `min_project_score_threshold`.
    GreedyThreshold,
    /// [`crate::mes`]: the Method of Equal Shares.
    Mes,
    /// [`crate::rules::phragmen`].
    Phragmen,
    /// [`crate::rules::maximin`].
    Maximin,
    /// [`crate::rules::bos`].
    Bos,
}

impl Rule {
    /// Whether it is one of the greedy rules.
    pub fn is_greedy(self) -> bool {
        matches!(self, Self::Greedy | Self::GreedyNoSkip | Self::GreedyThreshold)
    }

    /// Whether it reads how much a project is worth to a voter; the others only read who supports it.
    pub fn has_utility(self) -> bool {
        self.is_greedy() || matches!(self, Self::Mes | Self::Bos)
    }
}

/// Why a rule was not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The utility does not fit the ballots.
    #[error(transparent)]
    Market(#[from] MarketError),
    /// Equal shares could not be computed.
    #[error(transparent)]
    Mes(#[from] MesError),
    /// A threshold is asked for, and META has none that can be read.
    #[error("META has no min_project_score_threshold that is a number")]
    Threshold,
}

impl RuleError {
    /// Where the amount stands that is too large.
    pub fn place(&self, election: &Election) -> Option<Place> {
        match self {
            Self::Mes(MesError::TooLarge) => election.places.budget,
            Self::Market(MarketError::TooLarge) => election.places.points,
            Self::Market(MarketError::Utility) | Self::Threshold => None,
        }
    }
}

/// A rule with all that it needs but the election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The rule.
    pub rule: Rule,
    /// How projects are valued. None: as is usual for the ballots; for greedy rules, by votes, or by points or places.
    pub utility: Option<Utility>,
    /// What follows equal shares; other rules do not look at it.
    pub completion: Completion,
}

/// What a rule bought.
#[derive(Clone, Debug)]
pub struct Bought {
    /// Projects, in order.
    pub selected: Vec<usize>,
    /// How equal shares came to it.
    pub trace: Option<Trace>,
}

impl Settings {
    /// The utility the rule will use on ballots of a kind.
    pub fn utility_for(&self, kind: BallotKind) -> Utility {
        if self.rule.has_utility() {
            self.utility.unwrap_or_else(|| Utility::usual_for(kind))
        } else {
            Utility::Cardinality
        }
    }

    /// Runs the rule. `ranks` breaks ties, the lowest first.
    ///
    /// # Errors
    /// [`RuleError`] if the election cannot be decided by this rule.
    pub fn run(
        &self,
        election: &Election,
        ranks: &[u32],
        progress: Progress<'_>,
    ) -> Result<Bought, RuleError> {
        let market = Market::new(election, self.utility_for(election.kind()))?;
        let all = |_: usize| true;
        let plain = |selected| Bought { selected, trace: None };
        Ok(match self.rule {
            Rule::Greedy => plain(greedy(&market, self.sorted_by(), Misfit::Skip, ranks, &[], all)),
            Rule::GreedyNoSkip => plain(greedy(&market, self.sorted_by(), Misfit::Stop, ranks, &[], all)),
            Rule::GreedyThreshold => {
                let threshold = threshold(election).ok_or(RuleError::Threshold)?;
                let enough = |p: usize| reaches(market.worth(p), election.point_decimals, threshold);
                plain(greedy(&market, self.sorted_by(), Misfit::Skip, ranks, &[], enough))
            }
            Rule::Mes => {
                let Shares { selected, trace } =
                    equal_shares(&market, ranks, self.completion, &all, progress)?;
                Bought { selected, trace }
            }
            Rule::Phragmen => plain(phragmen(&market, ranks, all)),
            Rule::Maximin => plain(maximin(&market, ranks, all)),
            Rule::Bos => plain(bos(&market, ranks, all)),
        })
    }

    fn sorted_by(&self) -> By {
        if self.utility.is_some() { By::UtilityPerCost } else { By::Score }
    }
}

fn threshold(election: &Election) -> Option<Decimal> {
    Decimal::parse(election.meta.get("min_project_score_threshold")?).ok()
}

/// Whether a score counted in units of `10^-decimals` is at least the threshold.
fn reaches(score: u64, decimals: u32, threshold: Decimal) -> bool {
    let score = 10_u128.checked_pow(threshold.decimals).and_then(|f| u128::from(score).checked_mul(f));
    let threshold = 10_u128.checked_pow(decimals).and_then(|f| threshold.digits.checked_mul(f));
    match (score, threshold) {
        (Some(score), Some(threshold)) => score >= threshold,
        // Scores are below 2⁶² and thresholds have at most 38 decimals: the longer number is the larger.
        (score, _) => score.is_none(),
    }
}
