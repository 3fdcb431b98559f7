//! Saying whether a match is right. A dismissed one keeps its reason, which everyone can read.

use super::Service;
use crate::people::Staff;
use crate::{Missing, Result, ServiceError};
use domain::field;
use domain::ids::{LeverId, ProposalId};
use domain::taxonomy::MatchStatus;
use serde_json::json;

/// What staff say of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is theirs.
    Confirm,
    /// It is not theirs, because…
    Dismiss { because: String },
    /// It is open again.
    Reopen,
}

impl Service {
    /// Confirms, dismisses or reopens the match of one of the institution's levers to a proposal.
    ///
    /// # Errors
    /// `Invalid` on `reason` (3 to 300 characters) where it is dismissed; `NotFound` where there is no such match of
    /// this institution's.
    pub async fn decide_match(
        &self,
        who: &Staff,
        proposal: ProposalId,
        lever: LeverId,
        decision: &Decision,
    ) -> Result<()> {
        self.decide_matches(who, proposal, &[lever], decision).await
    }

    /// As [`Service::decide_match`], for several levers at once: all of them or none.
    ///
    /// # Errors
    /// As there; `NotFound` too where no lever is named.
    pub async fn decide_matches(
        &self,
        who: &Staff,
        proposal: ProposalId,
        levers: &[LeverId],
        decision: &Decision,
    ) -> Result<()> {
        let because = match decision {
            Decision::Dismiss { because } => {
                let checked = field::line(because, 3, 300);
                Some(checked.map_err(|problem| ServiceError::field("reason", problem))?)
            }
            Decision::Confirm | Decision::Reopen => None,
        };
        let (status, action) = match decision {
            Decision::Confirm => (MatchStatus::Confirmed, "confirmed_match"),
            Decision::Dismiss { .. } => (MatchStatus::Dismissed, "dismissed_match"),
            Decision::Reopen => (MatchStatus::Suggested, "reopened_match"),
        };
        let tx = self.store().begin().await?;
        let mut own = store::matches::of_institution(&tx, who.institution(), &[proposal]).await?;
        let own = own.remove(&proposal).unwrap_or_default();
        if levers.is_empty() {
            return Err(ServiceError::NotFound(Missing::Match));
        }
        for lever in levers {
            let found = own.iter().find(|found| found.lever == *lever);
            let found = found.ok_or(ServiceError::NotFound(Missing::Match))?;
            store::matches::decide(&tx, proposal, *lever, status, because.as_deref(), who.id, self.now())
                .await?;
            let before =
                json!({ "lever": lever, "status": found.status, "because": found.dismissed_because });
            let after = json!({ "lever": lever, "status": status, "because": because });
            let event = self.event(Some(who.id), action, proposal, Some(before), Some(after));
            store::audit::write(&tx, event).await?;
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }
}
