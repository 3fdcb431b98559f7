//! Sessions: what the browser's cookie points at, shared by every server on this database.

use crate::entity::sessions::{ActiveModel, Column, Entity};
use crate::{Conn, Result, StoreError, sql};
use domain::Time;
use domain::ids::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: String,
    /// Whose it is, so that all of an account's sessions can be ended.
    pub account: Option<AccountId>,
    /// JSON that only the session layer reads.
    pub data: String,
    pub expires_at: Time,
}

/// Keeps a new session; `false` where the id is taken.
///
/// # Errors
/// As the database fails.
pub async fn create(c: &impl Conn, session: &Session) -> Result<bool> {
    match Entity::insert(row(session)).exec_without_returning(&c.exec()).await.map_err(StoreError::from) {
        Ok(_) => Ok(true),
        Err(StoreError::Unique(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Keeps a session, new or not.
///
/// # Errors
/// As the database fails.
pub async fn save(c: &impl Conn, session: &Session) -> Result<()> {
    let taken = OnConflict::column(Column::Id)
        .update_columns([Column::AccountId, Column::Data, Column::ExpiresAt])
        .to_owned();
    Entity::insert(row(session)).on_conflict(taken).exec_without_returning(&c.exec()).await?;
    Ok(())
}

/// The session, unless it expired before `now`.
///
/// # Errors
/// As the database fails.
pub async fn load(c: &impl Conn, id: &str, now: Time) -> Result<Option<Session>> {
    let found = Entity::find_by_id(id.to_owned()).filter(Column::ExpiresAt.gt(now.0)).one(&c.exec()).await?;
    Ok(found.map(|m| Session {
        id: m.id,
        account: m.account_id.map(AccountId),
        data: m.data,
        expires_at: Time(m.expires_at),
    }))
}

/// # Errors
/// As the database fails.
pub async fn delete(c: &impl Conn, id: &str) -> Result<()> {
    sql::run(c, "DELETE FROM sessions WHERE id = ?", vec![id.into()]).await?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// As the database fails.
pub async fn end_all(c: &impl Conn, account: AccountId) -> Result<u64> {
    sql::run(c, "DELETE FROM sessions WHERE account_id = ?", vec![account.0.into()]).await
}

/// Clears what expired before `now`.
///
/// # Errors
/// As the database fails.
pub async fn clear_expired(c: &impl Conn, now: Time) -> Result<u64> {
    sql::run(c, "DELETE FROM sessions WHERE expires_at <= ?", vec![now.0.into()]).await
}

fn row(session: &Session) -> ActiveModel {
    ActiveModel {
        id: Set(session.id.clone()),
        account_id: Set(session.account.map(Uuid::from)),
        data: Set(session.data.clone()),
        expires_at: Set(session.expires_at.0),
    }
}
