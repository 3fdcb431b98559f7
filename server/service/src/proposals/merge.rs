//! Merging: a facilitator asks, the authors agree, and one proposal becomes part of another.
//!
//! Whoever backed or followed the one backs or follows the other, each person once; comments and answers stay where
//! they were said, on the page of what is now a part. Holding the request's row makes two answers at once one merging;
//! holding both proposals' rows lets no support slip in between (see [`Service::set_support`]).

use crate::people::{Facilitator, Resident};
use crate::{Conflict, Denied, Missing, Result, Service, ServiceError};
use domain::Time;
use domain::ids::{AccountId, MergeId, ProposalId};
use domain::merging::{Consent, MergeStatus};
use domain::notices::NoticeKind;
use domain::proposals::Proposal;
use domain::taxonomy::{Role, Stage};
use serde_json::json;
use std::collections::BTreeSet;
use store::merges::Merge;
use store::{StoreError, Tx};

/// Requests shown to facilitators.
const OPEN: u32 = 100;

/// A request as those it concerns see it.
#[derive(Debug, Clone, PartialEq)]
pub struct MergePage {
    pub from: Proposal,
    pub into: Proposal,
    pub status: MergeStatus,
    pub consents: Vec<Consent>,
    /// The viewer's consent is waited for.
    pub may_answer: bool,
    pub may_withdraw: bool,
    /// It is open and waits for nobody: whoever had not agreed has left since.
    pub waits_for_nobody: bool,
    /// The viewer may carry it out, as it waits for nobody.
    pub may_finish: bool,
    pub asked_at: Time,
    pub now: Time,
}

/// An open request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMerge {
    pub from: ProposalId,
    pub from_title: String,
    pub into_title: String,
}

