//! Accounts, memberships and attempts to sign in.

use crate::entity::{accounts, memberships, sign_in_attempts};
use crate::{Conn, Result, sql};
use domain::Time;
use domain::ids::{AccountId, InstitutionId};
use domain::people::{Account, Membership};
use domain::taxonomy::Role;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter};
use uuid::Uuid;

/// A new account, checked and with its password already hashed.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub id: AccountId,
    pub external_id: Option<String>,
    pub email: String,
    /// A PHC string, or `!` for an account that cannot sign in by password.
    pub password_hash: String,
    pub display_name: String,
    pub role: Role,
    pub demo: bool,
    pub created_at: Time,
}

/// What signing in needs of an account.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub id: AccountId,
    pub password_hash: String,
}

/// # Errors
/// `Unique` over `accounts(email)` where the e-mail is taken.
pub async fn create(c: &impl Conn, new: NewAccount) -> Result<()> {
    let row = accounts::ActiveModel {
        id: Set(new.id.0),
        email: Set(new.email),
        password_hash: Set(new.password_hash),
        display_name: Set(new.display_name),
        role: Set(new.role.key().to_owned()),
        demo: Set(new.demo),
        external_id: Set(new.external_id),
        created_at: Set(new.created_at.0),
        seen_at: Set(None),
    };
    accounts::Entity::insert(row).exec_without_returning(&c.exec()).await?;
    Ok(())
}

/// # Errors
/// As the database fails.
pub async fn credentials(c: &impl Conn, email: &str) -> Result<Option<Credentials>> {
    let found = accounts::Entity::find().filter(accounts::Column::Email.eq(email)).one(&c.exec()).await?;
    Ok(found.map(|m| Credentials { id: AccountId(m.id), password_hash: m.password_hash }))
}

/// # Errors
/// As the database fails.
pub async fn credentials_of(c: &impl Conn, id: AccountId) -> Result<Option<Credentials>> {
    let found = accounts::Entity::find_by_id(id.0).one(&c.exec()).await?;
    Ok(found.map(|m| Credentials { id: AccountId(m.id), password_hash: m.password_hash }))
}

/// # Errors
/// As the database fails.
pub async fn set_password_hash(c: &impl Conn, id: AccountId, hash: &str) -> Result<()> {
    sql::run(c, "UPDATE accounts SET password_hash = ? WHERE id = ?", vec![hash.into(), id.0.into()]).await?;
    Ok(())
}

/// Gives the account another name.
///
/// # Errors
/// As the database fails.
pub async fn set_display_name(c: &impl Conn, id: AccountId, name: &str) -> Result<()> {
    sql::run(c, "UPDATE accounts SET display_name = ? WHERE id = ?", vec![name.into(), id.0.into()]).await?;
    Ok(())
}

/// The account's e-mail address and since when it is there: for its owner alone.
///
/// # Errors
/// As the database fails.
pub async fn own_details(c: &impl Conn, id: AccountId) -> Result<Option<(String, Time)>> {
    let found = accounts::Entity::find_by_id(id.0).one(&c.exec()).await?;
    Ok(found.map(|m| (m.email, Time(m.created_at))))
}

/// The account with its memberships and its count of unread notices, in one query.
///
/// # Errors
/// As the database fails.
pub async fn account(c: &impl Conn, id: AccountId) -> Result<Option<Account>> {
    account_of(&sql::all(c, &whole("accounts a", "a.id = ?"), vec![id.0.into()]).await?)
}

/// As [`account`], of the one whose session this is, unless it expired before `now`: still one query.
///
/// # Errors
/// As the database fails.
pub async fn account_of_session(c: &impl Conn, session: &str, now: Time) -> Result<Option<Account>> {
    let sql = whole("sessions s JOIN accounts a ON a.id = s.account_id", "s.id = ? AND s.expires_at > ?");
    account_of(&sql::all(c, &sql, vec![session.into(), now.0.into()]).await?)
}

fn whole(from: &str, which: &str) -> String {
    format!(
        "SELECT a.id, a.display_name, a.role, i.id AS institution_id, i.slug, i.name, \
         (SELECT COUNT(*) FROM notices n WHERE n.account_id = a.id AND n.read_at IS NULL) AS unread \
         FROM {from} LEFT JOIN memberships m ON m.account_id = a.id \
         LEFT JOIN institutions i ON i.id = m.institution_id WHERE {which} ORDER BY i.name"
    )
}

/// One account from its rows, one a membership.
fn account_of(rows: &[sql::Row]) -> Result<Option<Account>> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut memberships = Vec::new();
    for row in rows {
        let institution: Option<Uuid> = sql::get(row, "institution_id")?;
        if let Some(institution) = institution {
            memberships.push(Membership {
                institution: InstitutionId(institution),
                slug: sql::get(row, "slug")?,
                name: sql::get(row, "name")?,
            });
        }
    }
    let unread: i64 = sql::get(first, "unread")?;
    let role: String = sql::get(first, "role")?;
    Ok(Some(Account {
        id: AccountId(sql::get(first, "id")?),
        display_name: sql::get(first, "display_name")?,
        role: sql::key("role", &role)?,
        memberships,
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
    }))
}

/// # Errors
/// As the database fails.
pub async fn by_email(c: &impl Conn, email: &str) -> Result<Option<AccountId>> {
    Ok(credentials(c, email).await?.map(|found| found.id))
}

