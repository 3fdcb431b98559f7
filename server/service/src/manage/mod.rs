//! Running the place: institutions, levers, staff, roles, stages, and what nobody has taken up.

mod drafts;
mod institutions;
mod levers;

pub use drafts::{InstitutionDraft, LeverDraft};
pub use store::manage::Hidden;

use crate::people::{Admin, Facilitator, Moderator};
use crate::proposals::OpenMerge;
use crate::{Conflict, Missing, Result, Service, ServiceError};
use domain::Time;
use domain::field::Problem;
use domain::ids::{AccountId, ProposalId};
use domain::institutions::{Institution, Lever};
use domain::notices::NoticeKind;
use domain::proposals::{ProposalCard, key};
use domain::taxonomy::{Role, Stage};
use serde_json::json;

/// What the overview shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The most backed ideas that no lever fits, and how many there are: a facilitator reads every one.
    pub unmatched: Unmatched,
    /// Requests to merge that wait for consent.
    pub merges: Vec<OpenMerge>,
    pub institutions: Vec<Institution>,
}

/// A page of ideas that no lever fits, the most backed first.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmatched {
    pub cards: Vec<ProposalCard>,
    pub total: u32,
    /// Whether another page follows.
    pub more: bool,
    pub now: Time,
}

/// One institution, to be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Managed {
    pub institution: Institution,
    pub levers: Vec<Lever>,
    pub staff: Vec<(AccountId, String)>,
}

/// Unmatched ideas on the overview, and on a page of their own.
const IN_SIGHT: u32 = 5;
const UNMATCHED: u32 = 30;
const HIDDEN: u32 = 200;

impl Service {
    /// # Errors
    /// Where the database fails.
    pub async fn overview(&self, who: &Facilitator) -> Result<Overview> {
        Ok(Overview {
            unmatched: self.unmatched_some(who, 0, IN_SIGHT).await?,
            merges: self.open_merges(who).await?,
            institutions: store::institutions::all(self.store()).await?,
        })
    }

    /// A page of what no lever fits.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn unmatched(&self, who: &Facilitator, page: u32) -> Result<Unmatched> {
        self.unmatched_some(who, page.saturating_mul(UNMATCHED), UNMATCHED).await
    }

    async fn unmatched_some(&self, who: &Facilitator, skip: u32, limit: u32) -> Result<Unmatched> {
        let (ids, total) = store::manage::unmatched(self.store(), skip, limit).await?;
        let cards = self.cards(&who.viewer(), &ids).await?;
        Ok(Unmatched { cards, total, more: skip.saturating_add(limit) < total, now: self.now() })
    }

    /// # Errors
    /// `NotFound`.
    pub async fn managed(&self, _who: &Facilitator, slug: &str) -> Result<Managed> {
        let institution = self.institution_by_slug(slug).await?;
        Ok(Managed {
            levers: store::institutions::levers_of(self.store(), institution.id).await?,
            staff: store::manage::staff(self.store(), institution.id).await?,
            institution,
        })
    }

    /// What moderators hid, with their reasons.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hidden_things(&self, _who: &Moderator) -> Result<Vec<Hidden>> {
        Ok(store::manage::hidden(self.store(), HIDDEN).await?)
    }

    /// Gives an account a role.
    ///
    /// # Errors
    /// `Invalid` on `email` (no such account) or `role`.
    pub async fn grant_role(&self, who: &Admin, email: &str, role: &str) -> Result<()> {
        let role: Role = key(role).map_err(|problem| ServiceError::field("role", problem))?;
        match self.grant(Some(who.id), email, role).await {
            Err(ServiceError::NotFound(_)) => Err(ServiceError::field("email", Problem::Unknown)),
            other => other.map(|_| ()),
        }
    }

    /// Moves an idea to a stage; its author and followers are told.
    ///
    /// # Errors
    /// `Invalid` on `stage`; `NotFound`.
    pub async fn move_stage(&self, who: &Facilitator, id: ProposalId, stage: &str) -> Result<()> {
        let stage: Stage = key(stage).map_err(|problem| ServiceError::field("stage", problem))?;
        let tx = self.store().begin().await?;
        let found =
            store::proposals::find(&tx, id).await?.ok_or(ServiceError::NotFound(Missing::Proposal))?;
        if found.merged_into.is_some() {
            return Err(ServiceError::Conflict(Conflict::Merged));
        }
        if found.stage == stage {
            return Ok(());
        }
        store::proposals::set_stage(&tx, id, stage, self.now()).await?;
        let (before, after) = (json!({ "stage": found.stage }), json!({ "stage": stage }));
        store::audit::write(&tx, self.event(Some(who.id), "moved", id, Some(before), Some(after))).await?;
        let mut told = store::proposals::followers(&tx, id).await?;
        told.retain(|account| *account != who.id);
        self.tell(&tx, told, NoticeKind::StageChanged, id, None, Some(stage.key())).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }
}