impl Service {
    /// Asks the authors of both for their consent to make `from` part of `into`. Where nobody has to be asked (they
    /// were brought in, or the facilitator wrote them) it is done at once; gives whether it was.
    ///
    /// # Errors
    /// `Conflict` where they are the same, one is hidden or part of another, or a request is open; `Denied` where
    /// `from` has gone past costing or `into` is over; `NotFound`.
    pub async fn ask_merge(&self, who: &Facilitator, from: ProposalId, into: ProposalId) -> Result<bool> {
        let tx = self.store().begin().await?;
        let (from, into) = mergeable(&tx, from, into).await?;
        if !may_become_part(from.stage) || matches!(into.stage, Stage::Done | Stage::Declined) {
            return Err(ServiceError::Denied(Denied::WrongStage));
        }
        let merge = Merge {
            id: MergeId(self.fresh_id()),
            proposal: from.id,
            into: into.id,
            asked_by: Some(who.id),
            status: MergeStatus::Open,
            asked_at: self.now(),
        };
        let authors: BTreeSet<_> =
            [&from, &into].iter().filter_map(|p| p.author.as_ref()).map(|a| a.id).collect();
        let needed: Vec<_> = authors.iter().map(|author| (*author, *author == who.id)).collect();
        store::merges::create(&tx, &merge, &needed).await.map_err(asked_before)?;
        let after = json!({ "into": into.id });
        store::audit::write(&tx, self.event(Some(who.id), "merge_asked", from.id, None, Some(after))).await?;
        let waiting: Vec<_> =
            needed.iter().filter(|(_, agreed)| !agreed).map(|(author, _)| *author).collect();
        let at_once = waiting.is_empty();
        if at_once {
            self.finish_merge(&tx, &merge, who.id).await?;
        } else {
            let by = Some(who.display_name.as_str());
            self.tell(&tx, waiting, NoticeKind::MergeAsked, from.id, by, Some(&into.title)).await?;
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(at_once)
    }

    /// The latest request to merge a proposal, for its parties and facilitators.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is not for this person.
    pub async fn merge_request(&self, who: &Resident, from: ProposalId) -> Result<MergePage> {
        let missing = || ServiceError::NotFound(Missing::Proposal);
        let merge = store::merges::latest(self.store(), from).await?.ok_or_else(missing)?;
        let consents = store::merges::consents(self.store(), merge.id).await?;
        let own = consents.iter().find(|consent| consent.account == who.id);
        let runs = matches!(who.role, Role::Facilitator | Role::Admin);
        if own.is_none() && !runs {
            return Err(missing());
        }
        let open = merge.status == MergeStatus::Open;
        let waits_for_nobody = open && consents.iter().all(|consent| consent.agreed);
        Ok(MergePage {
            waits_for_nobody,
            may_finish: waits_for_nobody && runs,
            may_answer: open && own.is_some_and(|consent| !consent.agreed),
            may_withdraw: open && runs,
            from: store::proposals::find(self.store(), from).await?.ok_or_else(missing)?,
            into: store::proposals::find(self.store(), merge.into).await?.ok_or_else(missing)?,
            status: merge.status,
            consents,
            asked_at: merge.asked_at,
            now: self.now(),
        })
    }

    /// An author's answer. The last consent merges; one "no" ends the request.
    ///
    /// # Errors
    /// `Conflict` where the request is not open any more or cannot be carried out; `NotFound` where this person's
    /// consent is not waited for.
    pub async fn answer_merge(&self, who: &Resident, from: ProposalId, agrees: bool) -> Result<()> {
        let tx = self.store().begin().await?;
        let merge = held(&tx, from).await?;
        let now = self.now();
        let consents = store::merges::consents(&tx, merge.id).await?;
        if !consents.iter().any(|consent| consent.account == who.id && !consent.agreed) {
            return Err(ServiceError::NotFound(Missing::Proposal));
        }
        let action = if agrees { "merge_agreed" } else { "merge_declined" };
        let after = json!({ "into": merge.into });
        store::audit::write(&tx, self.event(Some(who.id), action, from, None, Some(after))).await?;
        if agrees {
            store::merges::agree(&tx, merge.id, who.id, now).await?;
            if consents.iter().all(|consent| consent.agreed || consent.account == who.id) {
                self.finish_merge(&tx, &merge, who.id).await?;
            }
        } else {
            store::merges::close(&tx, merge.id, MergeStatus::Declined, now).await?;
            let asker: Vec<_> = merge.asked_by.into_iter().collect();
            self.tell(&tx, asker, NoticeKind::MergeDeclined, from, Some(&who.display_name), None).await?;
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    /// Carries out a request that waits for nobody any more: whoever had not agreed has left since.
    ///
    /// # Errors
    /// `Conflict` where someone's consent is still waited for, the request is not open any more, or it cannot be
    /// carried out.
    pub async fn finish_asked_merge(&self, who: &Facilitator, from: ProposalId) -> Result<()> {
        let tx = self.store().begin().await?;
        let merge = held(&tx, from).await?;
        if store::merges::consents(&tx, merge.id).await?.iter().any(|consent| !consent.agreed) {
            return Err(ServiceError::Conflict(Conflict::MergeWaits));
        }
        self.finish_merge(&tx, &merge, who.id).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    /// Takes a request back.
    ///
    /// # Errors
    /// `Conflict` where it is not open any more.
    pub async fn withdraw_merge(&self, who: &Facilitator, from: ProposalId) -> Result<()> {
        let tx = self.store().begin().await?;
        let merge = held(&tx, from).await?;
        store::merges::close(&tx, merge.id, MergeStatus::Withdrawn, self.now()).await?;
        let after = json!({ "into": merge.into });
        store::audit::write(&tx, self.event(Some(who.id), "merge_withdrawn", from, None, Some(after)))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Requests that wait for consent, oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn open_merges(&self, _who: &Facilitator) -> Result<Vec<OpenMerge>> {
        let open = store::merges::open(self.store(), OPEN).await?.into_iter();
        Ok(open.map(|(from, from_title, into_title)| OpenMerge { from, from_title, into_title }).collect())
    }

    async fn finish_merge(&self, tx: &Tx, merge: &Merge, by: AccountId) -> Result<()> {
        // In one order, whichever is merged into which.
        let (first, second) = (merge.proposal.min(merge.into), merge.proposal.max(merge.into));
        for id in [first, second] {
            if !store::proposals::hold(tx, id).await? {
                return Err(ServiceError::Conflict(Conflict::Merged));
            }
        }
        let (from, into) = mergeable(tx, merge.proposal, merge.into).await?;
        let now = self.now();
        let mut told: BTreeSet<_> = store::proposals::followers(tx, from.id).await?.into_iter().collect();
        told.extend(store::proposals::supporters(tx, from.id).await?);
        told.extend(into.author.as_ref().map(|author| author.id));
        store::merges::absorb(tx, from.id, into.id, now).await?;
        if let Some(author) = &from.author {
            store::proposals::follow(tx, into.id, author.id, now).await?;
        }
        store::merges::close(tx, merge.id, MergeStatus::Done, now).await?;
        let (before, after) = (json!({ "supports": from.support_count }), json!({ "into": into.id }));
        store::audit::write(tx, self.event(Some(by), "merged", from.id, Some(before), Some(after))).await?;
        let after = json!({ "from": from.id });
        store::audit::write(tx, self.event(Some(by), "took_in", into.id, None, Some(after))).await?;
        let told = told.into_iter().filter(|account| *account != by).collect();
        self.tell(tx, told, NoticeKind::Merged, into.id, None, Some(&from.title)).await
    }
}

/// At later stages money and promises hang on it.
pub(super) fn may_become_part(stage: Stage) -> bool {
    matches!(stage, Stage::Open | Stage::Shaping | Stage::Costed)
}

/// Both, where the one can become part of the other.
async fn mergeable(tx: &Tx, from: ProposalId, into: ProposalId) -> Result<(Proposal, Proposal)> {
    if from == into {
        return Err(ServiceError::Conflict(Conflict::MergeSame));
    }
    let missing = || ServiceError::NotFound(Missing::Proposal);
    let from = store::proposals::find(tx, from).await?.ok_or_else(missing)?;
    let into = store::proposals::find(tx, into).await?.ok_or_else(missing)?;
    for proposal in [&from, &into] {
        if proposal.merged_into.is_some() {
            return Err(ServiceError::Conflict(Conflict::Merged));
        }
        if proposal.hidden.is_some() || proposal.stage == Stage::Draft {
            return Err(ServiceError::Conflict(Conflict::MergeHidden));
        }
    }
    Ok((from, into))
}

/// The open request of a proposal, held.
async fn held(tx: &Tx, from: ProposalId) -> Result<Merge> {
    let merge = store::merges::latest(tx, from).await?.ok_or(ServiceError::NotFound(Missing::Proposal))?;
    if store::merges::hold(tx, merge.id).await? {
        Ok(merge)
    } else {
        Err(ServiceError::Conflict(Conflict::MergeGone))
    }
}

fn asked_before(error: StoreError) -> ServiceError {
    match error {
        StoreError::Unique(by) if by.is_unique("merges", &["proposal_id"]) => {
            ServiceError::Conflict(Conflict::MergeAsked)
        }
        other => other.into(),
    }
}
