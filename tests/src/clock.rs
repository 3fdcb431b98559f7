//! A clock that stands still until a test turns it.

use domain::Time;
use service::Shell;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use time::{OffsetDateTime, Weekday};
use uuid::Uuid;

/// The shell of a place under test: its moment and its ids are the test's.
///
/// It starts at the machine's time, since the session layer counts a session's life from there.
#[derive(Debug)]
pub struct Clock {
    now: AtomicI64,
    ids: AtomicU64,
}

impl Default for Clock {
    fn default() -> Self {
        let now = OffsetDateTime::now_utc().unix_timestamp() * Time::SECOND;
        Self { now: AtomicI64::new(now), ids: AtomicU64::new(0) }
    }
}

impl Clock {
    /// Turns the clock on by so many milliseconds.
    pub fn forward(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }

    /// Turns the clock on to the same hour of the next Monday, so that working days can be counted.
    pub fn forward_to_monday(&self) {
        self.forward(Time::DAY);
        while self.now().day().weekday() != Weekday::Monday {
            self.forward(Time::DAY);
        }
    }
}

impl Shell for Clock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }

    /// In the order they are asked for, even within a millisecond.
    fn fresh_id(&self) -> Uuid {
        let n = self.ids.fetch_add(1, Ordering::SeqCst);
        let mut rest = [0; 10];
        rest[4..].copy_from_slice(&n.to_be_bytes()[2..]);
        let millis = u64::try_from(self.now().0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
    }
}
