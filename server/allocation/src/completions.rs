//! Equal shares seldom spends the whole budget; completions say what happens with the rest.
//!
//! Sources: <https://equalshares.net/implementation/completion>; Faliszewski et al., *Participatory Budgeting: Data,
//! Tools, and Analysis* (IJCAI 2023, arXiv 2305.11035); pabutools 1.2.3 (`voter_budget_increment`,
//! `exhaustion_by_budget_increase`, `completion_by_rule_combination`).
//!
//! # Raising endowments without trying each
//!
//! The outcome as the endowment rises is not monotone: money may be spent, then less, then too much; so no search by
//! halves finds the first endowment at which the outcome is exhaustive or too dear. But a run tells, from the bounds of
//! its own decisions, how much more every voter could start with without changing what is bought
//! ([`Run::slack`]); all endowments up to there are passed over. Now and then, in case that is little each time, it is
//! worked out exactly where the course of a run changes next ([`room`]). No more than `budget / step` endowments matter: a
//! supporter who alone has the whole budget can pay for whatever still fits.

use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::epsilon;
use crate::market::Market;
use crate::mes::{Endowment, Memory, MesError, Run, Trace, room};
use crate::rules::greedy::{By, Misfit, greedy};

/// How equal shares goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completion {
    /// Not at all.
    None,
    /// Endowments rise from `B/n` by one unit of currency until the outcome is exhaustive over supported projects, or
    /// exceeds the budget; then the one before it stands. pabutools' `voter_budget_increment=1`.
    #[default]
    Add1,
    /// The same from `⌊B/n⌋` units of currency, exhaustive over all projects: equalshares.net's tool. It ends too when
    /// every supported project is bought, where that tool never does if an unsupported one would fit.
    Add1Integral,
    /// [`Completion::Add1`], then greedy by utility per cost (by votes, with cost utility) on what is left.
    Add1u,
    /// All endowments together rise from `B` by 1 % of it, until the outcome is exhaustive over all projects, or exceeds
    /// the budget; at most to `B·(n + 1)`. pabutools' `exhaustion_by_budget_increase`.
    Increase,
    /// Everyone has an endless small utility for every project they do not support (arXiv 2008.13276, section 4); see
    /// [`crate::epsilon`].
    Epsilon,
    /// Greedy on what is left, with endowments as they are.
    Utilitarian,
}

/// An outcome of equal shares.
#[derive(Clone, Debug)]
pub struct Shares {
    /// What is bought, in order: free projects, those of the run, those of the completion.
    pub selected: Vec<usize>,
    /// The run that stands. None if nobody voted.
    pub trace: Option<Trace>,
}

/// Told, now and then, how far a long computation is: the endowments tried and the cost of the last outcome.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64);

/// Equal shares with a completion. `ranks` breaks ties, `eligible` says what may be bought at all.
///
/// Supported projects that cost nothing are taken first.
///
/// # Errors
/// [`MesError`] if amounts are out of the range computed exactly.
pub fn equal_shares(
    market: &Market<'_>,
    ranks: &[u32],
    completion: Completion,
    eligible: &dyn Fn(usize) -> bool,
    progress: Progress<'_>,
) -> Result<Shares, MesError> {
    let mut shares = Paying { market, ranks, eligible }.shares(completion, progress)?;
    let selected = &mut shares.selected;
    match (completion, &shares.trace) {
        (Completion::Add1u | Completion::Utilitarian, _) => {
            let more = greedy(market, By::UtilityPerCost, Misfit::Skip, ranks, selected, eligible);
            selected.extend(more);
        }
        (Completion::Epsilon, Some(trace)) => {
            selected.extend(epsilon::complete(market, ranks, trace, eligible));
        }
        (Completion::Epsilon, None)
        | (Completion::None | Completion::Add1 | Completion::Add1Integral | Completion::Increase, _) => {}
    }
    Ok(shares)
}

/// After how many runs, and one more for each entry on a ballot, it is worked out exactly where their course changes.
const PATIENCE: u64 = 1000;

/// After how many runs it is asked again how much more could be given without a change, where the answer was: nothing. Each
/// time it is, that is doubled, up to the second number.
const SELDOM: (u64, u64) = (4, 64);

/// How endowments rise, and over which projects an outcome has to be exhaustive.
#[derive(Clone, Copy)]
struct Raise {
    start: Endowment,
    /// What one step adds to the endowment's numerator.
    step: u128,
    /// The last step that is tried.
    last: u128,
    /// Whether unsupported projects count for exhaustiveness.
    all_projects: bool,
}

impl Raise {
    /// From `B/n` by a unit of currency.
    fn currency(market: &Market<'_>) -> Self {
        let (voters, budget) = (market.election.ballots.voters(), market.election.budget);
        let step = u128::from(unit(market)) * u128::from(voters);
        let start = Endowment { numerator: u128::from(budget), denominator: voters };
        Self { start, step, last: u128::MAX, all_projects: false }
    }

    /// From `⌊B/n⌋` by a unit of currency.
    fn integral(market: &Market<'_>) -> Self {
        let unit = unit(market);
        let each = market.election.budget / market.election.ballots.voters();
        let start = Endowment { numerator: u128::from(each / unit * unit), denominator: 1 };
        Self { start, step: u128::from(unit), last: u128::MAX, all_projects: true }
    }

    /// From `B` for all together by 1 % of it.
    fn percent(market: &Market<'_>) -> Self {
        let (voters, budget) = (market.election.ballots.voters(), u128::from(market.election.budget));
        let start = Endowment { numerator: budget * 100, denominator: voters * 100 };
        Self { start, step: budget, last: u128::from(voters) * 100, all_projects: true }
    }

