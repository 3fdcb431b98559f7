//! Projects that were not bought: what their supporters lacked, and on what their money had gone.

use serde::Serialize;

use super::{replay, shown};
use crate::market::{Market, Utility};
use crate::mes::{Purchase, Trace};

/// A project that was not bought.
#[derive(Clone, Debug, Serialize)]
pub struct Loser {
    /// Its id.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// Voters who support it.
    pub votes: u64,
    /// What its supporters had left in the end, all together.
    pub supporters_left: String,
    /// On what its supporters' money had gone, the most first.
    pub spent_on: Vec<Spent>,
    /// How many more supporters, coming with a whole share, would have had it bought with endowments as they are.
    /// None where points are given: it depends on how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_supporters: Option<u64>,
    /// The highest cost, in whole units of currency, at which it would have been bought.
    pub winning_cost: String,
}

/// Money that went to a project.
#[derive(Clone, Debug, Serialize)]
pub struct Spent {
    /// The project's id.
    pub project: String,
    /// How much.
    pub amount: String,
}

/// What losers lacked.
pub(super) fn losers(market: &Market<'_>, trace: &Trace, selected: &[usize]) -> Vec<Loser> {
    let election = market.election;
    let chosen = election.marked(selected);
    let lost: Vec<usize> = (0..chosen.len()).filter(|&p| !chosen[p]).collect();
    let spent = spent_by_supporters(market, trace);
    let mut best = vec![Best { more: u64::MAX, cost: 0 }; chosen.len()];
    let mut left = vec![0_u128; chosen.len()];
    replay(market, trace, |budgets, purchase| {
        for &project in &lost {
            best[project].look(market, trace, budgets, project, purchase);
            if purchase.is_none() {
                left[project] = paid(market, budgets, project, u128::MAX);
            }
        }
    });
    let show = |fixed: u128| shown(election, fixed, trace.shift).to_string();
    let has_points = matches!(market.utility, Utility::Points | Utility::Borda);
    lost.into_iter()
        .map(|project| Loser {
            project: election.projects[project].id.clone(),
            cost: election.amount(market.cost(project)).to_string(),
            votes: market.votes(project),
            supporters_left: show(left[project]),
            spent_on: spent_on(market, &spent[project], trace),
            more_supporters: (!has_points && best[project].more < u64::MAX).then_some(best[project].more),
            winning_cost: election.amount(best[project].cost).to_string(),
        })
        .collect()
}

/// Each project's effective support in the run that stands, in per cent rounded down.
pub(super) fn supports(market: &Market<'_>, trace: &Trace) -> Vec<u64> {
    let mut percents = vec![0; market.election.projects.len()];
    replay(market, trace, |budgets, purchase| {
        for (project, percent) in percents.iter_mut().enumerate() {
            *percent = percent_in(market, trace, budgets, project, purchase).max(*percent);
        }
    });
    percents
}

/// One project's effective support in a run.
pub(super) fn support(market: &Market<'_>, trace: &Trace, project: usize) -> u64 {
    let mut percent = 0;
    replay(market, trace, |budgets, purchase| {
        percent = percent_in(market, trace, budgets, project, purchase).max(percent);
    });
    percent
}

fn percent_in(
    market: &Market<'_>,
    trace: &Trace,
    budgets: &[u64],
    project: usize,
    purchase: Option<&Purchase>,
) -> u64 {
    let cost = u128::from(market.cost(project)) << trace.shift;
    let limit = purchase.map_or(u128::MAX, |p| price_of(market, p, project, market.scale(project)));
    let covered = paid(market, budgets, project, limit);
    // Budgets are rounded by less than one unit of fixed point a round and voter: a whole per cent is not missed by that.
    let rounding = u128::from(market.votes(project)) * (trace.purchases.len() as u128 + 2);
    ((covered + rounding) * 100).checked_div(cost).map_or(0, |percent| percent as u64)
}

