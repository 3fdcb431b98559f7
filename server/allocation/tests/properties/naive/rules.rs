//! Sequential Phragmén, maximin support and bounded overspending.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::shares::Money;

fn number(n: usize) -> BigRational {
    BigRational::from_integer(n.into())
}

impl Money<'_> {
    /// Sequential Phragmén. Projects without supporters have an infinite time.
    pub fn phragmen(&self) -> Vec<usize> {
        let mut loads = vec![BigRational::zero(); self.utilities.len()];
        let mut open: Vec<usize> = (0..self.costs.len()).filter(|&p| self.costs[p] <= self.budget).collect();
        let (mut selected, mut left) = (Vec::new(), self.budget.clone());
        while !open.is_empty() {
            let time = |p: usize| {
                let supporters = self.supporters(p);
                let owed: BigRational = supporters.iter().map(|&i| &loads[i]).sum();
                (!supporters.is_empty()).then(|| (&self.costs[p] + owed) / number(supporters.len()))
            };
            let earliest = open.iter().filter_map(|&p| time(p)).min();
            let mut tied: Vec<usize> = open.iter().copied().filter(|&p| time(p) == earliest).collect();
            if tied.iter().any(|&p| self.costs[p] > left) {
                break;
            }
            tied.sort_by_key(|&p| self.ranks[p]);
            let first = tied[0];
            left -= &self.costs[first];
            for voter in self.supporters(first) {
                loads[voter].clone_from(earliest.as_ref().expect("a supported project has a time"));
            }
            open.retain(|&p| p != first);
            selected.push(first);
        }
        selected
    }

    /// Maximin support, by looking at every set of projects: the heaviest load is `max cost(P) / |N(P)|`.
    pub fn maximin(&self) -> Vec<usize> {
        let (mut selected, mut left): (Vec<usize>, BigRational) = (Vec::new(), self.budget.clone());
        loop {
            let open = (0..self.costs.len()).filter(|p| !selected.contains(p) && self.costs[*p] <= left);
            let load = |p: usize| (!self.supporters(p).is_empty()).then(|| self.heaviest(&selected, p));
            let key =
                |p: usize| (load(p).is_none(), load(p).unwrap_or_else(BigRational::zero), self.ranks[p]);
            let Some(next) = open.min_by_key(|&p| key(p)) else { return selected };
            left -= &self.costs[next];
            selected.push(next);
        }
    }

    fn heaviest(&self, selected: &[usize], with: usize) -> BigRational {
        let chosen: Vec<usize> = selected.iter().copied().chain([with]).collect();
        let mut heaviest = BigRational::zero();
        for set in 1..1_u32 << chosen.len() {
            let members: Vec<usize> =
                (0..chosen.len()).filter(|at| set >> at & 1 == 1).map(|at| chosen[at]).collect();
            let payers = self.utilities.iter().filter(|row| members.iter().any(|&p| !row[p].is_zero()));
            let payers = payers.count();
            if payers > 0 {
                heaviest = heaviest.max(self.cost_of(&members) / number(payers));
            }
        }
        heaviest
    }

    /// Bounded overspending: every λ that may be best is tried for every project.
    pub fn bos(&self) -> Vec<usize> {
        let mut selected = self.free();
        if self.utilities.is_empty() {
            return selected;
        }
        let mut budgets = vec![&self.budget / self.voters(); self.utilities.len()];
        loop {
            let left = &self.budget - self.cost_of(&selected);
            // ρ/α, then the larger α, then the order of ties.
            let mut best: Option<((BigRational, u32), usize, BigRational)> = None;
            for project in 0..self.costs.len() {
                let out = selected.contains(&project) || self.costs[project] > left;
                if out || self.costs[project].is_zero() {
                    continue;
                }
                let Some((quotient, rho)) = self.offer(project, &budgets) else { continue };
                let key = (quotient, self.ranks[project]);
                if best.as_ref().is_none_or(|(other, _, _)| key < *other) {
                    best = Some((key, project, rho));
                }
            }
            let Some((_, project, rho)) = best else { return selected };
            for voter in self.supporters(project) {
                let payment = &rho * &self.utilities[voter][project];
                budgets[voter] = (&budgets[voter] - payment).max(BigRational::zero());
            }
            selected.push(project);
        }
    }

    /// The least ρ/α of a project and its ρ, with the largest α that gives it.
    fn offer(&self, project: usize, budgets: &[BigRational]) -> Option<(BigRational, BigRational)> {
        let supporters = self.supporters(project);
        let collect = |lambda: &BigRational| -> BigRational {
            let pays = |&i: &usize| (lambda * &self.utilities[i][project]).min(budgets[i].clone());
            supporters.iter().map(pays).sum()
        };
        let cost = &self.costs[project];
        let ratios: Vec<BigRational> =
            supporters.iter().map(|&i| &budgets[i] / &self.utilities[i][project]).collect();
        // Where the cost is met: between two ratios all that is collected lies on a line.
        let mut lambdas = ratios.clone();
        let mut ends = ratios;
        ends.push(BigRational::zero());
        ends.sort();
        for pair in ends.windows(2) {
            let (from, to) = (collect(&pair[0]), collect(&pair[1]));
            if from < *cost && *cost <= to {
                lambdas.push(&pair[0] + (cost - &from) * (&pair[1] - &pair[0]) / (&to - &from));
            }
        }
        let offers = lambdas.into_iter().filter_map(|lambda| {
            let alpha = (collect(&lambda) / cost).min(BigRational::one());
            (!alpha.is_zero())
                .then(|| (&lambda / (&alpha * &alpha), BigRational::one() - &alpha, &lambda / &alpha))
        });
        offers.min().map(|(quotient, _, rho)| (quotient, rho))
    }
}
