//! Explanations and findings as plain English sentences.

use std::collections::HashMap;

use super::grouped;
use crate::election::Election;
use crate::explain::{Explanation, Grouping, Loser, Round, VoterShare};
use crate::outcome::{Comparison, Outcome, Quotas};
use crate::verify::{Certificate, Finding, Verdict};

/// What is said about an outcome, a paragraph each.
pub fn sentences(election: &Election, outcome: &Outcome) -> Vec<String> {
    let words = Words::new(election);
    let mut said = Vec::new();
    said.extend(outcome.quota.as_ref().map(|quota| words.quotas(quota)));
    said.extend(outcome.comparison.as_ref().map(|comparison| words.comparison(comparison)));
    if let Some(explanation) = &outcome.explanation {
        if outcome.comparison.as_ref().is_some_and(|c| c.switched) {
            said.push("What follows is about the rule's own outcome, which is not taken.".into());
        }
        said.extend(words.explanation(explanation));
    }
    said
}

/// What is found of an outcome, a line each.
pub fn verdict(verdict: &Verdict) -> String {
    let line = |name: &str, finding: &Finding| {
        let holds = match finding.holds {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "not decided",
        };
        format!("{name}: {holds}. {}\n", certificate(&finding.certificate))
    };
    [
        line("Within the budget", &verdict.feasible),
        line("Exhaustive", &verdict.exhaustive),
        line("Priceable", &verdict.priceable),
        line("EJR up to one project", &verdict.ejr_up_to_one),
    ]
    .concat()
}

fn certificate(certificate: &Certificate) -> String {
    match certificate {
        Certificate::Cost { cost, budget } => format!("It costs {} of {}.", grouped(cost), grouped(budget)),
        Certificate::Cheapest { project, cost, left } => {
            format!(
                "The cheapest other project, {project}, costs {}; {} is left.",
                grouped(cost),
                grouped(left)
            )
        }
        Certificate::Everything => "Every project is bought.".into(),
        Certificate::Prices { endowment, prices } => {
            let prices: Vec<String> =
                prices.iter().map(|p| format!("{} {}", p.project, p.highest_payment)).collect();
            format!("Each voter starts with {endowment}; highest payments: {}.", prices.join(", "))
        }
        Certificate::LinearProgramme { variables, constraints } => {
            format!(
                "An exact linear programme of {variables} variables and {constraints} constraints says so."
            )
        }
        Certificate::Group { voters, projects, cost, part } => format!(
            "{voters} voters, whose part of the budget is {}, could all have had {} for {}.",
            grouped(part),
            projects.join(", "),
            grouped(cost)
        ),
        Certificate::PolynomialTest => {
            "No group of the least served supporters of any other project could pay.".into()
        }
        Certificate::AllGroups { sets } => {
            format!("All {sets} sets of projects that a group could pay for were looked at.")
        }
        Certificate::NotDecided { because } => format!("Reason: {because}."),
    }
}

struct Words<'e> {
    names: HashMap<&'e str, &'e str>,
    currency: String,
}

impl<'e> Words<'e> {
    fn new(election: &'e Election) -> Self {
        let named = election.projects.iter().map(|p| (p.id.as_str(), p.name.as_deref().unwrap_or(&p.id)));
        let currency = election.meta.get("currency").filter(|c| !c.is_empty());
        Self { names: named.collect(), currency: currency.map(|c| format!(" {c}")).unwrap_or_default() }
    }

    fn name(&self, id: &str) -> String {
        self.names.get(id).copied().unwrap_or_default().chars().filter(|c| !c.is_control()).collect()
    }

    fn money(&self, amount: &str) -> String {
        format!("{}{}", grouped(amount), self.currency)
    }

    fn quotas(&self, quotas: &Quotas) -> String {
        let parts: Vec<String> = quotas
            .parts
            .iter()
            .map(|part| format!("{}: {} of {}", part.name, self.money(&part.cost), self.money(&part.budget)))
            .collect();
        format!(
            "Parts of the budget. {}. From what they left: {} projects.\n",
            parts.join("; "),
            quotas.pooled.len()
        )
    }

