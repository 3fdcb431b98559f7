//! Audit events: written in the transaction they tell of, read by auditors and by the indexes that follow them.

use crate::conn::Executor;
use crate::entity::audit_events::{ActiveModel, Entity};
use crate::{Conn, Result, Store, sql};
use domain::Time;
use domain::ids::AccountId;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait};
use serde_json::Value;
use uuid::Uuid;

/// Who did what to what, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub at: Time,
    /// `None` for the command line and the system itself.
    pub actor: Option<AccountId>,
    /// A verb: `created`, `supported`, `hidden`…
    pub action: &'static str,
    /// A noun: `proposal`, `lever`…
    pub subject: &'static str,
    pub subject_id: Option<Uuid>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Where a follower has read to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    tx: i64,
    seq: i64,
}

/// What a follower learns of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: Cursor,
    /// No event can come before this one any more.
    pub settled: bool,
    pub subject: String,
    pub action: String,
    pub subject_id: Option<Uuid>,
}

/// Writes an event. Call it in the transaction of the change it tells of.
///
/// # Errors
/// As the database fails.
pub async fn write(c: &impl Conn, event: Event) -> Result<()> {
    Entity::insert(row(event)).exec_without_returning(&c.exec()).await?;
    Ok(())
}

/// As [`write`], several in one statement.
///
/// # Errors
/// As the database fails.
pub async fn write_all(c: &impl Conn, events: Vec<Event>) -> Result<()> {
    if !events.is_empty() {
        Entity::insert_many(events.into_iter().map(row)).exec_without_returning(&c.exec()).await?;
    }
    Ok(())
}

fn row(event: Event) -> ActiveModel {
    ActiveModel {
        seq: NotSet,
        at: Set(event.at.0),
        actor_id: Set(event.actor.map(Uuid::from)),
        action: Set(event.action.to_owned()),
        subject: Set(event.subject.to_owned()),
        subject_id: Set(event.subject_id),
        before: Set(event.before.map(|v| v.to_string())),
        after: Set(event.after.map(|v| v.to_string())),
        tx: NotSet,
    }
}

/// The position after everything settled so far: see [`after`].
///
/// # Errors
/// As the database fails.
pub async fn end(store: &Store) -> Result<Cursor> {
    let sql = format!(
        "SELECT tx, seq FROM audit_events WHERE {} ORDER BY tx DESC, seq DESC LIMIT 1",
        settled(store)
    );
    let row = sql::one(store, &sql, vec![]).await?;
    row.map_or(Ok(Cursor::default()), |row| {
        Ok(Cursor { tx: sql::get(&row, "tx")?, seq: sql::get(&row, "seq")? })
    })
}

/// Events after `cursor` in their order, at most `limit`.
///
/// On PostgreSQL sequence numbers commit out of order, and a reader that remembers only the highest would lose what
/// commits late. So events of transactions that are not older than every running one are given, but said not to be
/// settled: whoever follows reads again from before the first of them, and passes over what it had. A server thus
/// sees its own write at once, whoever else is writing, in this database or another of the cluster.
///
/// # Errors
/// As the database fails.
pub async fn after(store: &Store, cursor: Cursor, limit: u32) -> Result<Vec<Change>> {
    // Two ranges of the index, one after the other: SQLite would read the whole log for `tx > ? OR (tx = ? AND …)`.
    let part = format!(
        "SELECT tx, seq, subject, action, subject_id, {} AS settled FROM audit_events",
        settled(store)
    );
    let sql = format!(
        "SELECT * FROM ({part} WHERE tx = ? AND seq > ? UNION ALL {part} WHERE tx > ?) events \
         ORDER BY tx, seq LIMIT {limit}"
    );
    let rows = sql::all(store, &sql, vec![cursor.tx.into(), cursor.seq.into(), cursor.tx.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                at: Cursor { tx: sql::get(row, "tx")?, seq: sql::get(row, "seq")? },
                settled: sql::get(row, "settled")?,
                subject: sql::get(row, "subject")?,
                action: sql::get(row, "action")?,
                subject_id: sql::get(row, "subject_id")?,
            })
        })
        .collect()
}

/// Whether no transaction that is still running can commit an event before this one.
fn settled(store: &Store) -> &'static str {
    match store.exec().get_database_backend() {
        DbBackend::Postgres => "(tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)",
        _ => "TRUE",
    }
}

/// Events about one subject, newest first: what happened to it, for the people who keep the place in order.
///
/// # Errors
/// As the database fails.
pub async fn about(
    c: &impl Conn,
    subject_id: Uuid,
    limit: u32,
) -> Result<Vec<(Time, Option<AccountId>, String)>> {
    let sql = format!(
        "SELECT at, actor_id, action FROM audit_events WHERE subject_id = ? ORDER BY seq DESC LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![subject_id.into()]).await?;
    rows.iter()
        .map(|row| {
            let actor: Option<Uuid> = sql::get(row, "actor_id")?;
            Ok((Time(sql::get(row, "at")?), actor.map(AccountId), sql::get(row, "action")?))
        })
        .collect()
}
