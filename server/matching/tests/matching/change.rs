//! When levers change, a proposal that the change does not touch keeps its matches: what is left out is never missed.

use crate::collection::Collection;
use crate::made::{self, lever, proposal};
use domain::institutions::Remit;
use matching::text::{LeverText, ProposalText};
use matching::{Change, Evidence, Index, Kept, Match, Tally};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static OWN: LazyLock<[Collection; 2]> = LazyLock::new(|| ["a", "b"].map(Collection::own));

const KEPT: Kept = Kept { most: 5, near: 0.6 };

/// The levers that are kept, and the modules.
fn kept(index: &Index, proposal: &ProposalText, evidence: &Evidence) -> (Vec<Match>, Vec<Match>) {
    let (levers, modules) = index.matches(proposal, evidence);
    (KEPT.of(levers), modules)
}

/// Asks about a proposal whose first `known` levers are known.
fn touches(
    change: &Change,
    before: &Index,
    proposal: &ProposalText,
    evidence: &Evidence,
    known: usize,
) -> bool {
    let shown: Vec<String> = kept(before, proposal, evidence).0.into_iter().map(|found| found.id).collect();
    change.touches(proposal, evidence, &shown[..known.min(shown.len())])
}

/// What somebody may do to a lever.
#[derive(Debug, Clone)]
enum Deed {
    Remove,
    Close,
    /// Its text becomes that of another, which may be of the other collection.
    Retell(usize),
    /// A sentence of another is added.
    Add(usize),
    Rename(usize),
    Narrow,
    /// Another like it comes beside it.
    Copy,
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let other = 0..1_000_usize;
    let deed = prop_oneof![
        Just(Deed::Remove),
        Just(Deed::Close),
        other.clone().prop_map(Deed::Retell),
        other.clone().prop_map(Deed::Add),
        other.prop_map(Deed::Rename),
        Just(Deed::Narrow),
        Just(Deed::Copy),
    ];
    prop::collection::vec((0..1_000_usize, deed), 1..4)
}

/// The levers after the deeds, and the ids of those that are others.
fn after(
    before: &[LeverText],
    others: &[LeverText],
    deeds: &[(usize, Deed)],
) -> (Vec<LeverText>, Vec<String>) {
    let (mut levers, mut changed) = (before.to_vec(), Vec::new());
    for (nth, (at, deed)) in deeds.iter().enumerate() {
        let at = at % levers.len();
        let other = |of: usize| others[of % others.len()].clone();
        changed.push(levers[at].id.clone());
        match deed {
            Deed::Remove => drop(levers.remove(at)),
            Deed::Close => levers[at].open = false,
            Deed::Retell(of) => levers[at].text = other(*of).text,
            Deed::Add(of) => levers[at].text += &format!(" {}", other(*of).text),
            Deed::Rename(of) => levers[at].title = other(*of).title,
            Deed::Narrow => levers[at].remit = Remit::Within { metres: 500 },
            Deed::Copy => {
                levers.push(LeverText { id: format!("new-{nth}"), ..levers[at].clone() });
                changed.push(format!("new-{nth}"));
            }
        }
    }
    (levers, changed)
}

/// How many proposals are touched, and whether all are; each that is not has the matches it had.
fn assert_nothing_is_missed(
    town: &Collection,
    others: &[LeverText],
    deeds: &[(usize, Deed)],
    evidence: &Evidence,
    known: usize,
) -> (usize, bool) {
    let (levers, changed) = after(&town.levers, others, deeds);
    let build = |levers: &[LeverText]| Arc::new(made::index(&town.institutions, levers, &town.modules));
    let (before, after) = (build(&town.levers), build(&levers));
    let change = Change::between(before.clone(), after.clone(), &changed, KEPT);
    let touched = |p: &&ProposalText| touches(&change, &before, p, evidence, known);
    let (touched, others): (Vec<_>, Vec<_>) = town.proposals.iter().partition(touched);
    for proposal in others {
        let (was, is) = (kept(&before, proposal, evidence), kept(&after, proposal, evidence));
        assert_eq!(was, is, "{} after {deeds:?}", proposal.id);
    }
    (touched.len(), change.touches_all())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whoever_is_not_touched_keeps_matches_and_reasons(
        half in 0..2_usize, deeds in deeds(), answers in 0..8_u32, known in 0..6_usize,
    ) {
        let (town, other) = (&OWN[half], &OWN[1 - half]);
        let mut evidence = Evidence::default();
        for (lever, theme) in town.levers.iter().zip(domain::taxonomy::Theme::ALL) {
            evidence.add(&lever.id, *theme, Tally { confirmed: answers, dismissed: answers / 2, answered: answers });
        }
        assert_nothing_is_missed(town, &other.levers, &deeds, &evidence, known);
    }
}

