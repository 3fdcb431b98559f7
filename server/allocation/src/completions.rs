//! Equal shares seldom spends the whole budget; completions say what happens with the rest.
use serde::{Deserialize, Serialize};

use crate::market::{Market, Utility};
use crate::mes::{Endowment, MesError, Run};
use crate::rules::greedy::{By, Misfit, greedy};

/// How equal shares goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completion {
    /// Not at all.
    None,
    /// add1
    #[default]
    Add1,
    /// add1u
    Add1u,
    /// increase
    Increase,
    /// utilitarian
    Utilitarian,
}

pub fn complete(market: &Market<'_>, ranks: &[u32], completion: Completion) -> Result<Vec<usize>, MesError> {
    let election = market.election;
    let n = election.ballots.voters();
    if n == 0 {
        return Ok(Vec::new());
    }
    let unit = 10u128.pow(election.decimals);
    let step = |k: u128| match completion {
        Completion::Increase => Endowment { numerator: u128::from(election.budget) * (100 + k), denominator: n * 100 },
        _ => Endowment { numerator: u128::from(election.budget) + k * unit * u128::from(n), denominator: n },
    };
    let run = |k| -> Result<Vec<usize>, MesError> {
        let mut run = Run::new(market, ranks, step(k), |_| true)?;
        while run.next().is_some() {}
        Ok(run.bought().iter().map(|p| p.project).collect())
    };
    let mut selected = match completion {
        Completion::None | Completion::Utilitarian => run(0)?,
        Completion::Add1 | Completion::Add1u | Completion::Increase => {
            let mut before = Vec::new();
            for k in 0.. {
                let now = run(k)?;
                if election.cost_of(&now) > election.budget {
                    break;
                }
                let left = election.budget - election.cost_of(&now);
                let chosen = election.marked(&now);
                let all = completion == Completion::Increase;
                let done = (0..chosen.len()).all(|p| chosen[p] || (!all && market.worth(p) == 0) || market.cost(p) > left);
                before = now;
                if done || k == u128::from(n) * 100 {
                    break;
                }
            }
            before
        }
    };
    if matches!(completion, Completion::Add1u | Completion::Utilitarian) {
        let more = greedy(market, By::UtilityPerCost, Misfit::Skip, ranks, &selected, |_| true);
        selected.extend(more);
    }

    Ok(selected)
}
