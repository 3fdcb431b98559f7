//! The two kinds of numbers the rule is run with: fractions, and intervals of fixed-point numbers rounded outwards.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// A number that is not below 0, known exactly or between bounds. `bits` are those after the point, where there are any.
pub(super) trait Number: Clone + PartialEq {
    fn whole(bits: u32, number: u64) -> Self;
    fn plus(&self, other: &Self) -> Self;
    /// The difference, or 0 if that is below.
    fn minus(&self, other: &Self) -> Self;
    fn times(&self, by: u64) -> Self;
    /// Divided by a whole number above 0.
    fn over(&self, by: u64) -> Self;
    /// `self·b/c` for c above 0.
    fn ratio(&self, b: &Self, c: &Self) -> Self;
    fn at_most(&self, limit: &Self) -> Self;
    /// Compares lower bounds.
    fn compare(&self, other: &Self) -> Ordering;
    fn may_be_at_most(&self, other: &Self) -> bool;
    fn surely_at_least(&self, other: &Self) -> bool;
    /// Whether it is 0, if that is known.
    fn zero(&self) -> Option<bool>;
    /// 0, where it might be.
    fn settled(self) -> Self;
    /// Digits of its longest part, in bits.
    fn length(&self) -> u64;
}

impl Number for BigRational {
    fn whole(_: u32, number: u64) -> Self {
        Self::from_integer(number.into())
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        (self - other).max(Zero::zero())
    }

    fn times(&self, by: u64) -> Self {
        self * BigInt::from(by)
    }

    fn over(&self, by: u64) -> Self {
        self / BigInt::from(by)
    }

    fn ratio(&self, b: &Self, c: &Self) -> Self {
        self * b / c
    }

    fn at_most(&self, limit: &Self) -> Self {
        self.min(limit).clone()
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    fn may_be_at_most(&self, other: &Self) -> bool {
        self <= other
    }

    fn surely_at_least(&self, other: &Self) -> bool {
        self >= other
    }

    fn zero(&self) -> Option<bool> {
        Some(self.is_zero())
    }

    fn settled(self) -> Self {
        self
    }

    fn length(&self) -> u64 {
        self.denom().bits().max(self.numer().bits())
    }
}

/// A number between two fixed-point numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    low: BigInt,
    high: BigInt,
}

impl Number for Interval {
    fn whole(bits: u32, number: u64) -> Self {
        let number = BigInt::from(number) << bits;
        Self { low: number.clone(), high: number }
    }

    fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    fn minus(&self, other: &Self) -> Self {
        let zero = BigInt::zero();
        Self { low: (&self.low - &other.high).max(zero.clone()), high: (&self.high - &other.low).max(zero) }
    }

    fn times(&self, by: u64) -> Self {
        Self { low: &self.low * by, high: &self.high * by }
    }

    fn over(&self, by: u64) -> Self {
        let by = BigInt::from(by);
        Self { low: self.low.div_floor(&by), high: self.high.div_ceil(&by) }
    }

    fn ratio(&self, b: &Self, c: &Self) -> Self {
        let least = if c.low.is_positive() { c.low.clone() } else { BigInt::from(1) };
        Self { low: (&self.low * &b.low).div_floor(&c.high), high: (&self.high * &b.high).div_ceil(&least) }
    }

    fn at_most(&self, limit: &Self) -> Self {
        Self { low: (&self.low).min(&limit.low).clone(), high: (&self.high).min(&limit.high).clone() }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.low.cmp(&other.low)
    }

    fn may_be_at_most(&self, other: &Self) -> bool {
        self.low <= other.high
    }

    fn surely_at_least(&self, other: &Self) -> bool {
        self.low >= other.high
    }

    fn zero(&self) -> Option<bool> {
        if self.high.is_zero() { Some(true) } else { self.low.is_positive().then_some(false) }
    }

    fn settled(self) -> Self {
        if self.low.is_zero() { Self { high: BigInt::zero(), ..self } } else { self }
    }

    fn length(&self) -> u64 {
        0
    }
}
