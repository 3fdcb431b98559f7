//! Extended justified representation up to one project.
//!
//! First a test that takes polynomial time and is sufficient: EJR+ up to one (Brill, Peters, *Robust and Verifiable
//! Proportionality Axioms for Multiwinner Voting*, EC 2023, arXiv 2302.01989). For a project c outside the outcome, the k
//! supporters served least are the group most likely to be wronged:
//!
//! * cost utility: if the best served of them has u, `u + cost(c) > k·B/n` must hold. A group of k that breaks EJR up to
//!   one by projects T, all of it supporting T, with a c in T outside the outcome, has `u + cost(c) ≤ cost(T) ≤ k·B/n`.
//! * cardinality: no k of them may be able to pay for c and the u cheapest of the projects that at least k supporters of c
//!   support. A group that breaks EJR (which up to one is the same, utilities being whole) could pay for u + 1 such.
//!
//! If that fails, every set T that enough voters support to pay for is looked at, up to a number of steps.

use super::{Certificate, Finding};
use crate::market::{Market, Utility};

/// How many times a class of voters is looked at, at most.
const MOST_STEPS: u64 = 20_000_000;
/// How many projects a set may have.
const MOST_TOGETHER: usize = 500;

pub(super) fn ejr_up_to_one(market: &Market<'_>, selected: &[usize]) -> Finding {
    let served = match market.utility {
        Utility::Cost | Utility::Cardinality => served(market, selected),
        Utility::Points | Utility::Borda => {
            return Finding::open("it is decided for cost and cardinality utility only");
        }
    };
    let chosen = market.election.marked(selected);
    let outside = (0..chosen.len()).filter(|&p| !chosen[p] && market.votes(p) > 0);
    let passes = |project: usize| match market.utility {
        Utility::Cost => passes_by_cost(market, &served, project),
        _ => passes_by_number(market, &served, project),
    };
    if outside.into_iter().all(passes) {
        return Finding::new(true, Certificate::PolynomialTest);
    }
    let mut search = Search { market, served: &served, chosen: &chosen, steps: 0, sets: 0 };
    let everyone: Vec<u32> = (0..market.election.ballots.len() as u32).collect();
    match search.look(0, &everyone, &mut Vec::new()) {
        Looked::Nothing => Finding::new(true, Certificate::AllGroups { sets: search.sets }),
        Looked::Wronged(certificate) => Finding::new(false, certificate),
        Looked::TooMany => {
            Finding::open("the sufficient test fails, and there are too many groups to look at each")
        }
    }
}

/// Each class's utility from the outcome.
fn served(market: &Market<'_>, selected: &[usize]) -> Vec<u64> {
    let chosen = market.election.marked(selected);
    let worth = |project: usize| if chosen[project] { market.scale(project) } else { 0 };
    (0..market.election.ballots.len())
        .map(|class| market.wishes(class).map(|(p, _)| worth(p)).sum())
        .collect()
}

/// A project's supporters by how well they are served: the utility, and how many have at most that.
fn least_served(market: &Market<'_>, served: &[u64], project: usize) -> Vec<(u64, u64)> {
    let mut sorted: Vec<(u64, u64)> = market
        .supporters(project)
        .iter()
        .map(|&class| (served[class as usize], market.weight(class as usize)))
        .collect();
    sorted.sort_unstable();
    let mut levels: Vec<(u64, u64)> = Vec::new();
    let mut voters = 0;
    for (utility, weight) in sorted {
        voters += weight;
        match levels.last_mut() {
            Some(last) if last.0 == utility => last.1 = voters,
            _ => levels.push((utility, voters)),
        }
    }
    levels
}

/// Whether `voters` have a part of the budget of at least `cost`: `voters·B ≥ cost·n`. Costs are below 2⁶³.
fn can_pay(market: &Market<'_>, voters: u64, cost: u64) -> bool {
    let all = u128::from(market.election.ballots.voters());
    u128::from(voters) * u128::from(market.election.budget) >= u128::from(cost) * all
}

fn passes_by_cost(market: &Market<'_>, served: &[u64], project: usize) -> bool {
    let levels = least_served(market, served, project);
    levels.into_iter().all(|(utility, voters)| !can_pay(market, voters, utility + market.cost(project)))
}

