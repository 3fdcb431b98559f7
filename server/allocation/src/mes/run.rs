//! One run of equal shares with a fixed endowment.

use std::cmp::Ordering;

use super::candidate::{Candidate, Candidates, Decision, Evaluated, compare_ratios};
use super::exact::Exact;
use super::memory::{Memory, Said, Seen};
use super::price::{Purse, Solved};
use super::slack::Slack;
use crate::market::Market;

/// What every voter starts with: `numerator / denominator` units of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endowment {
    /// Units of the election's money, times the denominator.
    pub numerator: u128,
    /// Above 0.
    pub denominator: u64,
}

/// Why equal shares was not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MesError {
    /// All endowments together are out of the range computed exactly.
    #[error("the amounts are too large to be computed exactly")]
    TooLarge,
}

/// A project bought, and bounds of its price x in fixed point: each supporter paid `min(b, x·gain)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Index of the project.
    pub project: usize,
    /// The price that was charged.
    pub charged: u64,
    /// The true price is at least this.
    pub low: u64,
    /// The true price is at most this.
    pub high: u64,
}

/// What a run did, enough to go through it again.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What every voter started with.
    pub endowment: Endowment,
    /// The same in fixed point, rounded down.
    pub fixed: u64,
    /// Fixed point counts `2^shift` to a unit of money.
    pub shift: u32,
    /// What was bought, in order.
    pub purchases: Vec<Purchase>,
}

/// A run of equal shares: [`Run::buy`] buys one project a round.
pub struct Run<'m> {
    pub(super) market: &'m Market<'m>,
    pub(super) ranks: &'m [u32],
    pub(super) shift: u32,
    endowment: Endowment,
    pub(super) fixed: u64,
    pub(super) budgets: Vec<u64>,
    /// What is known of each class: [`EMPTY`], [`SHORT`].
    pub(super) known: Vec<u8>,
    /// How many voters are in classes that are [`SHORT`].
    pub(super) short_payers: u64,
    single: bool,
    pub(super) drift: u128,
    pub(super) bought: Vec<Purchase>,
    pub(super) places: Vec<u32>,
    pub(super) candidates: Candidates,
    pub(super) exact: Exact,
    pub(super) slack: Slack,
    memory: Option<Memory>,
    /// What is priced in a round, kept so that rounds need no new memory.
    evaluated: Vec<Evaluated>,
}

/// A class whose true budget is 0 for sure.
pub(super) const EMPTY: u8 = 1;
/// A class that may once have paid less than the price.
const SHORT: u8 = 2;
/// The place of a project that is not bought.
const NOT_BOUGHT: u32 = u32::MAX;

impl<'m> Run<'m> {
    /// Gives every voter the endowment. `ranks` breaks ties, the lowest first; `eligible` says what may be bought.
    ///
    /// # Errors
    /// [`MesError::TooLarge`] if all endowments together are 2⁶² units of money or more.
    pub fn new(
        market: &'m Market<'m>,
        ranks: &'m [u32],
        endowment: Endowment,
        eligible: impl Fn(usize) -> bool,
    ) -> Result<Self, MesError> {
        let voters = u128::from(market.election.ballots.voters().max(1));
        let shift = shift_for(endowment, voters).ok_or(MesError::TooLarge)?;
        let scaled = endowment.numerator << shift;
        let denominator = u128::from(endowment.denominator);
        let fixed = (scaled / denominator) as u64;
        let projects = market.election.projects.len();
        let mut run = Self {
            market,
            ranks,
            shift,
            endowment,
            fixed,
            budgets: vec![fixed; market.election.ballots.len()],
            known: vec![0; market.election.ballots.len()],
            short_payers: 0,
            single: market.election.ballots.weights().iter().all(|&weight| weight == 1),
            drift: if scaled.is_multiple_of(denominator) { 0 } else { voters },
            bought: Vec::new(),
            places: vec![NOT_BOUGHT; projects],
            candidates: Candidates::default(),
            exact: Exact::new(&endowment),
            slack: Slack::untracked(),
            memory: None,
            evaluated: Vec::new(),
        };
        run.enter((0..projects).filter(|&p| eligible(p) && market.cost(p) > 0 && market.worth(p) > 0));
        Ok(run)
    }

    /// Tracks how much more every voter could start with before anything changes, as long as that is `step` or more
    /// (all voters' together, in fixed point).
    #[must_use]
    pub fn tracking(mut self, step: u128) -> Self {
        self.slack = Slack::tracked(step);
        self.note_hopeless();
        self
    }

