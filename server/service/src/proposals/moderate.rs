//! Keeping it safe: hiding what is abusive, with a reason that is kept and told.

use crate::people::Moderator;
use crate::{Missing, Result, Service, ServiceError};
use domain::field::{self, Problem};
use domain::ids::{CommentId, ProposalId};
use domain::notices::NoticeKind;
use serde_json::json;

impl Service {
    /// Hides a proposal with a reason, or shows it again (`because` is `None`). Its author is told.
    ///
    /// # Errors
    /// `Invalid` on `reason`; `NotFound`.
    pub async fn hide_proposal(&self, who: &Moderator, id: ProposalId, because: Option<&str>) -> Result<()> {
        let because = because.map(reason).transpose()?;
        let tx = self.store().begin().await?;
        let found =
            store::proposals::find(&tx, id).await?.ok_or(ServiceError::NotFound(Missing::Proposal))?;
        store::proposals::set_hidden(&tx, id, because.as_deref(), self.now()).await?;
        let action = if because.is_some() { "hidden" } else { "unhidden" };
        let (before, after) = (json!({ "hidden": found.hidden }), json!({ "hidden": because }));
        store::audit::write(&tx, self.event(Some(who.id), action, id, Some(before), Some(after))).await?;
        if let (Some(author), Some(because)) = (found.author, &because) {
            self.tell(&tx, vec![author.id], NoticeKind::Hidden, id, None, Some(because)).await?;
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    /// Hides a comment with a reason, or shows it again. Gives the proposal it stands under.
    ///
    /// # Errors
    /// `Invalid` on `reason`; `NotFound`.
    pub async fn hide_comment(
        &self,
        who: &Moderator,
        id: CommentId,
        because: Option<&str>,
    ) -> Result<ProposalId> {
        let because = because.map(reason).transpose()?;
        let tx = self.store().begin().await?;
        let found = store::proposals::comment_place(&tx, id).await?;
        let (proposal, author) = found.ok_or(ServiceError::NotFound(Missing::Comment))?;
        let changed =
            store::proposals::hide_comment(&tx, proposal, id, because.as_deref(), self.now()).await?;
        if changed {
            let action = if because.is_some() { "hid_comment" } else { "unhid_comment" };
            let after = json!({ "comment": id, "hidden": because });
            store::audit::write(&tx, self.event(Some(who.id), action, proposal, None, Some(after))).await?;
            if let (Some(author), Some(because)) = (author, &because) {
                self.tell(&tx, vec![author], NoticeKind::Hidden, proposal, None, Some(because)).await?;
            }
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(proposal)
    }
}

fn reason(typed: &str) -> Result<String> {
    field::line(typed, 3, 300).map_err(|problem: Problem| ServiceError::field("reason", problem))
}
