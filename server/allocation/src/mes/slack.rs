//! How much more voters could start with before a run buys anything else: the jump of completions.
//!
//! Let every voter start with Δ more, and let the same be bought in the same order so far. Then, voter by voter:
//!
//! * *Nobody has less.* With more money behind it a project's price is not higher, so who could pay it in full has no
//!   less left, and who could not has still at least nothing.
//! * *All together have n·Δ more*, as they paid the same costs.
//! * *Who never paid less than a full price has at least Δ more*: prices only fell.
//!
//! So the supporters of a project c have together at most `Δ·(n − those who always paid in full and do not support c)`
//! more, which is at most `Δ·min(n, votes(c) + those who ever fell short)`. Only that much can F_c have risen. The
//! winner of a round is no dearer than before; so it is bought again if no rival has become as cheap as it was:
//! if `F_c` at the winner's price was further below c's cost than that. Likewise a project that was not affordable
//! remains so while its supporters lack more than that. Ties that hang on exact amounts allow for nothing.
//!
//! The slack is the largest `n·Δ` that all of a run's decisions allow for. It costs no further look at any voter.

use std::cmp::Ordering;

use super::candidate::{By, Candidate, Decision};
use super::run::Run;
use super::start::least;

/// The smallest allowance noted so far, for all voters together.
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

    /// A decision hangs on the very budgets it was made with.
    pub(super) fn forget(&mut self) {
        self.least = 0;
    }

    pub(super) fn get(&self) -> u128 {
        if self.is_tracked() { self.least } else { 0 }
    }
}

impl Run<'_> {
    /// Notes that a decision stands while the supporters of a project have at most `bound` more than these budgets say,
    /// which are `drift` off the true ones.
    pub(super) fn note(&mut self, project: usize, bound: u128) {
        let more = bound.saturating_sub(self.drift);
        // As many voters gain at most as there are: then this allows for more than is noted already.
        if more >= self.slack.least {
            return;
        }
        let voters = u128::from(self.market.election.ballots.voters());
        let all = more.saturating_mul(voters) / u128::from(self.gaining(project));
        self.slack.least = self.slack.least.min(all);
    }

    /// How many voters support a project or ever fell short.
    pub(super) fn gaining(&self, project: usize) -> u64 {
        let voters = self.market.election.ballots.voters();
        self.market.votes(project).saturating_add(self.short_payers).min(voters).max(1)
    }

    /// Notes the projects that cost more than fixed point counts, which are no candidates.
    pub(super) fn note_hopeless(&mut self) {
        for project in 0..self.market.election.projects.len() {
            let cost = u128::from(self.market.cost(project)) << self.shift;
            if cost >= 1 << 63 && self.market.worth(project) > 0 {
                let money = u128::from(self.market.votes(project)) * (u128::from(self.fixed) + 1);
                self.note(project, cost.saturating_sub(money + 1));
            }
        }
    }

    /// Notes how much more money the round's decision allows for. The others are candidates again.
    pub(super) fn note_decision(&mut self, decision: &Decision) {
        if !self.slack.is_tracked() {
            return;
        }
        match decision.by {
            By::Bounds => self.note_rivals(&decision.winner.candidate, decision.high, false),
            By::Plainly => self.note_rivals(&decision.winner.candidate, decision.high, true),
            By::Exactly => self.slack.forget(),
        }
    }

    /// Notes for each candidate how much more its supporters may have for it not to be as cheap as the winner, which costs
    /// at most `price`, or not to win the tie if the winner is `plain`: paid for in full by all its supporters.
    fn note_rivals(&mut self, winner: &Candidate, price: u64, plain: bool) {
        let candidates = std::mem::take(&mut self.candidates);
        for candidate in candidates.iter() {
            // The winner's ρ at that price, as this candidate's price rounded up: it must stay above it.
            let limit =
                (u128::from(price) * u128::from(candidate.scale)).div_ceil(u128::from(winner.scale.max(1)));
            match u128::from(candidate.start).checked_sub(limit + 1) {
                // `cost / worth` holds for any budgets.
                Some(_) if candidate.rich == 0 => {}
                // F̂ is below a tangent of that slope which reaches the cost no sooner than there.
                Some(room) => self.note(candidate.project, room.saturating_mul(u128::from(candidate.rich))),
                None if plain && self.never_wins(winner, candidate) => {}
                None => self.slack.forget(),
            }
        }
        self.candidates = candidates;
    }

    /// Whether a candidate loses against a plain winner whatever the budgets: its price is never below `cost / worth`.
    fn never_wins(&self, winner: &Candidate, candidate: &Candidate) -> bool {
        let ranks = self.ranks[winner.project].cmp(&self.ranks[candidate.project]);
        least(self.market, winner.project, candidate.project).then(ranks) == Ordering::Less
    }
}
