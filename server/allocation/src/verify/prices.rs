//! Whether prices exist that explain an outcome.
//!
//! Prices are looked for by equal shares itself: with only the outcome's projects to buy, what is the least endowment at
//! which all are bought? If then no supporters of another project have more than its cost left, those payments are the
//! certificate. They need not be found that way; for small elections an exact linear programme decides.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::simplex::feasible;
use super::{Certificate, Finding, Price};
use crate::explain::shown;
use crate::market::Market;
use crate::mes::{Endowment, Run, Trace, exact_budgets};

/// The largest linear programme that is solved: variables times constraints.
const LARGEST: usize = 6_000;
/// In how many parts of a unit of money, divided by voters, endowments are tried.
const PARTS: u64 = 64;

pub(super) fn priceable(market: &Market<'_>, selected: &[usize]) -> Finding {
    let election = market.election;
    if selected.iter().any(|&p| market.cost(p) > 0 && market.worth(p) == 0) {
        return unsupported(market, selected);
    }
    if election.ballots.voters() == 0 {
        return Finding::new(true, Certificate::Prices { endowment: "0".into(), prices: Vec::new() });
    }
    if let Some(trace) = least_endowment(market, selected)
        && nobody_is_left_with_too_much(market, selected, &trace)
    {
        return Finding::new(true, certificate(market, &trace));
    }
    let (rows, bounds) = programme(market, selected);
    let variables = rows.first().map_or(0, Vec::len);
    if rows.is_empty() || rows.len() * variables > LARGEST {
        return Finding::open(
            "equal shares finds no prices, and the election is too large for the exact programme",
        );
    }
    let shown = Certificate::LinearProgramme { variables, constraints: rows.len() };
    Finding::new(feasible(rows, bounds), shown)
}

/// Nobody may pay for a project that nobody supports.
fn unsupported(market: &Market<'_>, selected: &[usize]) -> Finding {
    let project = selected.iter().copied().find(|&p| market.cost(p) > 0 && market.worth(p) == 0);
    let ids = project.map(|p| market.election.projects[p].id.clone()).into_iter().collect();
    let cost = market.election.amount(project.map_or(0, |p| market.cost(p))).to_string();
    Finding::new(false, Certificate::Group { voters: 0, projects: ids, cost, part: "0".into() })
}

/// A run that buys exactly these, with the least endowment found.
fn least_endowment(market: &Market<'_>, selected: &[usize]) -> Option<Trace> {
    let chosen = market.election.marked(selected);
    let wanted = selected.iter().filter(|&&p| market.cost(p) > 0).count();
    let ranks: Vec<u32> = (0..chosen.len() as u32).collect();
    let denominator = market.election.ballots.voters() * PARTS;
    let run = |numerator: u128| {
        let mut run = Run::new(market, &ranks, Endowment { numerator, denominator }, |p| chosen[p]).ok()?;
        run.buy_all();
        let trace = run.into_trace();
        (trace.purchases.len() == wanted).then_some(trace)
    };
    // The budget's own endowment first: it is the one of equal shares.
    let start = u128::from(market.election.budget) * u128::from(PARTS);
    let (mut low, mut high) = (0, start.max(1));
    let mut found = run(high);
    for _ in 0..40 {
        if found.is_some() {
            break;
        }
        (low, high) = (high, high * 2);
        found = run(high);
    }
    let mut best = found?;
    while low + 1 < high {
        if nobody_is_left_with_too_much(market, selected, &best) {
            return Some(best);
        }
        let middle = low + (high - low) / 2;
        match run(middle) {
            Some(trace) => (high, best) = (middle, trace),
            None => low = middle,
        }
    }
    Some(best)
}

/// Whether no supporters of a project outside have more than its cost left, exactly.
fn nobody_is_left_with_too_much(market: &Market<'_>, selected: &[usize], trace: &Trace) -> bool {
    let chosen = market.election.marked(selected);
    let (budgets, denominator) = exact_budgets(market, trace);
    let outside = (0..chosen.len()).filter(|&p| !chosen[p] && market.votes(p) > 0);
    outside.into_iter().all(|project| {
        let supporters = market.supporters(project).iter();
        let left: BigInt =
            supporters.map(|&class| &budgets[class as usize] * market.weight(class as usize)).sum();
        left <= &denominator * market.cost(project)
    })
}

fn certificate(market: &Market<'_>, trace: &Trace) -> Certificate {
    let show = |fixed: u64| shown(market.election, u128::from(fixed), trace.shift).to_string();
    let unit = BigInt::from(10_u8).pow(market.election.decimals);
    let Endowment { numerator, denominator } = trace.endowment;
    let prices = trace.purchases.iter().map(|purchase| Price {
        project: market.election.projects[purchase.project].id.clone(),
        highest_payment: show(purchase.charged.min(trace.fixed)),
    });
    Certificate::Prices {
        endowment: BigRational::new(BigInt::from(numerator), BigInt::from(denominator) * unit).to_string(),
        prices: prices.collect(),
    }
}

/// The constraints on the endowment (variable 0) and payments (one for each class and project of the outcome that it
/// supports), as equations with slack variables; all right sides are at least 0.
fn programme(market: &Market<'_>, selected: &[usize]) -> (Vec<Vec<BigRational>>, Vec<BigRational>) {
    let number = |n: u64| BigRational::from_integer(n.into());
    let chosen = market.election.marked(selected);
    let classes = market.election.ballots.len();
    let payments: Vec<(usize, usize)> = (0..classes)
        .flat_map(|class| market.wishes(class).filter(|(p, _)| chosen[*p]).map(move |(p, _)| (class, p)))
        .take(LARGEST)
        .collect();
    let costly: Vec<usize> = selected.iter().copied().filter(|&p| market.cost(p) > 0).collect();
    let outside: Vec<usize> = (0..chosen.len()).filter(|&p| !chosen[p] && market.votes(p) > 0).collect();
    let variables = 1 + payments.len() + classes + outside.len();
    let constraints = costly.len() + classes + outside.len();
    if variables.saturating_mul(constraints) > LARGEST {
        return (Vec::new(), Vec::new());
    }
    let (mut rows, mut bounds) = (Vec::new(), Vec::new());
    let blank = vec![BigRational::zero(); variables];
    for &project in &costly {
        let mut row = blank.clone();
        for (at, &(class, paid)) in payments.iter().enumerate() {
            if paid == project {
                row[1 + at] = number(market.weight(class));
            }
        }
        rows.push(row);
        bounds.push(number(market.cost(project)));
    }
    // e − Σ payments − slack = 0, written with the sign that keeps the right side at least 0.
    for class in 0..classes {
        let mut row = blank.clone();
        row[0] = number(1);
        for (at, &(payer, _)) in payments.iter().enumerate() {
            if payer == class {
                row[1 + at] = -number(1);
            }
        }
        row[1 + payments.len() + class] = -number(1);
        rows.push(row);
        bounds.push(BigRational::zero());
    }
    for (at, &project) in outside.iter().enumerate() {
        let mut row = blank.clone();
        for &class in market.supporters(project) {
            row[1 + payments.len() + class as usize] = number(market.weight(class as usize));
        }
        row[1 + payments.len() + classes + at] = number(1);
        rows.push(row);
        bounds.push(number(market.cost(project)));
    }
    (rows, bounds)
}