/// Many levers, so that one more or less shifts no number that all share.
fn made() -> Vec<LeverText> {
    let texts = [
        ("Training kitchen", "Production kitchen booked by groups on Saturdays."),
        ("Damp and mould taskforce", "Moisture surveys and remedial works in our homes."),
        ("Urban canopy programme", "Street trees planted in bare streets."),
        ("Highway lighting", "Failed lanterns and lamp columns repaired."),
    ];
    let one = |i: usize| lever(&format!("l{i:03}"), texts[i % texts.len()].0, texts[i % texts.len()].1);
    (0..120).map(one).collect()
}

#[test]
fn a_closed_kitchen_touches_whoever_wants_one_and_nobody_else() {
    let levers = made();
    let mut closed = levers.clone();
    closed[0].open = false;
    let index = |levers: &[LeverText]| Arc::new(made::index(&[], levers, &[]));
    let change = Change::between(index(&levers), index(&closed), &[levers[0].id.clone()], KEPT);
    let touches = |title: &str| change.touches(&proposal(title, ""), &Evidence::default(), &[]);
    assert!(!change.touches_all());
    assert!(touches("We need a kitchen to cook for old people"));
    for other in ["Black mould on the bedroom wall", "Trees for our street", "", "Good morning"] {
        assert!(!touches(other), "{other}");
    }
}

#[test]
fn a_lever_told_anew_touches_whom_it_served_and_whom_it_serves_now() {
    let levers = made();
    let mut retold = levers.clone();
    retold[0] = LeverText { id: "l000".into(), ..levers[1].clone() };
    let index = |levers: &[LeverText]| Arc::new(made::index(&[], levers, &[]));
    let change = Change::between(index(&levers), index(&retold), &["l000".into()], KEPT);
    let touches = |title: &str| change.touches(&proposal(title, ""), &Evidence::default(), &[]);
    assert!(
        touches("We need a kitchen to cook for old people") && touches("Black mould on the bedroom wall")
    );
    assert!(!touches("Trees for our street"));
}

#[test]
fn where_the_number_of_levers_is_another_all_are_touched() {
    let levers = made();
    let index = |levers: &[LeverText]| Arc::new(made::index(&[], levers, &[]));
    let gone: Vec<String> = levers[40..80].iter().map(|lever| lever.id.clone()).collect();
    let fewer: Vec<LeverText> = levers.iter().filter(|lever| !gone.contains(&lever.id)).cloned().collect();
    let change = Change::between(index(&levers), index(&fewer), &gone, KEPT);
    assert!(change.touches_all() && change.touches(&proposal("", ""), &Evidence::default(), &[]));
}

#[test]
fn most_changes_of_one_lever_leave_most_proposals_alone() {
    let town = &OWN[0];
    let counts = (0..town.levers.len()).map(|at| {
        let deed = [(at, Deed::Close)];
        assert_nothing_is_missed(town, &OWN[1].levers, &deed, &Evidence::default(), KEPT.most).0
    });
    let touched = counts.sum::<usize>() * 100 / (town.levers.len() * town.proposals.len());
    assert!(touched < 25, "{touched} % of the proposals are touched");
}
