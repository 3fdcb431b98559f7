//! Supports (one a person and proposal, by the table's key) and follows.

use crate::{Conn, Result, sql};
use domain::Time;
use domain::ids::{AccountId, ProposalId};
use std::collections::HashSet;

/// Adds a support and gives the count with it; `None` where it was there already. Run it in a transaction.
///
/// # Errors
/// `Missing` where the proposal or the account is not there.
pub async fn support(
    c: &impl Conn,
    proposal: ProposalId,
    account: AccountId,
    at: Time,
) -> Result<Option<u32>> {
    let sql =
        "INSERT INTO supports (proposal_id, account_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    let added = sql::run(c, sql, vec![proposal.0.into(), account.0.into(), at.0.into()]).await? > 0;
    if added { count(c, proposal, 1).await.map(Some) } else { Ok(None) }
}

/// Takes a support back and gives the count without it; `None` where there was none. Run it in a transaction.
///
/// # Errors
/// As the database fails.
pub async fn unsupport(c: &impl Conn, proposal: ProposalId, account: AccountId) -> Result<Option<u32>> {
    let sql = "DELETE FROM supports WHERE proposal_id = ? AND account_id = ?";
    let removed = sql::run(c, sql, vec![proposal.0.into(), account.0.into()]).await? > 0;
    if removed { count(c, proposal, -1).await.map(Some) } else { Ok(None) }
}

/// One statement, so that PostgreSQL's READ COMMITTED loses no update.
async fn count(c: &impl Conn, proposal: ProposalId, by: i32) -> Result<u32> {
    let sql = "UPDATE proposals SET support_count = support_count + ? WHERE id = ? RETURNING support_count";
    let row = sql::one(c, sql, vec![by.into(), proposal.0.into()]).await?;
    row.map_or(Ok(0), |row| Ok(sql::count(sql::get(&row, "support_count")?)))
}

/// The count as shown.
///
/// # Errors
/// As the database fails.
pub async fn supports(c: &impl Conn, proposal: ProposalId) -> Result<u32> {
    let row =
        sql::one(c, "SELECT support_count FROM proposals WHERE id = ?", vec![proposal.0.into()]).await?;
    row.map_or(Ok(0), |row| Ok(sql::count(sql::get(&row, "support_count")?)))
}

/// Which of `proposals` the account supports.
///
/// # Errors
/// As the database fails.
pub async fn supported_among(
    c: &impl Conn,
    account: AccountId,
    proposals: &[ProposalId],
) -> Result<HashSet<ProposalId>> {
    if proposals.is_empty() {
        return Ok(HashSet::new());
    }
    let marks = sql::marks(proposals.len());
    let sql = format!("SELECT proposal_id FROM supports WHERE account_id = ? AND proposal_id IN ({marks})");
    let mut values = vec![account.0.into()];
    values.extend(proposals.iter().map(|id| id.0.into()));
    sql::all(c, &sql, values).await?.iter().map(|row| Ok(ProposalId(sql::get(row, "proposal_id")?))).collect()
}

/// `false` where the account followed already.
///
/// # Errors
/// As the database fails.
pub async fn follow(c: &impl Conn, proposal: ProposalId, account: AccountId, at: Time) -> Result<bool> {
    let sql =
        "INSERT INTO follows (proposal_id, account_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    Ok(sql::run(c, sql, vec![proposal.0.into(), account.0.into(), at.0.into()]).await? > 0)
}

/// # Errors
/// As the database fails.
pub async fn unfollow(c: &impl Conn, proposal: ProposalId, account: AccountId) -> Result<bool> {
    let sql = "DELETE FROM follows WHERE proposal_id = ? AND account_id = ?";
    Ok(sql::run(c, sql, vec![proposal.0.into(), account.0.into()]).await? > 0)
}

/// # Errors
/// As the database fails.
pub async fn follows(c: &impl Conn, proposal: ProposalId, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM follows WHERE proposal_id = ? AND account_id = ?";
    Ok(sql::one(c, sql, vec![proposal.0.into(), account.0.into()]).await?.is_some())
}

/// What an account wrote, and what others wrote that it backs or follows, each newest first and at most `limit`.
///
/// # Errors
/// As the database fails.
pub async fn of_account(
    c: &impl Conn,
    account: AccountId,
    limit: u32,
) -> Result<(Vec<ProposalId>, Vec<ProposalId>)> {
    let ids = |rows: Vec<sql::Row>| {
        rows.iter().map(|row| Ok(ProposalId(sql::get(row, "id")?))).collect::<Result<Vec<_>>>()
    };
    let sql = format!(
        "SELECT id FROM proposals WHERE author_id = ? AND merged_into IS NULL ORDER BY created_at DESC, id DESC LIMIT {limit}"
    );
    let own = ids(sql::all(c, &sql, vec![account.0.into()]).await?)?;
    let sql = format!(
        "SELECT p.id, MAX(t.at) AS at FROM (\
         SELECT proposal_id, created_at AS at FROM supports WHERE account_id = ? \
         UNION ALL SELECT proposal_id, created_at FROM follows WHERE account_id = ?\
         ) t JOIN proposals p ON p.id = t.proposal_id WHERE p.author_id IS NULL OR p.author_id <> ? \
         GROUP BY p.id ORDER BY at DESC, p.id DESC LIMIT {limit}"
    );
    let values = vec![account.0.into(), account.0.into(), account.0.into()];
    Ok((own, ids(sql::all(c, &sql, values).await?)?))
}

/// Everyone to be told about a proposal: who follows it, its author first.
///
/// # Errors
/// As the database fails.
pub async fn followers(c: &impl Conn, proposal: ProposalId) -> Result<Vec<AccountId>> {
    let sql = "SELECT author_id AS account_id FROM proposals WHERE id = ? AND author_id IS NOT NULL \
               UNION SELECT account_id FROM follows WHERE proposal_id = ?";
    let rows = sql::all(c, sql, vec![proposal.0.into(), proposal.0.into()]).await?;
    rows.iter().map(|row| Ok(AccountId(sql::get(row, "account_id")?))).collect()
}

/// Everyone who backs a proposal.
///
/// # Errors
/// As the database fails.
pub async fn supporters(c: &impl Conn, proposal: ProposalId) -> Result<Vec<AccountId>> {
    let sql = "SELECT account_id FROM supports WHERE proposal_id = ?";
    let rows = sql::all(c, sql, vec![proposal.0.into()]).await?;
    rows.iter().map(|row| Ok(AccountId(sql::get(row, "account_id")?))).collect()
}

/// Recounts every support count; gives how many were wrong and are right now.
///
/// # Errors
/// As the database fails.
pub async fn recount_supports(c: &impl Conn) -> Result<u64> {
    let sql = "UPDATE proposals SET support_count = (SELECT COUNT(*) FROM supports s WHERE s.proposal_id = proposals.id) \
               WHERE support_count <> (SELECT COUNT(*) FROM supports s WHERE s.proposal_id = proposals.id)";
    sql::run(c, sql, vec![]).await
}