    /// Uses what runs with no more money found out, on the same market with the same projects eligible, and adds to it.
    #[must_use]
    pub fn remembering(mut self, mut memory: Memory) -> Self {
        memory.ready(self.places.len(), self.shift);
        self.memory = Some(memory);
        self
    }

    /// Buys the project that is affordable for the smallest ρ; none if no further one is affordable.
    pub fn buy(&mut self) -> Option<Purchase> {
        let mut evaluated = std::mem::take(&mut self.evaluated);
        let bought = loop {
            evaluated.clear();
            let Some(high) = self.evaluate(&mut evaluated) else { break None };
            let Some(decision) = self.decide(&mut evaluated, high) else { continue };
            for rival in &evaluated {
                self.candidates.push(rival.candidate);
            }
            self.note_decision(&decision);
            self.pay(&decision);
            break self.bought.last().copied();
        };
        self.evaluated = evaluated;
        bought
    }

    /// Buys all that is affordable.
    pub fn buy_all(&mut self) {
        while self.buy().is_some() {}
    }

    /// The projects bought, in order.
    pub fn selected(&self) -> Vec<usize> {
        self.bought.iter().map(|purchase| purchase.project).collect()
    }

    /// How much more all voters together could have started with, in fixed point, without changing what is bought. To be
    /// asked when all is bought; 0 if it was not tracked.
    pub fn slack(&self) -> u128 {
        self.slack.get()
    }

    /// How many fixed-point units make a unit of money: `2^shift`.
    pub fn shift(&self) -> u32 {
        self.shift
    }

    /// What the run did.
    pub fn into_trace(self) -> Trace {
        self.into_trace_and_memory().0
    }

    /// What the run did, and what a run with more money may use; nothing if this one was not to remember.
    pub fn into_trace_and_memory(self) -> (Trace, Memory) {
        let Self { endowment, fixed, shift, bought, memory, .. } = self;
        (Trace { endowment, fixed, shift, purchases: bought }, memory.unwrap_or_default())
    }

    fn enter(&mut self, projects: impl Iterator<Item = usize>) {
        let candidates = projects.filter_map(|project| {
            let (cost, worth) = (self.market.cost(project), self.market.worth(project));
            // All money together is below 2⁶³: what costs more is never affordable.
            (u128::from(cost) << self.shift < 1 << 63).then(|| {
                let low = (cost << self.shift) / worth;
                let scale = self.market.scale(project);
                Candidate { project, scale, low, start: low, rich: 0, recalled: false }
            })
        });
        self.candidates = Candidates::new(self.places.len(), candidates);
    }

