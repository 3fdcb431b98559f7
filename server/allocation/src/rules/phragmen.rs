//! Sequential Phragmén.
//!
//! Source: Phragmén's sequential method for projects with costs, as in Los, Christoff, Grossi, *Proportional Budget
//! Allocations: Towards a Systematization* (IJCAI 2022, arXiv 2203.12324), and pabutools' `sequential_phragmen`:
//! voters earn money at one pace; as soon as the supporters of a project have its cost together they buy it. With loads
//! ℓ_i (money spent), a project would be bought at time `(cost(c) + Σ_{i∈N_c} ℓ_i) / |N_c|`; the earliest is bought, and
//! its supporters' loads become that time. The rule ends when any of the projects that come first in time, tied or
//! not, would exceed the budget. Projects dearer than the whole budget are left out from the start. When only projects
//! without supporters remain, they are all infinitely late, hence tied: they are bought, as pabutools does, while all of
//! those that remain fit.
//!
//! # Why it is exact
//! A voter's load is the time of the last purchase they took part in. So a time is a fraction of earlier times:
//! `T = (cost + Σ_k m_k·T_k) / |N_c|`, with m_k voters last served at time T_k. Times only rise, so an old time is a lower
//! bound. They are kept rounded down to 2⁻³⁰ units: a rounded time is an average of rounded ones, so after k purchases
//! it is less than k + 1 roundings below the true one. Sums fit: a time is below 2⁶² units, times 2³⁰, times 2³² voters,
//! is below 2¹²⁴. Where two times are nearer than that, whole numbers of any size decide.

use num_bigint::BigInt;

use crate::market::Market;

const SHIFT: u32 = 30;
const NEVER: u32 = u32::MAX;

/// A project that may be bought, with a lower bound of its time.
#[derive(Clone, Copy)]
struct Candidate {
    project: usize,
    time: u128,
}

/// Buys projects one by one; returns them in that order. `ranks` breaks ties, `eligible` says what may be bought.
pub fn phragmen(market: &Market<'_>, ranks: &[u32], eligible: impl Fn(usize) -> bool) -> Vec<usize> {
    let budget = market.election.budget;
    let mut buyer = Buyer {
        market,
        ranks,
        served: vec![NEVER; market.election.ballots.len()],
        times: Vec::new(),
        exact: Exact::new(),
    };
    let within = (0..market.election.projects.len()).filter(|&p| eligible(p) && market.cost(p) <= budget);
    let (supported, mut unsupported): (Vec<usize>, Vec<usize>) = within.partition(|&p| market.votes(p) > 0);
    let mut candidates: Vec<Candidate> = supported
        .into_iter()
        .map(|project| Candidate {
            project,
            time: (u128::from(market.cost(project)) << SHIFT) / u128::from(market.votes(project)),
        })
        .collect();
    let (mut selected, mut left) = (Vec::new(), budget);
    while !candidates.is_empty() {
        let tied = buyer.earliest(&mut candidates);
        if tied.iter().any(|&p| market.cost(p) > left) {
            return selected;
        }
        let Some(first) = tied.into_iter().min_by_key(|&p| ranks[p]) else { return selected };
        candidates.retain(|c| c.project != first);
        buyer.buy(first);
        left -= market.cost(first);
        selected.push(first);
    }
    unsupported.sort_unstable_by_key(|&p| ranks[p]);
    for at in 0..unsupported.len() {
        if unsupported[at..].iter().any(|&p| market.cost(p) > left) {
            break;
        }
        left -= market.cost(unsupported[at]);
        selected.push(unsupported[at]);
    }
    selected
}

struct Buyer<'m> {
    market: &'m Market<'m>,
    ranks: &'m [u32],
    /// For each class the purchase it last took part in.
    served: Vec<u32>,
    /// The time of each purchase, rounded down.
    times: Vec<u128>,
    exact: Exact,
}

