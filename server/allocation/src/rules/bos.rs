//! The Method of Equal Shares with Bounded Overspending.
//!
//! Source: Papasotiropoulos, Pishbin, Skibski, Skowron, Wąs, *Method of Equal Shares with Bounded Overspending* (EC 2025,
//! doi 10.1145/3736252.3742637, arXiv 2409.15005).
//!
//! Every voter starts with `B/n`. For a part α ∈ (0, 1] of its cost, a project is (α, ρ)-affordable if
//! `Σ_i min(b_i, αρ·U_i(c)) = α·cost(c)`. Among the projects that fit into what is left of the budget and whose supporters
//! have any money, the one with the smallest `ρ/α` is bought: its supporters pay `ρ·U_i(c)`, or all they have; what is
//! missing is overspent, at the cost of nobody else's share. The rule ends when no project fits that anyone with money
//! supports. If a project has its smallest ρ/α for several α, the largest is taken.
//!
//! What that was checked against: the paper's text beyond its summary was not at hand when this was written, so no numbers of
//! its definitions are cited. The definition is the one that a draft of the rule for pabutools restates, whose floating
//! point and order of ties are not followed; `tests/bos.rs` works out by hand the three elections by which the authors
//! motivate the rule, and `tests/properties` holds it against their guarantee (EJR up to one project and
//! `(n − |S|)/(2|S|)` times the highest cost, for cost utility) over every group of small elections, and against a
//! version that tries every λ of every project in every round.
//!
//! With λ = αρ and `f(λ) = Σ min(b_i, λU_i)`, `α = f(λ)/cost` and `ρ/α = λ·cost²/f(λ)²`. Between two values b_i/U_i, f is
//! `P + Rλ`; the derivative of λ/(P + Rλ)² has the sign of P − Rλ, so there the quotient rises, then falls: its minimum over
//! a piece is at an end. So only the b_i/U_i, and the λ of the full payment, have to be looked at. When budgets fall, f
//! falls and the quotient rises: one of an earlier round is a lower bound (lazy evaluation).
//!
//! # How it decides
//! Each overspending doubles the length of the payments' fractions. Where ballots are few they are computed exactly, up to
//! [`MOST_LENGTH`] bits. Beyond that, budgets are intervals of fixed-point numbers and every operation rounds outwards; if
//! bounds overlap where something is decided, the whole rule is run again with more bits ([`BITS`]). What overlaps with
//! the most bits differs by less than some 2⁻¹⁰⁰⁰ and is taken for equal: the order of ties decides. Projects on the very
//! same terms (cost, and intervals of their supporters' money) are known to tie without that.

mod number;

use num_rational::BigRational;

use crate::market::Market;
use number::{Interval, Number};

/// Bits after the point of intervals: each is tried in turn.
pub const BITS: [u32; 2] = [256, 1280];
/// The longest fractions used, in bits.
pub const MOST_LENGTH: u64 = 4096;
/// The most entries on all ballots with which fractions are tried.
pub const FEW_ENTRIES: usize = 10_000;

/// Buys projects one by one; returns them in that order. `ranks` breaks ties, `eligible` says what may be bought.
///
/// Supported projects that cost nothing come first.
pub fn bos(market: &Market<'_>, ranks: &[u32], eligible: impl Fn(usize) -> bool) -> Vec<usize> {
    let open: Vec<usize> =
        (0..market.election.projects.len()).filter(|&p| eligible(p) && market.worth(p) > 0).collect();
    if market.election.ballots.entries().len() <= FEW_ENTRIES
        && let Ok(selected) = Buyer::<BigRational>::new(market, ranks, 0, &open).buy_all(false)
    {
        return selected;
    }
    if let Ok(selected) = Buyer::<Interval>::new(market, ranks, BITS[0], &open).buy_all(false) {
        return selected;
    }
    Buyer::<Interval>::new(market, ranks, BITS[1], &open).buy_all(true).unwrap_or_default()
}

/// The numbers do not tell what to decide, or are too long.
struct Undecided;

/// What a project would be bought for.
#[derive(Clone)]
struct Offer<N> {
    /// `ρ/α`.
    quotient: N,
    /// What a supporter pays per gain: `ρ·scale`.
    price: N,
}

struct Candidate<N> {
    project: usize,
    offer: Option<Offer<N>>,
    round: usize,
}

