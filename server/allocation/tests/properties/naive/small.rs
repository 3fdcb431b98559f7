//! Small elections with many ties, made from bytes: a fuzzer's, or a generator's.

use allocation::Utility;
use num_rational::BigRational;
use num_traits::Zero;

/// A project on a ballot, and the points for it (1 where ballots have none).
pub type Wish = (usize, u64);

/// A small election. Amounts are in units of `10^-decimals` of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Small {
    pub vote_type: &'static str,
    pub decimals: u32,
    pub budget: u64,
    pub costs: Vec<u64>,
    pub ballots: Vec<Vec<Wish>>,
}

/// Ids whose order as text is not their order in the file.
pub const IDS: [&str; 8] = ["10", "2", "b", "1", "33", "a", "é", "7"];

/// Numbers drawn from bytes; 0 when there are no more.
pub struct Draw<'a>(&'a [u8]);

impl<'a> Draw<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// A number below `n`, which is at most 256.
    pub fn below(&mut self, n: u64) -> u64 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        u64::from(*first) % n
    }

    pub fn of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

impl Small {
    pub fn draw(draw: &mut Draw<'_>) -> Self {
        let vote_type = draw.of(&["approval", "approval", "choose-1", "cumulative", "scoring", "ordinal"]);
        let decimals = draw.of(&[0, 0, 0, 1]) as u32;
        let most = draw.of(&[3, 10, 10, 200]);
        let projects = 1 + draw.below(if most > 100 { 5 } else { 7 }) as usize;
        let voters = draw.below(9) as usize;
        let costs: Vec<u64> = (0..projects).map(|_| draw.below(most + 1)).collect();
        let total: u64 = costs.iter().sum();
        let budget = total * draw.of(&[1, 2, 2, 3, 3, 4]) / draw.of(&[4, 4, 3]) + draw.below(2);
        let mut ballots: Vec<Vec<Wish>> = Vec::new();
        for _ in 0..voters {
            if !ballots.is_empty() && draw.below(3) == 0 {
                let again = draw.below(ballots.len() as u64) as usize;
                ballots.push(ballots[again].clone());
            } else {
                ballots.push(ballot(draw, vote_type, projects));
            }
        }
        Self { vote_type, decimals, budget, costs, ballots }
    }

    /// The election as a Pabulib file.
    pub fn text(&self) -> String {
        self.text_with(1, &(0..self.costs.len()).collect::<Vec<_>>())
    }

    /// The same with all money multiplied, and projects in another order in the file.
    pub fn text_with(&self, factor: u64, order: &[usize]) -> String {
        let amount = |units: u64| {
            let units = units * factor;
            let one = 10_u64.pow(self.decimals);
            if one == 1 { units.to_string() } else { format!("{}.{}", units / one, units % one) }
        };
        let mut text = format!(
            "META\nkey;value\nbudget;{}\nvote_type;{}\nPROJECTS\nproject_id;cost\n",
            amount(self.budget),
            self.vote_type
        );
        for &project in order {
            text.push_str(&format!("{};{}\n", IDS[project], amount(self.costs[project])));
        }
        text.push_str("VOTES\nvoter_id;vote;points\n");
        for (voter, ballot) in self.ballots.iter().enumerate() {
            let ids: Vec<&str> = ballot.iter().map(|&(project, _)| IDS[project]).collect();
            let points: Vec<String> = ballot.iter().map(|(_, points)| points.to_string()).collect();
            text.push_str(&format!("{voter};{};{}\n", ids.join(","), points.join(",")));
        }
        text
    }

    /// An amount of units, in the currency.
    pub fn money(&self, units: u64) -> BigRational {
        BigRational::new(units.into(), 10_u64.pow(self.decimals).into())
    }

    /// Each voter's utility for each project; where a supported project costs nothing, its utility by cost is 0.
    pub fn utilities(&self, utility: Utility) -> Vec<Vec<BigRational>> {
        let of = |ballot: &Vec<Wish>| {
            let mut row = vec![BigRational::zero(); self.costs.len()];
            for (place, &(project, points)) in ballot.iter().enumerate() {
                row[project] = match utility {
                    _ if points == 0 => BigRational::zero(),
                    Utility::Cost => self.money(self.costs[project]),
                    Utility::Cardinality => BigRational::from_integer(1.into()),
                    Utility::Points => BigRational::from_integer(points.into()),
                    Utility::Borda => BigRational::from_integer((ballot.len() - 1 - place).into()),
                };
            }
            row
        };
        self.ballots.iter().map(of).collect()
    }

    /// Whether anyone supports a project.
    pub fn is_supported(&self, project: usize, utility: Utility) -> bool {
        self.ballots.iter().any(|ballot| {
            ballot.iter().enumerate().any(|(place, &(p, points))| {
                p == project && points > 0 && (utility != Utility::Borda || place + 1 < ballot.len())
            })
        })
    }
}

fn ballot(draw: &mut Draw<'_>, vote_type: &str, projects: usize) -> Vec<Wish> {
    let mut left: Vec<usize> = (0..projects).collect();
    let most = if vote_type == "choose-1" { 1 } else { projects.min(4) };
    let named = draw.below(most as u64 + 1);
    let has_points = matches!(vote_type, "cumulative" | "scoring");
    (0..named)
        .map(|_| {
            let project = left.swap_remove(draw.below(left.len() as u64) as usize);
            (project, if has_points { draw.below(5) } else { 1 })
        })
        .collect()
}
