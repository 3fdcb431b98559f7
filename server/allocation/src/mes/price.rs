//! Solving for a project's price in fixed point: Newton's method on a concave function, from below.

use crate::market::Market;

/// A price rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    /// The root of `F̂(x) = cost`, rounded down.
    pub(super) x: u64,
    /// `cost − F̂(x)`, at least 0 and below `rich`.
    pub(super) short: u64,
    /// Weighted gains of the supporters with `b̂ > x·gain`.
    pub(super) rich: u64,
    /// `F̂` is a straight line from x to here.
    pub(super) straight: u64,
}

/// What solving found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Solved {
    /// The price.
    Price(Price),
    /// The supporters have no more than this together, and the cost is not below it.
    Money(u64),
    /// The price is at least `x`, which was enough to know: there, a tangent of `F̂` with this slope reaches the cost.
    AtLeast { x: u64, slope: u64 },
}

/// What supporters pay at a price: the budgets of those it empties, and the weighted gains of the others.
#[derive(Clone, Copy, Debug)]
struct Split {
    poor: u64,
    rich: u64,
    /// No rich supporter has less than this; 0 where that was not looked at.
    least: u64,
}

impl Split {
    fn paid(self, x: u64) -> u128 {
        u128::from(self.poor) + u128::from(self.rich) * u128::from(x)
    }
}

/// Budgets and weights of classes.
pub(super) struct Purse<'a> {
    pub(super) budgets: &'a [u64],
    pub(super) weights: &'a [u32],
    /// Whether every weight is 1.
    pub(super) single: bool,
}

impl Purse<'_> {
    /// Finds the price of a project that costs `cost` fixed-point units, from a lower bound `start` of it.
    ///
    /// Each step goes to the root of the tangent to the right of `F̂` at x. `F̂` lies below its tangents, so no step
    /// passes the root; the steps end when rounding down stays where it is, or when nobody becomes poor on the way. They are
    /// broken off when `is_enough` says so of a lower bound and the slope of the tangent it is from.
    pub(super) fn solve(
        &self,
        market: &Market<'_>,
        project: usize,
        cost: u64,
        start: u64,
        is_enough: impl Fn(u64, u64) -> bool,
    ) -> Solved {
        let mut x = start;
        loop {
            let split = self.split(market, project, x);
            if split.rich == 0 {
                if split.poor <= cost {
                    return Solved::Money(split.poor);
                }
                if x == 0 {
                    return Solved::Money(0);
                }
                x = 0;
                continue;
            }
            let left = cost.saturating_sub(split.poor);
            let next = left / split.rich;
            if next == x || (next > x && next < split.least) {
                let (short, straight) = (left % split.rich, split.least.max(next));
                return Solved::Price(Price { x: next, short, rich: split.rich, straight });
            }
            if next > x && is_enough(next, split.rich) {
                return Solved::AtLeast { x: next, slope: split.rich };
            }
            x = next;
        }
    }

    /// What the supporters of a project pay together at a price: `F̂(x)`.
    pub(super) fn paid(&self, market: &Market<'_>, project: usize, x: u64) -> u128 {
        self.split(market, project, x).paid(x)
    }

    fn split(&self, market: &Market<'_>, project: usize, x: u64) -> Split {
        let (supporters, gains) = (market.supporters(project), market.gains(project));
        if !gains.is_empty() {
            self.split_by_gains(supporters, gains, x)
        } else if self.single {
            let budgets = supporters.iter().map(|&class| (self.budgets[class as usize], 1));
            split_evenly(budgets, x)
        } else {
            let weighted =
                |&class: &u32| (self.budgets[class as usize], u64::from(self.weights[class as usize]));
            split_evenly(supporters.iter().map(weighted), x)
        }
    }

    fn split_by_gains(&self, supporters: &[u32], gains: &[u64], x: u64) -> Split {
        let mut split = Split { poor: 0, rich: 0, least: 0 };
        for (&class, &gain) in supporters.iter().zip(gains) {
            let (budget, weight) = (self.budgets[class as usize], u64::from(self.weights[class as usize]));
            let rich = u64::from(budget > x.saturating_mul(gain));
            split.poor += budget * weight * (1 - rich);
            split.rich += weight * gain * rich;
        }
        split
    }
}

/// Budgets with weights, every gain 1. No branches: which voters are rich is not to be foreseen.
fn split_evenly(budgets: impl Iterator<Item = (u64, u64)>, x: u64) -> Split {
    let mut split = Split { poor: 0, rich: 0, least: u64::MAX };
    for (budget, weight) in budgets {
        let is_rich = budget > x;
        split.poor += if is_rich { 0 } else { budget * weight };
        split.rich += if is_rich { weight } else { 0 };
        split.least = split.least.min(if is_rich { budget } else { u64::MAX });
    }
    split
}
