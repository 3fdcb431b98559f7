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
}

/// What solving found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Solved {
    /// The price.
    Price(Price),
    /// The supporters have no more than this together, and the cost is not below it.
    Money(u64),
}

/// What supporters pay at a price: the budgets of those it empties, and the weighted gains of the others.
#[derive(Clone, Copy, Debug, Default)]
struct Split {
    poor: u64,
    rich: u64,
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
    /// Finds the price of a project that costs `cost` fixed-point units, from a lower bound `start` of it.
    ///
    /// Each step goes to the root of the tangent to the right of `F̂` at x. `F̂` lies below its tangents, so no step
    /// passes the root; the steps end when rounding down stays where it is.
    pub(super) fn solve(&self, market: &Market<'_>, project: usize, cost: u64, start: u64) -> Solved {
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
            if next == x {
                return Solved::Price(Price { x, short: left % split.rich, rich: split.rich });
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
        let mut split = Split::default();
        if gains.is_empty() {
            for &class in supporters {
                let (budget, weight) =
                    (self.budgets[class as usize], u64::from(self.weights[class as usize]));
                let rich = u64::from(budget > x);
                split.poor += budget * weight * (1 - rich);
                split.rich += weight * rich;
            }
        } else {
            for (&class, &gain) in supporters.iter().zip(gains) {
                let (budget, weight) =
                    (self.budgets[class as usize], u64::from(self.weights[class as usize]));
                let rich = u64::from(budget > x.saturating_mul(gain));
                split.poor += budget * weight * (1 - rich);
                split.rich += weight * gain * rich;
            }
        }
        split
    }
}
