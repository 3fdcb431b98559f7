//! What the outermost floor lends: the clock and fresh ids.

use domain::Time;
use uuid::Uuid;

/// The clock and randomness, as a parameter. The binary reads the machine's; tests turn their own.
pub trait Shell: Send + Sync {
    fn now(&self) -> Time;

    /// A UUIDv7 that has not been given out before.
    fn fresh_id(&self) -> Uuid;
}
