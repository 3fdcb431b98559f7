//! Moments and days. Nothing here reads a clock: the shell passes the time in.

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. The same number is stored in both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    pub const SECOND: i64 = 1_000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;

    /// RFC 3339 in UTC, to the millisecond; the epoch where the moment is beyond what a calendar holds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.calendar().format(&Rfc3339).unwrap_or_else(|_| "1970-01-01T00:00:00Z".to_owned())
    }

    /// The calendar day in UTC.
    #[must_use]
    pub fn day(self) -> time::Date {
        self.calendar().date()
    }

    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Whole days from `earlier` to `self`; 0 where `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0.saturating_sub(earlier.0)).max(0) / Self::DAY
    }

    fn calendar(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// Working days (Monday to Friday) passed from `from` to `to`, as anchors count their answers.
///
/// The day of `from` itself does not count. 0 where `to` is earlier.
#[must_use]
pub fn working_days(from: Time, to: Time) -> i64 {
    let (start, end) = (from.day(), to.day());
    if end <= start {
        return 0;
    }
    let days = (end - start).whole_days();
    let (weeks, rest) = (days / 7, days % 7);
    let mut count = weeks * 5;
    let mut weekday = start.weekday();
    for _ in 0..rest {
        weekday = weekday.next();
        if !matches!(weekday, time::Weekday::Saturday | time::Weekday::Sunday) {
            count += 1;
        }
    }
    count
}

/// The day that is `days` working days after `from`: the last on which [`working_days`] still gives `days` or less
/// is the working day itself, weekends after it aside.
#[must_use]
pub fn after_working_days(from: Time, days: u32) -> time::Date {
    let weekend = |day: time::Date| matches!(day.weekday(), time::Weekday::Saturday | time::Weekday::Sunday);
    let mut day = from.day();
    // Whole weeks at once; what is left is at most four days and a weekend.
    day = day.saturating_add(time::Duration::weeks(i64::from(days / 5)));
    if weekend(day) && days >= 5 && days.is_multiple_of(5) {
        // A week's working days from a weekend end on the Friday before the same weekday.
        return day.saturating_sub(time::Duration::days(if day.weekday() == time::Weekday::Saturday {
            1
        } else {
            2
        }));
    }
    for _ in 0..days % 5 {
        day = day.next_day().unwrap_or(day);
        while weekend(day) {
            day = match day.next_day() {
                Some(next) => next,
                None => return day,
            };
        }
    }
    day
}

/// `YYYY-MM-DD` as a day, or nothing.
#[must_use]
pub fn parse_day(text: &str) -> Option<time::Date> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(text.trim(), &format).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str) -> Time {
        let date = parse_day(day).unwrap();
        Time((date - parse_day("1970-01-01").unwrap()).whole_days() * Time::DAY)
    }

    #[test]
    fn a_weekend_is_not_waiting() {
        assert_eq!(working_days(at("2026-11-20"), at("2026-11-23")), 1); // Friday to Monday
        assert_eq!(working_days(at("2026-11-21"), at("2026-11-22")), 0); // Saturday to Sunday
        assert_eq!(working_days(at("2026-11-02"), at("2026-11-30")), 20);
        assert_eq!(working_days(at("2026-11-30"), at("2026-11-02")), 0);
    }

    #[test]
    fn a_promise_of_working_days_falls_due_on_the_day_they_are_over() {
        for start in 0..14 {
            let from = at("2026-11-16").plus(start * Time::DAY);
            for days in 1..25_u32 {
                let due = after_working_days(from, days);
                let passed = working_days(from, at(&due.to_string()));
                let before = working_days(from, at(&due.to_string()).plus(-Time::DAY));
                assert_eq!((passed, before), (i64::from(days), i64::from(days) - 1), "{start} {days}");
            }
        }
    }

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(Time(1_500).rfc3339(), "1970-01-01T00:00:01.5Z");
    }
}
