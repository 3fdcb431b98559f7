//! What the rules promise, on small elections with many ties; and that the fast ways say what the plain ones say.

mod naive;

use allocation::completions::Completion;
use allocation::pabulib::{Keep, read_election};
use allocation::rule::{Rule, Settings};
use allocation::ties::Ties;
use allocation::verify::verify;
use allocation::{Election, Utility};
use num_traits::Zero;
use proptest::prelude::*;

use naive::differ::{RULES, check, completions, fast, read, utilities};
use naive::shares::Money;
use naive::small::{Draw, IDS, Small};

/// Every rule and completion with a utility, but for the rule that needs a threshold.
fn all_settings(utility: Utility) -> impl Iterator<Item = Settings> {
    RULES.into_iter().filter(|&rule| rule != Rule::GreedyThreshold).flat_map(move |rule| {
        completions(rule).iter().map(move |&completion| Settings { rule, utility: Some(utility), completion })
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..96)
}

fn small() -> impl Strategy<Value = Small> {
    bytes().prop_map(|bytes| Small::draw(&mut Draw::new(&bytes)))
}

/// Ids of what is bought, so that elections with other orders can be compared.
fn ids(election: &Election, settings: &Settings) -> Vec<String> {
    let ranks = Ties::Id.ranks(election, 0);
    fast(election, &ranks, settings).into_iter().map(|p| election.projects[p].id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_plain_ways_say_the_same(bytes in bytes()) {
        check(&bytes);
    }

    #[test]
    fn nothing_costs_more_than_the_budget_or_is_bought_twice(small in small()) {
        let election = read(&small.text());
        for settings in utilities(&election).into_iter().flat_map(all_settings) {
            let mut selected = fast(&election, &Ties::Id.ranks(&election, 0), &settings);
            prop_assert!(election.cost_of(&selected) <= election.budget, "{:?}", settings);
            selected.sort_unstable();
            prop_assert!(selected.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", settings);
        }
    }

    #[test]
    fn completions_that_promise_it_are_exhaustive(small in small()) {
        let election = read(&small.text());
        let ranks = Ties::Id.ranks(&election, 0);
        for utility in utilities(&election) {
            for completion in [Completion::Add1u, Completion::Utilitarian, Completion::Epsilon] {
                let nobody_has_money = election.ballots.voters() == 0 && completion == Completion::Epsilon;
                let selected = fast(&election, &ranks, &Settings { rule: Rule::Mes, utility: Some(utility), completion });
                prop_assert!(nobody_has_money || election.is_exhaustive(&selected), "{:?} {:?}", utility, completion);
            }
        }
        for rule in [Rule::Greedy, Rule::Maximin] {
            let selected = fast(&election, &ranks, &Settings { rule, utility: None, completion: Completion::None });
            prop_assert!(election.is_exhaustive(&selected), "{:?}", rule);
        }
    }

    #[test]
    fn equal_shares_is_priceable(small in small()) {
        let election = read(&small.text());
        let ranks = Ties::Id.ranks(&election, 0);
        for utility in utilities(&election) {
            let money = Money::new(&small, utility, &ranks);
            prop_assert!(money.is_priced(&money.endowment()));
            let settings = Settings { rule: Rule::Mes, utility: Some(utility), completion: Completion::None };
            let selected = fast(&election, &ranks, &settings);
            let verdict = verify(&election, utility, &selected).expect("a utility that fits");
            prop_assert_eq!(verdict.priceable.holds, Some(true), "{:?} {:?}", utility, verdict);
        }
    }

    #[test]
    fn equal_shares_represents_every_group_up_to_one_project(small in small()) {
        let election = read(&small.text());
        let ranks = Ties::Id.ranks(&election, 0);
        for utility in [Utility::Cost, Utility::Cardinality] {
            let money = Money::new(&small, utility, &ranks);
            let settings = Settings { rule: Rule::Mes, utility: Some(utility), completion: Completion::None };
            let selected = fast(&election, &ranks, &settings);
            prop_assert!(money.is_ejr_up_to_one(&selected), "{:?}", utility);
        }
    }

    #[test]
    fn bounded_overspending_represents_groups_up_to_what_may_be_overspent(small in small()) {
        let election = read(&small.text());
        let ranks = Ties::Id.ranks(&election, 0);
        let money = Money::new(&small, Utility::Cost, &ranks);
        let settings = Settings { rule: Rule::Bos, utility: Some(Utility::Cost), completion: Completion::None };
        prop_assert!(money.is_ejr_up_to_overspending(&fast(&election, &ranks, &settings)));
    }

    #[test]
    fn the_check_of_any_outcome_says_what_looking_at_every_group_says(small in small(), chosen in any::<u8>()) {
        let election = read(&small.text());
        let ranks = Ties::Id.ranks(&election, 0);
        let selected: Vec<usize> = (0..election.projects.len()).filter(|p| chosen >> p & 1 == 1).collect();
        for utility in [Utility::Cost, Utility::Cardinality] {
            let money = Money::new(&small, utility, &ranks);
            let verdict = verify(&election, utility, &selected).expect("a utility that fits");
            prop_assert_eq!(verdict.feasible.holds, Some(money.cost_of(&selected) <= money.budget));
            prop_assert_eq!(verdict.exhaustive.holds, Some(election.is_exhaustive(&selected)));
            let expected = money.is_ejr_up_to_one(&selected);
            prop_assert_eq!(verdict.ejr_up_to_one.holds, Some(expected), "{:?} {:?}", utility, verdict);
        }
    }

    #[test]
    fn the_order_of_ballots_and_projects_does_not_matter(small in small(), turn in 0_usize..8, turned in 0_usize..8) {
        let election = read(&small.text());
        let mut other = small.clone();
        if !other.ballots.is_empty() {
            let voters = other.ballots.len();
            other.ballots.rotate_left(turn % voters);
        }
        let mut order: Vec<usize> = (0..small.costs.len()).rev().collect();
        order.rotate_left(turned % small.costs.len());
        let other = read(&other.text_with(1, &order));
        for settings in utilities(&election).into_iter().flat_map(all_settings) {
            let (mut one, mut two) = (ids(&election, &settings), ids(&other, &settings));
            // Free projects come in the order of the file.
            one.sort_unstable();
            two.sort_unstable();
            prop_assert_eq!(one, two, "{:?}", settings);
        }
    }

    #[test]
    fn splitting_identical_ballots_does_not_matter(small in small()) {
        // Rankings keep their order, so that the same approvals written backwards are ballots of their own.
        let mut split = Small { vote_type: "ordinal", ..small.clone() };
        split.ballots.iter_mut().step_by(2).for_each(|ballot| ballot.reverse());
        let together = Small { vote_type: "approval", ..small };
        let (one, two) = (read(&together.text()), read(&split.text()));
        for utility in [Utility::Cost, Utility::Cardinality] {
            for settings in all_settings(utility) {
                prop_assert_eq!(ids(&one, &settings), ids(&two, &settings), "{:?}", settings);
            }
        }
    }

    #[test]
    fn scaling_money_does_not_matter(small in small(), factor in prop::sample::select(vec![3, 1000, 1_000_000_007, 1 << 40])) {
        let order: Vec<usize> = (0..small.costs.len()).collect();
        let (one, two) = (read(&small.text()), read(&small.text_with(factor, &order)));
        for settings in utilities(&one).into_iter().flat_map(all_settings) {
            // One unit of currency is another step there.
            let steps = matches!(settings.completion, Completion::Add1 | Completion::Add1u | Completion::Add1Integral);
            if settings.rule != Rule::Mes || !steps {
                prop_assert_eq!(ids(&one, &settings), ids(&two, &settings), "{:?}", settings);
            }
        }
    }

    #[test]
    fn a_threshold_leaves_out_what_has_fewer_votes(small in small(), least in 0_u64..6) {
        let threshold = format!("min_project_score_threshold;{least}\nbudget");
        let election = read(&small.text().replacen("budget", &threshold, 1));
        let ranks = Ties::Id.ranks(&election, 0);
        let settings = Settings { rule: Rule::GreedyThreshold, utility: None, completion: Completion::None };
        let money = Money::new(&small, Utility::usual_for(election.kind()), &ranks);
        prop_assert_eq!(fast(&election, &ranks, &settings), money.greedy(false, false, Some(least), &[]));
    }
}

#[test]
fn drawn_elections_are_not_all_alike() {
    let mut kinds = std::collections::BTreeSet::new();
    let (mut empty, mut ties, mut free) = (0, 0, 0);
    for seed in 0..2000_u64 {
        let bytes: Vec<u8> =
            (0..96).map(|at| (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (at % 56)) as u8 ^ at).collect();
        let small = Small::draw(&mut Draw::new(&bytes));
        let election = read_election(small.text().as_bytes(), Keep::default()).expect("an election");
        assert!(election.projects.len() <= IDS.len());
        kinds.insert(small.vote_type);
        empty += usize::from(small.ballots.is_empty());
        free += usize::from(small.costs.iter().any(Zero::is_zero));
        ties += usize::from((1..small.costs.len()).any(|p| small.costs[..p].contains(&small.costs[p])));
    }
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    assert!(empty > 20 && ties > 200 && free > 100, "{empty} {ties} {free}");
}
