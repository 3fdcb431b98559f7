//! One run of equal shares with a fixed endowment.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::exact::{Exact, Known, TruePrice};
use super::price::{Purse, Solved};
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

/// A project that may still be bought.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    project: usize,
    scale: u64,
    /// A lower bound of the true price.
    low: u64,
    /// A lower bound of the fixed-point price, to start solving from.
    start: u64,
}

impl Candidate {
    /// Compares `low / scale` of two candidates: prices below 2⁶⁴ times costs below 2⁶² fit 128 bits.
    fn compare(&self, other: &Self) -> Ordering {
        compare_ratios(self.low, self.scale, other.low, other.scale)
    }
}

fn compare_ratios(a: u64, scale_a: u64, b: u64, scale_b: u64) -> Ordering {
    (u128::from(a) * u128::from(scale_b)).cmp(&(u128::from(b) * u128::from(scale_a)))
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Candidate {}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
/// The candidate with the lowest bound is the greatest: a heap gives it first.
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.compare(self)
    }
}

/// A candidate whose price was found in this round.
#[derive(Clone, Copy, Debug)]
struct Evaluated {
    candidate: Candidate,
    x: u64,
    rich: u64,
    short: i128,
}

/// A run of equal shares: [`Run::next`] buys one project a round.
pub struct Run<'m> {
    market: &'m Market<'m>,
    ranks: &'m [u32],
    shift: u32,
    endowment: u64,
    budgets: Vec<u64>,
    /// Classes whose true budget is 0 for sure.
    emptied: Vec<bool>,
    drift: u128,
    bought: Vec<Purchase>,
    places: Vec<u32>,
    candidates: BinaryHeap<Candidate>,
    exact: Exact,
}

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
        let drift = if scaled.is_multiple_of(denominator) { 0 } else { voters };
        let projects = market.election.projects.len();
        let mut candidates = Vec::new();
        for project in (0..projects).filter(|&p| eligible(p)) {
            let (cost, worth) = (market.cost(project), market.worth(project));
            if cost == 0 || worth == 0 || u128::from(cost) << shift >= 1 << 63 {
                continue;
            }
            let low = (cost << shift) / worth;
            candidates.push(Candidate { project, scale: market.scale(project), low, start: low });
        }
        Ok(Self {
            market,
            ranks,
            shift,
            endowment: fixed,
            budgets: vec![fixed; market.election.ballots.len()],
            emptied: vec![false; market.election.ballots.len()],
            drift,
            bought: Vec::new(),
            places: vec![NOT_BOUGHT; projects],
            candidates: candidates.into(),
            exact: Exact::new(&endowment),
        })
    }

    /// Buys the project that is affordable for the smallest ρ; none if no further one is affordable.
    pub fn next(&mut self) -> Option<Purchase> {
        loop {
            let (mut evaluated, high) = self.evaluate()?;
            let Some(best) = self.decide(&mut evaluated, high) else { continue };
            self.candidates.extend(evaluated.iter().map(|e| e.candidate));
            self.pay(&best);
            return self.bought.last().copied();
        }
    }

    /// What was bought so far.
    pub fn bought(&self) -> &[Purchase] {
        &self.bought
    }

    /// Prices every candidate that might be the best of this round. Returns them with an upper bound of the price of the
    /// one that looks best, which is put last; none when no candidate is left.
    fn evaluate(&mut self) -> Option<(Vec<Evaluated>, u64)> {
        let mut evaluated: Vec<Evaluated> = Vec::new();
        let mut best: Option<(usize, u64)> = None;
        let mut certain = false;
        loop {
            while let Some(&top) = self.candidates.peek() {
                if let Some((at, high)) = best {
                    let best = &evaluated[at].candidate;
                    if compare_ratios(top.low, top.scale, high, best.scale) == Ordering::Greater {
                        break;
                    }
                }
                self.candidates.pop();
                let Some(found) = self.price(top) else { continue };
                let better = best.is_none_or(|(at, _)| {
                    let best: &Evaluated = &evaluated[at];
                    compare_ratios(found.x, found.candidate.scale, best.x, best.candidate.scale) == Ordering::Less
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
                return Some((evaluated, guess));
            }
            best = Some((at, self.find_high(&evaluated[at], guess)));
            certain = true;
        }
    }

    /// The price of one candidate now; none if it is not affordable for sure.
    fn price(&self, mut candidate: Candidate) -> Option<Evaluated> {
        let cost = self.market.cost(candidate.project) << self.shift;
        match self.purse().solve(self.market, candidate.project, cost, candidate.start, u64::MAX) {
            Solved::Price(price) => {
                let low = u128::from(price.x).saturating_sub(self.drift.div_ceil(u128::from(price.rich))) as u64;
                candidate.low = candidate.low.max(low);
                candidate.start = price.x;
                let short = i128::from(price.short);
                Some(Evaluated { candidate, x: price.x, rich: price.rich, short })
            }
            Solved::Above { .. } => None,
            Solved::Money(money) if u128::from(money) + self.drift < u128::from(cost) => None,
            Solved::Money(money) => {
                let short = i128::from(cost) - i128::from(money);
                Some(Evaluated { candidate, x: u64::MAX, rich: 0, short })
            }
        }
    }

    /// An upper bound of a price that most likely holds.
    fn guess_high(&self, found: &Evaluated) -> u64 {
        if found.rich == 0 {
            return u64::MAX;
        }
        let rich = u128::from(found.rich);
        let margin = 2 * (self.drift + rich) / rich;
        u64::try_from(u128::from(found.x) + margin).unwrap_or(u64::MAX)
    }

    /// An upper bound of a price that holds: `F̂(y) ≥ cost + drift`; [`u64::MAX`] if none is found.
    fn find_high(&self, found: &Evaluated, mut high: u64) -> u64 {
        let cost = u128::from(self.market.cost(found.candidate.project)) << self.shift;
        for _ in 0..4 {
            if high == u64::MAX || self.purse().paid(self.market, found.candidate.project, high) >= cost + self.drift {
                return high;
            }
            high = found.x.saturating_add((high - found.x).saturating_mul(16));
        }
        u64::MAX
    }

    /// Picks the best of those evaluated and takes it out of them. None if, looked at exactly, none is affordable: those
    /// that are not are gone then.
    fn decide(&mut self, evaluated: &mut Vec<Evaluated>, high: u64) -> Option<(Evaluated, u64, u64)> {
        let scale = evaluated.last()?.candidate.scale;
        let rivals: Vec<usize> = (0..evaluated.len())
            .filter(|&at| {
                let c = &evaluated[at].candidate;
                compare_ratios(c.low, c.scale, high, scale) != Ordering::Greater
            })
            .collect();
        if high < u64::MAX && rivals.len() == 1 {
            let best = evaluated.pop()?;
            return Some((best, best.candidate.low, high));
        }
        if let Some(winner) = self.decide_plainly(evaluated, &rivals) {
            let best = evaluated.swap_remove(winner);
            return Some((best, best.x, best.x + 1));
        }
        self.decide_exactly(evaluated, &rivals)
    }

    /// Decides between rivals whose supporters either have nothing left or can all pay the same in full: each price is
    /// then `cost / R` exactly, with R the weighted gains of those who pay. None if that is not so for one of them.
    fn decide_plainly(&self, evaluated: &[Evaluated], rivals: &[usize]) -> Option<usize> {
        let plain = |e: &Evaluated| {
            let project = e.candidate.project;
            let rich = self.rich_or_empty(project, u128::from(e.x) + 1 + self.drift)?;
            // ρ = cost / (R · scale), where the scale is the cost or 1.
            Some(if e.candidate.scale > 1 { (1, rich) } else { (self.market.cost(project), rich) })
        };
        let mut best: Option<(usize, (u64, u64))> = None;
        for &at in rivals {
            let ratio = plain(&evaluated[at])?;
            let wins = best.is_none_or(|(other, best)| {
                let rank = |at: usize| self.ranks[evaluated[at].candidate.project];
                compare_ratios(ratio.0, ratio.1, best.0, best.1).then(rank(at).cmp(&rank(other))) == Ordering::Less
            });
            if wins {
                best = Some((at, ratio));
            }
        }
        best.map(|(at, _)| at)
    }

    /// The weighted gains of supporters with more than `x·gain`, if all others have nothing for sure. No single budget is
    /// off by more than the drift.
    fn rich_or_empty(&self, project: usize, x: u128) -> Option<u64> {
        let x = u64::try_from(x).ok()?;
        let gains = self.market.gains(project);
        let mut rich = 0;
        for (at, &class) in self.market.supporters(project).iter().enumerate() {
            let gain = gains.get(at).copied().unwrap_or(1);
            if self.budgets[class as usize] > x.saturating_mul(gain) {
                rich += self.market.weight(class as usize) * gain;
            } else if !self.emptied[class as usize] {
                return None;
            }
        }
        (rich > 0).then_some(rich)
    }

    /// Decides between rivals by their true prices.
    fn decide_exactly(&mut self, evaluated: &mut Vec<Evaluated>, rivals: &[usize]) -> Option<(Evaluated, u64, u64)> {
        let mut best: Option<(usize, TruePrice)> = None;
        let mut gone = Vec::new();
        for &at in rivals {
            let Some(price) = self.true_price(&evaluated[at]) else {
                gone.push(at);
                continue;
            };
            let wins = best.as_ref().is_none_or(|(other, best)| {
                let (a, b) = (&evaluated[at].candidate, &evaluated[*other].candidate);
                let mine = &price.numerator * best.rich * b.scale;
                let theirs = &best.numerator * price.rich * a.scale;
                mine.cmp(&theirs).then(self.ranks[a.project].cmp(&self.ranks[b.project])) == Ordering::Less
            });
            if wins {
                best = Some((at, price));
            }
        }
        let winner = best.as_ref().map(|(at, _)| evaluated[*at]);
        let project = winner.map(|w| w.candidate.project);
        let gone: Vec<usize> = gone.into_iter().map(|at| evaluated[at].candidate.project).collect();
        evaluated.retain(|e| Some(e.candidate.project) != project && !gone.contains(&e.candidate.project));
        let Some(((_, price), winner)) = best.zip(winner) else {
            self.candidates.extend(evaluated.drain(..).map(|e| e.candidate));
            return None;
        };
        let low = self.exact.fixed(&price, self.shift).unwrap_or(0);
        Some((winner, low, low.saturating_add(1)))
    }

    fn true_price(&mut self, of: &Evaluated) -> Option<TruePrice> {
        let high = self.find_high(of, self.guess_high(of));
        let known = Known {
            market: self.market,
            bought: &self.bought,
            places: &self.places,
            endowment: self.endowment,
        };
        self.exact.price(&known, of.candidate.project, of.candidate.low, high)
    }

    fn pay(&mut self, (winner, low, high): &(Evaluated, u64, u64)) {
        let project = winner.candidate.project;
        let gains = self.market.gains(project);
        for (at, &class) in self.market.supporters(project).iter().enumerate() {
            let gain = gains.get(at).copied().unwrap_or(1);
            let budget = &mut self.budgets[class as usize];
            self.emptied[class as usize] |= u128::from(*budget) + self.drift <= u128::from(*low) * u128::from(gain);
            *budget = budget.saturating_sub(winner.x.saturating_mul(gain));
        }
        self.drift += winner.short.unsigned_abs();
        self.places[project] = self.bought.len() as u32;
        self.bought.push(Purchase { project, charged: winner.x, low: *low, high: *high });
    }

    fn purse(&self) -> Purse<'_> {
        Purse { budgets: &self.budgets, weights: self.market.election.ballots.weights() }
    }
}

/// The largest shift with which all endowments together stay below 2⁶³.
fn shift_for(endowment: Endowment, voters: u128) -> Option<u32> {
    let whole = endowment.numerator.div_ceil(u128::from(endowment.denominator)).max(1);
    let all = whole.checked_mul(voters)?;
    let room = all.leading_zeros().checked_sub(65)?;
    // `numerator << shift` must fit 128 bits as well.
    Some(room.min(endowment.numerator.max(1).leading_zeros()).min(62))
}
