//! Builders for what is in a place. Each has what it needs by default; a test says what matters to it.

mod academy;
mod idea;
mod institution;
pub mod town;

pub use academy::ModuleBuilder;
pub use idea::Idea;
pub use institution::{InstitutionBuilder, LeverBuilder};

use crate::Place;
use store::Tx;
use store::audit::Event;
use uuid::Uuid;

/// A password that can be taken.
pub const PASSWORD: &str = "three words together";

/// Writes the event that makes the indexes in memory take in what was written.
async fn note(tx: &Tx, place: &Place, subject: &'static str, id: Uuid) {
    let event = Event {
        at: place.now(),
        actor: None,
        action: "created",
        subject,
        subject_id: Some(id),
        before: None,
        after: None,
    };
    store::audit::write(tx, event).await.expect("an event");
}
