//! Notices: what a person is told in the app.

use crate::ids::{NoticeId, ProposalId};
use crate::keyed::keyed;
use crate::time::Time;
use serde::{Deserialize, Serialize};

keyed! {
    /// What happened.
    NoticeKind {
        /// An institution answered a proposal you wrote or follow.
        Answered = "answered",
        /// Someone commented on it.
        Commented = "commented",
        /// A proposal was matched to your institution's levers.
        Matched = "matched",
        /// A moderator hid something you wrote.
        Hidden = "hidden",
        /// It moved to another stage.
        StageChanged = "stage_changed",
        /// A facilitator asks whether your proposal may become part of another, or take another in.
        MergeAsked = "merge_asked",
        /// An author said no to that.
        MergeDeclined = "merge_declined",
        /// What you wrote, backed or followed is part of another now.
        Merged = "merged",
    }
}

/// One line of what changed since a person last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub proposal: Option<ProposalId>,
    pub proposal_title: Option<String>,
    /// Who did it, by name: an institution or a neighbour.
    pub by: Option<String>,
    /// The key that the kind speaks of: a response kind or a stage.
    pub detail: Option<String>,
    pub created_at: Time,
    pub read: bool,
}
