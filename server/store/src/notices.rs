//! Notices: what people are told in the app.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::{AccountId, InstitutionId, NoticeId, ProposalId};
use domain::notices::{Notice, NoticeKind};
use uuid::Uuid;

/// A notice to be written, once for each person told.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    pub kind: NoticeKind,
    pub proposal: Option<ProposalId>,
    pub by: Option<&'a str>,
    pub detail: Option<&'a str>,
    pub created_at: Time,
}

/// Tells each of `to` (an id for the notice, and whom). Run it in the transaction of what it tells of.
///
/// # Errors
/// As the database fails.
pub async fn tell(c: &impl Conn, to: &[(NoticeId, AccountId)], notice: &NewNotice<'_>) -> Result<()> {
    for part in to.chunks(200) {
        let rows = vec!["(?, ?, ?, ?, ?, ?, ?)"; part.len()].join(", ");
        let sql = format!(
            "INSERT INTO notices (id, account_id, kind, proposal_id, \"by\", detail, created_at) VALUES {rows}"
        );
        let mut values = Vec::with_capacity(part.len() * 7);
        for (id, account) in part {
            values.extend([
                id.0.into(),
                account.0.into(),
                notice.kind.key().into(),
                notice.proposal.map(Uuid::from).into(),
                notice.by.map(ToOwned::to_owned).into(),
                notice.detail.map(ToOwned::to_owned).into(),
                notice.created_at.0.into(),
            ]);
        }
        sql::run(c, &sql, values).await?;
    }
    Ok(())
}

/// The staff of these institutions, each once.
///
/// # Errors
/// As the database fails.
pub async fn staff_of(c: &impl Conn, institutions: &[InstitutionId]) -> Result<Vec<AccountId>> {
    if institutions.is_empty() {
        return Ok(Vec::new());
    }
    let marks = sql::marks(institutions.len());
    let sql = format!("SELECT DISTINCT account_id FROM memberships WHERE institution_id IN ({marks})");
    let rows = sql::all(c, &sql, institutions.iter().map(|id| id.0.into()).collect()).await?;
    rows.iter().map(|row| Ok(AccountId(sql::get(row, "account_id")?))).collect()
}

/// An account's notices, newest first.
///
/// # Errors
/// As the database fails.
pub async fn of(c: &impl Conn, account: AccountId, limit: u32) -> Result<Vec<Notice>> {
    let sql = format!(
        "SELECT n.*, p.title FROM notices n LEFT JOIN proposals p ON p.id = n.proposal_id \
         WHERE n.account_id = ? ORDER BY n.created_at DESC, n.id DESC LIMIT {limit}"
    );
    sql::all(c, &sql, vec![account.0.into()]).await?.iter().map(read).collect()
}

/// Marks everything up to `now` as read; gives how many were unread.
///
/// # Errors
/// As the database fails.
pub async fn mark_read(c: &impl Conn, account: AccountId, now: Time) -> Result<u64> {
    let sql = "UPDATE notices SET read_at = ? WHERE account_id = ? AND read_at IS NULL AND created_at <= ?";
    sql::run(c, sql, vec![now.0.into(), account.0.into(), now.0.into()]).await
}

fn read(row: &Row) -> Result<Notice> {
    let proposal: Option<Uuid> = sql::get(row, "proposal_id")?;
    let read_at: Option<i64> = sql::get(row, "read_at")?;
    Ok(Notice {
        id: NoticeId(sql::get(row, "id")?),
        kind: sql::key("notice kind", &sql::get::<String>(row, "kind")?)?,
        proposal: proposal.map(ProposalId),
        proposal_title: sql::get(row, "title")?,
        by: sql::get(row, "by")?,
        detail: sql::get(row, "detail")?,
        created_at: Time(sql::get(row, "created_at")?),
        read: read_at.is_some(),
    })
}