impl Buyer<'_> {
    /// The projects that come first, all of them if several do at the same time.
    fn earliest(&mut self, candidates: &mut [Candidate]) -> Vec<usize> {
        candidates.sort_unstable_by_key(|c| (c.time, self.ranks[c.project]));
        let slack = self.times.len() as u128 + 1;
        let (mut best, mut evaluated) = (u128::MAX, 0);
        for candidate in candidates.iter_mut() {
            if candidate.time > best.saturating_add(slack) {
                break;
            }
            candidate.time = self.time(candidate.project);
            best = best.min(candidate.time);
            evaluated += 1;
        }
        let near = candidates[..evaluated].iter().filter(|c| c.time <= best.saturating_add(slack));
        let near: Vec<usize> = near.map(|c| c.project).collect();
        if near.len() == 1 { near } else { self.exactly_earliest(near) }
    }

    fn exactly_earliest(&mut self, near: Vec<usize>) -> Vec<usize> {
        let mut first: Vec<usize> = Vec::new();
        let mut best: Option<(BigInt, u64)> = None;
        for project in near {
            let (numerator, votes) =
                (self.exact.numerator(self.market, project, &self.served), self.market.votes(project));
            let order =
                best.as_ref().map(|(other, other_votes)| (&numerator * *other_votes).cmp(&(other * votes)));
            match order {
                Some(std::cmp::Ordering::Greater) => continue,
                Some(std::cmp::Ordering::Equal) => {}
                Some(std::cmp::Ordering::Less) | None => {
                    first.clear();
                    best = Some((numerator, votes));
                }
            }
            first.push(project);
        }
        first
    }

    fn time(&self, project: usize) -> u128 {
        let mut loads = u128::from(self.market.cost(project)) << SHIFT;
        for &class in self.market.supporters(project) {
            let served = self.served[class as usize];
            if served != NEVER {
                loads += self.times[served as usize] * u128::from(self.market.weight(class as usize));
            }
        }
        loads / u128::from(self.market.votes(project))
    }

    fn buy(&mut self, project: usize) {
        let time = self.time(project);
        self.exact.push(self.market, project, &self.served);
        for &class in self.market.supporters(project) {
            self.served[class as usize] = self.times.len() as u32;
        }
        self.times.push(time);
    }
}

/// The times of purchases as whole numbers over one denominator. Purchases are noted at once, as counts of voters by
/// when they were last served; their times are worked out when a tie asks for them.
struct Exact {
    denominator: BigInt,
    times: Vec<BigInt>,
    noted: Vec<(u64, u64, Vec<u64>)>,
}

impl Exact {
    fn new() -> Self {
        Self { denominator: BigInt::from(1), times: Vec::new(), noted: Vec::new() }
    }

    fn push(&mut self, market: &Market<'_>, project: usize, served: &[u32]) {
        let counts = counts(market, project, served, self.noted.len());
        self.noted.push((market.cost(project), market.votes(project), counts));
    }

    /// `time · votes · denominator` of a project.
    fn numerator(&mut self, market: &Market<'_>, project: usize, served: &[u32]) -> BigInt {
        while self.times.len() < self.noted.len() {
            let (cost, votes, counts) = &self.noted[self.times.len()];
            let time = self.sum(*cost, counts);
            let votes = *votes;
            self.denominator *= votes;
            for earlier in &mut self.times {
                *earlier *= votes;
            }
            self.times.push(time);
        }
        self.sum(market.cost(project), &counts(market, project, served, self.times.len()))
    }

    fn sum(&self, cost: u64, counts: &[u64]) -> BigInt {
        let mut sum = &self.denominator * cost;
        for (&count, time) in counts.iter().zip(&self.times).filter(|(count, _)| **count > 0) {
            sum += time * count;
        }
        sum
    }
}

fn counts(market: &Market<'_>, project: usize, served: &[u32], purchases: usize) -> Vec<u64> {
    let mut counts = vec![0; purchases];
    for &class in market.supporters(project) {
        if let Some(count) = counts.get_mut(served[class as usize] as usize) {
            *count += market.weight(class as usize);
        }
    }
    counts
}
