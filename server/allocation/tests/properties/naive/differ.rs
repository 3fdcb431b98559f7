//! The crate's answers beside the plain ones.

use allocation::completions::Completion;
use allocation::pabulib::{Keep, read_election};
use allocation::rule::{Rule, Settings};
use allocation::ties::Ties;
use allocation::{Election, Utility};

use super::shares::Money;
use super::small::{Draw, Small};

pub const RULES: [Rule; 7] = [
    Rule::Greedy,
    Rule::GreedyNoSkip,
    Rule::GreedyThreshold,
    Rule::Mes,
    Rule::Phragmen,
    Rule::Maximin,
    Rule::Bos,
];

pub const COMPLETIONS: [Completion; 7] = [
    Completion::None,
    Completion::Add1,
    Completion::Add1Integral,
    Completion::Add1u,
    Completion::Increase,
    Completion::Epsilon,
    Completion::Utilitarian,
];

/// The completions that matter to a rule.
pub fn completions(rule: Rule) -> &'static [Completion] {
    if rule == Rule::Mes { &COMPLETIONS } else { &COMPLETIONS[..1] }
}

/// The utilities that ballots of a kind say.
pub fn utilities(election: &Election) -> Vec<Utility> {
    let all = [Utility::Cost, Utility::Cardinality, Utility::Points, Utility::Borda];
    all.into_iter().filter(|utility| utility.fits(election.kind())).collect()
}

/// What the crate buys.
///
/// # Panics
/// If the crate says that the election cannot be decided.
pub fn fast(election: &Election, ranks: &[u32], settings: &Settings) -> Vec<usize> {
    settings.run(election, ranks, &mut |_, _| {}).unwrap_or_else(|e| panic!("{settings:?}: {e}")).selected
}

/// Reads a small election.
///
/// # Panics
/// If it cannot be read.
pub fn read(text: &str) -> Election {
    read_election(text.as_bytes(), Keep::default()).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Decides a small election made from bytes by every rule, utility and completion, both ways.
///
/// # Panics
/// Where the answers differ, with the election and both.
pub fn check(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let ties = draw.of(&[Ties::Id, Ties::IdReversed, Ties::CostVotesId, Ties::CostVotesLot]);
    let seed = draw.below(256);
    let small = Small::draw(&mut draw);
    let least = draw.below(6);
    let threshold = format!("min_project_score_threshold;{least}\nbudget");
    let election = read(&small.text().replacen("budget", &threshold, 1));
    let ranks = ties.ranks(&election, seed);
    let compare = |settings: Settings, plain: Vec<usize>| {
        let found = fast(&election, &ranks, &settings);
        assert_eq!(
            found,
            plain,
            "{settings:?} {ties:?} {seed}: bought, and as plainly computed, of\n{}",
            small.text()
        );
    };
    let none = Completion::None;
    for utility in utilities(&election) {
        let money = Money::new(&small, utility, &ranks);
        let settings = |rule, completion| Settings { rule, utility: Some(utility), completion };
        for completion in COMPLETIONS {
            compare(settings(Rule::Mes, completion), money.complete(completion));
        }
        compare(settings(Rule::Bos, none), money.bos());
        compare(settings(Rule::Greedy, none), money.greedy(true, false, None, &[]));
        compare(settings(Rule::GreedyNoSkip, none), money.greedy(true, true, None, &[]));
    }
    let usual = Money::new(&small, Utility::usual_for(election.kind()), &ranks);
    let settings = |rule| Settings { rule, utility: None, completion: none };
    compare(settings(Rule::Greedy), usual.greedy(false, false, None, &[]));
    compare(settings(Rule::GreedyNoSkip), usual.greedy(false, true, None, &[]));
    compare(settings(Rule::GreedyThreshold), usual.greedy(false, false, Some(least), &[]));
    let votes = Money::new(&small, Utility::Cardinality, &ranks);
    compare(settings(Rule::Phragmen), votes.phragmen());
    compare(settings(Rule::Maximin), votes.maximin());
}
