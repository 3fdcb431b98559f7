//! Backing and following: one row a person and proposal, whatever is pressed how often.

use crate::people::Resident;
use crate::{Conflict, Result, Service, ServiceError};
use domain::ids::ProposalId;

impl Service {
    /// Backs a proposal, or takes it back; gives the count that stands now. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `NotFound` where there is no such proposal for this account; `Conflict` where it is part of another now.
    pub async fn set_support(&self, who: &Resident, id: ProposalId, on: bool) -> Result<u32> {
        // What stands on the board anyone may see.
        if self.board(|board| board.get(id).is_none()) {
            self.visible(&who.viewer(), id).await?;
        }
        if on { self.back(id, who.id).await } else { self.take_back(who, id).await }
    }

    async fn take_back(&self, who: &Resident, id: ProposalId) -> Result<u32> {
        let tx = self.store().begin().await?;
        // Held first: while it is merged nothing slips in between what was counted and what goes over.
        if !store::proposals::hold(&tx, id).await? {
            return Err(ServiceError::Conflict(Conflict::Merged));
        }
        let Some(count) = store::proposals::unsupport(&tx, id, who.id).await? else {
            let count = store::proposals::supports(&tx, id).await?;
            tx.commit().await?;
            return Ok(count);
        };
        store::audit::write(&tx, self.event(Some(who.id), "unsupported", id, None, None)).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(count)
    }

    /// Follows a proposal, or stops. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `NotFound` where there is no such proposal for this account.
    pub async fn set_follow(&self, who: &Resident, id: ProposalId, on: bool) -> Result<()> {
        self.whole_still(&who.viewer(), id).await?;
        let tx = self.store().begin().await?;
        let changed = if on {
            store::proposals::follow(&tx, id, who.id, self.now()).await?
        } else {
            store::proposals::unfollow(&tx, id, who.id).await?
        };
        if changed {
            let action = if on { "followed" } else { "unfollowed" };
            store::audit::write(&tx, self.event(Some(who.id), action, id, None, None)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
