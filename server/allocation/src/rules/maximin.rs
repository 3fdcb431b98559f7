//! Maximin support, also known as generalised sequential Phragmén.
//!
//! Source: Aziz, Lee, Talmon, *Proportionally Representative Participatory Budgeting* (AAMAS 2018, arXiv 1711.08226);
//! pabutools' `maximin_support`.
//!
//! In each round, among the projects that still fit, the one is bought with which the heaviest load of a voter can be
//! kept lowest, where the cost of every project bought is split anew among its supporters. Projects without supporters
//! have an infinite load and come last.
//!
//! # Why it is exact
//! By the theorem of Hall, the lowest heaviest load of a set W is `max cost(P) / |N(P)|` over the sets P ⊆ W, with N(P) all
//! who support a project in P. It is found by Dinkelbach's method: start with a lower bound λ that some P attains, ask by a
//! maximum flow whether all costs can be paid when each voter pays at most λ; if not, the minimum cut gives a P with a
//! larger quotient. Flows are whole numbers: with λ = p/q, costs are multiplied by q (at most the number of voters, below
//! 2³²) and each voter may pay p (below 2⁶²): all sums fit 128 bits. Buying more never lowers a load, so a load of an
//! earlier round is a lower bound (lazy evaluation).

mod flow;

use std::cmp::Ordering;

use crate::market::Market;
use flow::Flow;

/// A load: `cost / voters`.
#[derive(Clone, Copy, Debug)]
struct Load {
    cost: u64,
    voters: u64,
}

impl Load {
    const NONE: Self = Self { cost: 0, voters: 1 };

    fn compare(self, other: Self) -> Ordering {
        let (a, b) = (u128::from(self.cost), u128::from(other.cost));
        (a * u128::from(other.voters)).cmp(&(b * u128::from(self.voters)))
    }

    fn max(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Less { other } else { self }
    }
}

/// A project that may be bought, with a lower bound of the load it would lead to.
#[derive(Clone, Copy)]
struct Candidate {
    project: usize,
    bound: Load,
    /// In which round the bound was found to be the load.
    known: Option<usize>,
}

/// Buys projects one by one; returns them in that order. `ranks` breaks ties, `eligible` says what may be bought.
pub fn maximin(market: &Market<'_>, ranks: &[u32], eligible: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut left = market.election.budget;
    let open = (0..market.election.projects.len()).filter(|&p| eligible(p));
    let (supported, mut unsupported): (Vec<usize>, Vec<usize>) = open.partition(|&p| market.votes(p) > 0);
    let alone = |project| Load { cost: market.cost(project), voters: market.votes(project) };
    let mut candidates: Vec<Candidate> = supported
        .into_iter()
        .map(|project| Candidate { project, bound: alone(project), known: None })
        .collect();
    let (mut selected, mut load) = (Vec::new(), Load::NONE);
    loop {
        candidates.retain(|c| market.cost(c.project) <= left);
        let Some(next) = lightest(market, ranks, &mut candidates, &selected, load) else { break };
        candidates.retain(|c| c.project != next.project);
        left -= market.cost(next.project);
        load = next.bound;
        selected.push(next.project);
    }
    unsupported.sort_unstable_by_key(|&p| ranks[p]);
    for project in unsupported {
        if market.cost(project) <= left {
            left -= market.cost(project);
            selected.push(project);
        }
    }
    selected
}

/// The candidate with the lowest load; of those that tie, the first in rank.
fn lightest(
    market: &Market<'_>,
    ranks: &[u32],
    candidates: &mut [Candidate],
    selected: &[usize],
    load: Load,
) -> Option<Candidate> {
    let round = selected.len();
    loop {
        for candidate in candidates.iter_mut() {
            candidate.bound = candidate.bound.max(load);
        }
        let first = candidates
            .iter_mut()
            .min_by(|a, b| a.bound.compare(b.bound).then(ranks[a.project].cmp(&ranks[b.project])))?;
        if first.known == Some(round) {
            return Some(*first);
        }
        let mut with: Vec<usize> = selected.to_vec();
        with.push(first.project);
        first.bound = lowest_load(market, &with, first.bound);
        first.known = Some(round);
    }
}

/// The lowest heaviest load with which voters can pay for these projects, from a lower bound of it.
fn lowest_load(market: &Market<'_>, projects: &[usize], mut load: Load) -> Load {
    let mut flow = Flow::new(market, projects);
    while let Some(heavier) = flow.overloaded(u128::from(load.cost), u128::from(load.voters)) {
        load = heavier;
    }
    load
}
