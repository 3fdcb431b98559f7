//! Projects that may still be bought, by a lower bound of what they cost their supporters.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

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
/// off by less than 2⁻⁵¹ of it. So what comes next may be a little above what comes after it; nobody is passed over
/// for that, because [`Candidates::next_is_above`] leaves more room.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// By project. Only those that are in the heap count.
    known: Vec<Candidate>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

/// A ratio as a float's bits, which for floats that are not negative sort as the floats do.
fn key(low: u64, scale: u64) -> u64 {
    (low as f64 / scale as f64).to_bits()
}

impl Candidates {
    /// All candidates among this number of projects.
    pub(super) fn new(projects: usize, candidates: impl Iterator<Item = Candidate>) -> Self {
        let none = Candidate { project: 0, scale: 1, low: 0, start: 0, rich: 0, recalled: false };
        let mut known = vec![none; projects];
        let keys: Vec<_> = candidates
            .map(|candidate| {
                known[candidate.project] = candidate;
                Reverse((key(candidate.low, candidate.scale), candidate.project as u32))
            })
            .collect();
        Self { known, heap: keys.into() }
    }

    /// The one to look at next.
    pub(super) fn next(&self) -> Option<Candidate> {
        self.heap.peek().map(|Reverse((_, project))| self.known[*project as usize])
    }

    /// Whether all bounds are above `high / scale` for sure.
    pub(super) fn next_is_above(&self, high: u64, scale: u64) -> bool {
        let limit = high as f64 / scale as f64 * (1.0 + 2_f64.powi(-49));
        self.heap.peek().is_none_or(|Reverse((key, _))| f64::from_bits(*key) > limit)
    }

    /// Takes out the next.
    pub(super) fn pop(&mut self) {
        self.heap.pop();
    }

    /// Puts another bound of the next in its place.
    pub(super) fn put_back(&mut self, candidate: Candidate) {
        self.known[candidate.project] = candidate;
        if let Some(mut next) = self.heap.peek_mut() {
            *next = Reverse((key(candidate.low, candidate.scale), candidate.project as u32));
        }
    }

    /// Adds one that was taken out.
    pub(super) fn push(&mut self, candidate: Candidate) {
        self.known[candidate.project] = candidate;
        self.heap.push(Reverse((key(candidate.low, candidate.scale), candidate.project as u32)));
    }

    /// All of them, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.heap.iter().map(|Reverse((_, project))| &self.known[*project as usize])
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
