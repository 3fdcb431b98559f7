//! Checking an outcome, whoever computed it: is it feasible, exhaustive, priceable, fair to groups; and what breaks it.
//!
//! Every finding comes with a certificate that can be checked by hand or by a few lines of code. Where a property is not
//! decided, that is said.

mod justified;
mod prices;
mod simplex;

use serde::Serialize;

use crate::election::Election;
use crate::market::{Market, MarketError, Utility};

/// Whether a property holds, and what shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// None: not decided.
    pub holds: Option<bool>,
    /// What shows it.
    pub certificate: Certificate,
}

/// What shows that a property holds, or breaks it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// What the outcome costs, and the budget.
    Cost {
        /// All of it together.
        cost: String,
        /// What may be spent.
        budget: String,
    },
    /// A project outside the outcome, against what is left: the cheapest one. It fits, or not even it does.
    Cheapest {
        /// The project's id.
        project: String,
        /// Its cost.
        cost: String,
        /// What is left.
        left: String,
    },
    /// Everything is bought.
    Everything,
    /// Prices: each voter starts with the endowment, and pays at most the price (per gain) for each project, in this order,
    /// as long as they have money. Then all costs are met, and no supporters of another project have more than its cost.
    Prices {
        /// What each voter starts with, as a fraction of the currency.
        endowment: String,
        /// The highest payment for each project, rounded.
        prices: Vec<Price>,
    },
    /// An exact linear programme says whether prices exist.
    LinearProgramme {
        /// Its variables.
        variables: usize,
        /// Its constraints.
        constraints: usize,
    },
    /// A group that could pay for projects which all of it supports, but is left with less, even with one more of them.
    Group {
        /// How many voters.
        voters: u64,
        /// What they could all have had.
        projects: Vec<String>,
        /// What those projects cost.
        cost: String,
        /// The group's part of the budget.
        part: String,
    },
    /// A test that looks at every project outside the outcome with every number of its least served supporters found no
    /// group left with too little (EJR+ up to one project, which implies EJR up to one).
    PolynomialTest,
    /// All groups that could pay for something together were looked at.
    AllGroups {
        /// How many sets of projects.
        sets: u64,
    },
    /// Why it is not decided.
    NotDecided {
        /// A reason, in English.
        because: String,
    },
}

/// A project's price.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Price {
    /// The project's id.
    pub project: String,
    /// The most a supporter pays, per point where there are points.
    pub highest_payment: String,
}

/// What is found of an outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// It costs no more than the budget.
    pub feasible: Finding,
    /// No further project fits.
    pub exhaustive: Finding,
    /// There is an endowment and payments by supporters that meet all costs, such that no supporters of another project
    /// have more than its cost left together (Peters, Skowron, arXiv 1911.11747; for costs, arXiv 2203.12324).
    pub priceable: Finding,
    /// Extended justified representation up to one project (arXiv 2008.13276): for every group of voters who could pay,
    /// with their part of the budget, for projects that all of them support, some member gets as much utility as from
    /// those, or more with one more of them.
    pub ejr_up_to_one: Finding,
}

impl Finding {
    pub(crate) fn new(holds: bool, certificate: Certificate) -> Self {
        Self { holds: Some(holds), certificate }
    }

    pub(crate) fn open(because: &str) -> Self {
        Self { holds: None, certificate: Certificate::NotDecided { because: because.to_owned() } }
    }
}

/// Looks at an outcome. Utilities are those by which groups are served and, where they are points, pay.
///
/// # Errors
/// [`MarketError`] if the ballots do not say that utility.
pub fn verify(election: &Election, utility: Utility, selected: &[usize]) -> Result<Verdict, MarketError> {
    let market = Market::new(election, utility)?;
    let cost = election.cost_of(selected);
    let shown = Certificate::Cost {
        cost: election.amount(cost).to_string(),
        budget: election.amount(election.budget).to_string(),
    };
    Ok(Verdict {
        feasible: Finding::new(cost <= election.budget, shown),
        exhaustive: exhaustive(election, selected),
        priceable: prices::priceable(&market, selected),
        ejr_up_to_one: justified::ejr_up_to_one(&market, selected),
    })
}

fn exhaustive(election: &Election, selected: &[usize]) -> Finding {
    let chosen = election.marked(selected);
    let others = (0..chosen.len()).filter(|&p| !chosen[p]);
    let Some(cheapest) = others.min_by_key(|&p| election.projects[p].cost) else {
        return Finding::new(true, Certificate::Everything);
    };
    let left = election.budget.checked_sub(election.cost_of(selected));
    let cost = election.projects[cheapest].cost;
    let certificate = Certificate::Cheapest {
        project: election.projects[cheapest].id.clone(),
        cost: election.amount(cost).to_string(),
        left: election.amount(left.unwrap_or(0)).to_string(),
    };
    Finding::new(left.is_none_or(|left| cost > left), certificate)
}