    fn comparison(&self, comparison: &Comparison) -> String {
        let votes = &comparison.votes;
        format!(
            "Against most votes first ({} projects for {}): {} voters prefer the rule's outcome, {} prefer the other, {} \
             neither. {} voters get nothing from the rule's outcome, {} from the other. {}\n",
            comparison.greedy_selected.len(),
            self.money(&comparison.greedy_cost),
            grouped(&votes.prefer_rule.to_string()),
            grouped(&votes.prefer_greedy.to_string()),
            grouped(&votes.indifferent.to_string()),
            grouped(&votes.nothing_from_rule.to_string()),
            grouped(&votes.nothing_from_greedy.to_string()),
            if comparison.switched { "The other outcome is taken." } else { "The rule's outcome stands." },
        )
    }

    fn explanation(&self, explanation: &Explanation) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(endowment) = &explanation.endowment {
            said.push(format!("Every voter starts with a share of {}.", self.money(endowment)));
        }
        said.extend(explanation.rounds.iter().map(|round| self.round(round)));
        for id in &explanation.completed {
            said.push(format!(
                "{} was added with what was left; nobody's share was charged for it.",
                self.name(id)
            ));
        }
        said.extend(explanation.losers.iter().map(|loser| self.loser(loser)));
        said.extend(explanation.voter.as_ref().map(|share| self.share(share)));
        said.extend(explanation.groups.iter().map(grouping));
        said
    }

    fn round(&self, round: &Round) -> String {
        format!(
            "{} was bought for {}: {} voters support it and had {} left; each paid at most {}, as if {} had paid the same.",
            self.name(&round.project),
            self.money(&round.cost),
            grouped(&round.votes.to_string()),
            self.money(&round.money_behind),
            self.money(&round.highest_payment),
            grouped(&round.effective_votes),
        )
    }

    fn loser(&self, loser: &Loser) -> String {
        let mut said = format!(
            "{} was not bought: it costs {}, and its {} supporters had {} left.",
            self.name(&loser.project),
            self.money(&loser.cost),
            grouped(&loser.votes.to_string()),
            self.money(&loser.supporters_left),
        );
        let spent: Vec<String> = loser
            .spent_on
            .iter()
            .take(3)
            .map(|s| format!("{} ({})", self.name(&s.project), self.money(&s.amount)))
            .collect();
        if !spent.is_empty() {
            said.push_str(&format!(" Most of their money had gone to {}.", spent.join(", ")));
        }
        if let Some(more) = loser.more_supporters {
            said.push_str(&format!(" {} more supporters would have won it", grouped(&more.to_string())));
            said.push_str(&format!(", or a cost of {}.", self.money(&loser.winning_cost)));
        } else {
            said.push_str(&format!(" A cost of {} would have won it.", self.money(&loser.winning_cost)));
        }
        said
    }

    fn share(&self, share: &VoterShare) -> String {
        let spent: Vec<String> = share
            .spent
            .iter()
            .map(|s| format!("{} to {}", self.money(&s.amount), self.name(&s.project)))
            .collect();
        let unspent = format!("{} unspent", self.money(&share.unspent));
        let all: Vec<String> = spent.into_iter().chain([unspent]).collect();
        format!("The share of voter {}: {}.", share.voter, all.join(", "))
    }
}

fn grouping(grouping: &Grouping) -> String {
    let groups: Vec<String> = grouping
        .groups
        .iter()
        .map(|g| {
            format!(
                "{} {} % of votes, {} % of money (most votes first: {} %)",
                g.name, g.votes, g.money, g.money_greedy
            )
        })
        .collect();
    format!(
        "By {}: {}. Money that does not follow votes: {} % (most votes first: {} %).",
        grouping.by,
        groups.join("; "),
        grouping.distance,
        grouping.distance_greedy
    )
}
