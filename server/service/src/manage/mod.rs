//! Running the place: institutions, levers, staff, roles, stages, and what nobody has taken up.

mod drafts;
mod institutions;
mod levers;

pub use drafts::{InstitutionDraft, LeverDraft};
pub use store::manage::Hidden;

use crate::people::{Admin, Facilitator, Moderator};
use crate::{Missing, Result, Service, ServiceError};
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
    /// Ideas that no lever fits: a facilitator reads every one.
    pub unmatched: Vec<ProposalCard>,
    pub institutions: Vec<Institution>,
    pub now: Time,
}

/// One institution, to be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Managed {
    pub institution: Institution,
    pub levers: Vec<Lever>,
    pub staff: Vec<(AccountId, String)>,
}

const UNMATCHED: u32 = 50;
const HIDDEN: u32 = 200;

impl Service {
    /// # Errors
    /// Where the database fails.
    pub async fn overview(&self, who: &Facilitator) -> Result<Overview> {
        let ids = store::manage::unmatched(self.store(), UNMATCHED).await?;
        Ok(Overview {
            unmatched: self.cards(&who.viewer(), &ids).await?,
            institutions: store::institutions::all(self.store()).await?,
            now: self.now(),
        })
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
