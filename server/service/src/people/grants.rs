//! Roles, granted by the command line or an admin.

use crate::{Missing, Result, Service, ServiceError};
use domain::ids::AccountId;
use domain::taxonomy::Role;
use serde_json::json;
use store::audit::Event;

impl Service {
    /// Gives the account with this e-mail a role. `by` is `None` for the command line.
    ///
    /// # Errors
    /// `NotFound` where no account has this e-mail.
    pub async fn grant(&self, by: Option<AccountId>, email: &str, role: Role) -> Result<AccountId> {
        let email = email.trim().to_lowercase();
        let tx = self.store().begin().await?;
        let id =
            store::people::by_email(&tx, &email).await?.ok_or(ServiceError::NotFound(Missing::Account))?;
        let before = store::people::account(&tx, id).await?.map(|account| account.role);
        store::people::set_role(&tx, id, role).await?;
        let event = Event {
            at: self.now(),
            actor: by,
            action: "granted",
            subject: "account",
            subject_id: Some(id.0),
            before: Some(json!({ "role": before })),
            after: Some(json!({ "role": role })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(id)
    }
}
