//! Requests to merge one proposal into another, the consents they need, and the merging itself.

use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::Time;
use domain::ids::{AccountId, MergeId, ProposalId};
use domain::merging::{Consent, MergeStatus};
use uuid::Uuid;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    pub id: MergeId,
    pub proposal: ProposalId,
    pub into: ProposalId,
    pub asked_by: Option<AccountId>,
    pub status: MergeStatus,
    pub asked_at: Time,
}

/// The latest request to merge a proposal into another.
///
/// # Errors
/// As the database fails.
pub async fn latest(c: &impl Conn, proposal: ProposalId) -> Result<Option<Merge>> {
    let sql = "SELECT * FROM merges WHERE proposal_id = ? ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, \
               created_at DESC, id DESC LIMIT 1";
    sql::one(c, sql, vec![proposal.0.into()]).await?.as_ref().map(read).transpose()
}

/// Open requests between proposals that are not part of another yet, oldest first: with both titles.
///
/// # Errors
/// As the database fails.
pub async fn open(c: &impl Conn, limit: u32) -> Result<Vec<(ProposalId, String, String)>> {
    let sql = format!(
        "SELECT m.proposal_id, p.title, i.title AS into_title FROM merges m JOIN proposals p ON p.id = m.proposal_id \
         JOIN proposals i ON i.id = m.into_id WHERE m.status = 'open' AND p.merged_into IS NULL \
         AND i.merged_into IS NULL ORDER BY m.created_at, m.id LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![]).await?;
    let line = |row: &Row| {
        Ok((ProposalId(sql::get(row, "proposal_id")?), sql::get(row, "title")?, sql::get(row, "into_title")?))
    };
    rows.iter().map(line).collect()
}

/// Whose consent a request needs, by name, and whether it is there.
///
/// # Errors
/// As the database fails.
pub async fn consents(c: &impl Conn, merge: MergeId) -> Result<Vec<Consent>> {
    let sql = "SELECT c.account_id, c.agreed_at, a.display_name FROM merge_consents c \
               JOIN accounts a ON a.id = c.account_id WHERE c.merge_id = ? ORDER BY a.display_name, c.account_id";
    let consent = |row: &Row| {
        let agreed: Option<i64> = sql::get(row, "agreed_at")?;
        Ok(Consent {
            account: AccountId(sql::get(row, "account_id")?),
            name: sql::get(row, "display_name")?,
            agreed: agreed.is_some(),
        })
    };
    sql::all(c, sql, vec![merge.0.into()]).await?.iter().map(consent).collect()
}

/// Writes an open request, with whose consent it needs and whether that is there already. An open one of the same
/// proposal whose other side has meanwhile become part of a third makes way.
///
/// # Errors
/// `Unique` over `merges(proposal_id)` where another is open.
pub async fn create(tx: &Tx, merge: &Merge, needed: &[(AccountId, bool)]) -> Result<()> {
    let sql = "UPDATE merges SET status = 'withdrawn', decided_at = ? WHERE proposal_id = ? AND status = 'open' \
               AND into_id IN (SELECT id FROM proposals WHERE merged_into IS NOT NULL)";
    sql::run(tx, sql, vec![merge.asked_at.0.into(), merge.proposal.0.into()]).await?;
    let sql = "INSERT INTO merges (id, proposal_id, into_id, asked_by, status, created_at) VALUES (?, ?, ?, ?, ?, ?)";
    let values = vec![
        merge.id.0.into(),
        merge.proposal.0.into(),
        merge.into.0.into(),
        merge.asked_by.map(Uuid::from).into(),
        merge.status.key().into(),
        merge.asked_at.0.into(),
    ];
    sql::run(tx, sql, values).await?;
    for (account, agreed) in needed {
        let sql = "INSERT INTO merge_consents (merge_id, account_id, agreed_at) VALUES (?, ?, ?)";
        let at = agreed.then_some(merge.asked_at.0);
        sql::run(tx, sql, vec![merge.id.0.into(), account.0.into(), at.into()]).await?;
    }
    Ok(())
}

/// Holds an open request until the transaction ends, so that of two answers at once the second sees the first;
/// `false` where it is not open any more.
///
/// # Errors
/// As the database fails.
pub async fn hold(tx: &Tx, merge: MergeId) -> Result<bool> {
    let sql = "UPDATE merges SET status = status WHERE id = ? AND status = 'open'";
    Ok(sql::run(tx, sql, vec![merge.0.into()]).await? > 0)
}

/// Notes a consent.
///
/// # Errors
/// As the database fails.
pub async fn agree(tx: &Tx, merge: MergeId, account: AccountId, now: Time) -> Result<()> {
    let sql = "UPDATE merge_consents SET agreed_at = ? WHERE merge_id = ? AND account_id = ?";
    sql::run(tx, sql, vec![now.0.into(), merge.0.into(), account.0.into()]).await?;
    Ok(())
}

/// # Errors
/// As the database fails.
pub async fn close(tx: &Tx, merge: MergeId, status: MergeStatus, now: Time) -> Result<()> {
    let sql = "UPDATE merges SET status = ?, decided_at = ? WHERE id = ?";
    sql::run(tx, sql, vec![status.key().into(), now.0.into(), merge.0.into()]).await?;
    Ok(())
}

/// Makes `from` part of `into`: its supports and follows go over, each person counted once, and what was part of it
/// is part of the other. Both must be held (`proposals::hold`, the smaller id first).
///
/// # Errors
/// As the database fails.
pub async fn absorb(tx: &Tx, from: ProposalId, into: ProposalId, now: Time) -> Result<()> {
    for table in ["supports", "follows"] {
        let sql = format!(
            "INSERT INTO {table} (proposal_id, account_id, created_at) SELECT i.id, t.account_id, t.created_at \
             FROM {table} t JOIN proposals i ON i.id = ? WHERE t.proposal_id = ? ON CONFLICT DO NOTHING"
        );
        sql::run(tx, &sql, vec![into.0.into(), from.0.into()]).await?;
        sql::run(tx, &format!("DELETE FROM {table} WHERE proposal_id = ?"), vec![from.0.into()]).await?;
    }
    let sql = "UPDATE proposals SET support_count = (SELECT COUNT(*) FROM supports s WHERE s.proposal_id = proposals.id), \
               updated_at = ? WHERE id IN (?, ?)";
    sql::run(tx, sql, vec![now.0.into(), from.0.into(), into.0.into()]).await?;
    let sql = "UPDATE proposals SET merged_into = ? WHERE id = ? OR merged_into = ?";
    sql::run(tx, sql, vec![into.0.into(), from.0.into(), from.0.into()]).await?;
    Ok(())
}

/// What is part of a proposal: id, title, comments; the latest first, at most `limit`.
///
/// # Errors
/// As the database fails.
pub async fn parts(c: &impl Conn, of: ProposalId, limit: u32) -> Result<Vec<(ProposalId, String, u32)>> {
    let sql = format!(
        "SELECT id, title, comment_count FROM proposals WHERE merged_into = ? AND hidden_at IS NULL \
         ORDER BY updated_at DESC, id LIMIT {limit}"
    );
    let part = |row: &Row| {
        let comments = sql::count(sql::get(row, "comment_count")?);
        Ok((ProposalId(sql::get(row, "id")?), sql::get(row, "title")?, comments))
    };
    sql::all(c, &sql, vec![of.0.into()]).await?.iter().map(part).collect()
}

fn read(row: &Row) -> Result<Merge> {
    let asked_by: Option<Uuid> = sql::get(row, "asked_by")?;
    Ok(Merge {
        id: MergeId(sql::get(row, "id")?),
        proposal: ProposalId(sql::get(row, "proposal_id")?),
        into: ProposalId(sql::get(row, "into_id")?),
        asked_by: asked_by.map(AccountId),
        status: sql::key("merge status", &sql::get::<String>(row, "status")?)?,
        asked_at: Time(sql::get(row, "created_at")?),
    })
}
