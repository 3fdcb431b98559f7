//! Money and other decimals, exactly.
//!
//! A file writes `1607513.56` or, on some continental keyboards, `1607513,56`. Both are read as digits and a number of
//! decimals; an election then counts all its money in the smallest unit any of its amounts needs, so that money is
//! whole numbers from there on. Scaling all money by the same factor changes no rule's outcome.

use std::fmt;

/// The largest sum of money an election may hold, in its smallest unit: 2⁶².
///
/// Every rule's bounds start from it: a sum of costs fits 64 bits, a cost multiplied by a number of voters fits 128.
pub const MAX_MONEY: u64 = 1 << 62;

/// A decimal as written: `digits / 10^decimals`, without trailing zeros after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, without the point.
    pub digits: u128,
    /// How many of them stand after the point.
    pub decimals: u32,
}

/// Why a text is not a decimal this crate reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Nothing there.
    #[error("the number is missing")]
    Missing,
    /// A minus sign before a number that is not zero.
    #[error("the number is negative")]
    Negative,
    /// Something else than digits, one point or comma, and an exponent.
    #[error("this is not a number")]
    NotANumber,
    /// More digits than 128 bits hold.
    #[error("the number has too many digits")]
    TooLong,
}

impl Decimal {
    /// Reads a decimal: digits with at most one point or comma, and perhaps an exponent (`1.5e+06`).
    ///
    /// # Errors
    /// [`DecimalError`] says what is wrong; the caller knows where.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let (negative, text) = match text.as_bytes().first() {
            None => return Err(DecimalError::Missing),
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            Some(_) => (false, text),
        };
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => {
                (&text[..at], Some(text[at + 1..].parse::<i32>().map_err(|_| DecimalError::NotANumber)?))
            }
            None => (text, None),
        };
        let (digits, decimals) = read_digits(mantissa)?;
        let value = shift(digits, i64::from(decimals) - i64::from(exponent.unwrap_or(0)))?;
        if negative && value.digits != 0 { Err(DecimalError::Negative) } else { Ok(value) }
    }

    /// The number counted in units of `10^-decimals`; none if that is not whole or does not fit 64 bits.
    pub fn scaled(self, decimals: u32) -> Option<u64> {
        let factor = 10_u128.checked_pow(decimals.checked_sub(self.decimals)?)?;
        u64::try_from(self.digits.checked_mul(factor)?).ok()
    }
}

fn read_digits(mantissa: &str) -> Result<(u128, u32), DecimalError> {
    let (mut digits, mut decimals, mut after_point, mut seen) = (0_u128, 0_u32, false, false);
    for byte in mantissa.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits = digits
                    .checked_mul(10)
                    .and_then(|d| d.checked_add(u128::from(byte - b'0')))
                    .ok_or(DecimalError::TooLong)?;
                decimals += u32::from(after_point);
                seen = true;
            }
            b'.' | b',' if !after_point => after_point = true,
            _ => return Err(DecimalError::NotANumber),
        }
    }
    if seen { Ok((digits, decimals)) } else { Err(DecimalError::NotANumber) }
}

/// `digits / 10^decimals` in lowest terms, where `decimals` may be negative.
fn shift(mut digits: u128, mut decimals: i64) -> Result<Decimal, DecimalError> {
    if digits == 0 {
        return Ok(Decimal { digits: 0, decimals: 0 });
    }
    while decimals > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        decimals -= 1;
    }
    while decimals < 0 {
        digits = digits.checked_mul(10).ok_or(DecimalError::TooLong)?;
        decimals += 1;
    }
    let decimals = u32::try_from(decimals).map_err(|_| DecimalError::TooLong)?;
    if decimals > 38 { Err(DecimalError::TooLong) } else { Ok(Decimal { digits, decimals }) }
}

/// An amount in the smallest unit of an election, shown as a decimal without needless zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// In units of `10^-decimals`.
    pub units: u128,
    /// Decimals of the election's money.
    pub decimals: u32,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(one) = 10_u128.checked_pow(self.decimals) else { return write!(f, "{}", self.units) };
        let (whole, rest) = (self.units / one, self.units % one);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let rest = format!("{rest:0width$}", width = self.decimals as usize);
        write!(f, "{whole}.{}", rest.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(u128, u32), DecimalError> {
        Decimal::parse(text).map(|d| (d.digits, d.decimals))
    }

    #[test]
    fn decimals_are_read_exactly_with_point_or_comma() {
        assert_eq!(read("1607513.56"), Ok((160_751_356, 2)));
        assert_eq!(read(" 1607513,560 "), Ok((160_751_356, 2)));
        assert_eq!(read("400000.0"), Ok((400_000, 0)));
        assert_eq!(read("1.5e+06"), Ok((1_500_000, 0)));
        assert_eq!(read("15E-1"), Ok((15, 1)));
        assert_eq!(read("-0"), Ok((0, 0)));
    }

    #[test]
    fn what_is_not_a_decimal_is_told_apart() {
        assert_eq!(read(""), Err(DecimalError::Missing));
        assert_eq!(read("-5"), Err(DecimalError::Negative));
        for text in ["1,234.5", "1 000", "x", ".", "1e", "NaN", "1e99999999999", "0x10"] {
            assert_eq!(read(text), Err(DecimalError::NotANumber), "{text}");
        }
        assert_eq!(read("9".repeat(60).as_str()), Err(DecimalError::TooLong));
        assert_eq!(read("1e2000000000"), Err(DecimalError::TooLong));
    }

    #[test]
    fn amounts_are_shown_without_needless_zeros() {
        let show = |units, decimals| Amount { units, decimals }.to_string();
        assert_eq!(show(160_751_350, 2), "1607513.5");
        assert_eq!(show(100, 2), "1");
        assert_eq!(show(5, 3), "0.005");
    }
}
