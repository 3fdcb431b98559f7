//! Completion of equal shares by endless small utilities.
//!
//! Source: Peters, Pierczyński, Skowron (arXiv 2008.13276, section 4): whoever does not support a project gets a utility of
//! ε for it, and ε goes to 0. Projects that their supporters can pay for come first, as without ε. Then every project
//! takes all that its supporters have left, as ρ is without bound for them, and the rest of its cost equally from
//! the others: each pays `min(b_i, y)`. The smallest y is bought first. At the end all voters together
//! have less than any project costs, so the outcome is exhaustive.
//!
//! Amounts are whole numbers of any size over one denominator; nothing is rounded.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::market::Market;
use crate::mes::{Trace, exact_budgets};

/// What is bought after a run of equal shares, in order.
pub fn complete(
    market: &Market<'_>,
    ranks: &[u32],
    trace: &Trace,
    eligible: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let bought: Vec<usize> = trace.purchases.iter().map(|p| p.project).collect();
    let chosen = market.election.marked(&bought);
    let open = |&p: &usize| !chosen[p] && eligible(p) && (market.cost(p) > 0 || market.worth(p) == 0);
    let mut candidates: Vec<usize> = (0..chosen.len()).filter(open).collect();
    let (budgets, denominator) = exact_budgets(market, trace);
    let mut funds = Funds { market, budgets, denominator };
    let mut selected = Vec::new();
    while let Some((project, share)) = funds.cheapest(&mut candidates, ranks) {
        funds.pay(project, &share);
        candidates.retain(|&p| p != project);
        selected.push(project);
    }
    selected
}

/// What a non-supporter pays: `paid / among`, over the denominator of the funds.
struct Share {
    paid: BigInt,
    among: u64,
}

struct Funds<'m> {
    market: &'m Market<'m>,
    budgets: Vec<BigInt>,
    denominator: BigInt,
}

impl Funds<'_> {
    /// The project with the smallest share for non-supporters; projects that all money cannot pay for are gone.
    fn cheapest(&self, candidates: &mut Vec<usize>, ranks: &[u32]) -> Option<(usize, Share)> {
        let all = self.by_budget(None);
        let mut best: Option<(usize, Share)> = None;
        candidates.retain(|&project| {
            let Some(share) = self.share(project, &all) else { return false };
            let wins = best.as_ref().is_none_or(|(other, best)| {
                let order = (&share.paid * best.among).cmp(&(&best.paid * share.among));
                order.then(ranks[project].cmp(&ranks[*other])) == std::cmp::Ordering::Less
            });
            if wins {
                best = Some((project, share));
            }
            true
        });
        best
    }

    /// Voters with money, by how much: all, or a project's supporters.
    fn by_budget(&self, project: Option<usize>) -> HashMap<&BigInt, u64> {
        let mut weights = HashMap::new();
        let mut count = |class: usize| {
            if !self.budgets[class].is_zero() {
                *weights.entry(&self.budgets[class]).or_insert(0) += self.market.weight(class);
            }
        };
        match project {
            None => (0..self.budgets.len()).for_each(&mut count),
            Some(project) => self.market.supporters(project).iter().for_each(|&class| count(class as usize)),
        }
        weights
    }

    /// What each non-supporter pays; none if all money together is less than the cost.
    fn share(&self, project: usize, all: &HashMap<&BigInt, u64>) -> Option<Share> {
        let supporters = self.by_budget(Some(project));
        let mut left = &self.denominator * self.market.cost(project);
        let mut others: Vec<(&BigInt, u64)> = Vec::with_capacity(all.len());
        for (&budget, &weight) in all {
            let supporting = supporters.get(budget).copied().unwrap_or(0);
            left -= budget * supporting;
            if weight > supporting {
                others.push((budget, weight - supporting));
            }
        }
        if left <= BigInt::zero() {
            return Some(Share { paid: BigInt::zero(), among: 1 });
        }
        others.sort_unstable();
        let mut among: u64 = others.iter().map(|(_, weight)| weight).sum();
        for (budget, weight) in others {
            if left <= budget * among {
                break;
            }
            left -= budget * weight;
            among -= weight;
        }
        (among > 0).then_some(Share { paid: left, among })
    }

    fn pay(&mut self, project: usize, share: &Share) {
        let among = share.among;
        let mut supports = vec![false; self.budgets.len()];
        for &class in self.market.supporters(project) {
            supports[class as usize] = true;
        }
        self.denominator *= among;
        for (budget, supports) in self.budgets.iter_mut().zip(supports) {
            *budget =
                if supports { BigInt::zero() } else { (&*budget * among - &share.paid).max(BigInt::zero()) };
        }
    }
}
