//! One proposal's page: what it says, who could move it, what would help, what was answered and said.

use super::is_private;
use super::list::cards_of;
use crate::board::Board;
use crate::kept::Kept;
use crate::people::Viewer;
use crate::{Result, Service};
use domain::Time;
use domain::ids::ProposalId;
use domain::institutions::{Matches, Response};
use domain::proposals::{Comment, Proposal, ProposalCard};
use domain::taxonomy::Role;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::proposals::{Card, Ties};

/// Everything a proposal's page shows.
#[derive(Debug, Clone)]
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
    pub drawn: Arc<Drawn>,
}

/// Room beside what was read for what a page draws of it for every reader alike; it goes when that goes. Nothing of
/// one viewer's own may be put here.
#[derive(Debug, Default)]
pub struct Drawn {
    pub picture: Slot,
    pub levers: Slot,
    pub happened: Slot,
    /// As those who do not moderate see them.
    pub comments: Slot,
    pub similar: Slot,
}

/// Room for one part of a page, once in each language.
#[derive(Debug, Default)]
pub struct Slot(Mutex<BTreeMap<&'static str, Arc<str>>>);

impl Slot {
    /// What stands there in this language, or what `draw` draws now.
    pub fn get_or_draw(&self, language: &'static str, draw: impl FnOnce() -> String) -> Arc<str> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = known().get(language) {
            return Arc::clone(there);
        }
        // Not under the lock: two who come at once draw the same.
        let drawn: Arc<str> = draw().into();
        known().insert(language, Arc::clone(&drawn));
        drawn
    }
}

/// Comments shown on a page; further ones by the API's pages.
const COMMENTS: u32 = 200;
const SIMILAR: usize = 3;
const PARTS: u32 = 50;
/// Pages kept in memory.
const MOST_PAGES: usize = 256;

/// What a proposal's page shows to everyone.
#[derive(Debug)]
pub(crate) struct Shown {
    proposal: Proposal,
    /// Without anyone's progress in the modules.
    matches: Matches,
    responses: Vec<Response>,
    comments: Vec<Comment>,
    similar: Vec<Arc<Card>>,
    merged: Option<(ProposalId, String)>,
    parts: Vec<(ProposalId, String, u32)>,
    drawn: Arc<Drawn>,
}

/// What was read for pages of proposals that anyone may see.
pub(crate) type KnownPages = Kept<ProposalId, Arc<Shown>>;

pub(crate) fn known_pages() -> KnownPages {
    Kept::new(MOST_PAGES)
}

impl Service {
    /// What everyone sees is read once after each change; one query a signed-in viewer is for what is theirs.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is hidden from this viewer.
    pub async fn show_proposal(&self, viewer: &Viewer, id: ProposalId) -> Result<ProposalPage> {
        // Before it is read: what changes meanwhile makes it one of an earlier revision.
        let (revision, now) = (self.board(Board::revision), self.now());
        let shown = match self.inner.shown.get(&id, revision, now) {
            Some(shown) => shown,
            None => {
                let shown = Arc::new(self.read_shown(viewer, id).await?);
                // What is not for everyone is read, and asked about, each time.
                if !is_private(&shown.proposal) {
                    self.inner.shown.put(id, revision, now, Arc::clone(&shown));
                }
                shown
            }
        };
        let mut matches = shown.matches.clone();
        let similar: Vec<_> = shown.similar.iter().map(|card| card.id).collect();
        let ties = self.ties(viewer, id, &similar, &mut matches).await?;
        Ok(ProposalPage {
            merged: shown.merged.clone(),
            parts: shown.parts.clone(),
            may_merge: viewer.facilitator().is_ok(),
            may_moderate: viewer.account().is_some_and(|account| account.role != Role::Resident),
            proposal: shown.proposal.clone(),
            matches,
            responses: shown.responses.clone(),
            comments: shown.comments.clone(),
            supported: ties.supported.contains(&id),
            following: ties.following,
            similar: cards_of(&shown.similar, &ties.supported, now),
            drawn: Arc::clone(&shown.drawn),
            now,
        })
    }

    async fn read_shown(&self, viewer: &Viewer, id: ProposalId) -> Result<Shown> {
        let proposal = self.visible(viewer, id).await?;
        let (title, body) = (&proposal.title, &proposal.body);
        let alike = self.inner.matcher.like(self.store(), title, body, proposal.point, SIMILAR + 1).await?;
        let alike: Vec<_> = alike.into_iter().filter(|other| *other != id).take(SIMILAR).collect();
        let merged = match proposal.merged_into {
            // One that was hidden since keeps its words to itself.
            Some(into) => {
                let found = store::proposals::find(self.store(), into).await?;
                let shown = found.filter(|into| into.hidden.is_none()).map(|into| into.title);
                Some((into, shown.unwrap_or_else(|| proposal.title.clone())))
            }
            None => None,
        };
        Ok(Shown {
            matches: Matches {
                levers: store::matches::levers(self.store(), id).await?,
                modules: store::matches::modules(self.store(), id).await?,
            },
            responses: store::responses::to_proposal(self.store(), id).await?,
            comments: store::proposals::comments(self.store(), id, None, COMMENTS).await?,
            similar: self.known_cards(&alike).await?,
            parts: store::merges::parts(self.store(), id, PARTS).await?,
            drawn: Arc::default(),
            merged,
            proposal,
        })
    }

    /// What is between the viewer and a proposal; `matches` get the viewer's progress.
    async fn ties(
        &self,
        viewer: &Viewer,
        id: ProposalId,
        beside: &[ProposalId],
        matches: &mut Matches,
    ) -> Result<Ties> {
        let Some(account) = viewer.id() else { return Ok(Ties::default()) };
        let modules: Vec<_> = matches.modules.iter().map(|found| found.module).collect();
        let ties = store::proposals::ties(self.store(), account, id, beside, &modules).await?;
        for found in &mut matches.modules {
            found.progress = ties.begun.get(&found.module).copied();
        }
        Ok(ties)
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
        let mut matches = Matches {
            levers: store::matches::levers(self.store(), id).await?,
            modules: store::matches::modules(self.store(), id).await?,
        };
        self.ties(viewer, id, &[], &mut matches).await?;
        Ok(matches)
    }
}
