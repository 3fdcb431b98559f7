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
}

/// Compares `a / scale_a` with `b / scale_b`: below 2⁶⁴ times below 2⁶² fits 128 bits.
pub(super) fn compare_ratios(a: u64, scale_a: u64, b: u64, scale_b: u64) -> Ordering {
    (u128::from(a) * u128::from(scale_b)).cmp(&(u128::from(b) * u128::from(scale_a)))
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The candidate with the lowest bound is the greatest: a heap gives it first.
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_ratios(other.low, other.scale, self.low, self.scale)
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
