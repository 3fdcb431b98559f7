//! Leaving: an account and what is its alone are removed, what it wrote stays without a name.

use super::Resident;
use crate::{Result, Service, ServiceError};
use domain::field::Problem;
use store::audit::Event;

impl Service {
    /// Removes one's account for good; the caller ends the session. Ideas, comments and answers stay, without an
    /// author; what one backed is taken back.
    ///
    /// # Errors
    /// `Invalid` with `WrongPassword` on `current_password`.
    pub async fn leave(&self, who: &Resident, password: &str) -> Result<()> {
        let stored = store::people::credentials_of(self.store(), who.id).await?.map(|c| c.password_hash);
        if !self.inner.passwords.verify(password, stored).await? {
            return Err(ServiceError::field("current_password", Problem::WrongPassword));
        }
        let now = self.now();
        let tx = self.store().begin().await?;
        store::people::remove(&tx, who.id, now).await?;
        let event = Event {
            at: now,
            actor: Some(who.id),
            action: "left",
            subject: "account",
            subject_id: Some(who.id.0),
            before: None,
            after: None,
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }
}
