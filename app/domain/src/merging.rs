//! Merging proposals that ask for the same, with their authors' consent.

use crate::ids::AccountId;
use crate::keyed::keyed;
use serde::{Deserialize, Serialize};

keyed! {
    /// What became of a request to merge.
    MergeStatus {
        /// It waits for consent.
        Open = "open",
        Done = "done",
        /// An author said no.
        Declined = "declined",
        /// A facilitator took it back.
        Withdrawn = "withdrawn",
    }
}

/// Whose consent a request needs, and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub account: AccountId,
    pub name: String,
    pub agreed: bool,
}
