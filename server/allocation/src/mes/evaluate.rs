//! The prices of a round's candidates, as few as are needed to tell the best.

use std::cmp::Ordering;

use super::candidate::{Candidate, Evaluated, compare_ratios};
use super::memory::Seen;
use super::price::{Purse, Solved};
use super::run::Run;

/// What is known of a candidate's price.
enum Found {
    Price(Evaluated),
    /// It is above what it was compared with.
    Dearer(Candidate),
    /// It cannot be paid, for sure.
    NotAffordable,
}

impl Run<'_> {
    /// Prices every candidate that might be the best of this round. Returns an upper bound of the price of the one that
    /// looks best, which is put last; none when no candidate is left.
    pub(super) fn evaluate(&mut self, evaluated: &mut Vec<Evaluated>) -> Option<u64> {
        let mut best: Option<(usize, u64)> = None;
        let mut certain = false;
        loop {
            while let Some(next) = self.candidates.next() {
                let beaten = best.map(|(at, high)| (high, evaluated[at].candidate.scale));
                if beaten.is_some_and(|(high, scale)| self.candidates.next_is_above(high, scale)) {
                    break;
                }
                let found = match self.recall(next, beaten).unwrap_or_else(|next| self.price(next, beaten)) {
                    Found::Price(found) => found,
                    Found::Dearer(candidate) => {
                        self.candidates.put(candidate);
                        continue;
                    }
                    Found::NotAffordable => {
                        self.candidates.take_out(next.project);
                        continue;
                    }
                };
                self.candidates.take_out(next.project);
                let better = best.is_none_or(|(at, _)| {
                    let best: &Evaluated = &evaluated[at];
                    compare_ratios(found.x, found.candidate.scale, best.x, best.candidate.scale)
                        == Ordering::Less
                });
                evaluated.push(found);
                if better {
                    best = Some((evaluated.len() - 1, self.guess_high(&found)));
                    certain = false;
                }
            }
            let (at, guess) = best?;
            if certain {
                let last = evaluated.len() - 1;
                evaluated.swap(at, last);
                return Some(guess);
            }
            best = Some((at, self.find_high(&evaluated[at], guess)));
            certain = true;
        }
    }

    /// What an earlier run says of a candidate. If that is not enough to go on with another one: the candidate, and what
    /// is known of it now.
    fn recall(&mut self, mut candidate: Candidate, beaten: Option<(u64, u64)>) -> Result<Found, Candidate> {
        let seen = self.memory.as_mut().and_then(|memory| memory.of(candidate.project, self.bought.len()));
        let Some(seen) = seen.copied() else { return Err(candidate) };
        let Some(more) = self.gained_since(&seen) else { return Err(candidate) };
        if seen.slope == 0 {
            let missing = u128::from(seen.at).saturating_sub(more);
            if missing > self.drift {
                self.note(candidate.project, missing - 1);
                return Ok(Found::NotAffordable);
            }
            return Err(candidate);
        }
        let start = seen.at.saturating_sub(u64::try_from(div_ceil(more, seen.slope)).unwrap_or(u64::MAX));
        let low = start.saturating_sub(div_ceil(self.drift, seen.slope) as u64);
        if low <= candidate.low {
            return Err(candidate);
        }
        (candidate.start, candidate.rich, candidate.recalled, candidate.low) = (start, seen.slope, true, low);
        let is_above = |(high, scale)| compare_ratios(low, candidate.scale, high, scale) == Ordering::Greater;
        if beaten.is_none_or(is_above) { Ok(Found::Dearer(candidate)) } else { Err(candidate) }
    }

    /// How much more a project's supporters may have together than when it was seen, and how far that may be off.
    fn gained_since(&self, seen: &Seen) -> Option<u128> {
        // Endowments are rounded down: their true distance is less than one unit more.
        let each = u128::from(self.fixed.checked_sub(seen.fixed)?) + 1;
        each.checked_mul(u128::from(seen.gaining))?.checked_add(u128::from(seen.drift) + self.drift)
    }

    /// Keeps for a run with more money that a tangent with this slope reaches a project's cost there; or, with slope 0,
    /// that its supporters lack so much.
    fn keep(&mut self, project: usize, at: u64, slope: u64) {
        let (round, fixed, gaining) = (self.bought.len(), self.fixed, self.gaining(project));
        if let (Some(memory), Ok(drift)) = (&mut self.memory, u64::try_from(self.drift)) {
            memory.keep(project, Seen { round, fixed, drift, gaining, at, slope });
        }
    }

    /// The price of one candidate now, or that it is above a `beaten` one: a price with its scale.
    fn price(&mut self, mut candidate: Candidate, beaten: Option<(u64, u64)>) -> Found {
        let cost = self.market.cost(candidate.project) << self.shift;
        // `F ≤ F̂ + D ≤ tangent + D`: where a tangent of this slope reaches the cost at x, the true price is not below this.
        let low = |x: u64, slope: u64| u128::from(x).saturating_sub(div_ceil(self.drift, slope)) as u64;
        let is_enough = |x: u64, slope: u64| {
            beaten.is_some_and(|(high, scale)| {
                compare_ratios(low(x, slope), candidate.scale, high, scale) == Ordering::Greater
            })
        };
        // The price at which it would be as cheap as the beaten one, or about that: a tangent there tells most.
        let even =
            beaten.map_or(0, |(high, scale)| (high as f64 * candidate.scale as f64 / scale as f64) as u64);
        let from = (candidate.start, even);
        match self.purse().solve(self.market, candidate.project, cost, from, is_enough) {
            Solved::Price(price) => {
                candidate.low = candidate.low.max(low(price.x, price.rich));
                candidate.start = price.x;
                candidate.rich = price.rich;
                candidate.recalled = false;
                self.keep(candidate.project, price.x, price.rich);
                Found::Price(Evaluated {
                    candidate,
                    x: price.x,
                    rich: price.rich,
                    short: i128::from(price.short),
                    straight: price.straight,
                })
            }
            Solved::AtLeast { x, slope } => {
                candidate.low = candidate.low.max(low(x, slope));
                candidate.start = x;
                candidate.rich = slope;
                candidate.recalled = false;
                self.keep(candidate.project, x, slope);
                Found::Dearer(candidate)
            }
            Solved::Money(money) => {
                let missing = u128::from(cost).saturating_sub(u128::from(money));
                if missing > self.drift {
                    self.keep(candidate.project, missing as u64, 0);
                    self.note(candidate.project, missing - 1);
                    return Found::NotAffordable;
                }
                let short = i128::from(cost) - i128::from(money);
                Found::Price(Evaluated { candidate, x: u64::MAX, rich: 0, short, straight: 0 })
            }
        }
    }

    /// An upper bound of a price that most likely holds.
    pub(super) fn guess_high(&self, found: &Evaluated) -> u64 {
        if found.rich == 0 {
            return u64::MAX;
        }
        let rich = u128::from(found.rich);
        let margin = 2 * (self.drift + rich) / rich;
        u64::try_from(u128::from(found.x) + margin).unwrap_or(u64::MAX)
    }

    /// An upper bound of a price that holds: `F̂(y) ≥ cost + drift`; [`u64::MAX`] if none is found.
    pub(super) fn find_high(&self, found: &Evaluated, mut high: u64) -> u64 {
        let cost = u128::from(self.market.cost(found.candidate.project)) << self.shift;
        for _ in 0..4 {
            if high == u64::MAX || self.paid_at(found, high) >= cost + self.drift {
                return high;
            }
            high = found.x.saturating_add((high - found.x).saturating_mul(16));
        }
        u64::MAX
    }

    /// What supporters pay together at a price that is not below the one found.
    fn paid_at(&self, found: &Evaluated, price: u64) -> u128 {
        if price > found.straight {
            return self.purse().paid(self.market, found.candidate.project, price);
        }
        let cost = u128::from(self.market.cost(found.candidate.project)) << self.shift;
        cost - found.short.unsigned_abs() + u128::from(price - found.x) * u128::from(found.rich)
    }

    pub(super) fn purse(&self) -> Purse<'_> {
        let weights = self.market.election.ballots.weights();
        Purse { budgets: &self.budgets, weights }
    }
}

/// A quotient rounded up; most often both fit 64 bits, which is much faster.
pub(super) fn div_ceil(amount: u128, by: u64) -> u128 {
    match u64::try_from(amount) {
        Ok(amount) if amount <= by => u128::from(amount > 0),
        Ok(amount) => u128::from(amount.div_ceil(by)),
        Err(_) => amount.div_ceil(u128::from(by)),
    }
}
