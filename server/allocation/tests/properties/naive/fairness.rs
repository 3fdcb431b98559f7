//! Every group of voters, and every set of projects that one could want.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::shares::Money;

impl Money<'_> {
    /// Extended justified representation up to one project, by its definition: for every set T of projects, the voters who
    /// support all of T, get less than T is worth from the outcome, and no more than that with any one project of T in
    /// addition, cannot pay for T with their part of the budget.
    pub fn is_ejr_up_to_one(&self, selected: &[usize]) -> bool {
        (1..1_u32 << self.costs.len()).all(|set| {
            let members: Vec<usize> = (0..self.costs.len()).filter(|p| set >> p & 1 == 1).collect();
            let wronged =
                (0..self.utilities.len()).filter(|&i| self.is_wronged(i, &members, selected)).count();
            wronged == 0 || !self.can_pay(wronged, &self.cost_of(&members))
        })
    }

    /// EJR up to `t = (n − |S|)/(2|S|)` times the highest cost, and one project: what bounded overspending keeps to, for
    /// utilities that are costs (arXiv 2409.15005). Every group is looked at; no more than 12 voters.
    pub fn is_ejr_up_to_overspending(&self, selected: &[usize]) -> bool {
        let highest = self.costs.iter().max().cloned().unwrap_or_else(BigRational::zero);
        let voters = self.utilities.len();
        (1..1_u32 << voters).all(|group| {
            let group: Vec<usize> = (0..voters).filter(|i| group >> i & 1 == 1).collect();
            let both = |n: usize| BigRational::from_integer(n.into());
            let spared = both(voters - group.len()) / both(2 * group.len()) * &highest;
            let common: Vec<usize> = (0..self.costs.len())
                .filter(|&p| group.iter().all(|&i| !self.utilities[i][p].is_zero()))
                .collect();
            (1..1_u32 << common.len()).all(|set| {
                let members: Vec<usize> =
                    (0..common.len()).filter(|at| set >> at & 1 == 1).map(|at| common[at]).collect();
                let cost = self.cost_of(&members);
                if !self.can_pay(group.len(), &cost) {
                    return true;
                }
                let missing = members.iter().filter(|p| !selected.contains(p)).map(|&p| &self.costs[p]);
                let with_one_more = missing.min().cloned().unwrap_or_else(BigRational::zero);
                group.iter().any(|&i| self.served(i, selected) + &spared + &with_one_more >= cost)
            })
        })
    }

    fn can_pay(&self, voters: usize, cost: &BigRational) -> bool {
        &self.budget * BigRational::from_integer(voters.into()) >= cost * self.voters()
    }

    fn served(&self, voter: usize, selected: &[usize]) -> BigRational {
        selected.iter().map(|&p| &self.utilities[voter][p]).sum()
    }

    fn is_wronged(&self, voter: usize, members: &[usize], selected: &[usize]) -> bool {
        let utilities = &self.utilities[voter];
        let value: BigRational = members.iter().map(|&p| &utilities[p]).sum();
        let served = self.served(voter, selected);
        let outside = members.iter().filter(|p| !selected.contains(p));
        members.iter().all(|&p| !utilities[p].is_zero())
            && served < value
            && outside.into_iter().all(|&p| &served + &utilities[p] <= value)
    }

    /// Whether the payments of a run show that its outcome is priceable: each project's price is met by its supporters,
    /// nobody pays more than the endowment, and no supporters of another project have more left than it costs.
    pub fn is_priced(&self, endowment: &BigRational) -> bool {
        let (selected, left) = self.equal_shares(endowment);
        let spent = endowment * self.voters() - left.iter().sum::<BigRational>();
        let enough = |p: usize| {
            let theirs: BigRational = self.supporters(p).iter().map(|&i| &left[i]).sum();
            theirs <= self.costs[p]
        };
        let others = (0..self.costs.len()).filter(|p| !selected.contains(p));
        spent == self.cost_of(&selected)
            && left.iter().all(|b| *b >= BigRational::zero())
            && others.into_iter().all(enough)
    }

    /// Whether `endowment` is what one voter would start with so that all together have the budget.
    pub fn endowment(&self) -> BigRational {
        if self.utilities.is_empty() { BigRational::one() } else { &self.budget / self.voters() }
    }
}
