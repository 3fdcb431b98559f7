//! Greedy rules: most votes, or most votes per cost, first.
//!
//! Source: the `rule` values of Pabulib (<https://pabulib.org/format>) and pabutools' `greedy_utilitarian_welfare`, which
//! sorts by `Σ_i u_i(c) / cost(c)`: with cost utility that is by votes, with cardinality by votes per cost.
//! Decisions compare fractions by multiplying out: a sum of gains below 2⁶² times a cost below 2⁶² fits 128 bits.

use std::cmp::Ordering;

use crate::market::{Market, Utility};

/// What happens at a project that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is passed over.
    Skip,
    /// The rule ends.
    Stop,
}

/// What projects are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The sum of gains: votes, or points where those are the utility.
    Score,
    /// The sum of utilities per cost.
    UtilityPerCost,
}

/// Goes through the projects from best to worst and takes those that fit beside what is selected already.
///
/// `ranks` breaks ties; `eligible` says which projects may be taken at all. Returns what was taken, in that order.
pub fn greedy(
    market: &Market<'_>,
    by: By,
    misfit: Misfit,
    ranks: &[u32],
    selected: &[usize],
    eligible: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let election = market.election;
    let already = election.marked(selected);
    let mut order: Vec<usize> = (0..already.len()).filter(|&p| !already[p] && eligible(p)).collect();
    order.sort_by(|&a, &b| compare(market, by, b, a).then(ranks[a].cmp(&ranks[b])));
    let mut left = election.budget.saturating_sub(election.cost_of(selected));
    let mut taken = Vec::new();
    for project in order {
        let cost = market.cost(project);
        if cost <= left {
            left -= cost;
            taken.push(project);
        } else if misfit == Misfit::Stop {
            break;
        }
    }
    taken
}

/// Which of two projects the rule prefers: greater is better. A supported project that costs nothing is best.
fn compare(market: &Market<'_>, by: By, a: usize, b: usize) -> Ordering {
    let (score_a, score_b) = (u128::from(market.worth(a)), u128::from(market.worth(b)));
    let (cost_a, cost_b) = (u128::from(market.cost(a)), u128::from(market.cost(b)));
    let free = |score: u128, cost: u128| score > 0 && cost == 0;
    match by {
        By::UtilityPerCost if free(score_a, cost_a) || free(score_b, cost_b) => {
            free(score_a, cost_a).cmp(&free(score_b, cost_b))
        }
        // What nobody supports is worth 0 per cost, at no cost too.
        By::UtilityPerCost if market.utility != Utility::Cost => {
            (score_a * cost_b.max(1)).cmp(&(score_b * cost_a.max(1)))
        }
        By::UtilityPerCost | By::Score => score_a.cmp(&score_b),
    }
}
