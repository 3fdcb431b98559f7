//! Floor 0 of the house: the words everyone uses.
//!
//! Ids, the taxonomy's keys, validated values and reasons. Everything here is pure and runs in the browser as
//! well as on the server: no I/O, no clock, no randomness. What does *not* live here: sentences (the message
//! catalogue in `app`), queries (`store`), who may do what (`service`).

mod keyed;
pub mod reason;
pub mod taxonomy;
