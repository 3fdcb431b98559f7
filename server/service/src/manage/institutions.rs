//! Institutions and their staff, from pages.

use super::InstitutionDraft;
use crate::people::Facilitator;
use crate::{Missing, Result, Service, ServiceError};
use domain::field::Problem;
use domain::ids::{AccountId, InstitutionId, SiteId};
use domain::institutions::{Institution, Site};
use domain::places::slug;
use serde_json::{Value, json};
use store::Tx;
use store::audit::Event;

impl Service {
    /// Makes an institution; its address comes from its name. Gives the address.
    ///
    /// # Errors
    /// `Invalid` with every field that cannot be taken; `name` is `Taken` where another has the address.
    pub async fn create_institution(&self, who: &Facilitator, draft: &InstitutionDraft) -> Result<String> {
        let checked = draft.check()?;
        let address = slug(&checked.name);
        if address.is_empty() {
            return Err(ServiceError::field("name", Problem::Unreadable));
        }
        let tx = self.store().begin().await?;
        if store::institutions::by_slug(&tx, &address).await?.is_some() {
            return Err(ServiceError::field("name", Problem::Taken));
        }
        let new = Institution {
            id: InstitutionId(self.fresh_id()),
            external_id: None,
            slug: address.clone(),
            name: checked.name,
            kind: checked.kind,
            about: checked.about,
            website: checked.website,
            answer_days: checked.answer_days,
            sites: self.sites(&[], checked.sites),
        };
        self.write_institution(tx, who, "created", None, new).await?;
        Ok(address)
    }

    /// Changes an institution; its address stays.
    ///
    /// # Errors
    /// As [`Service::create_institution`]; `NotFound`.
    pub async fn change_institution(
        &self,
        who: &Facilitator,
        slug: &str,
        draft: &InstitutionDraft,
    ) -> Result<()> {
        let checked = draft.check()?;
        let tx = self.store().begin().await?;
        let had = store::institutions::by_slug(&tx, slug).await?;
        let had = had.ok_or(ServiceError::NotFound(Missing::Institution))?;
        let new = Institution {
            name: checked.name,
            kind: checked.kind,
            about: checked.about,
            website: checked.website,
            answer_days: checked.answer_days,
            sites: self.sites(&had.sites, checked.sites),
            ..had.clone()
        };
        self.write_institution(tx, who, "changed", Some(json!(had)), new).await
    }

    /// Makes the account with this e-mail answer for an institution. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `Invalid` on `email` where no account has it; `NotFound`.
    pub async fn add_staff(&self, who: &Facilitator, slug: &str, email: &str) -> Result<()> {
        let institution = self.institution_by_slug(slug).await?;
        let tx = self.store().begin().await?;
        let account = store::people::by_email(&tx, &email.trim().to_lowercase()).await?;
        let account = account.ok_or_else(|| ServiceError::field("email", Problem::Unknown))?;
        if store::people::join(&tx, self.fresh_id(), account, institution.id, self.now()).await? {
            let after = json!({ "account": account });
            let event = self.institution_event(who, "staff_added", institution.id, None, Some(after));
            store::audit::write(&tx, event).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_staff(&self, who: &Facilitator, slug: &str, account: AccountId) -> Result<()> {
        let institution = self.institution_by_slug(slug).await?;
        let tx = self.store().begin().await?;
        if store::people::leave(&tx, account, institution.id).await? {
            let before = json!({ "account": account });
            let event = self.institution_event(who, "staff_removed", institution.id, Some(before), None);
            store::audit::write(&tx, event).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn write_institution(
        &self,
        tx: Tx,
        who: &Facilitator,
        action: &'static str,
        before: Option<Value>,
        new: Institution,
    ) -> Result<()> {
        store::institutions::put(&tx, &new, false, self.now()).await?;
        let event = self.institution_event(who, action, new.id, before, Some(json!(new)));
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    fn institution_event(
        &self,
        who: &Facilitator,
        action: &'static str,
        id: InstitutionId,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Event {
        Event {
            at: self.now(),
            actor: Some(who.id),
            action,
            subject: "institution",
            subject_id: Some(id.0),
            before,
            after,
        }
    }

    /// A site that keeps its name keeps its id.
    fn sites(&self, had: &[Site], typed: Vec<(String, domain::places::Position)>) -> Vec<Site> {
        let id = |name: &str| {
            let known = had.iter().find(|site| site.name == name).map(|site| site.id);
            known.unwrap_or_else(|| SiteId(self.fresh_id()))
        };
        typed.into_iter().map(|(name, position)| Site { id: id(&name), name, position }).collect()
    }
}
