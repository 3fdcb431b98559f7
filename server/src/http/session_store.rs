//! Sessions in the database, so that several servers share them.

use app::web::who::ACCOUNT;
use async_trait::async_trait;
use domain::Time;
use domain::ids::AccountId;
use service::Service;
use store::sessions::{self, Session};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{ExpiredDeletion, SessionStore};
use uuid::Uuid;

/// The session layer's store.
#[derive(Clone)]
pub struct Sessions(Service);

impl Sessions {
    #[must_use]
    pub fn new(service: Service) -> Self {
        Self(service)
    }
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !sessions::create(self.0.store(), &to_row(record)?).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        sessions::save(self.0.store(), &to_row(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = sessions::load(self.0.store(), &id.to_string(), self.0.now()).await.map_err(backend)?;
        found.map(|row| serde_json::from_str(&row.data).map_err(|e| Error::Decode(e.to_string()))).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::delete(self.0.store(), &id.to_string()).await.map_err(backend)
    }
}

#[async_trait]
impl ExpiredDeletion for Sessions {
    async fn delete_expired(&self) -> Result<()> {
        sessions::clear_expired(self.0.store(), self.0.now()).await.map(|_| ()).map_err(backend)
    }
}

fn to_row(record: &Record) -> Result<Session> {
    let account =
        record.data.get(ACCOUNT).and_then(|value| value.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let expires = record.expiry_date.unix_timestamp_nanos() / 1_000_000;
    Ok(Session {
        id: record.id.to_string(),
        account: account.map(AccountId),
        data: serde_json::to_string(record).map_err(|e| Error::Encode(e.to_string()))?,
        expires_at: Time(i64::try_from(expires).unwrap_or(i64::MAX)),
    })
}

fn backend(error: store::StoreError) -> Error {
    Error::Backend(error.to_string())
}
