//! Why an outcome is what it is, as data: rounds, payments, what losers lacked, and how money follows votes.
//!
//! Explanations of equal shares go through its run again with the prices that were charged. They show amounts, rounded to
//! a hundredth of the election's smallest unit of money; nothing is decided here.
//!
//! * **Effective vote count**: `cost / x`, with x the most a supporter (per gain) paid: as many supporters as if each had
//!   paid that. With cost utility the project with most effective votes is bought first
//!   (<https://equalshares.net/explanation>).
//! * **Effective support**, in per cent: the share of its cost that a project's supporters would have paid on the terms of
//!   a round's winner, in the best round of a run without the project; in the end, all they have left. Above 100 it is
//!   bought. pabutools' `calculate_effective_supports`; published by Wieliczka.

mod groups;
mod losers;
mod rounds;

use serde::Serialize;

pub use groups::{Group, Grouping};
pub use losers::{Loser, Spent};
pub use rounds::{Payment, Round, VoterShare};

use crate::election::Election;
use crate::market::Market;
use crate::mes::{MesError, Run, Trace};
use crate::money::Amount;

/// What is explained of an outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// What every voter started with. Only for equal shares, as are rounds, completed, support, losers and voter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endowment: Option<String>,
    /// The rounds of equal shares.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
    /// Projects that the completion added, which nobody's share was charged for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<String>,
    /// Each project's effective support in per cent, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Support>,
    /// Projects that were not bought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losers: Vec<Loser>,
    /// Where the share of the voter who was asked for went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voter: Option<VoterShare>,
    /// Votes against money, by district and by theme, where the file has them.
    pub groups: Vec<Grouping>,
}

/// A project's effective support.
#[derive(Clone, Debug, Serialize)]
pub struct Support {
    /// The project's id.
    pub project: String,
    /// In per cent, rounded down.
    pub percent: u64,
}

/// How many entries of ballots effective supports may look at, all projects together: each winner needs a run of its own.
const MOST_WORK: usize = 400_000_000;

/// Explains an outcome of equal shares; `selected` is all of it, `voter` the place of a voter in the file, `greedy` what
/// greedy would have chosen.
///
/// # Errors
/// [`MesError`] as from running equal shares.
pub fn explain_shares(
    market: &Market<'_>,
    ranks: &[u32],
    (trace, selected): (&Trace, &[usize]),
    greedy: &[usize],
    voter: Option<usize>,
) -> Result<Explanation, MesError> {
    let election = market.election;
    let bought: Vec<usize> = trace.purchases.iter().map(|p| p.project).collect();
    let chosen = election.marked(&bought);
    let free = |p: usize| market.cost(p) == 0 && market.worth(p) > 0;
    let completed = selected.iter().filter(|&&p| !chosen[p] && !free(p));
    Ok(Explanation {
        endowment: Some(shown(election, u128::from(trace.fixed), trace.shift).to_string()),
        rounds: rounds::rounds(market, trace),
        completed: completed.map(|&p| election.projects[p].id.clone()).collect(),
        support: supports(market, ranks, trace)?,
        losers: losers::losers(market, trace, selected),
        voter: voter.and_then(|voter| rounds::voter_share(market, trace, voter)),
        groups: groups::groupings(election, selected, greedy),
    })
}

/// Explains an outcome of another rule, of which only groups are told.
pub fn explain_groups(election: &Election, selected: &[usize], greedy: &[usize]) -> Explanation {
    Explanation {
        endowment: None,
        rounds: Vec::new(),
        completed: Vec::new(),
        support: Vec::new(),
        losers: Vec::new(),
        voter: None,
        groups: groups::groupings(election, selected, greedy),
    }
}

/// Each project's effective support: winners in a run without them, the others in the run that stands.
fn supports(market: &Market<'_>, ranks: &[u32], trace: &Trace) -> Result<Vec<Support>, MesError> {
    let entries = market.election.ballots.entries().len();
    if entries.saturating_mul(trace.purchases.len()) > MOST_WORK {
        return Ok(Vec::new());
    }
    let mut percents = losers::supports(market, trace);
    for purchase in &trace.purchases {
        let mut run = Run::new(market, ranks, trace.endowment, |p| p != purchase.project)?;
        run.buy_all();
        percents[purchase.project] = losers::support(market, &run.into_trace(), purchase.project);
    }
    let projects = market.election.projects.iter();
    Ok(projects.zip(percents).map(|(p, percent)| Support { project: p.id.clone(), percent }).collect())
}

/// Goes through a run again: `each` gets every round's budgets before its purchase, and last those that remain, with none.
pub(crate) fn replay(
    market: &Market<'_>,
    trace: &Trace,
    mut each: impl FnMut(&[u64], Option<&crate::mes::Purchase>),
) {
    let mut budgets = vec![trace.fixed; market.election.ballots.len()];
    for purchase in &trace.purchases {
        each(&budgets, Some(purchase));
        let gains = market.gains(purchase.project);
        for (at, &class) in market.supporters(purchase.project).iter().enumerate() {
            let price = purchase.charged.saturating_mul(gains.get(at).copied().unwrap_or(1));
            let budget = &mut budgets[class as usize];
            *budget = budget.saturating_sub(price);
        }
    }
    each(&budgets, None);
}

/// A fixed-point amount, rounded to a hundredth of the smallest unit.
pub(crate) fn shown(election: &Election, fixed: u128, shift: u32) -> Amount {
    let (whole, rest) = (fixed >> shift, fixed & ((1 << shift) - 1));
    let hundredths = (((rest * 200) >> shift) + 1) >> 1;
    Amount { units: whole * 100 + hundredths, decimals: election.decimals + 2 }
}
