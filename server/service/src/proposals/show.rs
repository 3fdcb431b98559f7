//! One proposal's page: what it says, who could move it, what would help, what was answered and said.

use crate::people::Viewer;
use crate::{Result, Service};
use domain::Time;
use domain::ids::ProposalId;
use domain::institutions::{Matches, Response};
use domain::proposals::{Comment, Proposal, ProposalCard};
use domain::taxonomy::Role;

/// Everything a proposal's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposalPage {
    pub proposal: Proposal,
    pub matches: Matches,
    pub responses: Vec<Response>,
    pub comments: Vec<Comment>,
    pub supported: bool,
    pub following: bool,
    pub may_moderate: bool,
    /// What it is part of now, with its title.
    pub merged: Option<(ProposalId, String)>,
    /// What is part of it: title and number of comments.
    pub parts: Vec<(ProposalId, String, u32)>,
    /// The viewer may ask to merge what is alike into it.
    pub may_merge: bool,
    /// Others that ask for something like it.
    pub similar: Vec<ProposalCard>,
    pub now: Time,
}

/// Comments shown on a page; further ones by the API's pages.
const COMMENTS: u32 = 200;
const SIMILAR: usize = 3;
const PARTS: u32 = 50;

impl Service {
    /// # Errors
    /// `NotFound` where there is none, or it is hidden from this viewer.
    pub async fn show_proposal(&self, viewer: &Viewer, id: ProposalId) -> Result<ProposalPage> {
        let proposal = self.visible(viewer, id).await?;
        let matches = self.proposal_matches(viewer, id).await?;
        let responses = store::responses::to_proposal(self.store(), id).await?;
        let comments = store::proposals::comments(self.store(), id, None, COMMENTS).await?;
        let (supported, following) = match viewer.id() {
            Some(account) => (
                !store::proposals::supported_among(self.store(), account, &[id]).await?.is_empty(),
                store::proposals::follows(self.store(), id, account).await?,
            ),
            None => (false, false),
        };
        let (title, body) = (&proposal.title, &proposal.body);
        let alike = self.inner.matcher.like(self.store(), title, body, proposal.point, SIMILAR + 1).await?;
        let alike: Vec<_> = alike.into_iter().filter(|other| *other != id).take(SIMILAR).collect();
        let similar = self.cards(viewer, &alike).await?;
        let merged = match proposal.merged_into {
            // One that was hidden since keeps its words to itself.
            Some(into) => {
                let found = store::proposals::find(self.store(), into).await?;
                let shown = found.filter(|into| into.hidden.is_none()).map(|into| into.title);
                Some((into, shown.unwrap_or_else(|| proposal.title.clone())))
            }
            None => None,
        };
        Ok(ProposalPage {
            merged,
            parts: store::merges::parts(self.store(), id, PARTS).await?,
            may_merge: viewer.facilitator().is_ok(),
            may_moderate: viewer.account().is_some_and(|account| account.role != Role::Resident),
            proposal,
            matches,
            responses,
            comments,
            supported,
            following,
            similar,
            now: self.now(),
        })
    }

    /// One proposal without what hangs on it.
    ///
    /// # Errors
    /// As [`Service::show_proposal`].
    pub async fn proposal(&self, viewer: &Viewer, id: ProposalId) -> Result<Proposal> {
        self.visible(viewer, id).await
    }

    /// The levers and modules matched to a proposal.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn proposal_matches(&self, viewer: &Viewer, id: ProposalId) -> Result<Matches> {
        Ok(Matches {
            levers: store::matches::levers(self.store(), id).await?,
            modules: store::matches::modules(self.store(), id, viewer.id()).await?,
        })
    }
}
