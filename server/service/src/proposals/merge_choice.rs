//! What a facilitator may ask to merge into a proposal: what is alike, or what words find.

use super::merge::may_become_part;
use crate::people::Facilitator;
use crate::{Conflict, Result, Service, ServiceError};
use domain::ids::ProposalId;
use domain::proposals::ProposalCard;

/// Offered at once.
const OFFERED: usize = 10;
/// Looked at, since some are past merging.
const LOOKED_AT: usize = 60;
/// Longer words find nothing more, in characters.
const LONGEST: usize = 200;

/// What to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeChoice {
    pub title: String,
    /// The words looked for; none where what is alike is offered.
    pub words: String,
    /// At most ten, the best first.
    pub found: Vec<ProposalCard>,
}

impl Service {
    /// Proposals that may become part of `into`: those with the words, or without words those most like it.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` where it is part of another itself.
    pub async fn merge_choice(
        &self,
        who: &Facilitator,
        into: ProposalId,
        words: &str,
    ) -> Result<MergeChoice> {
        let viewer = who.viewer();
        let proposal = self.visible(&viewer, into).await?;
        if proposal.merged_into.is_some() {
            return Err(ServiceError::Conflict(Conflict::Merged));
        }
        let words: String = words.trim().chars().take(LONGEST).collect();
        let (matcher, store) = (&self.inner.matcher, self.store());
        let found = if words.is_empty() {
            matcher.like(store, &proposal.title, &proposal.body, proposal.point, LOOKED_AT).await?
        } else {
            matcher.search(store, &words, LOOKED_AT).await?
        };
        let mut found = self.cards(&viewer, &found).await?;
        found.retain(|card| card.id != into && may_become_part(card.stage));
        found.truncate(OFFERED);
        Ok(MergeChoice { title: proposal.title, words, found })
    }
}
