//! True prices, as fractions of whole numbers of any size, where fixed-point bounds do not tell projects apart.

use std::collections::HashMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::run::{Endowment, Purchase, Trace};
use crate::market::Market;

/// What the bounds of a run say, from which the voters on an edge are told.
pub(super) struct Known<'a> {
    pub(super) market: &'a Market<'a>,
    /// What was bought, in order, with bounds of each price.
    pub(super) bought: &'a [Purchase],
    /// For each project its place in `bought`, or `u32::MAX`.
    pub(super) places: &'a [u32],
    /// The endowment in fixed point, rounded down.
    pub(super) endowment: u64,
}

/// A true price: `numerator / (rich · denominator)` with the denominator of [`Exact`].
#[derive(Clone, Debug)]
pub(super) struct TruePrice {
    pub(super) numerator: BigInt,
    pub(super) rich: u64,
}

/// The endowment and the true prices so far, as whole numbers over one denominator.
pub(super) struct Exact {
    denominator: BigInt,
    endowment: BigInt,
    prices: Vec<BigInt>,
}

/// A voter class whose part in a payment the bounds do not tell.
struct OnEdge {
    budget: BigInt,
    gain: u64,
    weight: u64,
}

/// Supporters of a project, sorted out by the bounds.
#[derive(Default)]
struct Sorted {
    /// Weighted gains of those who can pay the price for sure.
    rich: u64,
    /// Number of those who pay all they have for sure, and how often each earlier price was taken from them.
    poor: u64,
    taken: Vec<u128>,
    /// The others, by what was taken from them: weights by gain.
    edge: HashMap<Vec<(u32, u64)>, HashMap<u64, u64>>,
}

impl Exact {
    pub(super) fn new(endowment: &Endowment) -> Self {
        Self {
            denominator: BigInt::from(endowment.denominator),
            endowment: BigInt::from(endowment.numerator),
            prices: Vec::new(),
        }
    }

    /// The true price of a project beside everything bought, none if its supporters cannot pay for it.
    pub(super) fn price(
        &mut self,
        known: &Known<'_>,
        project: usize,
        low: u64,
        high: u64,
    ) -> Option<TruePrice> {
        self.catch_up(known)?;
        self.price_after(known, known.bought.len(), project, low, high)
    }

    /// Finds the true prices of everything bought.
    fn catch_up(&mut self, known: &Known<'_>) -> Option<()> {
        while self.prices.len() < known.bought.len() {
            let next = &known.bought[self.prices.len()];
            let price = self.price_after(known, self.prices.len(), next.project, next.low, next.high)?;
            self.push(price);
        }
        Some(())
    }

    /// The price as a fixed-point number rounded down.
    pub(super) fn fixed(&self, price: &TruePrice, shift: u32) -> Option<u64> {
        let denominator = &self.denominator * price.rich;
        ((&price.numerator << shift) / denominator).to_u64()
    }

    fn push(&mut self, price: TruePrice) {
        let rest = (&price.numerator % price.rich).to_u64().unwrap_or(1);
        let common = rest.gcd(&price.rich);
        let factor = price.rich / common;
        if factor > 1 {
            self.denominator *= factor;
            self.endowment *= factor;
            for earlier in &mut self.prices {
                *earlier *= factor;
            }
        }
        self.prices.push(price.numerator / common);
    }

    fn price_after(
        &self,
        known: &Known<'_>,
        rounds: usize,
        project: usize,
        low: u64,
        high: u64,
    ) -> Option<TruePrice> {
        let sorted = sort_out(known, rounds, project, low, high);
        let mut left = &self.denominator * known.market.cost(project) - &self.endowment * sorted.poor;
        for (times, price) in sorted.taken.iter().zip(&self.prices) {
            if *times > 0 {
                left += price * BigInt::from(*times);
            }
        }
        let mut edge = self.budgets_on_edge(&sorted);
        let mut rich = sorted.rich + edge.iter().map(|voter| voter.weight * voter.gain).sum::<u64>();
        edge.sort_by(|a, b| (&a.budget * b.gain).cmp(&(&b.budget * a.gain)));
        for voter in edge {
            if &left * voter.gain <= &voter.budget * rich {
                break;
            }
            left -= voter.budget * voter.weight;
            rich -= voter.weight * voter.gain;
        }
        (rich > 0).then_some(TruePrice { numerator: left, rich })
    }

    fn budgets_on_edge(&self, sorted: &Sorted) -> Vec<OnEdge> {
        let mut edge = Vec::new();
        for (taken, weights) in &sorted.edge {
            let mut budget = self.endowment.clone();
            for &(round, gain) in taken {
                budget -= &self.prices[round as usize] * gain;
            }
            if budget.is_zero() || budget.is_negative() {
                continue;
            }
            let voters =
                weights.iter().map(|(&gain, &weight)| OnEdge { budget: budget.clone(), gain, weight });
            edge.extend(voters);
        }
        edge
    }
}

fn sort_out(known: &Known<'_>, rounds: usize, project: usize, low: u64, high: u64) -> Sorted {
    let market = known.market;
    let gains = market.gains(project);
    let mut sorted = Sorted { taken: vec![0; rounds], ..Sorted::default() };
    let mut taken: Vec<(u32, u64)> = Vec::new();
    for (at, &class) in market.supporters(project).iter().enumerate() {
        let class = class as usize;
        let (gain, weight) = (gains.get(at).copied().unwrap_or(1), market.weight(class));
        taken.clear();
        let (mut least, mut most) = (i128::from(known.endowment), i128::from(known.endowment) + 1);
        for (wish, gain) in market.wishes(class) {
            let place = known.places[wish];
            if (place as usize) < rounds {
                let purchase = &known.bought[place as usize];
                least = least.saturating_sub(product(purchase.high, gain));
                most = most.saturating_sub(product(purchase.low, gain));
                taken.push((place, gain));
            }
        }
        if most <= 0 {
            continue;
        }
        if least > 0 && most < product(low, gain) {
            sorted.poor += weight;
            for &(round, gain) in &taken {
                sorted.taken[round as usize] += u128::from(weight) * u128::from(gain);
            }
        } else if least > 0 && least >= product(high, gain) {
            sorted.rich += weight * gain;
        } else {
            taken.sort_unstable();
            *sorted.edge.entry(taken.clone()).or_default().entry(gain).or_default() += weight;
        }
    }
    sorted
}

fn product(price: u64, gain: u64) -> i128 {
    // Both are below 2⁶⁴ and gains below 2⁶², so this is below 2¹²⁶.
    (u128::from(price) * u128::from(gain)) as i128
}

/// Every class's true budget after a run, as whole numbers over one denominator.
pub fn exact_budgets(market: &Market<'_>, trace: &Trace) -> (Vec<BigInt>, BigInt) {
    let mut places = vec![u32::MAX; market.election.projects.len()];
    for (place, purchase) in (0..).zip(&trace.purchases) {
        places[purchase.project] = place;
    }
    let mut exact = Exact::new(&trace.endowment);
    let known = Known { market, bought: &trace.purchases, places: &places, endowment: trace.fixed };
    exact.catch_up(&known);
    let budgets = (0..market.election.ballots.len()).map(|class| {
        let mut budget = exact.endowment.clone();
        for (project, gain) in market.wishes(class) {
            if let Some(price) = exact.prices.get(places[project] as usize) {
                budget -= price * gain;
            }
        }
        budget.max(BigInt::zero())
    });
    let budgets = budgets.collect();
    (budgets, exact.denominator)
}
