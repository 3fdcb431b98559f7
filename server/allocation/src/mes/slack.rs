//! How much more voters could start with before a run buys anything else: the jump of completions.
//!
//! Two runs whose endowments differ by Δ start with budgets n·Δ apart (weighted, summed). As long as they buy the same,
//! the drift argument of [the module](super), with `r = 0`, keeps them that near. So if each decision of this run stands
//! for all budgets within `G` of its own true ones, then a run with up to G/n more buys the same in the same order. The
//! slack is the largest such G that the decisions' own bounds show; it costs one more look at a round's winner.

use std::cmp::Ordering;

use super::candidate::{By, Candidate, Decision};
use super::run::Run;

/// The smallest distance noted so far.
pub(super) struct Slack {
    least: u128,
    step: u128,
}

impl Slack {
    pub(super) fn untracked() -> Self {
        Self { least: 0, step: 1 }
    }

    pub(super) fn tracked(step: u128) -> Self {
        Self { least: u128::MAX, step: step.max(1) }
    }

    /// Whether it is still worth tracking.
    fn is_tracked(&self) -> bool {
        self.least >= self.step
    }

    /// A decision stands while budgets are at most `bound` off these, which are `drift` off the true ones.
    pub(super) fn note(&mut self, bound: u128, drift: u128) {
        self.least = self.least.min(bound.saturating_sub(drift));
    }

    /// A decision hangs on the very budgets it was made with.
    pub(super) fn forget(&mut self) {
        self.least = 0;
    }

    pub(super) fn get(&self) -> u128 {
        if self.is_tracked() { self.least } else { 0 }
    }
}

impl Run<'_> {
    /// Notes the projects that cost more than fixed point counts, which are no candidates.
    pub(super) fn note_hopeless(&mut self) {
        for project in 0..self.market.election.projects.len() {
            let cost = u128::from(self.market.cost(project)) << self.shift;
            if cost >= 1 << 63 && self.market.worth(project) > 0 {
                let money = u128::from(self.market.votes(project)) * (u128::from(self.fixed) + 1);
                self.slack.note(cost.saturating_sub(money + 1), self.drift);
            }
        }
    }

    /// Notes how far budgets may be off for the round's decision to stand. The others are candidates again.
    pub(super) fn note_decision(&mut self, decision: &Decision) {
        if !self.slack.is_tracked() {
            return;
        }
        let winner = &decision.winner;
        let bound = match decision.by {
            By::Bounds => {
                let price = self.between(&winner.candidate, winner.x);
                let cost = u128::from(self.market.cost(winner.candidate.project)) << self.shift;
                let paid = self.purse().paid(self.market, winner.candidate.project, price);
                self.stands(&winner.candidate, price, false).min(paid.saturating_sub(cost))
            }
            // Its rivals cannot become cheaper; it stays as cheap as long as its supporters can all pay in full.
            By::Plainly => {
                let price = winner.x.saturating_add(1);
                self.stands(&winner.candidate, price, true)
                    .min(u128::from(self.spare(winner.candidate.project, price)))
            }
            By::Exactly => 0,
        };
        self.slack.note(bound, self.drift);
    }

    /// A price of the winner halfway to where the next candidate would be as cheap.
    fn between(&self, winner: &Candidate, x: u64) -> u64 {
        let next = self
            .candidates
            .iter()
            .map(|c| u128::from(c.start) * u128::from(winner.scale) / u128::from(c.scale.max(1)));
        let Some(next) = next.min() else { return u64::MAX };
        let next = u64::try_from(next).unwrap_or(u64::MAX);
        x + next.saturating_sub(x) / 2
    }

    /// How far budgets may be off for no candidate to be as cheap as the winner at a price, or to win the tie if the winner
    /// is `plain`: paid for in full by all its supporters.
    fn stands(&self, winner: &Candidate, price: u64, plain: bool) -> u128 {
        let mut bound = u128::MAX;
        for candidate in &self.candidates {
            // The winner's ρ at that price, as this candidate's price rounded up: it must stay above it.
            let limit =
                (u128::from(price) * u128::from(candidate.scale)).div_ceil(u128::from(winner.scale.max(1)));
            let room = u128::from(candidate.start).checked_sub(limit + 1);
            let stands = match room {
                // `cost / worth` holds for any budgets.
                Some(_) if candidate.rich == 0 => u128::MAX,
                Some(room) => room.saturating_mul(u128::from(candidate.rich)),
                None if plain && self.never_wins(winner, candidate) => u128::MAX,
                None => 0,
            };
            bound = bound.min(stands);
        }
        bound
    }

    /// Whether a candidate loses against a plain winner whatever the budgets: its price is never below `cost / worth`.
    fn never_wins(&self, winner: &Candidate, candidate: &Candidate) -> bool {
        let least = |c: &Candidate| {
            let cost = if c.scale > 1 { 1 } else { u128::from(self.market.cost(c.project)) };
            (cost, u128::from(self.market.worth(c.project)))
        };
        let ((cost, worth), (other, others)) = (least(winner), least(candidate));
        let rank = |c: &Candidate| self.ranks[c.project];
        (other * worth).cmp(&(cost * others)).then(rank(candidate).cmp(&rank(winner))) == Ordering::Greater
    }

    /// The least that a supporter has beyond a price.
    fn spare(&self, project: usize, price: u64) -> u64 {
        let gains = self.market.gains(project);
        let spare = self.market.supporters(project).iter().enumerate().map(|(at, &class)| {
            let gain = gains.get(at).copied().unwrap_or(1);
            self.budgets[class as usize].saturating_sub(price.saturating_mul(gain))
        });
        spare.min().unwrap_or(0)
    }
}