fn passes_by_number(market: &Market<'_>, served: &[u64], project: usize) -> bool {
    let levels = least_served(market, served, project);
    let mut together = vec![0_u64; market.election.projects.len()];
    for &class in market.supporters(project) {
        for (wish, _) in market.wishes(class as usize) {
            together[wish] += market.weight(class as usize);
        }
    }
    let mut others: Vec<usize> = (0..together.len()).filter(|&p| p != project && together[p] > 0).collect();
    others.sort_unstable_by_key(|&p| market.cost(p));
    let mut fewer = 0;
    levels.into_iter().all(|(utility, voters)| {
        // Groups of as many as were looked at before could pay for less there. Between two numbers of voters who share a
        // wish, the larger group has the same projects to choose from, and more money.
        let sizes = others.iter().map(|&p| together[p]).filter(|&size| fewer < size && size < voters);
        let mut sizes: Vec<u64> = sizes.chain([voters]).collect();
        sizes.sort_unstable();
        sizes.dedup();
        fewer = voters;
        sizes.into_iter().all(|size| {
            let costs: Vec<u64> =
                others.iter().filter(|&&p| together[p] >= size).map(|&p| market.cost(p)).collect();
            let cheapest = usize::try_from(utility).ok().and_then(|number| costs.get(..number));
            let cost = cheapest.map(|cheapest| market.cost(project) + cheapest.iter().sum::<u64>());
            cost.is_none_or(|cost| !can_pay(market, size, cost))
        })
    })
}

enum Looked {
    Nothing,
    Wronged(Certificate),
    TooMany,
}

/// Depth first over sets of projects that enough voters support.
struct Search<'a> {
    market: &'a Market<'a>,
    served: &'a [u64],
    chosen: &'a [bool],
    steps: u64,
    sets: u64,
}

impl Search<'_> {
    fn look(&mut self, from: usize, supporters: &[u32], projects: &mut Vec<usize>) -> Looked {
        for project in from..self.chosen.len() {
            self.steps += supporters.len() as u64;
            if self.steps > MOST_STEPS || projects.len() > MOST_TOGETHER {
                return Looked::TooMany;
            }
            let supports = |class: &u32| self.market.has_supporter(project, *class);
            let group: Vec<u32> = supporters.iter().copied().filter(supports).collect();
            projects.push(project);
            let cost = self.market.election.cost_of(projects);
            if !group.is_empty() && can_pay(self.market, self.voters(&group), cost) {
                self.sets += 1;
                let wronged: Vec<u32> =
                    group.iter().copied().filter(|&class| self.is_wronged(class, projects, cost)).collect();
                let voters = self.voters(&wronged);
                if voters > 0 && can_pay(self.market, voters, cost) {
                    return Looked::Wronged(self.certificate(voters, projects, cost));
                }
                match self.look(project + 1, &group, projects) {
                    Looked::Nothing => {}
                    found => return found,
                }
            }
            projects.pop();
        }
        Looked::Nothing
    }

    fn voters(&self, classes: &[u32]) -> u64 {
        classes.iter().map(|&class| self.market.weight(class as usize)).sum()
    }

    /// Whether a voter has less than from these projects, and no more than from them with any one of them more.
    fn is_wronged(&self, class: u32, projects: &[usize], cost: u64) -> bool {
        let value = if self.market.utility == Utility::Cost { cost } else { projects.len() as u64 };
        let served = self.served[class as usize];
        let missing = projects.iter().filter(|&&p| !self.chosen[p]).map(|&p| self.market.scale(p)).max();
        served < value && missing.is_some_and(|most| served + most <= value)
    }

    fn certificate(&self, voters: u64, projects: &[usize], cost: u64) -> Certificate {
        let election = self.market.election;
        let part = u128::from(voters) * u128::from(election.budget) / u128::from(election.ballots.voters());
        Certificate::Group {
            voters,
            projects: projects.iter().map(|&p| election.projects[p].id.clone()).collect(),
            cost: election.amount(cost).to_string(),
            part: election.amount(part).to_string(),
        }
    }
}
