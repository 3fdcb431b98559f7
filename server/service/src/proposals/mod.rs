//! Proposals: sharing an idea, finding ideas, backing, following and talking about them.

mod backings;
mod comment;
mod create;
mod list;
mod merge;
mod merge_choice;
mod moderate;
mod show;
mod similar;
mod support;
mod whole;

pub(crate) use backings::Backings;
pub use create::NewIdea;
pub(crate) use list::{KnownCards, known_cards};
pub use list::{List, ListQuery, ShownFilter};
pub use merge::{MergePage, OpenMerge};
pub use merge_choice::MergeChoice;
pub use show::{Drawn, ProposalPage, Slot};
pub(crate) use show::{KnownPages, known_pages};
pub use similar::{SIMILAR_BODY_MOST, SimilarQuery};
pub use whole::{WholeList, WholeProposal};

use crate::people::Viewer;
use crate::{Conflict, Missing, Result, Service, ServiceError};
use domain::ids::ProposalId;
use domain::proposals::Proposal;
use domain::taxonomy::{Role, Stage};
use serde_json::Value;
use store::audit::Event;

impl Service {
    /// The proposal, where this viewer may see it: hidden ones are for their author and moderators.
    pub(crate) async fn visible(&self, viewer: &Viewer, id: ProposalId) -> Result<Proposal> {
        let found = store::proposals::find(self.store(), id).await?;
        let found = found.ok_or(ServiceError::NotFound(Missing::Proposal))?;
        let may = viewer.account().is_some_and(|account| {
            account.role != Role::Resident
                || found.author.as_ref().is_some_and(|author| author.id == account.id)
        });
        if is_private(&found) && !may { Err(ServiceError::NotFound(Missing::Proposal)) } else { Ok(found) }
    }

    /// As [`Service::visible`], where something is to be said to it: what is part of another takes nothing more.
    pub(crate) async fn whole_still(&self, viewer: &Viewer, id: ProposalId) -> Result<Proposal> {
        let found = self.visible(viewer, id).await?;
        if found.merged_into.is_some() { Err(ServiceError::Conflict(Conflict::Merged)) } else { Ok(found) }
    }

    /// An event about a proposal.
    pub(crate) fn event(
        &self,
        actor: Option<domain::ids::AccountId>,
        action: &'static str,
        id: ProposalId,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Event {
        Event { at: self.now(), actor, action, subject: "proposal", subject_id: Some(id.0), before, after }
    }
}

/// Whether it is for its author and moderators alone.
pub(crate) fn is_private(proposal: &Proposal) -> bool {
    proposal.hidden.is_some() || proposal.stage == Stage::Draft
}
