//! Projects that may still be bought, by a lower bound of what they cost their supporters.

use std::cmp::Ordering;

/// A project that may still be bought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) project: usize,
    /// What a price is divided by to be ρ: below 2⁶².
    pub(super) scale: u64,
    /// A lower bound of the true price.
    pub(super) low: u64,
    /// A lower bound of the price in fixed point: as it was last found, rounded down, or `cost / worth`.
    pub(super) start: u64,
    /// The slope of a tangent of `F̂` that reaches the cost there, or a little beyond; 0 if none was looked for.
    pub(super) rich: u64,
    /// Whether that is from an earlier run.
    pub(super) recalled: bool,
}

/// Compares `a / scale_a` with `b / scale_b`: below 2⁶⁴ times below 2⁶² fits 128 bits.
pub(super) fn compare_ratios(a: u64, scale_a: u64, b: u64, scale_b: u64) -> Ordering {
    (u128::from(a) * u128::from(scale_b)).cmp(&(u128::from(b) * u128::from(scale_a)))
}

/// The candidates, about the one with the lowest bound first: they come in the order of `low / scale` as a float, which is
/// off by less than 2⁻⁵¹ of it, rounded down to make room for the project's number. So what comes next may be a little
/// above what comes after it; nobody is passed over for that, because [`Candidates::next_is_above`] leaves more room.
///
/// A tournament: each node holds the lesser of its two children. Other than in a heap, every change is one way up without
/// a branch.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// By project. Only those that are in the tournament count.
    known: Vec<Candidate>,
    /// From 1, the root; the leaves are the second half, by project.
    nodes: Vec<u64>,
}

/// The leaf of a project that is no candidate: more than any ratio.
const NOBODY: u64 = u64::MAX;

impl Candidates {
    /// All candidates among this number of projects.
    pub(super) fn new(projects: usize, candidates: impl Iterator<Item = Candidate>) -> Self {
        let none = Candidate { project: 0, scale: 1, low: 0, start: 0, rich: 0, recalled: false };
        let leaves = projects.next_power_of_two();
        let mut all = Self { known: vec![none; projects], nodes: vec![NOBODY; 2 * leaves] };
        for candidate in candidates {
            all.known[candidate.project] = candidate;
            all.nodes[leaves + candidate.project] = all.key(&candidate);
        }
        for at in (1..leaves).rev() {
            all.nodes[at] = all.nodes[2 * at].min(all.nodes[2 * at + 1]);
        }
        all
    }

    /// The bits of a key that are the project's number.
    fn mask(&self) -> u64 {
        (self.nodes.len() as u64 / 2).wrapping_sub(1)
    }

    /// A ratio as a float's bits, which for floats that are not negative sort as the floats do, the lowest replaced.
    fn key(&self, candidate: &Candidate) -> u64 {
        let ratio = candidate.low as f64 / candidate.scale as f64;
        ratio.to_bits() & !self.mask() | candidate.project as u64
    }

    fn first(&self) -> Option<u64> {
        self.nodes.get(1).copied().filter(|&first| first != NOBODY)
    }

    /// The one to look at next.
    pub(super) fn next(&self) -> Option<Candidate> {
        self.first().map(|first| self.known[(first & self.mask()) as usize])
    }

    /// Whether all bounds are above `high / scale` for sure.
    pub(super) fn next_is_above(&self, high: u64, scale: u64) -> bool {
        let limit = high as f64 / scale as f64 * (1.0 + 2_f64.powi(-49));
        self.first().is_none_or(|first| f64::from_bits(first & !self.mask()) > limit)
    }

    /// Takes one out.
    pub(super) fn take_out(&mut self, project: usize) {
        self.set(project, NOBODY);
    }

    /// Puts one in, or another bound of one that is in.
    pub(super) fn put(&mut self, candidate: Candidate) {
        self.known[candidate.project] = candidate;
        self.set(candidate.project, self.key(&candidate));
    }

    fn set(&mut self, project: usize, key: u64) {
        let (mut at, mut least) = (self.nodes.len() / 2 + project, key);
        self.nodes[at] = least;
        while at > 1 {
            least = least.min(self.nodes[at ^ 1]);
            at /= 2;
            self.nodes[at] = least;
        }
    }

    /// All of them, by project.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        let leaves = &self.nodes[self.nodes.len() / 2..];
        self.known.iter().zip(leaves).filter(|(_, leaf)| **leaf != NOBODY).map(|(candidate, _)| candidate)
    }
}

/// A candidate whose price was found in this round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evaluated {
    pub(super) candidate: Candidate,
    /// The price rounded down; [`u64::MAX`] if its supporters' money is only just enough, or too little by less than is
    /// certain.
    pub(super) x: u64,
    /// Weighted gains of those who could pay more.
    pub(super) rich: u64,
    /// What is missing to the cost when everyone pays that price.
    pub(super) short: i128,
    /// `F̂` is a straight line from x to here.
    pub(super) straight: u64,
}

/// Who is bought, and bounds of the true price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub(super) winner: Evaluated,
    pub(super) low: u64,
    pub(super) high: u64,
    /// How it was told from its rivals.
    pub(super) by: By,
}

/// How the winner of a round was told from its rivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// By bounds that do not overlap.
    Bounds,
    /// Its supporters can all pay the same in full: with more money its price stays as it is.
    Plainly,
    /// By more than bounds.
    Exactly,
}
