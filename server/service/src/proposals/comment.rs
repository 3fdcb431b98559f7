//! Comments: a neighbour's word under a proposal.

use crate::people::{Resident, Viewer};
use crate::{Result, Service, ServiceError};
use domain::Time;
use domain::field;
use domain::ids::{CommentId, ProposalId};
use domain::notices::NoticeKind;
use domain::proposals::{COMMENT_MOST, Comment};
use serde_json::json;
use store::proposals::NewComment;

impl Service {
    /// Comments on a proposal; its author and followers are told.
    ///
    /// # Errors
    /// `Invalid` on `body`; `NotFound`.
    pub async fn comment(&self, who: &Resident, id: ProposalId, body: &str) -> Result<CommentId> {
        let body =
            field::text(body, 2, COMMENT_MOST).map_err(|problem| ServiceError::field("body", problem))?;
        self.whole_still(&who.viewer(), id).await?;
        let comment = CommentId(self.fresh_id());
        let tx = self.store().begin().await?;
        let new =
            NewComment { id: comment, proposal: id, author: Some(who.id), body, created_at: self.now() };
        store::proposals::comment_on(&tx, new).await?;
        let after = json!({ "comment": comment });
        store::audit::write(&tx, self.event(Some(who.id), "commented", id, None, Some(after))).await?;
        let mut told = store::proposals::followers(&tx, id).await?;
        told.retain(|account| *account != who.id);
        self.tell(&tx, told, NoticeKind::Commented, id, Some(&who.display_name), None).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(comment)
    }

    /// A page of comments, oldest first, after `after`. Hidden ones come without their text.
    ///
    /// # Errors
    /// `NotFound` where the proposal is not for this viewer.
    pub async fn comments(
        &self,
        viewer: &Viewer,
        id: ProposalId,
        after: Option<(Time, CommentId)>,
        limit: u32,
    ) -> Result<Vec<Comment>> {
        self.visible(viewer, id).await?;
        Ok(store::proposals::comments(self.store(), id, after, limit).await?)
    }
}
