//! What those who run the place look through: unmatched demand, hidden things, staff.

use crate::sql;
use crate::{Conn, Result};
use domain::ids::{AccountId, CommentId, InstitutionId, ProposalId};

/// Something a moderator hid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    pub proposal: ProposalId,
    /// The comment, where it is one.
    pub comment: Option<CommentId>,
    /// The proposal's title, or the comment's text.
    pub text: String,
    pub because: String,
}

/// A page of the visible proposals that no lever is matched to (or none that was not dismissed) and nobody answered,
/// the most backed first, then the oldest; and how many there are in all.
///
/// # Errors
/// As the database fails.
pub async fn unmatched(c: &impl Conn, skip: u32, limit: u32) -> Result<(Vec<ProposalId>, u32)> {
    let from = "FROM proposals p WHERE p.hidden_at IS NULL AND p.merged_into IS NULL \
                AND p.stage NOT IN ('draft', 'done', 'declined') \
                AND NOT EXISTS (SELECT 1 FROM lever_matches m WHERE m.proposal_id = p.id AND m.status <> 'dismissed') \
                AND NOT EXISTS (SELECT 1 FROM responses r WHERE r.proposal_id = p.id)";
    let row = sql::one(c, &format!("SELECT COUNT(*) AS n {from}"), vec![]).await?;
    let total = row.map_or(Ok(0), |row| sql::get::<i64>(&row, "n"))?;
    let sql = format!(
        "SELECT p.id {from} ORDER BY p.support_count DESC, p.created_at, p.id LIMIT {limit} OFFSET {skip}"
    );
    let rows = sql::all(c, &sql, vec![]).await?;
    let ids = rows.iter().map(|row| Ok(ProposalId(sql::get(row, "id")?))).collect::<Result<_>>()?;
    Ok((ids, u32::try_from(total).unwrap_or(u32::MAX)))
}

/// Everything hidden, the latest first.
///
/// # Errors
/// As the database fails.
pub async fn hidden(c: &impl Conn, limit: u32) -> Result<Vec<Hidden>> {
    let sql = format!(
        "SELECT p.id AS proposal_id, NULL AS comment_id, p.title AS text, p.hidden_reason, p.hidden_at \
         FROM proposals p WHERE p.hidden_at IS NOT NULL \
         UNION ALL SELECT c.proposal_id, c.id, c.body, c.hidden_reason, c.hidden_at FROM comments c \
         WHERE c.hidden_at IS NOT NULL ORDER BY hidden_at DESC LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![]).await?;
    rows.iter()
        .map(|row| {
            let because: Option<String> = sql::get(row, "hidden_reason")?;
            Ok(Hidden {
                proposal: ProposalId(sql::get(row, "proposal_id")?),
                comment: sql::get::<Option<uuid::Uuid>>(row, "comment_id")?.map(CommentId),
                text: sql::get(row, "text")?,
                because: because.unwrap_or_default(),
            })
        })
        .collect()
}

/// Who answers for an institution, by name.
///
/// # Errors
/// As the database fails.
pub async fn staff(c: &impl Conn, institution: InstitutionId) -> Result<Vec<(AccountId, String)>> {
    let sql = "SELECT a.id, a.display_name FROM memberships m JOIN accounts a ON a.id = m.account_id \
               WHERE m.institution_id = ? ORDER BY a.display_name";
    let rows = sql::all(c, sql, vec![institution.0.into()]).await?;
    rows.iter().map(|row| Ok((AccountId(sql::get(row, "id")?), sql::get(row, "display_name")?))).collect()
}
