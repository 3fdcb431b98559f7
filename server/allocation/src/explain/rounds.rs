//! Rounds of equal shares: who paid what.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{replay, shown};
use crate::market::Market;
use crate::mes::Trace;

/// A purchase and its payments.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    /// The project bought.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// Voters who support it.
    pub votes: u64,
    /// The cost over the highest payment, to a hundredth.
    pub effective_votes: String,
    /// The most a supporter paid, per point where there are points.
    pub highest_payment: String,
    /// What its supporters had before, all together.
    pub money_behind: String,
    /// How many supporters paid how much, the highest first.
    pub payments: Vec<Payment>,
}

/// So many voters paid so much each.
#[derive(Clone, Debug, Serialize)]
pub struct Payment {
    /// Each one's payment.
    pub amount: String,
    /// How many paid it.
    pub voters: u64,
}

/// Where one voter's share went.
#[derive(Clone, Debug, Serialize)]
pub struct VoterShare {
    /// The voter's id in the file.
    pub voter: String,
    /// What they paid for each project that they support and that was bought.
    pub spent: Vec<super::Spent>,
    /// What they had left.
    pub unspent: String,
}

/// All rounds.
pub(super) fn rounds(market: &Market<'_>, trace: &Trace) -> Vec<Round> {
    let election = market.election;
    let show = |fixed: u128| shown(election, fixed, trace.shift).to_string();
    let mut rounds = Vec::new();
    replay(market, trace, |budgets, purchase| {
        let Some(purchase) = purchase else { return };
        let project = purchase.project;
        let gains = market.gains(project);
        let (mut behind, mut highest) = (0_u128, 0_u64);
        let mut payments: BTreeMap<u128, u64> = BTreeMap::new();
        for (at, &class) in market.supporters(project).iter().enumerate() {
            let (budget, weight) = (budgets[class as usize], market.weight(class as usize));
            let gain = gains.get(at).copied().unwrap_or(1);
            let paid = budget.min(purchase.charged.saturating_mul(gain));
            highest = highest.max(paid / gain);
            behind += u128::from(budget) * u128::from(weight);
            *payments.entry(shown(election, u128::from(paid), trace.shift).units).or_default() += weight;
        }
        let hundredths = (u128::from(market.cost(project)) << trace.shift) * 100 / u128::from(highest.max(1));
        rounds.push(Round {
            project: election.projects[project].id.clone(),
            cost: election.amount(market.cost(project)).to_string(),
            votes: market.votes(project),
            effective_votes: crate::money::Amount { units: hundredths, decimals: 2 }.to_string(),
            highest_payment: show(u128::from(highest)),
            money_behind: show(behind),
            payments: payments
                .into_iter()
                .rev()
                .map(|(units, voters)| {
                    let amount = crate::money::Amount { units, decimals: election.decimals + 2 };
                    Payment { amount: amount.to_string(), voters }
                })
                .collect(),
        });
    });
    rounds
}

/// Where the share of the voter at a place in the file went; none if the file's voters were not kept.
pub(super) fn voter_share(market: &Market<'_>, trace: &Trace, voter: usize) -> Option<VoterShare> {
    let election = market.election;
    let class = *election.ballots.classes()?.get(voter)? as usize;
    let gains: BTreeMap<usize, u64> = market.wishes(class).collect();
    let mut left = trace.fixed;
    let mut spent = Vec::new();
    for purchase in &trace.purchases {
        if let Some(&gain) = gains.get(&purchase.project) {
            let paid = left.min(purchase.charged.saturating_mul(gain));
            left -= paid;
            spent.push(super::Spent {
                project: election.projects[purchase.project].id.clone(),
                amount: shown(election, u128::from(paid), trace.shift).to_string(),
            });
        }
    }
    Some(VoterShare {
        voter: election.voter_ids.as_ref().and_then(|ids| ids.get(voter)).cloned().unwrap_or_default(),
        spent,
        unspent: shown(election, u128::from(left), trace.shift).to_string(),
    })
}
