//! The same answers as pabutools 1.2.3 on real elections, all of them.
//!
//! Elections and outcomes are read from `$FULCRUM_DATA/pabulib` (default: `../shared/data` beside the checkout).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use allocation::Utility;
use allocation::completions::Completion;
use allocation::pabulib::{Document, Keep, read_election};
use allocation::rule::{Rule, Settings};
use allocation::ties::Ties;
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    instance: String,
    rule: Rule,
    utility: Option<Utility>,
    completion: Completion,
    ties: Ties,
    selected: Vec<String>,
    cost: String,
    exhaustive: bool,
}

/// Where the elections are, if they are there.
fn data() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("FULCRUM_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let found = Some(data.join("pabulib")).filter(|data| data.join("expected.jsonl").is_file());
    if found.is_none() {
        println!("skipped: no data");
    }
    found
}

#[test]
fn all_outcomes_agree() {
    let Some(data) = data() else { return };
    let lines = std::fs::read_to_string(data.join("expected.jsonl")).expect("expected.jsonl");
    let mut by_instance: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    for line in lines.lines() {
        let expected: Expected = serde_json::from_str(line).expect("an outcome");
        by_instance.entry(expected.instance.clone()).or_default().push(expected);
    }
    let (mut agreed, mut differing) = (0, Vec::new());
    for (instance, outcomes) in by_instance {
        let file = std::fs::File::open(data.join("instances").join(&instance)).expect("an election");
        let election = read_election(file, Keep::default()).unwrap_or_else(|e| panic!("{instance}: {e}"));
        for expected in outcomes {
            let Expected { rule, completion, ties, .. } = expected;
            let settings = Settings { rule, utility: expected.utility, completion };
            let ranks = ties.ranks(&election, 0);
            let selected = settings.run(&election, &ranks, &mut |_, _| {}).expect("an outcome").selected;
            let cost = election.amount(election.cost_of(&selected)).to_string();
            let exhaustive = election.is_exhaustive(&selected);
            let mut ids: Vec<&str> = selected.iter().map(|&p| election.projects[p].id.as_str()).collect();
            let mut wanted: Vec<&str> = expected.selected.iter().map(String::as_str).collect();
            ids.sort_unstable();
            wanted.sort_unstable();
            if ids == wanted && cost == expected.cost && exhaustive == expected.exhaustive {
                agreed += 1;
            } else {
                let utility = expected.utility;
                differing.push(format!(
                    "{instance} {rule:?} {utility:?} {completion:?} {ties:?}: {cost}, {}",
                    expected.cost
                ));
            }
        }
    }
    assert!(differing.is_empty(), "{} differ, {agreed} agree:\n{}", differing.len(), differing.join("\n"));
    assert_eq!(agreed, lines.lines().count());
}

#[test]
fn every_file_is_written_back_byte_for_byte() {
    let Some(data) = data() else { return };
    let files = std::fs::read_dir(data.join("instances")).expect("instances");
    for file in files {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).expect("a file");
        let document = Document::read(&bytes[..]).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(document.to_bytes() == bytes, "{}", path.display());
        let count =
            |key: &str| document.meta().find(|(k, _)| *k == key).and_then(|(_, v)| v.parse::<usize>().ok());
        let election = read_election(&bytes[..], Keep::default()).expect("an election");
        assert_eq!(count("num_projects"), Some(election.projects.len()), "{}", path.display());
        assert_eq!(count("num_votes"), Some(election.ballots.voters() as usize), "{}", path.display());
    }
}