struct Buyer<'m, N> {
    market: &'m Market<'m>,
    ranks: &'m [u32],
    bits: u32,
    budgets: Vec<N>,
    candidates: Vec<Candidate<N>>,
    selected: Vec<usize>,
    left: u64,
    last: bool,
}

impl<'m, N: Number> Buyer<'m, N> {
    fn new(market: &'m Market<'m>, ranks: &'m [u32], bits: u32, open: &[usize]) -> Self {
        let election = market.election;
        let endowment = N::whole(bits, election.budget).over(election.ballots.voters().max(1));
        let (free, costly): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&p| market.cost(p) == 0);
        Self {
            market,
            ranks,
            bits,
            budgets: vec![endowment; election.ballots.len()],
            candidates: costly
                .into_iter()
                .map(|project| Candidate { project, offer: None, round: 0 })
                .collect(),
            selected: free,
            left: election.budget,
            last: false,
        }
    }

    /// With `last`, what the bounds do not tell is taken for equal.
    fn buy_all(mut self, last: bool) -> Result<Vec<usize>, Undecided> {
        self.last = last;
        for round in 1.. {
            let left = self.left;
            self.candidates.retain(|c| self.market.cost(c.project) <= left);
            let Some((project, price)) = self.best(round)? else { break };
            self.pay(project, &price)?;
            self.left -= self.market.cost(project);
            self.candidates.retain(|c| c.project != project);
            self.selected.push(project);
        }
        Ok(self.selected)
    }

    /// The project with the smallest quotient, and its price; none if no candidate is left.
    fn best(&mut self, round: usize) -> Result<Option<(usize, N)>, Undecided> {
        loop {
            let order = |a: &&Candidate<N>, b: &&Candidate<N>| match (&a.offer, &b.offer) {
                (Some(x), Some(y)) => x.quotient.compare(&y.quotient),
                (x, y) => x.is_some().cmp(&y.is_some()),
            };
            let Some(first) = self.candidates.iter().min_by(order) else { return Ok(None) };
            let stale = |c: &Candidate<N>| c.round < round || c.offer.is_none();
            let rivals = |c: &&Candidate<N>| match (&c.offer, &first.offer) {
                (Some(offer), Some(best)) => offer.quotient.may_be_at_most(&best.quotient),
                _ => true,
            };
            let look_at = if stale(first) {
                Some(first.project)
            } else {
                self.candidates.iter().filter(rivals).find(|c| stale(c)).map(|c| c.project)
            };
            let Some(project) = look_at else {
                let tied: Vec<&Candidate<N>> = self.candidates.iter().filter(rivals).collect();
                return self.break_tie(&tied);
            };
            let offer = self.offer(project)?;
            self.candidates.retain(|c| c.project != project || offer.is_some());
            if let Some(candidate) = self.candidates.iter_mut().find(|c| c.project == project) {
                candidate.offer = offer;
                candidate.round = round;
            }
        }
    }

    /// All whose bounds overlap the best's have been looked at.
    fn break_tie(&self, tied: &[&Candidate<N>]) -> Result<Option<(usize, N)>, Undecided> {
        let exact = |a: &Candidate<N>, b: &Candidate<N>| match (&a.offer, &b.offer) {
            (Some(x), Some(y)) => {
                x.quotient.surely_at_least(&y.quotient) && y.quotient.surely_at_least(&x.quotient)
            }
            _ => false,
        };
        let same =
            |pair: &[&Candidate<N>]| exact(pair[0], pair[1]) || self.same(pair[0].project, pair[1].project);
        if !self.last && !tied.windows(2).all(same) {
            return Err(Undecided);
        }
        let winner = tied.iter().min_by_key(|c| self.ranks[c.project]);
        Ok(winner.and_then(|c| c.offer.as_ref().map(|offer| (c.project, offer.price.clone()))))
    }

    /// Whether two projects are bought on the very same terms: they cost the same, and as many supporters with the same
    /// bounds of money gain the same. Budgets made by the same payments have the same bounds.
    fn same(&self, a: usize, b: usize) -> bool {
        self.market.cost(a) == self.market.cost(b) && self.purses(a) == self.purses(b)
    }

    /// A project's supporters with money: their budgets, gains and number, by budget per gain.
    fn purses(&self, project: usize) -> Vec<(N, u64, u64)> {
        let gains = self.market.gains(project);
        let mut purses: Vec<(&N, u64, u64)> = Vec::new();
        for (at, &class) in self.market.supporters(project).iter().enumerate() {
            let budget = &self.budgets[class as usize];
            if budget.zero() != Some(true) {
                purses.push((
                    budget,
                    gains.get(at).copied().unwrap_or(1),
                    self.market.weight(class as usize),
                ));
            }
        }
        let order = |a: &(&N, u64, u64), b: &(&N, u64, u64)| {
            if a.1 == b.1 {
                a.0.compare(b.0)
            } else {
                a.0.times(b.1).compare(&b.0.times(a.1)).then(a.1.cmp(&b.1))
            }
        };
        purses.sort_by(order);
        let mut grouped: Vec<(N, u64, u64)> = Vec::new();
        for (budget, gain, weight) in purses {
            match grouped.last_mut() {
                Some(last) if last.0 == *budget && last.1 == gain => last.2 += weight,
                _ => grouped.push((budget.clone(), gain, weight)),
            }
        }
        grouped
    }

    /// The offer with the smallest quotient; none if no supporter has money.
    ///
    /// Bounds hold although supporters are sorted by the lower bounds of their money per gain: those before one with share
    /// λ pay at least `min(b.low, λ.low·gain) = b.low` and at most `b.high`, those after it between `λ.low·gain` and
    /// `λ.high·gain`.
    fn offer(&self, project: usize) -> Result<Option<Offer<N>>, Undecided> {
        let purses = self.purses(project);
        let cost = N::whole(self.bits, self.market.cost(project));
        let scale = self.market.scale(project);
        let mut rich: u64 = purses.iter().map(|(_, gain, weight)| gain * weight).sum();
        let mut paid = N::whole(self.bits, 0);
        let mut best: Option<Offer<N>> = None;
        for (budget, gain, weight) in &purses {
            let share = budget.over(*gain);
            let collected = paid.plus(&share.times(rich));
            if collected.surely_at_least(&cost) {
                let share = cost.minus(&paid).over(rich);
                return self.better(best, offer_at(&share, &cost, &cost, scale)).map(Some);
            }
            best = Some(self.better(best, offer_at(&share, &collected.at_most(&cost), &cost, scale))?);
            paid = paid.plus(&budget.times(*weight));
            rich -= gain * weight;
        }
        Ok(best)
    }

    /// The better of the best offer so far and one with a larger part of the cost paid, which wins a tie.
    fn better(&self, best: Option<Offer<N>>, next: Offer<N>) -> Result<Offer<N>, Undecided> {
        if next.price.length() > MOST_LENGTH {
            return Err(Undecided);
        }
        let Some(best) = best else { return Ok(next) };
        if !next.quotient.may_be_at_most(&best.quotient) {
            return Ok(best);
        }
        if best.quotient.surely_at_least(&next.quotient) || self.last { Ok(next) } else { Err(Undecided) }
    }

    fn pay(&mut self, project: usize, price: &N) -> Result<(), Undecided> {
        let gains = self.market.gains(project);
        for (at, &class) in self.market.supporters(project).iter().enumerate() {
            let gain = gains.get(at).copied().unwrap_or(1);
            let budget = &mut self.budgets[class as usize];
            *budget = budget.minus(&price.times(gain));
            if budget.zero().is_none() {
                if !self.last {
                    return Err(Undecided);
                }
                *budget = budget.clone().settled();
            }
        }
        Ok(())
    }
}

/// The offer at a λ (`share`, per gain): `α = collected/cost`, `ρ·scale = share/α`, `ρ/α = share/(α²·scale)`.
fn offer_at<N: Number>(share: &N, collected: &N, cost: &N, scale: u64) -> Offer<N> {
    let price = share.ratio(cost, collected);
    let quotient = price.ratio(cost, collected).over(scale);
    Offer { quotient, price }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    #[test]
    fn intervals_hold_what_fractions_say() {
        let third = |bits| Interval::whole(bits, 1).over(3);
        let whole = third(64).times(3);
        assert_eq!(whole.compare(&Interval::whole(64, 1)), Ordering::Less);
        assert!(whole.may_be_at_most(&Interval::whole(64, 1)));
        assert!(!whole.surely_at_least(&Interval::whole(64, 1)));
        assert_eq!(Interval::whole(64, 1).minus(&whole).zero(), None);
        assert_eq!(Interval::whole(64, 1).minus(&Interval::whole(64, 2)).zero(), Some(true));
    }
}