    fn at(&self, step: u128) -> Endowment {
        Endowment {
            numerator: self.start.numerator.saturating_add(self.step.saturating_mul(step)),
            ..self.start
        }
    }
}

/// A unit of currency in the election's smallest unit of money. All money is below 2⁶², so a unit beyond that is never
/// reached: the largest number stands for it.
fn unit(market: &Market<'_>) -> u64 {
    10_u64.checked_pow(market.election.decimals).unwrap_or(u64::MAX)
}

struct Paying<'a> {
    market: &'a Market<'a>,
    ranks: &'a [u32],
    eligible: &'a dyn Fn(usize) -> bool,
}

impl Paying<'_> {
    /// Equal shares with endowments as the completion raises them. Where nobody voted, nobody has a share.
    fn shares(&self, completion: Completion, progress: Progress<'_>) -> Result<Shares, MesError> {
        if self.market.election.ballots.voters() == 0 {
            return Ok(Shares { selected: Vec::new(), trace: None });
        }
        let currency = Raise::currency(self.market);
        let trace = match completion {
            Completion::None | Completion::Utilitarian | Completion::Epsilon => self.run(0, currency)?,
            Completion::Add1 | Completion::Add1u => self.raise(currency, progress)?,
            Completion::Add1Integral => self.raise(Raise::integral(self.market), progress)?,
            Completion::Increase => self.raise(Raise::percent(self.market), progress)?,
        };
        Ok(Shares { selected: self.selected(&trace), trace: Some(trace) })
    }

    /// Raises endowments until the outcome is exhaustive or exceeds the budget; gives the last that does not exceed it.
    fn raise(&self, raise: Raise, progress: Progress<'_>) -> Result<Trace, MesError> {
        let (mut step, mut tried) = (0, 0);
        let patience = PATIENCE + self.market.election.ballots.entries().len() as u64;
        let (mut before, mut jump): (Option<Trace>, u128) = (None, 0);
        let (mut memory, mut wait, mut ask) = (Memory::default(), SELDOM.0, 0);
        loop {
            // Where steps change much, telling how much they may be is not worth its time; it is asked now and then.
            let asked = jump > 0 || tried >= ask;
            let run = self.start(step, raise, asked, memory)?;
            let (slack, shift) = (run.slack(), run.shift());
            let trace;
            (trace, memory) = run.into_trace_and_memory();
            let selected = self.selected(&trace);
            let cost = self.market.election.cost_of(&selected);
            tried += 1;
            progress(tried, cost);
            match before.take() {
                Some(before) if cost > self.market.election.budget => return Ok(before),
                _ if self.is_final(&selected, cost, raise) || step >= raise.last => return Ok(trace),
                _ => before = Some(trace),
            }
            let voters = u128::from(self.market.election.ballots.voters());
            // A step adds step/denominator to each endowment; n of those, in fixed point, must stay within the slack.
            let each = raise.step.saturating_mul(voters).saturating_mul(1 << shift);
            jump = slack.saturating_mul(u128::from(raise.start.denominator)) / each.max(1);
            if jump > 0 {
                wait = SELDOM.0;
            } else if asked {
                ask = tried + wait;
                wait = (wait * 2).min(SELDOM.1);
            }
            if tried.is_multiple_of(patience) {
                jump = jump.max(self.steps_without_change(step, raise));
            }
            step = step.saturating_add(jump).saturating_add(1).min(raise.last);
        }
    }

    /// How many more steps leave the course of the run as it is, exactly.
    fn steps_without_change(&self, step: u128, raise: Raise) -> u128 {
        let Some(room) = room(self.market, self.ranks, raise.at(step), self.eligible) else { return 0 };
        let each = BigRational::new(raise.step.max(1).into(), raise.start.denominator.into());
        ((room / each).ceil().to_integer().to_u128().unwrap_or(0)).saturating_sub(1)
    }

    fn start(&self, step: u128, raise: Raise, tracking: bool, memory: Memory) -> Result<Run<'_>, MesError> {
        let mut run = Run::remembering(self.market, self.ranks, raise.at(step), self.eligible, memory)?;
        if tracking {
            let voters = u128::from(self.market.election.ballots.voters());
            let each = raise.step.saturating_mul(voters).saturating_mul(1 << run.shift());
            run = run.tracking(each / u128::from(raise.start.denominator));
        }
        run.buy_all();
        Ok(run)
    }

    fn run(&self, step: u128, raise: Raise) -> Result<Trace, MesError> {
        let mut run = Run::new(self.market, self.ranks, raise.at(step), self.eligible)?;
        run.buy_all();
        Ok(run.into_trace())
    }

    /// Whether nothing that counts would fit any more, or everything supported is bought.
    fn is_final(&self, selected: &[usize], cost: u64, raise: Raise) -> bool {
        let left = self.market.election.budget.saturating_sub(cost);
        let chosen = self.market.election.marked(selected);
        let others = || (0..chosen.len()).filter(|&p| !chosen[p] && (self.eligible)(p));
        let all_supported = others().all(|p| self.market.worth(p) == 0);
        let counts = |p: &usize| raise.all_projects || self.market.worth(*p) > 0;
        all_supported || others().filter(counts).all(|p| self.market.cost(p) > left)
    }

    /// Free projects, then those of the run.
    fn selected(&self, trace: &Trace) -> Vec<usize> {
        let free = |&p: &usize| self.market.cost(p) == 0 && self.market.worth(p) > 0 && (self.eligible)(p);
        let projects = 0..self.market.election.projects.len();
        projects.filter(free).chain(trace.purchases.iter().map(|purchase| purchase.project)).collect()
    }
}
