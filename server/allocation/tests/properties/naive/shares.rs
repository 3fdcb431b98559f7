//! Equal shares with its completions, and greedy.

use allocation::Utility;
use allocation::completions::Completion;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::small::Small;

/// The election in fractions, for one utility.
pub struct Money<'s> {
    pub small: &'s Small,
    pub utility: Utility,
    pub ranks: &'s [u32],
    pub budget: BigRational,
    pub costs: Vec<BigRational>,
    pub utilities: Vec<Vec<BigRational>>,
}

impl<'s> Money<'s> {
    pub fn new(small: &'s Small, utility: Utility, ranks: &'s [u32]) -> Self {
        Self {
            small,
            utility,
            ranks,
            budget: small.money(small.budget),
            costs: small.costs.iter().map(|&c| small.money(c)).collect(),
            utilities: small.utilities(utility),
        }
    }

    pub fn voters(&self) -> BigRational {
        BigRational::from_integer(self.utilities.len().into())
    }

    pub fn cost_of(&self, projects: &[usize]) -> BigRational {
        projects.iter().map(|&p| &self.costs[p]).sum()
    }

    pub fn supporters(&self, project: usize) -> Vec<usize> {
        (0..self.utilities.len()).filter(|&i| self.utilities[i][project].is_positive()).collect()
    }

    /// The supported projects that cost nothing, in the order of the file.
    pub fn free(&self) -> Vec<usize> {
        let free = |&p: &usize| self.costs[p].is_zero() && self.small.is_supported(p, self.utility);
        (0..self.costs.len()).filter(free).collect()
    }

    /// Equal shares with a fixed endowment: what is bought in order, and what everyone has left.
    pub fn equal_shares(&self, endowment: &BigRational) -> (Vec<usize>, Vec<BigRational>) {
        let mut budgets = vec![endowment.clone(); self.utilities.len()];
        let mut selected = self.free();
        loop {
            let mut best: Option<(BigRational, usize)> = None;
            for project in (0..self.costs.len()).filter(|p| !selected.contains(p)) {
                if self.costs[project].is_zero() {
                    continue;
                }
                let Some(rho) = self.rho(project, &budgets) else { continue };
                let wins = best.as_ref().is_none_or(|(other, p)| {
                    rho < *other || (rho == *other && self.ranks[project] < self.ranks[*p])
                });
                if wins {
                    best = Some((rho, project));
                }
            }
            let Some((rho, project)) = best else { return (selected, budgets) };
            for voter in self.supporters(project) {
                let payment = (&rho * &self.utilities[voter][project]).min(budgets[voter].clone());
                budgets[voter] -= payment;
            }
            selected.push(project);
        }
    }

    /// The least ρ with which a project is affordable.
    fn rho(&self, project: usize, budgets: &[BigRational]) -> Option<BigRational> {
        let utility = |i: usize| &self.utilities[i][project];
        let mut supporters = self.supporters(project);
        let all: BigRational = supporters.iter().map(|&i| &budgets[i]).sum();
        if supporters.is_empty() || all < self.costs[project] {
            return None;
        }
        supporters.sort_by_key(|&i| &budgets[i] / utility(i));
        let mut left = self.costs[project].clone();
        let mut among: BigRational = supporters.iter().map(|&i| utility(i)).sum();
        for &i in &supporters {
            let rho = &left / &among;
            if &rho * utility(i) <= budgets[i] {
                return Some(rho);
            }
            left -= &budgets[i];
            among -= utility(i);
        }
        None
    }

    /// Equal shares with a completion.
    pub fn complete(&self, completion: Completion) -> Vec<usize> {
        let start =
            if self.utilities.is_empty() { BigRational::zero() } else { &self.budget / self.voters() };
        match completion {
            Completion::None => self.equal_shares(&start).0,
            Completion::Utilitarian => self.then_greedy(self.equal_shares(&start).0),
            Completion::Epsilon => {
                let (selected, budgets) = self.equal_shares(&start);
                self.epsilon(selected, budgets)
            }
            Completion::Add1 => self.raise(start, &BigRational::one(), false),
            Completion::Add1u => self.then_greedy(self.raise(start, &BigRational::one(), false)),
            Completion::Add1Integral => self.raise(start.floor(), &BigRational::one(), true),
            Completion::Increase => {
                let step = &start / BigRational::from_integer(100.into());
                self.raise(start, &step, true)
            }
        }
    }

