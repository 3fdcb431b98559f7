//! What concerns one person: what is new, their ideas, their learning.

use super::Resident;
use crate::{Result, Service};
use domain::Time;
use domain::academy::ModuleCard;
use domain::notices::Notice;
use domain::proposals::ProposalCard;

/// Everything the "You" page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct YouPage {
    /// Newest first; those not seen before are unread.
    pub notices: Vec<Notice>,
    pub shared: Vec<ProposalCard>,
    pub followed: Vec<ProposalCard>,
    /// Modules begun.
    pub learning: Vec<ModuleCard>,
    pub now: Time,
}

const NOTICES: u32 = 30;
const IDEAS: u32 = 20;

impl Service {
    /// What changed since this person last looked, and what is theirs. Looking marks the notices as read; the ones
    /// given still say what was new.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn you(&self, who: &Resident) -> Result<YouPage> {
        let now = self.now();
        let notices = store::notices::of(self.store(), who.id, NOTICES).await?;
        let viewer = who.viewer();
        let shared = store::proposals::by_author(self.store(), who.id, IDEAS).await?;
        let mut followed = store::proposals::followed_by(self.store(), who.id, IDEAS).await?;
        followed.retain(|id| !shared.contains(id));
        let page = YouPage {
            shared: self.cards(&viewer, &shared).await?,
            followed: self.cards(&viewer, &followed).await?,
            learning: self
                .modules(&viewer)
                .await?
                .into_iter()
                .filter(|module| module.done.is_some())
                .collect(),
            notices,
            now,
        };
        if page.notices.iter().any(|notice| !notice.read) {
            store::notices::mark_read(self.store(), who.id, now).await?;
        }
        Ok(page)
    }
}
