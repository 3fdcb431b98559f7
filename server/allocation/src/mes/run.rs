//! One run of equal shares with a fixed endowment.

use super::candidate::{Candidates, Evaluated};
use super::exact::Exact;
use super::memory::Memory;
use super::slack::Slack;
use super::start::candidates;
use crate::market::Market;

/// What every voter starts with: `numerator / denominator` units of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endowment {
    /// Units of the election's money, times the denominator.
    pub numerator: u128,
    /// Above 0.
    pub denominator: u64,
}

/// Why equal shares was not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MesError {
    /// All endowments together are out of the range computed exactly.
    #[error("the amounts are too large to be computed exactly")]
    TooLarge,
}

/// A project bought, and bounds of its price x in fixed point: each supporter paid `min(b, x·gain)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Index of the project.
    pub project: usize,
    /// The price that was charged.
    pub charged: u64,
    /// The true price is at least this.
    pub low: u64,
    /// The true price is at most this.
    pub high: u64,
}

/// What a run did, enough to go through it again.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What every voter started with.
    pub endowment: Endowment,
    /// The same in fixed point, rounded down.
    pub fixed: u64,
    /// Fixed point counts `2^shift` to a unit of money.
    pub shift: u32,
    /// What was bought, in order.
    pub purchases: Vec<Purchase>,
}

/// A run of equal shares: [`Run::buy`] buys one project a round.
pub struct Run<'m> {
    pub(super) market: &'m Market<'m>,
    pub(super) ranks: &'m [u32],
    pub(super) shift: u32,
    endowment: Endowment,
    pub(super) fixed: u64,
    pub(super) budgets: Vec<u64>,
    /// What is known of each class: [`EMPTY`], [`SHORT`].
    pub(super) known: Vec<u8>,
    /// How many voters are in classes that are [`SHORT`].
    pub(super) short_payers: u64,
    pub(super) drift: u128,
    pub(super) bought: Vec<Purchase>,
    pub(super) places: Vec<u32>,
    pub(super) candidates: Candidates,
    pub(super) exact: Exact,
    pub(super) slack: Slack,
    pub(super) memory: Option<Memory>,
    /// What is priced in a round, kept so that rounds need no new memory.
    evaluated: Vec<Evaluated>,
}

/// A class whose true budget is 0 for sure.
pub(super) const EMPTY: u8 = 1;
/// A class that may once have paid less than the price: the highest bit in use.
pub(super) const SHORT: u8 = 2;
/// The place of a project that is not bought.
const NOT_BOUGHT: u32 = u32::MAX;

impl<'m> Run<'m> {
    /// Gives every voter the endowment. `ranks` breaks ties, the lowest first; `eligible` says what may be bought.
    ///
    /// # Errors
    /// [`MesError::TooLarge`] if all endowments together are 2⁶² units of money or more.
    pub fn new(
        market: &'m Market<'m>,
        ranks: &'m [u32],
        endowment: Endowment,
        eligible: impl Fn(usize) -> bool,
    ) -> Result<Self, MesError> {
        let mut run = Self::endowed(market, ranks, endowment)?;
        run.candidates = Candidates::new(run.places.len(), candidates(market, run.shift, eligible));
        Ok(run)
    }

    /// Goes on from where a run with no more money came to in the same way, uses what it found out, and adds to it. The
    /// market, the ranks and the eligible projects must be the same.
    ///
    /// # Errors
    /// As from [`Self::new`].
    pub fn remembering(
        market: &'m Market<'m>,
        ranks: &'m [u32],
        endowment: Endowment,
        eligible: impl Fn(usize) -> bool,
        mut memory: Memory,
    ) -> Result<Self, MesError> {
        let mut run = Self::endowed(market, ranks, endowment)?;
        memory.ready(run.places.len(), run.shift);
        run.begin(&mut memory.start, eligible);
        for (round, purchase) in run.bought.iter().enumerate() {
            memory.bought(round, purchase.project);
        }
        run.memory = Some(memory);
        Ok(run)
    }

    fn endowed(market: &'m Market<'m>, ranks: &'m [u32], endowment: Endowment) -> Result<Self, MesError> {
        let voters = u128::from(market.election.ballots.voters().max(1));
        let shift = shift_for(endowment, voters).ok_or(MesError::TooLarge)?;
        let scaled = endowment.numerator << shift;
        let denominator = u128::from(endowment.denominator);
        let fixed = (scaled / denominator) as u64;
        let projects = market.election.projects.len();
        Ok(Self {
            market,
            ranks,
            shift,
            endowment,
            fixed,
            budgets: vec![fixed; market.election.ballots.len()],
            known: vec![0; market.election.ballots.len()],
            short_payers: 0,
            drift: if scaled.is_multiple_of(denominator) { 0 } else { voters },
            bought: Vec::new(),
            places: vec![NOT_BOUGHT; projects],
            candidates: Candidates::default(),
            exact: Exact::new(&endowment),
            slack: Slack::untracked(),
            memory: None,
            evaluated: Vec::new(),
        })
    }

    /// Tracks how much more every voter could start with before anything changes, as long as that is `step` or more
    /// (all voters' together, in fixed point).
    #[must_use]
    pub fn tracking(mut self, step: u128) -> Self {
        self.slack = Slack::tracked(step);
        self.note_hopeless();
        self
    }

    /// Buys the project that is affordable for the smallest ρ; none if no further one is affordable.
    pub fn buy(&mut self) -> Option<Purchase> {
        let mut evaluated = std::mem::take(&mut self.evaluated);
        let bought = loop {
            evaluated.clear();
            let Some(high) = self.evaluate(&mut evaluated) else { break None };
            let Some(decision) = self.decide(&mut evaluated, high) else { continue };
            for rival in &evaluated {
                self.candidates.put(rival.candidate);
            }
            self.note_decision(&decision);
            self.pay(&decision);
            break self.bought.last().copied();
        };
        self.evaluated = evaluated;
        bought
    }

    /// Buys all that is affordable.
    pub fn buy_all(&mut self) {
        while self.buy().is_some() {}
    }

    /// The projects bought, in order.
    pub fn selected(&self) -> Vec<usize> {
        self.bought.iter().map(|purchase| purchase.project).collect()
    }

    /// How much more all voters together could have started with, in fixed point, without changing what is bought. To be
    /// asked when all is bought; 0 if it was not tracked.
    pub fn slack(&self) -> u128 {
        self.slack.get()
    }

    /// How many fixed-point units make a unit of money: `2^shift`.
    pub fn shift(&self) -> u32 {
        self.shift
    }

    /// What the run did.
    pub fn into_trace(self) -> Trace {
        self.into_trace_and_memory().0
    }

    /// What the run did, and what a run with more money may use; nothing if this one was not to remember.
    pub fn into_trace_and_memory(self) -> (Trace, Memory) {
        let Self { endowment, fixed, shift, bought, memory, .. } = self;
        (Trace { endowment, fixed, shift, purchases: bought }, memory.unwrap_or_default())
    }
}

/// The largest shift with which all endowments together stay below 2⁶³.
fn shift_for(endowment: Endowment, voters: u128) -> Option<u32> {
    let whole = endowment.numerator.div_ceil(u128::from(endowment.denominator)).max(1);
    let all = whole.checked_mul(voters)?;
    let room = all.leading_zeros().checked_sub(65)?;
    // `numerator << shift` must fit 128 bits as well.
    Some(room.min(endowment.numerator.max(1).leading_zeros()).min(62))
}