    /// Steps through every endowment.
    fn raise(&self, mut endowment: BigRational, step: &BigRational, all: bool) -> Vec<usize> {
        let mut before = None;
        loop {
            let (selected, _) = self.equal_shares(&endowment);
            let cost = self.cost_of(&selected);
            if cost > self.budget {
                return before.expect("B/n for everyone never costs more than B");
            }
            let others: Vec<usize> = (0..self.costs.len()).filter(|p| !selected.contains(p)).collect();
            let supported = |p: &&usize| self.small.is_supported(**p, self.utility);
            let fits = |p: &usize| &cost + &self.costs[*p] <= self.budget;
            let exhaustive = if all {
                !others.iter().any(fits) || !others.iter().any(|p| supported(&p))
            } else {
                !others.iter().filter(supported).any(fits)
            };
            if exhaustive || step.is_zero() {
                return selected;
            }
            before = Some(selected);
            endowment += step;
        }
    }

    fn then_greedy(&self, mut selected: Vec<usize>) -> Vec<usize> {
        let more = self.greedy(true, false, None, &selected);
        selected.extend(more);
        selected
    }

    /// Greedy by utility per cost, or by score; what it adds to those selected.
    pub fn greedy(&self, per_cost: bool, stop: bool, least: Option<u64>, selected: &[usize]) -> Vec<usize> {
        let score = |p: usize| -> BigRational {
            let ballots = self.utilities.iter().map(|row| row[p].clone());
            if self.utility != Utility::Cost {
                return ballots.sum();
            }
            let votes = self.small.ballots.iter().flatten().filter(|&&(q, points)| q == p && points > 0);
            BigRational::from_integer(votes.count().into())
        };
        let least = least.map(|l| BigRational::from_integer(l.into()));
        let enough = |p: usize| least.as_ref().is_none_or(|least| score(p) >= *least);
        let mut order: Vec<usize> =
            (0..self.costs.len()).filter(|&p| !selected.contains(&p) && enough(p)).collect();
        // Infinite for what is free and wanted: it comes before all that is finite.
        let value = |p: usize| match (per_cost, self.costs[p].is_zero()) {
            (true, true) => (score(p).is_positive(), BigRational::zero()),
            (true, false) if self.utility != Utility::Cost => (false, score(p) / &self.costs[p]),
            _ => (false, score(p)),
        };
        order.sort_by(|&a, &b| value(b).cmp(&value(a)).then(self.ranks[a].cmp(&self.ranks[b])));
        let mut left = &self.budget - self.cost_of(selected);
        let mut taken = Vec::new();
        for project in order {
            if self.costs[project] <= left {
                left -= &self.costs[project];
                taken.push(project);
            } else if stop {
                break;
            }
        }
        taken
    }

    /// Everyone has an endless small utility for what they do not support.
    fn epsilon(&self, mut selected: Vec<usize>, mut budgets: Vec<BigRational>) -> Vec<usize> {
        if budgets.is_empty() {
            return selected;
        }
        loop {
            let mut best: Option<(BigRational, usize)> = None;
            for project in (0..self.costs.len()).filter(|p| !selected.contains(p)) {
                let Some(share) = self.share(project, &budgets) else { continue };
                let wins = best.as_ref().is_none_or(|(other, p)| {
                    share < *other || (share == *other && self.ranks[project] < self.ranks[*p])
                });
                if wins {
                    best = Some((share, project));
                }
            }
            let Some((share, project)) = best else { return selected };
            let supporters = self.supporters(project);
            for (voter, budget) in budgets.iter_mut().enumerate() {
                let pays = if supporters.contains(&voter) { budget.clone() } else { share.clone() };
                *budget = (budget.clone() - pays).max(BigRational::zero());
            }
            selected.push(project);
        }
    }

    /// What each non-supporter pays for a project whose supporters give all they have.
    fn share(&self, project: usize, budgets: &[BigRational]) -> Option<BigRational> {
        let supporters = self.supporters(project);
        let all: BigRational = budgets.iter().sum();
        let theirs: BigRational = supporters.iter().map(|&i| &budgets[i]).sum();
        if all < self.costs[project] {
            return None;
        }
        let mut left = &self.costs[project] - theirs;
        if !left.is_positive() {
            return Some(BigRational::zero());
        }
        let mut others: Vec<&BigRational> =
            (0..budgets.len()).filter(|i| !supporters.contains(i)).map(|i| &budgets[i]).collect();
        others.sort();
        for (at, budget) in others.iter().enumerate() {
            let share = &left / BigRational::from_integer((others.len() - at).into());
            if share <= **budget {
                return Some(share);
            }
            left -= *budget;
        }
        None
    }
}
