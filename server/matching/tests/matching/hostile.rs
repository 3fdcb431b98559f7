//! Texts that nobody should write, and somebody will: no panic, no nonsense match, reasons within bounds, the same
//! answer twice.

use crate::made::{self, VOCABULARY, assert_in_bounds, ids, lever, module, proposal};
use domain::institutions::Remit;
use domain::taxonomy::{InstitutionKind, Skill, Theme};
use matching::similar::SimilarIndex;
use matching::text::{InstitutionText, LeverText, ProposalText};
use matching::{Evidence, Index, Match};
use proptest::prelude::*;
use std::sync::LazyLock;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let institution = InstitutionText {
        id: "i".into(),
        name: "Harbour College".into(),
        kind: InstitutionKind::FeCollege,
        about: String::new(),
        sites: vec![],
    };
    let levers = [
        lever(
            "kitchen",
            "Teaching kitchens after hours",
            "Kitchens lent to groups with food hygiene certificates.",
        ),
        lever("road", "Road safety schemes", "Crossings and traffic calming on adopted roads."),
        lever("grant", "Small grants", "Awards up to £500 for informal groups."),
        lever("empty", "", ""),
        lever("odd", "🚲🚲🚲", "\u{0}\u{7}\u{202e}"),
    ];
    let modules = [
        module("food", "Food hygiene for groups", vec![Skill::FoodHygiene]),
        module("count", "Counting traffic", vec![Skill::CitizenCounting]),
        module("blank", "", vec![]),
    ];
    made::index(&[institution], &levers, &modules)
});

fn ask(title: &str, body: &str) -> (Vec<Match>, Vec<Match>) {
    let proposal = ProposalText { theme: Some(Theme::Streets), ..proposal(title, body) };
    let (levers, modules) = INDEX.matches(&proposal, &Evidence::default());
    assert_in_bounds(&levers);
    assert_in_bounds(&modules);
    (levers, modules)
}

#[test]
fn what_says_nothing_matches_nothing() {
    let wall = "ą".repeat(100_000);
    let many = "the and of to ".repeat(8_000);
    for text in [
        "",
        " ",
        "🙂",
        "?!?!",
        "\u{0}\u{1}\u{7f}",
        "the and of to",
        "ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ",
        "ありがとう",
        "🚲🚲🚲",
        &wall,
        &many,
    ] {
        let (levers, modules) = ask(text, text);
        assert!(levers.is_empty(), "{:?}: {levers:?}", &text.chars().take(20).collect::<String>());
        assert!(modules.is_empty(), "{:?}: {modules:?}", &text.chars().take(20).collect::<String>());
    }
}

#[test]
fn a_real_wish_is_met_even_inside_noise() {
    let (levers, modules) =
        ask("A kitchen", &format!("We need a kitchen to cook in. {}", "🙂 ".repeat(30_000)));
    assert_eq!(levers[0].id, "kitchen");
    assert_eq!(modules[0].id, "food");
}

#[test]
fn a_closed_full_or_far_lever_is_no_match() {
    let closed =
        LeverText { open: false, ..lever("closed", "Teaching kitchens", "Kitchens lent to groups.") };
    let full = LeverText { id: "full".into(), open: true, capacity_left: Some(0), ..closed.clone() };
    let elsewhere = LeverText {
        id: "elsewhere".into(),
        open: true,
        remit: Remit::Neighbourhoods { slugs: vec!["north".into()] },
        ..closed.clone()
    };
    let index = made::index(&[], &[closed, full, elsewhere], &[]);
    let mut proposal = proposal("A kitchen", "We need a kitchen.");
    // Where it is not known, it is not a no.
    assert_eq!(ids(&index, &proposal), ["elsewhere"]);
    let south = domain::places::NeighbourhoodName { slug: "south".into(), name: "South".into() };
    proposal.neighbourhood = Some(south);
    assert!(ids(&index, &proposal).is_empty());
}

#[test]
fn putting_and_removing_leaves_no_trace() {
    let mut index = INDEX.clone();
    let proposal = proposal("A kitchen", "We need a kitchen.");
    let before = index.levers(&proposal, &Evidence::default());
    for i in 0..50 {
        index.put_lever(&lever(&format!("x{i}"), "Kitchens and roads", "Kitchens."));
    }
    assert_ne!(index.levers(&proposal, &Evidence::default()), before);
    for i in 0..50 {
        assert!(index.remove_lever(&format!("x{i}")));
    }
    assert!(!index.remove_lever("x0"));
    assert_eq!(index.levers(&proposal, &Evidence::default()), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text_is_answered_the_same_twice(title in "\\PC{0,80}", body in any::<String>()) {
        prop_assert_eq!(ask(&title, &body), ask(&title, &body));
    }

    #[test]
    fn words_in_any_order_and_number_stay_in_bounds(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..200)
    ) {
        ask(words.first().unwrap_or(&""), &words.join(" "));
    }

    #[test]
    fn any_lever_and_module_can_be_filed(title in any::<String>(), text in any::<String>()) {
        let index = made::index(&[], &[lever("l", &title, &text)], &[module("m", &title, vec![])]);
        let (levers, modules) = index.matches(&proposal(&title, &text), &Evidence::default());
        assert_in_bounds(&levers);
        assert_in_bounds(&modules);
    }

    #[test]
    fn any_text_is_found_again_and_gone_when_removed(texts in prop::collection::vec("[a-z]{3,9}( [a-z]{3,9}){2,6}", 1..8)) {
        let mut index = SimilarIndex::new(&VOCABULARY);
        for (i, text) in texts.iter().enumerate() {
            index.put(&i.to_string(), text, "", None);
        }
        for (i, text) in texts.iter().enumerate() {
            index.remove(&i.to_string());
            let found = index.like(text, "", None, 20);
            prop_assert!(found.iter().all(|f| f.id.parse::<usize>().is_ok_and(|id| id > i)));
        }
        prop_assert!(index.is_empty());
    }

    #[test]
    fn any_query_can_be_searched(query in any::<String>(), limit in 0_usize..5) {
        let mut index = SimilarIndex::new(&VOCABULARY);
        index.put("a", "A bench by the pond", &query, None);
        prop_assert!(index.search(&query, limit).len() <= limit);
    }
}

const WORDS: &[&str] = &[
    "kitchen",
    "road",
    "please",
    "not",
    "no",
    "rain",
    "£5,000",
    "cost",
    "need",
    "🙂",
    "bench",
    "earn",
    "money",
    "the",
    "grant",
    ".",
    ",",
    "মেয়ে",
    "pokój",
    "kitchens",
    "kichen",
    "traffic",
    "youth",
    "instead",
    "of",
    "hospital",
    "\u{202e}",
];