/// # Errors
/// As the database fails.
pub async fn by_external_id(c: &impl Conn, external_id: &str) -> Result<Option<AccountId>> {
    let found =
        accounts::Entity::find().filter(accounts::Column::ExternalId.eq(external_id)).one(&c.exec()).await?;
    Ok(found.map(|m| AccountId(m.id)))
}

/// # Errors
/// As the database fails.
pub async fn set_role(c: &impl Conn, id: AccountId, role: Role) -> Result<()> {
    sql::run(c, "UPDATE accounts SET role = ? WHERE id = ?", vec![role.key().into(), id.0.into()]).await?;
    Ok(())
}

/// Makes an account answer for an institution; `false` where it did already.
///
/// # Errors
/// `Missing` where either is not there.
pub async fn join(
    c: &impl Conn,
    id: Uuid,
    account: AccountId,
    institution: InstitutionId,
    at: Time,
) -> Result<bool> {
    let exists = memberships::Entity::find()
        .filter(memberships::Column::AccountId.eq(account.0))
        .filter(memberships::Column::InstitutionId.eq(institution.0))
        .one(&c.exec())
        .await?;
    if exists.is_some() {
        return Ok(false);
    }
    let row = memberships::ActiveModel {
        id: Set(id),
        account_id: Set(account.0),
        institution_id: Set(institution.0),
        created_at: Set(at.0),
    };
    memberships::Entity::insert(row).exec_without_returning(&c.exec()).await?;
    Ok(true)
}

/// # Errors
/// As the database fails.
pub async fn leave(c: &impl Conn, account: AccountId, institution: InstitutionId) -> Result<bool> {
    let sql = "DELETE FROM memberships WHERE account_id = ? AND institution_id = ?";
    Ok(sql::run(c, sql, vec![account.0.into(), institution.0.into()]).await? > 0)
}

/// Removes an account: what it backed is taken back and counted down, each with its event; what is its alone goes
/// with it (sessions, follows, notices, learning, memberships); what it wrote stays, without an author; what the
/// log kept of its name is cleared. Run it in a transaction.
///
/// # Errors
/// As the database fails.
pub async fn remove(c: &impl Conn, id: AccountId, at: Time) -> Result<()> {
    // The e-mail is a unique column: changing it holds off, on PostgreSQL, every row that would name the account.
    let gone = format!("gone-{}", id.0);
    sql::run(c, "UPDATE accounts SET email = ? WHERE id = ?", vec![gone.into(), id.0.into()]).await?;
    if c.exec().get_database_backend() == DbBackend::Postgres {
        // In the order of their ids, as everyone does who holds several: else two could wait for each other.
        let sql = "SELECT id FROM proposals WHERE id IN (SELECT proposal_id FROM supports WHERE account_id = ?) \
                   ORDER BY id FOR NO KEY UPDATE";
        sql::all(c, sql, vec![id.0.into()]).await?;
    }
    let sql = "UPDATE proposals SET support_count = support_count - 1 \
               WHERE id IN (SELECT proposal_id FROM supports WHERE account_id = ?)";
    sql::run(c, sql, vec![id.0.into()]).await?;
    let sql = "INSERT INTO audit_events (at, actor_id, action, subject, subject_id) \
               SELECT CAST(? AS BIGINT), account_id, 'unsupported', 'proposal', proposal_id \
               FROM supports WHERE account_id = ?";
    sql::run(c, sql, vec![at.0.into(), id.0.into()]).await?;
    let sql =
        "UPDATE audit_events SET before = NULL, after = NULL WHERE subject = 'account' AND subject_id = ?";
    sql::run(c, sql, vec![id.0.into()]).await?;
    sql::run(c, "DELETE FROM accounts WHERE id = ?", vec![id.0.into()]).await?;
    Ok(())
}

/// Notes an attempt to sign in that failed.
///
/// # Errors
/// As the database fails.
pub async fn note_attempt(c: &impl Conn, id: Uuid, account_key: &str, address: &str, at: Time) -> Result<()> {
    let row = sign_in_attempts::ActiveModel {
        id: Set(id),
        account_key: Set(account_key.to_owned()),
        address: Set(address.to_owned()),
        at: Set(at.0),
    };
    sign_in_attempts::Entity::insert(row).exec_without_returning(&c.exec()).await?;
    Ok(())
}

/// Failed attempts since `since`: on this account, and from this address.
///
/// # Errors
/// As the database fails.
pub async fn attempts(c: &impl Conn, account_key: &str, address: &str, since: Time) -> Result<(u32, u32)> {
    let sql = "SELECT (SELECT COUNT(*) FROM sign_in_attempts WHERE account_key = ? AND at > ?) AS by_account, \
               (SELECT COUNT(*) FROM sign_in_attempts WHERE address = ? AND at > ?) AS by_address";
    let values = vec![account_key.into(), since.0.into(), address.into(), since.0.into()];
    let Some(row) = sql::one(c, sql, values).await? else { return Ok((0, 0)) };
    let (account, address): (i64, i64) = (sql::get(&row, "by_account")?, sql::get(&row, "by_address")?);
    Ok((u32::try_from(account).unwrap_or(u32::MAX), u32::try_from(address).unwrap_or(u32::MAX)))
}

/// Forgets the attempts on an account, after it signed in, and everyone's older than `before`.
///
/// # Errors
/// As the database fails.
pub async fn forget_attempts(c: &impl Conn, account_key: &str, before: Time) -> Result<()> {
    let sql = "DELETE FROM sign_in_attempts WHERE account_key = ? OR at < ?";
    sql::run(c, sql, vec![account_key.into(), before.0.into()]).await?;
    Ok(())
}
