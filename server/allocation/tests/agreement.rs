//! The same answers as pabutools 1.2.3 on real elections, all of them.
//!
//! Elections and outcomes are read from `$FULCRUM_DATA/pabulib` (default: `../shared/data` beside the checkout).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use allocation::completions::{Completion, equal_shares};
use allocation::pabulib::{Keep, read_election};
use allocation::rules::greedy::{By, Misfit, greedy};
use allocation::ties::Ties;
use allocation::{Market, Utility};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    instance: String,
    rule: String,
    utility: Option<Utility>,
    completion: String,
    ties: Ties,
    selected: Vec<String>,
    cost: String,
    exhaustive: bool,
}

fn data() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("FULCRUM_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    Some(data.join("pabulib")).filter(|data| data.join("expected.jsonl").is_file())
}

#[test]
fn all_outcomes_agree() {
    let Some(data) = data() else {
        eprintln!("skipped: no data");
        return;
    };
    let lines = std::fs::read_to_string(data.join("expected.jsonl")).expect("expected.jsonl");
    let mut by_instance: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    for line in lines.lines() {
        let expected: Expected = serde_json::from_str(line).expect("an outcome");
        by_instance.entry(expected.instance.clone()).or_default().push(expected);
    }
    let only = std::env::var("ONLY").ok();
    let (mut agreed, mut differing) = (0, Vec::new());
    for (instance, outcomes) in by_instance {
        let file = std::fs::File::open(data.join("instances").join(&instance)).expect("an election");
        let election = read_election(file, Keep::default()).unwrap_or_else(|e| panic!("{instance}: {e}"));
        for expected in outcomes {
            if only.as_ref().is_some_and(|o| !o.split(',').any(|o| o == expected.completion)) {
                continue;
            }
            let market = Market::new(&election, expected.utility.unwrap_or(Utility::Cost)).expect("a market");
            let ranks = expected.ties.ranks(&election, 0);
            let started = std::time::Instant::now();
            let selected = match expected.rule.as_str() {
                "greedy" => greedy(&market, By::UtilityPerCost, Misfit::Skip, &ranks, &[], |_| true),
                "phragmen" => allocation::rules::phragmen::phragmen(&market, &ranks, |_| true),
                _ => {
                    let completion: Completion =
                        serde_json::from_value(expected.completion.clone().into()).expect("a completion");
                    equal_shares(&market, &ranks, completion, &|_| true, &mut |_, _| {})
                        .expect("an outcome")
                        .selected
                }
            };
            let took = started.elapsed();
            if took.as_millis() > 100 {
                eprintln!("{instance} {:?} {} {took:?}", expected.utility, expected.completion);
            }
            let cost = election.amount(election.cost_of(&selected)).to_string();
            let mut ids: Vec<&str> = selected.iter().map(|&p| election.projects[p].id.as_str()).collect();
            let mut wanted: Vec<&str> = expected.selected.iter().map(String::as_str).collect();
            ids.sort_unstable();
            wanted.sort_unstable();
            let same = ids == wanted
                && cost == expected.cost
                && election.is_exhaustive(&selected) == expected.exhaustive;
            if same {
                agreed += 1;
            } else {
                differing.push(format!(
                    "{instance} {} {:?} {} {:?} cost {cost} vs {}",
                    expected.rule, expected.utility, expected.completion, expected.ties, expected.cost
                ));
            }
        }
    }
    eprintln!("agreed {agreed}");
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
}
