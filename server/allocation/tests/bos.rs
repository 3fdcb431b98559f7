//! Bounded overspending on elections worked out by hand. The elections are those by which the authors of the rule show what it
//! is for; the figures are worked out here.

use allocation::Utility;
use allocation::completions::Completion;
use allocation::pabulib::{Keep, read_election};
use allocation::rule::{Rule, Settings};
use allocation::ties::Ties;

fn bought(rule: Rule, utility: Utility, text: &str) -> Vec<String> {
    let election = read_election(text.as_bytes(), Keep::default()).expect("an election");
    let settings = Settings { rule, utility: Some(utility), completion: Completion::None };
    let selected =
        settings.run(&election, &Ties::Id.ranks(&election, 0), &mut |_, _| {}).expect("an outcome").selected;
    selected.into_iter().map(|p| election.projects[p].id.clone()).collect()
}

/// Ten voters with 100 thousand each; a utility is a cost, in thousands below.
///
/// 1. All can be paid in full, at quotients 1 / supporters: A (6 of them) 1/6. Its supporters pay 50 and have 50 left.
/// 2. B's supporters have 50, 50, 50, 50, 100. At λ = 50/300 they pay 250: α = 5/6, ρ/α = λ/α² = 0.24. In full, at λ = 100/300,
///    it is 0.33. D and E: 0.25; C: 0.125/0.625² = 0.32; F: 0.33. So B, with ρ = 0.2: 60 each, of which four have but 50.
/// 3. 400 are left. D's supporters have 100, 100, 100, 40: in full at λ = 200/3/240, 0.278; with α = 2/3 0.375. C: 8;
///    E, F: 0.33. So D: three pay 66.7 and have 33.3 left, the fourth has nothing.
/// 4. 160 are left: E does not fit. F's supporters have 50, 33.3, 0: at λ = 0.5 α = 0.833, 0.72 (at λ = 0.333 it is 0.75).
#[test]
fn it_overspends_where_many_gain() {
    let text = "META\nkey;value\nbudget;1000000\nvote_type;approval\nPROJECTS\nproject_id;cost\nA;300000\nB;300000\n\
                C;400000\nD;240000\nE;170000\nF;100000\nVOTES\nvoter_id;vote\n1;A\n2;A,B,C,E\n3;A,B,C\n4;A,B,C\n5;A,B,C\n\
                6;A,C,F\n7;D,E\n8;D,E\n9;D,E,F\n10;B,D,F\n";
    assert_eq!(bought(Rule::Bos, Utility::Cost, text), ["A", "B", "D", "F"]);
}

/// 403 of 414 voters want a project that takes the whole budget; they have 301,763 of the 310,000 together. Equal shares buys
/// what the 11 others want and can pay. λ = 748.79/310,000, α = 0.973: ρ/α = 0.00255 against 1/11.
#[test]
fn a_large_majority_is_not_left_with_nothing_for_a_little_that_is_missing() {
    let mut text =
        "META\nkey;value\nbudget;310000\nvote_type;approval\nPROJECTS\nproject_id;cost\nlarge;310000\n\
                    small;6000\nVOTES\nvoter_id;vote\n"
            .to_owned();
    (0..414).for_each(|voter| {
        text.push_str(&format!("{voter};{}\n", if voter < 403 { "large" } else { "small" }));
    });
    assert_eq!(bought(Rule::Bos, Utility::Cost, &text), ["large"]);
    assert_eq!(bought(Rule::Mes, Utility::Cost, &text), ["small"]);
}

/// 99 of 100 voters give A 100 points and B 2, the last gives A 1 and B 2; each costs the whole budget of 1. Paid in full, A costs
/// that one voter all they have for a single point: ρ = 0.01, against 0.005 for B. But without most of their payment it
/// is λ = 0.0001, α = 0.9901, ρ/α = 0.000102.
#[test]
fn one_voter_who_hardly_gains_does_not_decide() {
    let mut text =
        "META\nkey;value\nbudget;1\nvote_type;scoring\nPROJECTS\nproject_id;cost\nA;1\nB;1\nVOTES\n\
                    voter_id;vote;points\n"
            .to_owned();
    (0..100)
        .for_each(|voter| text.push_str(&format!("{voter};A,B;{},2\n", if voter < 99 { 100 } else { 1 })));
    assert_eq!(bought(Rule::Bos, Utility::Points, &text), ["A"]);
    assert_eq!(bought(Rule::Mes, Utility::Points, &text), ["B"]);
}
