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
}

impl Purse<'_> {
    /// Finds the price of a project that costs `cost` fixed-point units, from a lower bound of it, or first from another
    /// number if that is above it.
    ///
    /// Each step goes to the root of the tangent to the right of `F̂` at x. `F̂` lies below its tangents, wherever x is, so no
    /// step passes the root; the steps end when rounding down stays where it is, or when nobody becomes poor on the way. They are
    /// broken off when `is_enough` says so of a lower bound and the slope of the tangent it is from.
    pub(super) fn solve(
        &self,
        market: &Market<'_>,
        project: usize,
        cost: u64,
        (start, first): (u64, u64),
        is_enough: impl Fn(u64, u64) -> bool,
    ) -> Solved {
        let mut x = start.max(first);
        loop {
            let split = self.split(market, project, x);
            if split.rich == 0 {
                if split.poor <= cost {
                    return Solved::Money(split.poor);
                }
                if x == 0 {
                    return Solved::Money(0);
                }
                x = if x > start { start } else { 0 };
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
            return self.split_by_gains(supporters, gains, x);
        }
        let (singles, others) = supporters.split_at(market.singles(project));
        let split = split_singles(singles.iter().map(|&class| self.budgets[class as usize]), x);
        others.iter().fold(split, |mut split, &class| {
            let (budget, weight) = (self.budgets[class as usize], u64::from(self.weights[class as usize]));
            let is_rich = budget > x;
            split.poor += if is_rich { 0 } else { budget * weight };
            split.rich += if is_rich { weight } else { 0 };
            split.least = split.least.min(if is_rich { budget } else { u64::MAX });
            split
        })
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

/// Budgets of one voter each, every gain 1. No branches: which voters are rich is not to be foreseen. What is paid is
/// summed up in the place of what the poor have, and how much more than `x` the rich have at least, less 1: of the poor
/// that wraps around to more than any of the rich has.
fn split_singles(budgets: impl Iterator<Item = u64>, x: u64) -> Split {
    let (mut paid, mut rich, mut least) = (0_u64, 0_u64, u64::MAX);
    for budget in budgets {
        paid += budget.min(x);
        rich += u64::from(budget > x);
        least = least.min(budget.wrapping_sub(x).wrapping_sub(1));
    }
    let least = if rich > 0 { least + x + 1 } else { u64::MAX };
    Split { poor: paid - rich * x, rich, least }
}
