//! How a run starts: candidates in a fixed order, and the rounds that are the same whatever more everyone starts with.
//!
//! No price is below `cost / worth`, which is what it is while all supporters can pay in full. So as long as the project
//! for which that is the smallest ρ (the better rank on a tie) can be paid in full by all its supporters, it is the
//! cheapest of the round, exactly: no other can be cheaper, nor as cheap with a better rank. With more money that is so
//! as well. A run with more money therefore begins with the same rounds, in which every class pays the very same; what
//! it paid so far is kept, and the run goes on from there. Those rounds set no limit to a jump ([`slack`](super::slack))
//! either, and the budgets that they leave are off by no more than in any run: what is missing to each cost, and the rounding
//! of the endowment.

use std::cmp::Ordering;

use super::candidate::{Candidate, Candidates};
use super::run::{Purchase, Run};
use crate::market::Market;

/// With more classes, what each paid is not kept: it would be as much memory again as a run's budgets.
const MOST_CLASSES: usize = 1 << 18;

/// The first rounds of a run, in which everybody paid in full.
#[derive(Debug, Default)]
pub(super) struct Start {
    shift: u32,
    /// The endowment, in fixed point, with which the rounds were last seen to be so.
    fixed: u64,
    /// All that may be bought, by `cost / worth` per scale, then by rank.
    order: Vec<Candidate>,
    /// What was bought: the first of the order.
    bought: Vec<Purchase>,
    /// What every class paid, in fixed point; nothing if classes are too many to keep that.
    paid: Vec<u64>,
    /// What is missing to the costs, as prices are rounded down.
    short: u128,
}

impl Start {
    /// Forgets what is from a run with more money, or in other units.
    fn ready(&mut self, run: &Run<'_>, eligible: impl Fn(usize) -> bool) {
        if self.shift == run.shift && self.fixed <= run.fixed && !self.order.is_empty() {
            return;
        }
        let market = run.market;
        let mut order: Vec<Candidate> = candidates(market, run.shift, eligible).collect();
        order.sort_unstable_by(|a, b| {
            least(market, a.project, b.project).then(run.ranks[a.project].cmp(&run.ranks[b.project]))
        });
        let classes = market.election.ballots.len();
        let paid = vec![0; if classes <= MOST_CLASSES { classes } else { 0 }];
        *self = Self { shift: run.shift, order, paid, ..Self::default() };
    }
}

/// Compares the least that two projects' ρ can be: `cost / (worth · scale)`, where the scale is the cost or 1.
pub(super) fn least(market: &Market<'_>, a: usize, b: usize) -> Ordering {
    let least = |project: usize| {
        let scaled = market.scale(project) > 1;
        (if scaled { 1 } else { u128::from(market.cost(project)) }, u128::from(market.worth(project)))
    };
    let ((cost, worth), (other, others)) = (least(a), least(b));
    (cost * others).cmp(&(other * worth))
}

/// What may be bought: what costs something, is supported and eligible, and is not beyond all money.
pub(super) fn candidates(
    market: &Market<'_>,
    shift: u32,
    eligible: impl Fn(usize) -> bool,
) -> impl Iterator<Item = Candidate> {
    let projects = 0..market.election.projects.len();
    let open = projects.filter(move |&p| eligible(p) && market.cost(p) > 0 && market.worth(p) > 0);
    // All money together is below 2⁶³: what costs more is never affordable.
    let within = open.filter(move |&p| u128::from(market.cost(p)) << shift < 1 << 63);
    within.map(move |project| {
        let low = (market.cost(project) << shift) / market.worth(project);
        Candidate { project, scale: market.scale(project), low, start: low, rich: 0, recalled: false }
    })
}

impl Run<'_> {
    /// Buys what everybody pays for in full, from where an earlier run with less money came to.
    pub(super) fn begin(&mut self, start: &mut Start, eligible: impl Fn(usize) -> bool) {
        start.ready(self, eligible);
        for (budget, paid) in self.budgets.iter_mut().zip(&start.paid) {
            *budget -= paid;
        }
        self.drift += start.short;
        while let Some(next) = start.order.get(start.bought.len()).copied() {
            if start.paid.is_empty() || !self.can_all_pay(&next) {
                break;
            }
            start.short += self.pay_in_full(&next, &mut start.paid);
            start.bought.push(Purchase {
                project: next.project,
                charged: next.low,
                low: next.low,
                high: next.low + 1,
            });
        }
        start.fixed = self.fixed;
        for (place, purchase) in start.bought.iter().enumerate() {
            self.places[purchase.project] = place as u32;
        }
        self.bought.clone_from(&start.bought);
        let left = &start.order[start.bought.len()..];
        self.candidates = Candidates::new(self.places.len(), left.iter().copied());
    }

    /// Whether all supporters can pay the least price for sure: no budget is off by more than the drift.
    fn can_all_pay(&self, of: &Candidate) -> bool {
        let full = u64::try_from(u128::from(of.low) + 1 + self.drift).unwrap_or(u64::MAX);
        let supporters = self.market.supporters(of.project);
        let mut gains = self.market.gains(of.project).iter();
        supporters.iter().all(|&class| {
            let gain = gains.next().copied().unwrap_or(1);
            self.budgets[class as usize] > full.saturating_mul(gain)
        })
    }

    /// All supporters pay the least price. What is missing to the cost, as it is rounded down.
    fn pay_in_full(&mut self, of: &Candidate, paid: &mut [u64]) -> u128 {
        let mut gains = self.market.gains(of.project).iter();
        for &class in self.market.supporters(of.project) {
            let share = of.low * gains.next().copied().unwrap_or(1);
            self.budgets[class as usize] -= share;
            paid[class as usize] += share;
        }
        let cost = self.market.cost(of.project) << self.shift;
        let short = u128::from(cost - of.low * self.market.worth(of.project));
        self.drift += short;
        short
    }
}
