//! Results as text: JSON, and English tables and sentences that can be pasted into a report.

mod sentences;
mod table;

use std::fmt::Write as _;

use serde::Serialize;

pub use sentences::{sentences, verdict};
use table::{Align, Table};

use crate::completions::Completion;
use crate::election::Election;
use crate::outcome::Outcome;
use crate::rule::Rule;

/// A result as one JSON object, with a line end.
pub fn json(result: &impl Serialize) -> String {
    // Nothing here has keys that are not text, so there is nothing that cannot be written.
    serde_json::to_string_pretty(result).map(|text| text + "\n").unwrap_or_default()
}

/// An outcome as a table of projects, with sentences where explanations were asked for.
pub fn text(election: &Election, outcome: &Outcome) -> String {
    let mut text = heading(election, outcome);
    let votes = election.votes();
    let rounds = outcome.explanation.as_ref().map(|e| e.rounds.as_slice()).unwrap_or_default();
    let support = outcome.explanation.as_ref().map(|e| e.support.as_slice()).unwrap_or_default();
    let mut table = Table::new(&[
        ("", Align::Right),
        ("Project", Align::Left),
        ("Cost", Align::Right),
        ("Votes", Align::Right),
    ]);
    if !rounds.is_empty() {
        table.column("Effective votes", Align::Right);
    }
    if !support.is_empty() {
        table.column("Effective support", Align::Right);
    }
    let mut row = |mark: String, id: &str| {
        let Some(at) = election.projects.iter().position(|p| p.id == id) else { return };
        let project = &election.projects[at];
        let name = project.name.as_ref().map_or_else(|| id.to_owned(), |name| format!("{id} {name}"));
        let mut cells = vec![
            mark,
            name,
            grouped(&election.amount(project.cost).to_string()),
            grouped(&votes[at].to_string()),
        ];
        if !rounds.is_empty() {
            cells.push(
                rounds
                    .iter()
                    .find(|r| r.project == id)
                    .map(|r| grouped(&r.effective_votes))
                    .unwrap_or_default(),
            );
        }
        if !support.is_empty() {
            cells.push(
                support.get(at).map(|s| format!("{} %", grouped(&s.percent.to_string()))).unwrap_or_default(),
            );
        }
        table.row(cells);
    };
    for (place, id) in outcome.selected.iter().enumerate() {
        row((place + 1).to_string(), id);
    }
    let chosen: std::collections::HashSet<&str> = outcome.selected.iter().map(String::as_str).collect();
    let mut others: Vec<usize> = (0..election.projects.len())
        .filter(|&p| !chosen.contains(election.projects[p].id.as_str()))
        .collect();
    others.sort_by_key(|&p| (u64::MAX - votes[p], election.projects[p].cost));
    for &project in &others {
        row("–".into(), &election.projects[project].id);
    }
    text.push_str(&table.to_string());
    for sentence in sentences(election, outcome) {
        let _ = write!(text, "\n{sentence}");
    }
    text.push('\n');
    text
}

fn heading(election: &Election, outcome: &Outcome) -> String {
    let mut text = String::new();
    let meta = |key: &str| election.meta.get(key).filter(|value| !value.is_empty());
    if let Some(description) = meta("description") {
        let _ = writeln!(text, "{description}");
    }
    let currency = meta("currency").map(|c| format!(" {c}")).unwrap_or_default();
    let _ = writeln!(text, "{}", rule_named(outcome));
    let percent = match election.budget {
        0 => String::new(),
        budget => {
            let chosen = election.projects.iter().filter(|p| outcome.selected.contains(&p.id));
            let spent: u128 = chosen.map(|p| u128::from(p.cost)).sum();
            format!(" ({}.{} %)", spent * 100 / u128::from(budget), spent * 1000 / u128::from(budget) % 10)
        }
    };
    let _ = writeln!(
        text,
        "{} voters. {} of {} projects for {}{currency} of {}{currency}{percent}.{}",
        grouped(&outcome.voters.to_string()),
        outcome.selected.len(),
        outcome.projects,
        grouped(&outcome.cost),
        grouped(&outcome.budget),
        if outcome.exhaustive { " No further project fits." } else { " More would fit." },
    );
    text.push('\n');
    text
}

fn rule_named(outcome: &Outcome) -> String {
    let rule = match outcome.rule {
        Rule::Greedy => "Most votes first, passing over what does not fit",
        Rule::GreedyNoSkip => "Most votes first, up to the first that does not fit",
        Rule::GreedyThreshold => "Most votes first, of those that reach the threshold",
        Rule::Mes => "Method of Equal Shares",
        Rule::Phragmen => "Sequential Phragmén",
        Rule::Maximin => "Maximin support",
        Rule::Bos => "Method of Equal Shares with Bounded Overspending",
    };
    let completion = match outcome.completion {
        None | Some(Completion::None) => "",
        Some(Completion::Add1) => ", shares raised by 1 until the money is spent",
        Some(Completion::Add1Integral) => ", whole shares raised by 1 until the money is spent",
        Some(Completion::Add1u) => ", shares raised by 1, the rest by votes",
        Some(Completion::Increase) => ", shares raised by 1 % of the budget until the money is spent",
        Some(Completion::Epsilon) => ", the rest from everyone's shares",
        Some(Completion::Utilitarian) => ", the rest by votes",
    };
    let utility = match outcome.utility {
        None => "",
        Some(crate::Utility::Cost) => " (utility: cost)",
        Some(crate::Utility::Cardinality) => " (utility: number of projects)",
        Some(crate::Utility::Points) => " (utility: points)",
        Some(crate::Utility::Borda) => " (utility: places)",
    };
    format!("{rule}{completion}{utility}")
}

/// A decimal with thousands set apart.
pub(crate) fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        let _ = write!(text, ".{rest}");
    }
    text
}
