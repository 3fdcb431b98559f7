//! The machine's clock and randomness.

use domain::Time;
use service::Shell;
use std::sync::atomic::{AtomicI64, Ordering};
use time::OffsetDateTime;
use uuid::Uuid;

/// What the running binary lends to the use cases.
#[derive(Debug, Default)]
pub struct Machine {
    last: AtomicI64,
}

impl Shell for Machine {
    /// Never goes back, so that what is written later is ordered later.
    fn now(&self) -> Time {
        let now = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000;
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        Time(self.last.fetch_max(now, Ordering::Relaxed).max(now))
    }

    fn fresh_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
