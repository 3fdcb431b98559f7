//! Paying for what is bought.

use super::candidate::{Decision, Evaluated};
use super::run::{EMPTY, Purchase, Run, SHORT};

impl Run<'_> {
    pub(super) fn pay(&mut self, decision: &Decision) {
        let Decision { winner, low, high, .. } = *decision;
        let project = winner.candidate.project;
        if self.market.gains(project).is_empty() {
            self.pay_evenly(&winner, low, high);
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

    /// Every supporter pays the price found, or all they have. The true price is from `low` to `high`.
    fn pay_evenly(&mut self, winner: &Evaluated, low: u64, high: u64) {
        let (project, x) = (winner.candidate.project, winner.x);
        // Paid in full for sure is what is not below the highest price and the drift; empty for sure is whoever has no
        // more than the lowest price less the drift.
        let full = u64::try_from(u128::from(high) + self.drift).unwrap_or(u64::MAX);
        let empty = u128::from(low).checked_sub(self.drift).map_or(0, |least| least as u64 + 1);
        if winner.rich == self.market.worth(project) && winner.straight >= full {
            self.market.supporters(project).iter().for_each(|&class| self.budgets[class as usize] -= x);
            return;
        }
        let (singles, others) = self.market.supporters(project).split_at(self.market.singles(project));
        // No branches: who falls short is not to be foreseen.
        let mut fallen = 0;
        let mut charge = |class: u32, weight: u64| {
            let (budget, known) = (&mut self.budgets[class as usize], &mut self.known[class as usize]);
            let (is_short, is_empty) = (u8::from(*budget < full), u8::from(*budget < empty));
            *budget = budget.saturating_sub(x);
            fallen += weight * u64::from(is_short & !(*known / SHORT));
            *known |= is_short * (SHORT | (is_empty * EMPTY));
        };
        singles.iter().for_each(|&class| charge(class, 1));
        others.iter().for_each(|&class| charge(class, self.market.weight(class as usize)));
        self.short_payers += fallen;
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
}
