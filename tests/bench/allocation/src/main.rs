//! How fast allocation is, on one core. `run.sh` here calls it beside pabutools.
//!
//! `elections FILE…`: one JSON line for each file and way to decide it: seconds to read and to decide, and what was bought. `made`: an election of a million voters. `curve`: how the time grows with the entries on ballots.

mod made;

use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use allocation::completions::Completion;
use allocation::pabulib::{Keep, read_election};
use allocation::rule::{Rule, Settings};
use allocation::ties::Ties;
use allocation::{Election, Utility};
use cpu_time::ThreadTime;
use serde_json::json;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("elections") => args[1..].iter().for_each(|file| elections(Path::new(file))),
        Some("made") => made::million(),
        Some("curve") => made::curve(),
        _ => println!("elections FILE… | made | curve"),
    }
}

/// Equal shares without and with add1, by the usual utility, and by cardinality where ballots are approvals.
fn elections(path: &Path) {
    let read = || read_election(File::open(path).expect("a file"), Keep::default()).expect("an election");
    let election = read();
    let usual = Utility::usual_for(election.kind());
    let mut ways = vec![(usual, Completion::None), (usual, Completion::Add1)];
    if usual == Utility::Cost {
        ways.push((Utility::Cardinality, Completion::Add1));
    }
    let reading = seconds(|| {
        read();
    });
    for (utility, completion) in ways {
        let mut selected = Vec::new();
        let whole = seconds(|| selected = ids(&read(), utility, completion));
        let deciding = seconds(|| {
            ids(&election, utility, completion);
        });
        println!(
            "{}",
            json!({
                "file": path.file_name().unwrap_or_default().to_string_lossy(),
                "votes": election.ballots.voters(),
                "different": election.ballots.len(),
                "projects": election.projects.len(),
                "utility": utility,
                "completion": completion,
                "reading": reading,
                "deciding": deciding,
                "seconds": whole,
                "selected": selected,
            })
        );
    }
}

fn ids(election: &Election, utility: Utility, completion: Completion) -> Vec<String> {
    bought(election, utility, completion).into_iter().map(|p| election.projects[p].id.clone()).collect()
}

/// What equal shares buys.
fn bought(election: &Election, utility: Utility, completion: Completion) -> Vec<usize> {
    let settings = Settings { rule: Rule::Mes, utility: Some(utility), completion };
    settings.run(election, &Ties::Id.ranks(election, 0), &mut |_, _| {}).expect("an outcome").selected
}

/// Seconds of one core: the median of runs that take a quarter of a second together, or of five.
fn seconds(mut run: impl FnMut()) -> f64 {
    let wall = Instant::now();
    let mut took = Vec::new();
    while took.len() < 5 || wall.elapsed() < Duration::from_millis(250) {
        let began = core();
        run();
        took.push((core() - began).as_secs_f64());
    }
    took.sort_unstable_by(f64::total_cmp);
    took[took.len() / 2]
}

/// How long this thread has had a core: other work on the machine does not count.
fn core() -> Duration {
    ThreadTime::now().as_duration()
}
