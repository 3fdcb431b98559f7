//! How much more every voter could start with before a run's course changes, exactly: amounts as lines.
//!
//! As long as a run takes the same course (it buys the same projects in the same order, and the same supporters of each
//! have more than its price) every amount in it is a straight line over the endowment: budgets start at `e`, a price is
//! `(cost − Σ w·b over the poor) / R`, a rich supporter's budget falls by a multiple of it. So a run with lines for numbers
//! tells where each comparison it rests on would turn, and the nearest of those is the room there is. Slower than a run
//! by far, and what it says is often less than the [slack](super::slack) of one; but it sees through ties that last, and
//! through amounts so large that fixed point does not tell one step from the next.

use std::cmp::Ordering;

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::run::Endowment;
use crate::market::Market;

/// By how much the endowment can rise, in units of money, up to where the run's course may change. None: without end.
pub fn room(
    market: &Market<'_>,
    ranks: &[u32],
    endowment: Endowment,
    eligible: &dyn Fn(usize) -> bool,
) -> Option<BigRational> {
    let start = Line {
        at: BigRational::new(endowment.numerator.into(), endowment.denominator.into()),
        slope: BigRational::one(),
    };
    let mut course =
        Course { market, ranks, budgets: vec![start; market.election.ballots.len()], nearest: None };
    let is_open = |&p: &usize| eligible(p) && market.cost(p) > 0 && market.worth(p) > 0;
    let mut open: Vec<usize> = (0..market.election.projects.len()).filter(is_open).collect();
    while let Some(bought) = course.buy(&mut open) {
        open.retain(|&p| p != bought);
    }
    course.nearest
}

/// An amount now, and how fast it rises with the endowment.
#[derive(Clone)]
struct Line {
    at: BigRational,
    slope: BigRational,
}

impl Line {
    fn fixed(amount: u64) -> Self {
        Self { at: BigRational::from_integer(amount.into()), slope: BigRational::zero() }
    }

    fn times(&self, by: u64) -> Self {
        let by = BigRational::from_integer(by.into());
        Self { at: &self.at * &by, slope: &self.slope * by }
    }

    fn over(&self, by: u64) -> Self {
        let by = BigRational::from_integer(by.into());
        Self { at: &self.at / &by, slope: &self.slope / by }
    }

    fn minus(&self, other: &Self) -> Self {
        Self { at: &self.at - &other.at, slope: &self.slope - &other.slope }
    }

    fn add(&mut self, other: &Self) {
        self.at += &other.at;
        self.slope += &other.slope;
    }
}

struct Course<'a> {
    market: &'a Market<'a>,
    ranks: &'a [u32],
    budgets: Vec<Line>,
    nearest: Option<BigRational>,
}

impl Course<'_> {
    /// One round. Projects that are not affordable leave those that are open.
    fn buy(&mut self, open: &mut Vec<usize>) -> Option<usize> {
        let mut prices: Vec<(usize, Line)> = Vec::with_capacity(open.len());
        open.retain(|&project| {
            let price = self.price(project);
            let affordable = price.is_some();
            prices.extend(price.map(|price| (project, price)));
            affordable
        });
        let rho = |(project, price): &(usize, Line)| price.over(self.market.scale(*project));
        let rhos: Vec<Line> = prices.iter().map(rho).collect();
        let rank = |at: usize| self.ranks[prices[at].0];
        let best =
            (0..rhos.len()).min_by(|&a, &b| rhos[a].at.cmp(&rhos[b].at).then(rank(a).cmp(&rank(b))))?;
        for other in (0..rhos.len()).filter(|&other| other != best) {
            self.compare(&rhos[best], &rhos[other]);
        }
        let (project, price) = prices.swap_remove(best);
        self.pay(project, &price);
        Some(project)
    }

    /// A project's price; none if it is not affordable. What that rests on is noted.
    fn price(&mut self, project: usize) -> Option<Line> {
        let cost = Line::fixed(self.market.cost(project));
        let supporters = self.supporters(project);
        let mut money = Line::fixed(0);
        for &(class, _, weight) in &supporters {
            money.add(&self.budgets[class].times(weight));
        }
        if self.compare(&money, &cost) == Ordering::Less {
            return None;
        }
        let mut price = cost.over(self.market.worth(project));
        // From below: those who cannot pay the price make it higher for the others, until all others can.
        loop {
            let (mut left, mut rich) = (cost.clone(), 0);
            for &(class, gain, weight) in &supporters {
                if self.budgets[class].at > price.times(gain).at {
                    rich += gain * weight;
                } else {
                    left = left.minus(&self.budgets[class].times(weight));
                }
            }
            if rich == 0 {
                break;
            }
            let next = left.over(rich);
            if next.at == price.at {
                price = next;
                break;
            }
            price = next;
        }
        for &(class, gain, _) in &supporters {
            let budget = self.budgets[class].clone();
            self.compare(&budget, &price.times(gain));
        }
        Some(price)
    }

    fn pay(&mut self, project: usize, price: &Line) {
        for (class, gain, _) in self.supporters(project) {
            let left = self.budgets[class].minus(&price.times(gain));
            self.budgets[class] = if left.at.is_positive() { left } else { Line::fixed(0) };
        }
    }

    /// Classes of supporters with their gains and numbers of voters.
    fn supporters(&self, project: usize) -> Vec<(usize, u64, u64)> {
        let gains = self.market.gains(project);
        let of = |(at, &class): (usize, &u32)| {
            (class as usize, gains.get(at).copied().unwrap_or(1), self.market.weight(class as usize))
        };
        self.market.supporters(project).iter().enumerate().map(of).collect()
    }

    /// Compares, and notes where the answer would turn.
    fn compare(&mut self, a: &Line, b: &Line) -> Ordering {
        let order = a.at.cmp(&b.at);
        let nears = match order {
            Ordering::Less => a.slope > b.slope,
            Ordering::Equal => a.slope != b.slope,
            Ordering::Greater => a.slope < b.slope,
        };
        if nears {
            let turns = ((&a.at - &b.at) / (&b.slope - &a.slope)).abs();
            if self.nearest.as_ref().is_none_or(|nearest| turns < *nearest) {
                self.nearest = Some(turns);
            }
        }
        order
    }
}
