//! Quotas: a part of the budget for each district or theme, and what is left pooled.
//!
//! Each part has its own budget and its own projects. The rule is run in each part, over the voters who support something
//! there; then once more over all projects that were not bought, with all voters and all that is left.
//!
//! Where no amounts are given, a part's budget is in proportion to its votes, each ballot counting as one vote shared
//! equally among the projects on it that belong to a part (<https://equalshares.net/benefits/categories>).

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::ballots::Ballots;
use crate::completions::Progress;
use crate::election::{Election, Project};
use crate::rule::{Bought, RuleError, Settings};
use crate::ties::Ties;

/// What parts are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quota {
    /// The projects' district.
    District,
    /// The projects' theme: the first, if there are several.
    Category,
}

/// A part and its budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The district or theme.
    pub name: String,
    /// In the election's smallest unit.
    pub budget: u64,
    /// Its projects.
    pub projects: Vec<usize>,
    /// Those bought with its budget, in order; filled by [`run`].
    pub selected: Vec<usize>,
}

impl Quota {
    fn of(self, project: &Project) -> Option<&str> {
        match self {
            Self::District => project.district.as_deref(),
            Self::Category => project.categories.first().map(String::as_str),
        }
    }
}

/// The parts of an election, by name, with budgets in proportion to their votes. Parts' budgets are rounded down to the
/// smallest unit; what rounding leaves is pooled.
pub fn parts(election: &Election, quota: Quota) -> Vec<Part> {
    let mut projects: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, project) in election.projects.iter().enumerate() {
        if let Some(name) = quota.of(project) {
            projects.entry(name).or_default().push(at);
        }
    }
    let mut part_of = vec![None; election.projects.len()];
    for (part, members) in projects.values().enumerate() {
        for &project in members {
            part_of[project] = Some(part);
        }
    }
    let budgets = budgets_by_votes(election, &part_of, projects.len());
    let with_budgets = projects.into_iter().zip(budgets);
    with_budgets
        .map(|((name, projects), budget)| Part {
            name: name.to_owned(),
            budget,
            projects,
            selected: Vec::new(),
        })
        .collect()
}

/// A ballot with k projects in parts gives each of them 1/k of a vote. Ballots are counted by k, so that sums stay whole
/// numbers: `Σ_k votes_k / k`, over the common multiple of all k.
fn budgets_by_votes(election: &Election, part_of: &[Option<usize>], parts: usize) -> Vec<u64> {
    let mut votes: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for class in 0..election.ballots.len() {
        let on_ballot: Vec<usize> =
            election.ballots.projects(class).iter().filter_map(|&p| part_of[p as usize]).collect();
        let counts = votes.entry(on_ballot.len() as u64).or_insert_with(|| vec![0; parts]);
        for part in on_ballot {
            counts[part] += u64::from(election.ballots.weights()[class]);
        }
    }
    votes.remove(&0);
    let common = votes.keys().fold(BigUint::from(1_u8), |lcm, &k| num_integer::lcm(lcm, BigUint::from(k)));
    let mut sums = vec![BigUint::from(0_u8); parts];
    for (k, counts) in &votes {
        for (sum, &count) in sums.iter_mut().zip(counts) {
            *sum += &common / k * count;
        }
    }
    let total: BigUint = sums.iter().sum();
    if total == BigUint::from(0_u8) {
        return vec![0; parts];
    }
    sums.into_iter().map(|sum| (sum * election.budget / &total).to_u64().unwrap_or(0)).collect()
}

/// Runs a rule in each part, then over what is left. Returns what was bought, parts first in their order.
///
/// # Errors
/// [`RuleError`] as from [`Settings::run`].
pub fn run(
    election: &Election,
    parts: &mut [Part],
    settings: &Settings,
    (ties, seed): (Ties, u64),
    progress: Progress<'_>,
) -> Result<Bought, RuleError> {
    let ranks = ties.ranks(election, seed);
    let mut selected = Vec::new();
    for part in parts.iter_mut() {
        let (within, names) = restricted(election, &part.projects, part.budget, true);
        let ranks: Vec<u32> = names.iter().map(|&p| ranks[p]).collect();
        let bought = settings.run(&within, &ranks, progress)?;
        part.selected = bought.selected.into_iter().map(|p| names[p]).collect();
        selected.extend_from_slice(&part.selected);
    }
    let chosen = election.marked(&selected);
    let others: Vec<usize> = (0..chosen.len()).filter(|&p| !chosen[p]).collect();
    let left = election.budget.saturating_sub(election.cost_of(&selected));
    let (pooled, names) = restricted(election, &others, left, false);
    let ranks: Vec<u32> = names.iter().map(|&p| ranks[p]).collect();
    let bought = settings.run(&pooled, &ranks, progress)?;
    selected.extend(bought.selected.into_iter().map(|p| names[p]));
    Ok(Bought { selected, trace: None })
}

/// The election among some of its projects with another budget, and which project each of its projects is. With
/// `only_supporters`, voters who have none of them on their ballot do not count.
pub fn restricted(
    election: &Election,
    projects: &[usize],
    budget: u64,
    only_supporters: bool,
) -> (Election, Vec<usize>) {
    let mut places = vec![None; election.projects.len()];
    for (place, &project) in (0_u32..).zip(projects) {
        places[project] = Some(place);
    }
    let mut ballots = Ballots::new(election.kind(), false);
    for class in 0..election.ballots.len() {
        let points = election.ballots.points(class);
        let (mut kept, mut kept_points) = (Vec::new(), Vec::new());
        for (at, &project) in election.ballots.projects(class).iter().enumerate() {
            if let Some(place) = places[project as usize] {
                kept.push(place);
                kept_points.extend(points.get(at));
            }
        }
        if !kept.is_empty() || !only_supporters {
            ballots.add_weighted(&mut kept, &mut kept_points, election.ballots.weights()[class]);
        }
    }
    ballots.finish();
    let within = Election {
        meta: election.meta.clone(),
        decimals: election.decimals,
        point_decimals: election.point_decimals,
        budget,
        projects: projects.iter().map(|&p| election.projects[p].clone()).collect(),
        ballots,
        voter_ids: None,
        places: election.places,
    };
    (within, projects.to_vec())
}
