//! Proposals as a whole, for those who build on the API: the text and the author with them, on lists too.

use crate::people::Viewer;
use crate::proposals::ListQuery;
use crate::{Missing, Result, Service, ServiceError};
use domain::ids::{CommentId, ProposalId};
use domain::institutions::Response;
use domain::proposals::{Comment, Proposal};
use std::collections::HashSet;

/// One page of whole proposals.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeList {
    /// Each with whether the viewer backs it.
    pub items: Vec<(Proposal, bool)>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// One proposal with what institutions said to it.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeProposal {
    pub proposal: Proposal,
    pub responses: Vec<Response>,
    pub supported: bool,
    pub following: bool,
}

impl Service {
    /// A page of proposals as a whole: one query, and one more for what a signed-in viewer backs.
    ///
    /// # Errors
    /// `Invalid` with the filter that does not read.
    pub async fn list_whole_proposals(&self, viewer: &Viewer, query: &ListQuery) -> Result<WholeList> {
        let asked = self.check_list(query).await?;
        let found = self.board(|board| board.select(&asked.filter, asked.order, asked.after, asked.limit));
        let supported = match viewer.id() {
            Some(account) => store::proposals::supported_among(self.store(), account, &found.ids).await?,
            None => HashSet::new(),
        };
        let proposals = store::proposals::several(self.store(), &found.ids).await?;
        let items = proposals.into_iter().map(|p| (supported.contains(&p.id), p)).map(|(s, p)| (p, s));
        Ok(WholeList { items: items.collect(), next: found.next.map(|rank| rank.to_string()) })
    }

    /// One proposal as a whole.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is hidden from this viewer.
    pub async fn whole_proposal(&self, viewer: &Viewer, id: ProposalId) -> Result<WholeProposal> {
        let proposal = self.visible(viewer, id).await?;
        let responses = store::responses::to_proposal(self.store(), id).await?;
        let (supported, following) = match viewer.id() {
            Some(account) => (
                store::proposals::supported_among(self.store(), account, &[id]).await?.contains(&id),
                store::proposals::follows(self.store(), id, account).await?,
            ),
            None => (false, false),
        };
        Ok(WholeProposal { proposal, responses, supported, following })
    }

    /// The proposal that was imported with this id.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn imported_proposal(&self, external_id: &str) -> Result<ProposalId> {
        let found = store::proposals::by_external_id(self.store(), external_id).await?;
        found.ok_or(ServiceError::NotFound(Missing::Proposal))
    }

    /// One comment, for the one who wrote it just now.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn one_comment(&self, id: CommentId) -> Result<Comment> {
        let found = store::proposals::comment(self.store(), id).await?;
        found.ok_or(ServiceError::NotFound(Missing::Comment))
    }
}
