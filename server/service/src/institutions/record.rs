//! From counted answers to a record that can be read at a glance.

use domain::Time;
use domain::institutions::Record;
use domain::taxonomy::ResponseKind;
use domain::time::working_days;
use store::record::Tally;

/// The record of an institution that promises to answer within `answer_days` working days, as it stands at `now`.
///
/// The share in time counts what is overdue as well as what was answered, so that silence does not look like a
/// clean record. The median is over first answers to what the institution was asked.
pub(super) fn record(tally: &Tally, answer_days: u32, now: Time) -> Record {
    let promise = i64::from(answer_days);
    let mut waits: Vec<(i64, u32)> =
        tally.answers.iter().map(|(asked, answered, n)| (working_days(*asked, *answered), *n)).collect();
    waits.sort_unstable();
    let answered: u32 = waits.iter().map(|(_, n)| n).sum();
    let in_time = waits.iter().filter(|(days, _)| *days <= promise).map(|(_, n)| n).sum();
    let overdue = tally.waiting.iter().filter(|(since, _)| working_days(*since, now) > promise);
    let overdue: u32 = overdue.map(|(_, n)| n).sum();
    let latest = |kind| tally.latest.get(&kind).copied().unwrap_or(0);
    Record {
        levers: tally.levers.values().sum(),
        exploring: latest(ResponseKind::Exploring),
        committed: latest(ResponseKind::Committed),
        not_possible: latest(ResponseKind::NotPossible),
        done: latest(ResponseKind::Done),
        waiting: tally.waiting.iter().map(|(_, n)| n).sum(),
        overdue,
        median_days: median(&waits, answered),
        in_time,
        due: answered + overdue,
        promised: tally.promised,
        kept: tally.kept,
        late: tally.late,
    }
}

/// The lower median of `count` values given as sorted (value, how many).
fn median(sorted: &[(i64, u32)], count: u32) -> Option<u32> {
    let middle = count.checked_sub(1)? / 2;
    let mut seen = 0;
    let (days, _) = sorted.iter().find(|(_, n)| {
        seen += n;
        seen > middle
    })?;
    u32::try_from(*days).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Monday, 2 November 2026, and so many days after it.
    fn day(n: i64) -> Time {
        Time((20_759 + n) * Time::DAY)
    }

    #[test]
    fn silence_counts_against_the_promise() {
        let tally = Tally {
            answers: vec![(day(0), day(1), 2), (day(0), day(7), 1), (day(0), day(28), 1)],
            waiting: vec![(day(0), 3), (day(27), 5)],
            latest: HashMap::from([(ResponseKind::Committed, 3), (ResponseKind::Exploring, 1)]),
            ..Tally::default()
        };
        let record = record(&tally, 15, day(28));
        assert_eq!((record.in_time, record.due), (3, 7));
        assert_eq!((record.waiting, record.overdue), (8, 3));
        assert_eq!(record.median_days, Some(1));
        assert_eq!((record.committed, record.exploring, record.done), (3, 1, 0));
    }

    #[test]
    fn before_the_first_answer_there_is_no_median() {
        assert_eq!(record(&Tally::default(), 15, day(0)), Record::default());
        let one = Tally { answers: vec![(day(0), day(4), 1)], ..Tally::default() };
        assert_eq!(record(&one, 15, day(9)).median_days, Some(4));
    }
}
