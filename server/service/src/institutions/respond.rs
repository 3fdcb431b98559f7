//! Answering a proposal in public.

use super::Service;
use crate::people::Staff;
use crate::{Conflict, Missing, Result, ServiceError};
use domain::answers::{Answer, CheckedAnswer};
use domain::field::Problem;
use domain::ids::{ProposalId, ResponseId};
use domain::notices::NoticeKind;
use domain::proposals::Proposal;
use domain::taxonomy::{ResponseKind, Stage};
use serde_json::json;
use store::Tx;
use store::responses::NewResponse;

impl Service {
    /// Answers a proposal for an institution, matched to it or not. Its author and followers are told.
    ///
    /// An answer that names a lever, other than `not_possible`, confirms that lever's match. `done` marks the
    /// institution's open commitments to the proposal as kept. The proposal's stage moves as [`stage_after`] says.
    /// A lever's capacity is not touched: what is left of it is counted from open commitments.
    ///
    /// # Errors
    /// `Invalid` on `kind`, `text`, `what`, `due` (see [`Answer::check`]) or `lever` (not one of the institution's
    /// own); `NotFound` where there is no such proposal, or it is hidden.
    pub async fn respond(&self, who: &Staff, id: ProposalId, answer: &Answer) -> Result<ResponseId> {
        let answer = answer.check(self.now().day())?;
        let tx = self.store().begin().await?;
        let found = store::proposals::find(&tx, id).await?;
        let found = found.filter(|found| found.hidden.is_none() && found.stage != Stage::Draft);
        let proposal = found.ok_or(ServiceError::NotFound(Missing::Proposal))?;
        if proposal.merged_into.is_some() {
            return Err(ServiceError::Conflict(Conflict::Merged));
        }
        if let Some(lever) = answer.lever {
            let lever = store::institutions::lever_by_id(&tx, lever).await?;
            if lever.is_none_or(|lever| lever.institution != who.institution()) {
                return Err(ServiceError::field("lever", Problem::Unknown));
            }
        }
        let response = self.write_answer(&tx, who, id, &answer).await?;
        let stage = self.move_on(&tx, who, &proposal, answer.kind).await?;
        let after = json!({
            "response": response, "institution": who.institution(), "kind": answer.kind, "text": answer.text,
            "commitment": answer.commitment, "lever": answer.lever, "stage": stage,
        });
        let before = json!({ "stage": proposal.stage });
        store::audit::write(&tx, self.event(Some(who.id), "answered", id, Some(before), Some(after))).await?;
        let mut told = store::proposals::followers(&tx, id).await?;
        told.retain(|account| *account != who.id);
        let (name, kind) = (&who.membership().name, answer.kind.key());
        self.tell(&tx, told, NoticeKind::Answered, id, Some(name), Some(kind)).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(response)
    }

    async fn write_answer(
        &self,
        tx: &Tx,
        who: &Staff,
        proposal: ProposalId,
        answer: &CheckedAnswer,
    ) -> Result<ResponseId> {
        let (now, institution) = (self.now(), who.institution());
        let asked_at = store::responses::asked_at(tx, proposal, institution).await?.unwrap_or(now);
        if let Some(lever) = answer.lever.filter(|_| answer.kind != ResponseKind::NotPossible) {
            store::matches::confirm(tx, proposal, lever, institution, who.id, now).await?;
        }
        let id = ResponseId(self.fresh_id());
        let new = NewResponse {
            id,
            proposal,
            institution,
            lever: answer.lever,
            kind: answer.kind,
            text: answer.text.clone(),
            commitment: answer.commitment.clone(),
            author: Some(who.id),
            asked_at,
            created_at: now,
        };
        store::responses::create(tx, new).await?;
        Ok(id)
    }

    /// Keeps commitments where it is done, and moves the stage. Gives the stage that stands now.
    async fn move_on(&self, tx: &Tx, who: &Staff, proposal: &Proposal, kind: ResponseKind) -> Result<Stage> {
        let (now, id) = (self.now(), proposal.id);
        let (mut kept, mut open) = (0, 0);
        if kind == ResponseKind::Done {
            kept = store::responses::keep_commitments(tx, id, who.institution(), now).await?;
            open = store::responses::open_commitments(tx, id).await?;
        }
        let Some(stage) = stage_after(proposal.stage, kind, kept > 0, open > 0) else {
            return Ok(proposal.stage);
        };
        store::proposals::set_stage(tx, id, stage, now).await?;
        Ok(stage)
    }
}

/// Where a proposal moves by an institution's answer; `None` where it stays.
///
/// - `exploring` takes an open one into shaping.
/// - `committed` sets it under way (`delivering`), unless a ballot is about to decide on its money.
/// - `done` by an institution that had committed makes it done, once no other commitment is open; before that, and
///   where it had promised nothing (it did a part unasked), it is under way.
/// - `not_possible` moves nothing: others may still say yes.
///
/// Nothing moves back, and what is done or declined stays so: that is for a facilitator.
fn stage_after(from: Stage, answer: ResponseKind, kept: bool, others_open: bool) -> Option<Stage> {
    let before_delivery = matches!(from, Stage::Open | Stage::Shaping | Stage::Costed | Stage::Funded);
    match answer {
        ResponseKind::Exploring if from == Stage::Open => Some(Stage::Shaping),
        ResponseKind::Done if kept && !others_open && (before_delivery || from == Stage::Delivering) => {
            Some(Stage::Done)
        }
        ResponseKind::Committed | ResponseKind::Done if before_delivery => Some(Stage::Delivering),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_sets_it_under_way_and_the_last_kept_promise_makes_it_done() {
        use ResponseKind::{Committed, Done, Exploring, NotPossible};
        assert_eq!(stage_after(Stage::Open, Exploring, false, false), Some(Stage::Shaping));
        assert_eq!(stage_after(Stage::Costed, Exploring, false, false), None);
        assert_eq!(stage_after(Stage::Funded, Committed, false, false), Some(Stage::Delivering));
        assert_eq!(stage_after(Stage::OnBallot, Committed, false, false), None);
        assert_eq!(stage_after(Stage::Delivering, Done, true, true), None);
        assert_eq!(stage_after(Stage::Delivering, Done, true, false), Some(Stage::Done));
        assert_eq!(stage_after(Stage::Open, Done, false, false), Some(Stage::Delivering));
        for kind in [Exploring, Committed, NotPossible, Done] {
            for stage in [Stage::Declined, Stage::Done, Stage::OnBallot] {
                assert_eq!(stage_after(stage, kind, true, false), None);
            }
        }
        assert_eq!(stage_after(Stage::Open, NotPossible, false, false), None);
    }
}
