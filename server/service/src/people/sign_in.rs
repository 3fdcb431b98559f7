//! Signing in: one answer and one time for every way it can fail, and a limit on tries.

use crate::{Result, Service, ServiceError};
use domain::Time;
use domain::field::Problem;
use domain::ids::AccountId;

/// Failed tries on one account within [`WINDOW`] before it waits.
pub const MAX_BY_ACCOUNT: u32 = 8;
/// Failed tries from one address within [`WINDOW`] before it waits: more, since a library shares one.
pub const MAX_BY_ADDRESS: u32 = 40;
const WINDOW: i64 = 15 * Time::MINUTE;

/// Someone trying to sign in.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// The network address it comes from.
    pub address: &'a str,
}

impl Service {
    /// The account whose e-mail and password these are.
    ///
    /// # Errors
    /// `Invalid` with `WrongCredentials` on `email`, whether the e-mail or the password is wrong, after the same
    /// time; `TooMany` after too many failures on this account or from this address.
    pub async fn sign_in(&self, attempt: &Attempt<'_>) -> Result<AccountId> {
        // No account's e-mail holds a control character, and no database takes a zero byte.
        let typed = attempt.email.trim().to_lowercase();
        let key: String = typed.chars().filter(|c| !c.is_control()).take(254).collect();
        let since = self.note_try(&key, attempt.address).await?;
        let found = store::people::credentials(self.store(), &key).await?;
        let id = found.as_ref().map(|found| found.id);
        let right = self.inner.passwords.verify(attempt.password, found.map(|f| f.password_hash)).await?;
        let Some(id) = id.filter(|_| right) else {
            return Err(ServiceError::field("email", Problem::WrongCredentials));
        };
        store::people::forget_attempts(self.store(), &key, since).await?;
        Ok(id)
    }

    /// Notes a try at a password under `key`, and gives the moment from which tries count.
    ///
    /// # Errors
    /// `TooMany` after too many under this key or from this address.
    pub(super) async fn note_try(&self, key: &str, address: &str) -> Result<Time> {
        let now = self.now();
        let since = now.plus(-WINDOW);
        // Noted before it is counted and before the password is looked at: tries side by side count each other.
        store::people::note_attempt(self.store(), self.fresh_id(), key, address, now).await?;
        let (by_key, by_address) = store::people::attempts(self.store(), key, address, since).await?;
        if by_key > MAX_BY_ACCOUNT || by_address > MAX_BY_ADDRESS {
            let retry_after = u32::try_from(WINDOW / Time::SECOND).unwrap_or(900);
            return Err(ServiceError::TooMany { retry_after });
        }
        Ok(since)
    }
}