/// What a supporter of a project with this scale would pay, per gain, on the terms of a purchase: the same ρ.
fn price_of(market: &Market<'_>, purchase: &Purchase, project: usize, scale: u64) -> u128 {
    if purchase.project == project {
        return u128::from(purchase.charged);
    }
    (u128::from(purchase.charged) * u128::from(scale)).div_ceil(u128::from(market.scale(purchase.project)))
}

/// What a project's supporters would pay at a price.
fn paid(market: &Market<'_>, budgets: &[u64], project: usize, price: u128) -> u128 {
    let gains = market.gains(project);
    let payments = market.supporters(project).iter().enumerate().map(|(at, &class)| {
        let gain = u128::from(gains.get(at).copied().unwrap_or(1));
        let payment = u128::from(budgets[class as usize]).min(price.saturating_mul(gain));
        payment * u128::from(market.weight(class as usize))
    });
    payments.sum()
}

/// What would have sufficed, over the rounds looked at.
#[derive(Clone, Copy)]
struct Best {
    more: u64,
    cost: u64,
}

impl Best {
    fn look(
        &mut self,
        market: &Market<'_>,
        trace: &Trace,
        budgets: &[u64],
        project: usize,
        purchase: Option<&Purchase>,
    ) {
        let price = |cost: u64| {
            let scale = if market.utility == Utility::Cost { cost } else { 1 };
            purchase.map_or(u128::MAX, |p| price_of(market, p, project, scale))
        };
        let cost = market.cost(project);
        let covered = paid(market, budgets, project, price(cost));
        let missing = (u128::from(cost) << trace.shift).saturating_sub(covered);
        let newcomer = price(cost).min(u128::from(trace.fixed));
        if newcomer > 0 {
            self.more = self.more.min(u64::try_from(missing.div_ceil(newcomer)).unwrap_or(u64::MAX));
        }
        // At a higher cost, less of it is covered: halve the costs in whole units of currency.
        let unit = 10_u64.checked_pow(market.election.decimals).unwrap_or(u64::MAX);
        let covers = |units: u64| {
            let cost = units.saturating_mul(unit);
            paid(market, budgets, project, price(cost)) >= u128::from(cost) << trace.shift
        };
        let (mut low, mut high) = (self.cost / unit, cost / unit + 1);
        if low + 1 >= high || !covers(low + 1) {
            return;
        }
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if covers(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.cost = low * unit;
    }
}

/// For each project, how much of its supporters' money went to each purchase, in fixed point.
fn spent_by_supporters(market: &Market<'_>, trace: &Trace) -> Vec<Vec<u128>> {
    let mut spent = vec![vec![0; trace.purchases.len()]; market.election.projects.len()];
    let mut round = 0;
    replay(market, trace, |budgets, purchase| {
        let Some(purchase) = purchase else { return };
        let gains = market.gains(purchase.project);
        for (at, &class) in market.supporters(purchase.project).iter().enumerate() {
            let price = purchase.charged.saturating_mul(gains.get(at).copied().unwrap_or(1));
            let paid =
                u128::from(budgets[class as usize].min(price)) * u128::from(market.weight(class as usize));
            if paid > 0 {
                for (wish, _) in market.wishes(class as usize) {
                    spent[wish][round] += paid;
                }
            }
        }
        round += 1;
    });
    spent
}

fn spent_on(market: &Market<'_>, spent: &[u128], trace: &Trace) -> Vec<Spent> {
    let mut sorted: Vec<(usize, u128)> =
        spent.iter().copied().enumerate().filter(|(_, amount)| *amount > 0).collect();
    sorted.sort_by_key(|&(round, amount)| (u128::MAX - amount, round));
    let name = |round: usize| market.election.projects[trace.purchases[round].project].id.clone();
    sorted
        .into_iter()
        .map(|(round, amount)| Spent {
            project: name(round),
            amount: shown(market.election, amount, trace.shift).to_string(),
        })
        .collect()
}
