//! Any bytes as a file: an error with a place that is there, or an election that every rule decides within the budget;
//! the same however few bytes come at a time; and what is read is written back the same. `make fuzz-allocation`.
#![no_main]

use std::io::Read;

use allocation::Election;
use allocation::command::{Format, Options, decide, run, verify};
use allocation::compare::Preference;
use allocation::pabulib::{Document, Keep, ReadError, read_election};
use allocation::quotas::Quota;
use allocation::ties::Ties;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/properties/naive/mod.rs"]
#[expect(dead_code, reason = "the properties use more of it")]
mod naive;

use naive::differ::{RULES, completions};

/// A reader that gives few bytes at a time.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let given = self.1.min(self.0.len()).min(into.len());
        into[..given].copy_from_slice(&self.0[..given]);
        self.0 = &self.0[given..];
        Ok(given)
    }
}

fn lines(data: &[u8]) -> u64 {
    data.iter().filter(|&&b| b == b'\n' || b == b'\r').count() as u64 + 1
}

fn check_place(data: &[u8], error: &ReadError) {
    assert!(error.line >= 1 && error.line <= lines(data), "{error}");
    assert!(error.column >= 1 && error.column <= data.len() as u64 + 1, "{error}");
}

fn same_ballots(one: &Election, two: &Election) {
    let (one, two) = (&one.ballots, &two.ballots);
    assert_eq!((one.voters(), one.entries(), one.weights()), (two.voters(), two.entries(), two.weights()));
    assert!((0..one.len()).all(|class| one.points(class) == two.points(class)));
}

fuzz_target!(|data: &[u8]| {
    let keep = Keep { voters: true };
    let few = 1 + data.first().map_or(0, |&b| usize::from(b) % 7);
    let (whole, pieces) = (read_election(data, keep), read_election(Trickle(data, few), keep));
    match (&whole, &pieces) {
        (Err(one), Err(two)) => assert_eq!(one, two),
        (Ok(one), Ok(two)) => same_ballots(one, two),
        _ => panic!("it matters how many bytes come at a time"),
    }
    // Without voters, plain ballots are taken straight from the bytes.
    match (&whole, &read_election(data, Keep::default())) {
        (Err(one), Err(two)) => assert_eq!(one, two),
        (Ok(one), Ok(two)) => same_ballots(one, two),
        _ => panic!("it matters whether voters are kept"),
    }
    if let Ok(document) = Document::read(data) {
        assert_eq!(document.to_bytes(), data);
    }
    let election = match whole {
        Ok(election) => election,
        Err(error) => return check_place(data, &error),
    };
    assert!(Document::read(data).is_ok());
    for rule in RULES {
        for completion in completions(rule) {
            let quota = [None, Some(Quota::District), Some(Quota::Category)][few % 3];
            let (ties, explain) = ([Ties::Id, Ties::CostVotesLot][few % 2], few % 4 == 0);
            let compare = Some(Preference::default()).filter(|_| few % 2 == 0);
            let options = Options {
                rule,
                completion: *completion,
                ties,
                quota,
                explain,
                compare,
                ..Options::default()
            };
            // What is out of the range computed exactly is refused.
            let Ok(outcome) = decide(&options, &election, &mut |_, _| {}) else { continue };
            let selected: Vec<usize> = outcome
                .selected
                .iter()
                .map(|id| election.projects.iter().position(|p| p.id == *id).expect("a project"))
                .collect();
            assert!(election.cost_of(&selected) <= election.budget, "{rule:?} {completion:?}");
            let claimed = serde_json::to_vec(&outcome).expect("an outcome as JSON");
            let text = Options { format: Format::Text, ..options };
            assert!(run(&text, data, &mut |_, _| {}).is_ok());
            assert!(verify(data, &claimed[..], None, Format::Text).is_ok());
        }
    }
});
