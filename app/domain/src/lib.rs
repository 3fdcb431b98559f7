//! Floor 0 of the house: the words everyone uses.
//!
//! Ids, the taxonomy's keys, validated values, reasons and what is shown. Everything here is pure and runs in
//! the browser as well as on the server: no I/O, no clock, no randomness. What does *not* live here: sentences
//! (the message catalogue in `app`), queries (`store`), who may do what (`service`).

pub mod academy;
pub mod answers;
pub mod field;
pub mod ids;
pub mod institutions;
mod keyed;
pub mod merging;
pub mod neighbourhoods;
pub mod notices;
pub mod people;
pub mod places;
pub mod proposals;
pub mod reason;
pub mod taxonomy;
pub mod time;

pub use field::{FieldError, FieldErrors, Problem};
pub use time::Time;
