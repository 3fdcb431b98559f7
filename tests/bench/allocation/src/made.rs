//! Made elections: as many voters as no real one here has.

use allocation::ballots::{BallotKind, Ballots};
use allocation::completions::Completion;
use allocation::{Election, Project, Utility};

use super::{bought, core};

/// A million voters, a thousand projects, ten approvals each: no two ballots alike, hardly.
pub fn million() {
    let election = election(1_000_000, 1_000, 10);
    let (entries, classes) = (election.ballots.entries().len(), election.ballots.len());
    let ballots = resident();
    // What the ballots themselves take: a number for each entry, and an offset and a weight for each ballot.
    let bytes = entries * 4 + classes * (size_of::<usize>() + 4);
    println!("{} voters, {classes} different ballots, {entries} entries", election.ballots.voters());
    println!("ballots in memory: {} MB ({} MB resident)", bytes >> 20, ballots >> 20);
    for completion in [Completion::None, Completion::Add1] {
        let began = core();
        let selected = bought(&election, Utility::Cost, completion);
        let spent = election.cost_of(&selected) as f64 * 100.0 / election.budget as f64;
        println!(
            "{completion:?}: {:.2} s, {} projects, {spent:.1} % of the budget",
            (core() - began).as_secs_f64(),
            selected.len()
        );
    }
    println!("at most resident: {} MB, {:.2} times the ballots", peak() >> 20, peak() as f64 / bytes as f64);
}

/// The time of one run against voters, projects and approvals.
pub fn curve() {
    println!("voters\tprojects\tapprovals\tentries\tbought\tseconds\tns an entry");
    for (voters, projects, approvals) in [
        (125_000, 1_000, 10),
        (250_000, 1_000, 10),
        (500_000, 1_000, 10),
        (1_000_000, 1_000, 10),
        (500_000, 100, 10),
        (500_000, 500, 10),
        (500_000, 5_000, 10),
        (500_000, 1_000, 5),
        (500_000, 1_000, 20),
    ] {
        let election = election(voters, projects, approvals);
        let entries = election.ballots.entries().len();
        let began = core();
        let selected = bought(&election, Utility::Cost, Completion::None);
        let seconds = (core() - began).as_secs_f64();
        let each = seconds * 1e9 / entries as f64;
        println!("{voters}\t{projects}\t{approvals}\t{entries}\t{}\t{seconds:.3}\t{each:.1}", selected.len());
    }
}

/// Projects are liked unevenly, as in life: the k-th drawn with a weight of 1/(k + 10).
fn election(voters: u32, projects: usize, approvals: usize) -> Election {
    let mut draw = Draw(7);
    let mut until = Vec::with_capacity(projects);
    let mut sum = 0_u64;
    for at in 0..projects as u64 {
        sum += (1 << 32) / (at + 10);
        until.push(sum);
    }
    let costs: Vec<u64> = (0..projects).map(|_| 10_000 + draw.below(990_000)).collect();
    let mut ballots = Ballots::new(BallotKind::Approval, false);
    let mut ballot: Vec<u32> = Vec::with_capacity(approvals);
    for _ in 0..voters {
        ballot.clear();
        while ballot.len() < approvals {
            let drawn = draw.below(sum);
            let project = until.partition_point(|&end| end <= drawn) as u32;
            if !ballot.contains(&project) {
                ballot.push(project);
            }
        }
        ballots.add(&mut ballot, &mut []);
    }
    ballots.finish();
    let named = |(at, cost): (usize, &u64)| Project {
        id: at.to_string(),
        cost: *cost,
        name: None,
        categories: Vec::new(),
        district: None,
    };
    Election {
        meta: Default::default(),
        decimals: 0,
        point_decimals: 0,
        budget: costs.iter().sum::<u64>() / 5,
        projects: costs.iter().enumerate().map(named).collect(),
        ballots,
        voter_ids: None,
        places: Default::default(),
    }
}

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

fn resident() -> usize {
    status("VmRSS:")
}

fn peak() -> usize {
    status("VmHWM:")
}

/// A figure of this process's memory, in bytes.
fn status(name: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) << 10
}
