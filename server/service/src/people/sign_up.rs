//! Signing up.

use super::Resident;
use crate::{Result, Service, ServiceError};
use domain::field::{FieldErrors, Problem};
use domain::ids::AccountId;
use domain::people;
use domain::taxonomy::Role;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::StoreError;
use store::audit::Event;
use store::people::NewAccount;

/// What the form and the API send.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SignUp {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub display_name: String,
}

impl Service {
    /// Makes an account. Signing it in is for the caller, who holds the session.
    ///
    /// # Errors
    /// `Invalid` with every field that cannot be taken; `email` is `Taken` where there is one already.
    pub async fn sign_up(&self, form: &SignUp) -> Result<AccountId> {
        let mut errors = FieldErrors::new();
        let email = errors.take("email", people::email(&form.email));
        let password = errors.take("password", people::new_password(&form.password));
        let display_name = errors.take("display_name", people::display_name(&form.display_name));
        let (Some(email), Some(password), Some(display_name)) = (email, password, display_name) else {
            return Err(errors.into());
        };
        let password_hash = self.inner.passwords.hash(password).await?;
        let id = AccountId(self.fresh_id());
        let now = self.now();
        let tx = self.store().begin().await?;
        let new = NewAccount {
            id,
            external_id: None,
            email,
            password_hash,
            display_name,
            role: Role::Resident,
            demo: false,
            created_at: now,
        };
        store::people::create(&tx, new).await.map_err(email_taken)?;
        let event = Event {
            at: now,
            actor: Some(id),
            action: "created",
            subject: "account",
            subject_id: Some(id.0),
            before: None,
            after: Some(json!({ "role": Role::Resident })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a password and ends every session of the account; the caller opens a new one.
    ///
    /// # Errors
    /// `Invalid`: `current_password` is wrong, or `new_password` cannot be taken. `TooMany` after as many tries as
    /// at signing in: a session left open must not tell the password.
    pub async fn change_password(&self, who: &Resident, current: &str, new: &str) -> Result<()> {
        // No e-mail is an id, so that these are not counted as tries to sign in. Where one sits does not matter here.
        let key = who.id.to_string();
        let since = self.note_try(&key, &key).await?;
        let stored = store::people::credentials_of(self.store(), who.id).await?.map(|c| c.password_hash);
        if !self.inner.passwords.verify(current, stored).await? {
            return Err(ServiceError::field("current_password", Problem::WrongPassword));
        }
        store::people::forget_attempts(self.store(), &key, since).await?;
        let new =
            people::new_password(new).map_err(|problem| ServiceError::field("new_password", problem))?;
        let hash = self.inner.passwords.hash(new).await?;
        let tx = self.store().begin().await?;
        store::people::set_password_hash(&tx, who.id, &hash).await?;
        store::sessions::end_all(&tx, who.id).await?;
        let event = Event {
            at: self.now(),
            actor: Some(who.id),
            action: "changed_password",
            subject: "account",
            subject_id: Some(who.id.0),
            before: None,
            after: None,
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn email_taken(error: StoreError) -> ServiceError {
    match error {
        StoreError::Unique(constraint) if constraint.is_unique("accounts", &["email"]) => {
            ServiceError::field("email", Problem::Taken)
        }
        other => other.into(),
    }
}
