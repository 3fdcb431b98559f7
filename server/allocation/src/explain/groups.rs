//! Whether money follows votes: by district and by theme, beside what greedy would have done.
//!
//! A ballot is one vote, shared equally among the projects on it that are in some group; a project's vote and cost are
//! shared equally among its themes (<https://equalshares.net/benefits/categories>). Shares are shown in per cent, to a tenth.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::election::{Election, Project};

/// A way to group projects.
#[derive(Clone, Debug, Serialize)]
pub struct Grouping {
    /// `district` or `category`.
    pub by: &'static str,
    /// The groups, by name.
    pub groups: Vec<Group>,
    /// Half the sum of |share of votes − share of money|: how much of the money, in per cent, does not follow votes.
    pub distance: f64,
    /// The same for greedy.
    pub distance_greedy: f64,
}

/// Projects of one district or theme. Shares are in per cent.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The district's or theme's name.
    pub name: String,
    /// Its share of votes.
    pub votes: f64,
    /// Its share of what the outcome costs.
    pub money: f64,
    /// Its share of what greedy's outcome costs.
    pub money_greedy: f64,
}

/// The groupings that the election's projects have.
pub(super) fn groupings(election: &Election, selected: &[usize], greedy: &[usize]) -> Vec<Grouping> {
    let district = |p: &Project| p.district.iter().cloned().collect();
    let category = |p: &Project| p.categories.clone();
    [
        grouping(election, "district", district, selected, greedy),
        grouping(election, "category", category, selected, greedy),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn grouping(
    election: &Election,
    by: &'static str,
    groups_of: impl Fn(&Project) -> Vec<String>,
    selected: &[usize],
    greedy: &[usize],
) -> Option<Grouping> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let of: Vec<Vec<String>> = election.projects.iter().map(groups_of).collect();
    for name in of.iter().flatten() {
        names.entry(name.clone()).or_default();
    }
    if names.is_empty() {
        return None;
    }
    for (at, number) in names.values_mut().enumerate() {
        *number = at;
    }
    let of: Vec<Vec<usize>> = of.iter().map(|all| all.iter().map(|name| names[name]).collect()).collect();
    let votes = per_cent(votes(election, &of, names.len()));
    let money = |projects: &[usize]| {
        let mut sums = vec![0.0; names.len()];
        for &project in projects {
            for &group in &of[project] {
                sums[group] += election.projects[project].cost as f64 / of[project].len() as f64;
            }
        }
        per_cent(sums)
    };
    let (by_rule, by_greedy) = (money(selected), money(greedy));
    let distance =
        |money: &[f64]| tenth(votes.iter().zip(money).map(|(v, m)| (v - m).abs()).sum::<f64>() / 2.0);
    Some(Grouping {
        by,
        distance: distance(&by_rule),
        distance_greedy: distance(&by_greedy),
        groups: names
            .into_iter()
            .map(|(name, at)| Group {
                name,
                votes: tenth(votes[at]),
                money: tenth(by_rule[at]),
                money_greedy: tenth(by_greedy[at]),
            })
            .collect(),
    })
}

fn votes(election: &Election, of: &[Vec<usize>], groups: usize) -> Vec<f64> {
    let mut sums = vec![0.0; groups];
    for class in 0..election.ballots.len() {
        let supported: Vec<usize> = election.supported(class).filter(|&p| !of[p].is_empty()).collect();
        let vote = f64::from(election.ballots.weights()[class]) / supported.len() as f64;
        for project in supported {
            for &group in &of[project] {
                sums[group] += vote / of[project].len() as f64;
            }
        }
    }
    sums
}

fn per_cent(sums: Vec<f64>) -> Vec<f64> {
    let total: f64 = sums.iter().sum();
    sums.into_iter().map(|sum| if total > 0.0 { sum * 100.0 / total } else { 0.0 }).collect()
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
