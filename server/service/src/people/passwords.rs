//! Passwords: argon2id with OWASP's parameters, off the async threads, few at once.

use crate::{Result, ServiceError};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// At most so many at once: 19 MiB each.
const AT_ONCE: usize = 2;

/// Hashes and verifies.
pub struct Passwords {
    limit: Arc<Semaphore>,
    /// A hash of nothing anyone knows, so that an unknown e-mail takes as long as a wrong password.
    decoy: Arc<std::sync::OnceLock<String>>,
}

impl Passwords {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a default would hide that this owns a limit on memory")]
    pub fn new() -> Self {
        Self { limit: Arc::new(Semaphore::new(AT_ONCE)), decoy: Arc::default() }
    }

    /// A PHC string with its own salt.
    ///
    /// # Errors
    /// `Internal` where hashing fails.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.off_thread(move || hash(&password)).await?
    }

    /// Whether `password` belongs to `stored`; with no stored hash it takes as long and says no.
    ///
    /// # Errors
    /// `Internal` where the thread fails.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let (password, decoy) = (password.to_owned(), Arc::clone(&self.decoy));
        self.off_thread(move || match stored.as_deref().map(PasswordHash::new) {
            Some(Ok(stored)) => argon2().verify_password(password.as_bytes(), &stored).is_ok(),
            _ => {
                let decoy = decoy.get_or_init(|| hash("no one knows this").unwrap_or_default());
                if let Ok(decoy) = PasswordHash::new(decoy) {
                    let _ = argon2().verify_password(password.as_bytes(), &decoy);
                }
                false
            }
        })
        .await
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.limit).acquire_owned().await;
        let permit = permit.map_err(|error| ServiceError::Internal(error.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        done.await.map_err(|error| ServiceError::Internal(error.to_string()))
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<String> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| ServiceError::Internal(error.to_string()))
}
