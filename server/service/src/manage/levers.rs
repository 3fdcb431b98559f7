//! Levers, from pages. Every idea is matched anew afterwards, in the background.

use super::LeverDraft;
use crate::people::Facilitator;
use crate::{Missing, Result, Service, ServiceError};
use domain::ids::LeverId;
use domain::institutions::Lever;
use serde_json::json;
use store::audit::Event;

impl Service {
    /// # Errors
    /// `NotFound`.
    pub async fn lever(&self, _who: &Facilitator, id: LeverId) -> Result<Lever> {
        store::institutions::lever_by_id(self.store(), id)
            .await?
            .ok_or(ServiceError::NotFound(Missing::Lever))
    }

    /// Makes a lever of an institution.
    ///
    /// # Errors
    /// `Invalid` with every field that cannot be taken; `NotFound`.
    pub async fn create_lever(&self, who: &Facilitator, slug: &str, draft: &LeverDraft) -> Result<LeverId> {
        let institution = self.institution_by_slug(slug).await?;
        let id = LeverId(self.fresh_id());
        let lever = self.drafted(draft, id, None, institution.id)?;
        self.write_lever(who, "created", None, &lever).await?;
        Ok(id)
    }

    /// Changes a lever, opens or closes it.
    ///
    /// # Errors
    /// As [`Service::create_lever`].
    pub async fn change_lever(&self, who: &Facilitator, id: LeverId, draft: &LeverDraft) -> Result<()> {
        let had = self.lever(who, id).await?;
        let lever = self.drafted(draft, id, had.external_id.clone(), had.institution)?;
        if lever == had { Ok(()) } else { self.write_lever(who, "changed", Some(&had), &lever).await }
    }

    fn drafted(
        &self,
        draft: &LeverDraft,
        id: LeverId,
        external_id: Option<String>,
        institution: domain::ids::InstitutionId,
    ) -> Result<Lever> {
        let place = self.place();
        let checked = draft.check(|slug| place.neighbourhood(slug).is_some())?;
        Ok(Lever {
            id,
            external_id,
            institution,
            kind: checked.kind,
            title: checked.title,
            text: checked.text,
            themes: checked.themes,
            remit: checked.remit,
            cost_ceiling: checked.cost_ceiling,
            constituted_group: draft.constituted_group,
            capacity: checked.capacity,
            open: draft.open,
        })
    }

    async fn write_lever(
        &self,
        who: &Facilitator,
        action: &'static str,
        before: Option<&Lever>,
        lever: &Lever,
    ) -> Result<()> {
        let tx = self.store().begin().await?;
        store::institutions::put_lever(&tx, lever, self.now()).await?;
        let event = Event {
            at: self.now(),
            actor: Some(who.id),
            action,
            subject: "lever",
            subject_id: Some(lever.id.0),
            before: before.map(|had| json!(had)),
            after: Some(json!(lever)),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }
}