    /// Prices every candidate that might be the best of this round. Returns an upper bound of the price of the one that
    /// looks best, which is put last; none when no candidate is left.
    fn evaluate(&mut self, evaluated: &mut Vec<Evaluated>) -> Option<u64> {
        let mut best: Option<(usize, u64)> = None;
        let mut certain = false;
        loop {
            while let Some(next) = self.candidates.next() {
                let beaten = best.map(|(at, high)| (high, evaluated[at].candidate.scale));
                if beaten.is_some_and(|(high, scale)| self.candidates.next_is_above(high, scale)) {
                    break;
                }
                let found = match self.recall(next).unwrap_or_else(|| self.price(next, beaten)) {
                    Found::Price(found) => found,
                    Found::Dearer(candidate) => {
                        self.candidates.put_back(candidate);
                        continue;
                    }
                    Found::NotAffordable => {
                        self.candidates.pop();
                        continue;
                    }
                };
                self.candidates.pop();
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

    /// What an earlier run says of a candidate, if that is more than is known of it.
    fn recall(&mut self, mut candidate: Candidate) -> Option<Found> {
        let seen = *self.memory.as_ref()?.of(candidate.project, self.bought.len())?;
        // Endowments are rounded down: their true distance is less than one unit more.
        let each = u128::from(self.fixed.checked_sub(seen.fixed)?) + 1;
        let more = each.checked_mul(u128::from(seen.gaining))?.checked_add(seen.drift + self.drift)?;
        match seen.said {
            Said::Tangent { x, slope } => {
                let start = x.saturating_sub(u64::try_from(div_ceil(more, slope)).unwrap_or(u64::MAX));
                let low = start.saturating_sub(div_ceil(self.drift, slope) as u64);
                (low > candidate.low).then(|| {
                    (candidate.start, candidate.rich, candidate.recalled) = (start, slope, true);
                    candidate.low = low;
                    Found::Dearer(candidate)
                })
            }
            Said::Missing(missing) => {
                let missing = missing.checked_sub(more)?;
                (missing > self.drift).then(|| {
                    self.note(candidate.project, missing - 1);
                    Found::NotAffordable
                })
            }
        }
    }

    fn keep(&mut self, project: usize, said: Said) {
        let (round, fixed, drift) = (self.bought.len(), self.fixed, self.drift);
        let gaining = self.gaining(project);
        if let Some(memory) = &mut self.memory {
            memory.keep(project, Seen { round, fixed, drift, gaining, said });
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
        match self.purse().solve(self.market, candidate.project, cost, candidate.start, is_enough) {
            Solved::Price(price) => {
                candidate.low = candidate.low.max(low(price.x, price.rich));
                candidate.start = price.x;
                candidate.rich = price.rich;
                candidate.recalled = false;
                self.keep(candidate.project, Said::Tangent { x: price.x, slope: price.rich });
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
                self.keep(candidate.project, Said::Tangent { x, slope });
                Found::Dearer(candidate)
            }
            Solved::Money(money) => {
                let missing = u128::from(cost).saturating_sub(u128::from(money));
                if missing > self.drift {
                    self.keep(candidate.project, Said::Missing(missing));
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

    fn pay(&mut self, decision: &Decision) {
        let Decision { winner, low, high, .. } = *decision;
        let project = winner.candidate.project;
        if self.market.gains(project).is_empty() {
            self.pay_evenly(project, winner.x, low, high);
        } else {
            self.pay_by_gains(project, winner.x, low, high);
        }
        if let Some(memory) = &mut self.memory {
            memory.bought(self.bought.len(), project);
        }
        self.drift += winner.short.unsigned_abs();
        self.places[project] = self.bought.len() as u32;
        self.bought.push(Purchase { project, charged: winner.x, low, high });
    }

    /// Every supporter pays `x`, or all they have. The true price is from `low` to `high`.
    fn pay_evenly(&mut self, project: usize, x: u64, low: u64, high: u64) {
        // Paid in full for sure is what is not below the highest price and the drift; empty for sure is whoever has no
        // more than the lowest price less the drift.
        let full = u64::try_from(u128::from(high) + self.drift).unwrap_or(u64::MAX);
        let empty = u128::from(low).checked_sub(self.drift).map_or(0, |least| least as u64 + 1);
        for &class in self.market.supporters(project) {
            let budget = &mut self.budgets[class as usize];
            let had = *budget;
            *budget = had.saturating_sub(x);
            if had < full {
                self.fall_short(class as usize, had < empty);
            }
        }
    }

    fn pay_by_gains(&mut self, project: usize, x: u64, low: u64, high: u64) {
        let (supporters, gains) = (self.market.supporters(project), self.market.gains(project));
        let fits = |amount: u128| u64::try_from(amount).unwrap_or(u64::MAX);
        for (&class, &gain) in supporters.iter().zip(gains) {
            let budget = &mut self.budgets[class as usize];
            let had = *budget;
            *budget = had.saturating_sub(x.saturating_mul(gain));
            let full = (u128::from(high) * u128::from(gain)).saturating_add(self.drift);
            if had < fits(full) {
                let empty = u128::from(had) + self.drift <= u128::from(low) * u128::from(gain);
                self.fall_short(class as usize, empty);
            }
        }
    }

    /// Notes that a class may have paid less than the price, and whether it has nothing left for sure.
    fn fall_short(&mut self, class: usize, empty: bool) {
        let known = &mut self.known[class];
        if empty {
            *known |= EMPTY;
        }
        if *known & SHORT == 0 {
            *known |= SHORT;
            self.short_payers += self.market.weight(class);
        }
    }

    pub(super) fn purse(&self) -> Purse<'_> {
        let weights = self.market.election.ballots.weights();
        Purse { budgets: &self.budgets, weights, single: self.single }
    }
}

/// A quotient rounded up; most often both fit 64 bits, which is much faster.
pub(super) fn div_ceil(amount: u128, by: u64) -> u128 {
    match u64::try_from(amount) {
        Ok(amount) => u128::from(amount.div_ceil(by)),
        Err(_) => amount.div_ceil(u128::from(by)),
    }
}

/// What is known of a candidate's price.
enum Found {
    Price(Evaluated),
    /// It is above what it was compared with.
    Dearer(Candidate),
    /// It cannot be paid, for sure.
    NotAffordable,
}

/// The largest shift with which all endowments together stay below 2⁶³.
fn shift_for(endowment: Endowment, voters: u128) -> Option<u32> {
    let whole = endowment.numerator.div_ceil(u128::from(endowment.denominator)).max(1);
    let all = whole.checked_mul(voters)?;
    let room = all.leading_zeros().checked_sub(65)?;
    // `numerator << shift` must fit 128 bits as well.
    Some(room.min(endowment.numerator.max(1).leading_zeros()).min(62))
}
