//! Comments under a proposal.

use crate::entity::comments::{ActiveModel, Entity};
use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::{AccountId, CommentId, ProposalId};
use domain::proposals::{Author, Comment};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct NewComment {
    pub id: CommentId,
    pub proposal: ProposalId,
    pub author: Option<AccountId>,
    pub body: String,
    pub created_at: Time,
}

/// Adds a comment and counts it. Run it in a transaction.
///
/// # Errors
/// `Missing` where the proposal is not there.
pub async fn comment_on(c: &impl Conn, new: NewComment) -> Result<()> {
    let proposal = new.proposal;
    let row = ActiveModel {
        id: Set(new.id.0),
        proposal_id: Set(proposal.0),
        author_id: Set(new.author.map(Uuid::from)),
        body: Set(new.body),
        hidden_at: Set(None),
        hidden_reason: Set(None),
        created_at: Set(new.created_at.0),
    };
    Entity::insert(row).exec_without_returning(&c.exec()).await?;
    count(c, proposal, 1).await
}

/// A proposal's comments after `after` (exclusive), oldest first.
///
/// # Errors
/// As the database fails.
pub async fn comments(
    c: &impl Conn,
    proposal: ProposalId,
    after: Option<(Time, CommentId)>,
    limit: u32,
) -> Result<Vec<Comment>> {
    let (at, id) = after.map_or((i64::MIN, Uuid::nil()), |(at, id)| (at.0, id.0));
    let sql = format!(
        "SELECT c.id, c.author_id, a.display_name, c.body, c.created_at, c.hidden_reason FROM comments c \
         LEFT JOIN accounts a ON a.id = c.author_id WHERE c.proposal_id = ? \
         AND (c.created_at > ? OR (c.created_at = ? AND c.id > ?)) ORDER BY c.created_at, c.id LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![proposal.0.into(), at.into(), at.into(), id.into()]).await?;
    rows.iter().map(read).collect()
}

/// # Errors
/// As the database fails.
pub async fn comment(c: &impl Conn, id: CommentId) -> Result<Option<Comment>> {
    let sql = "SELECT c.id, c.author_id, a.display_name, c.body, c.created_at, c.hidden_reason FROM comments c \
               LEFT JOIN accounts a ON a.id = c.author_id WHERE c.id = ?";
    sql::one(c, sql, vec![id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Which proposal a comment stands under, and who wrote it.
///
/// # Errors
/// As the database fails.
pub async fn comment_place(c: &impl Conn, id: CommentId) -> Result<Option<(ProposalId, Option<AccountId>)>> {
    let row =
        sql::one(c, "SELECT proposal_id, author_id FROM comments WHERE id = ?", vec![id.0.into()]).await?;
    row.map(|row| {
        let author: Option<Uuid> = sql::get(&row, "author_id")?;
        Ok((ProposalId(sql::get(&row, "proposal_id")?), author.map(AccountId)))
    })
    .transpose()
}

/// Hides a comment with the reason, or shows it again, and keeps the count; `false` where nothing changed.
/// Run it in a transaction.
///
/// # Errors
/// As the database fails.
pub async fn hide_comment(
    c: &impl Conn,
    proposal: ProposalId,
    id: CommentId,
    because: Option<&str>,
    now: Time,
) -> Result<bool> {
    let was = if because.is_some() { "IS NULL" } else { "IS NOT NULL" };
    let sql =
        format!("UPDATE comments SET hidden_at = ?, hidden_reason = ? WHERE id = ? AND hidden_at {was}");
    let at = because.map(|_| now.0);
    let changed =
        sql::run(c, &sql, vec![at.into(), because.map(ToOwned::to_owned).into(), id.0.into()]).await? > 0;
    if changed {
        count(c, proposal, if because.is_some() { -1 } else { 1 }).await?;
    }
    Ok(changed)
}

async fn count(c: &impl Conn, proposal: ProposalId, by: i32) -> Result<()> {
    let sql = "UPDATE proposals SET comment_count = comment_count + ? WHERE id = ?";
    sql::run(c, sql, vec![by.into(), proposal.0.into()]).await?;
    Ok(())
}

/// Recounts every comment count; gives how many were wrong and are right now.
///
/// # Errors
/// As the database fails.
pub async fn recount_comments(c: &impl Conn) -> Result<u64> {
    let counted =
        "(SELECT COUNT(*) FROM comments c WHERE c.proposal_id = proposals.id AND c.hidden_at IS NULL)";
    let sql = format!("UPDATE proposals SET comment_count = {counted} WHERE comment_count <> {counted}");
    sql::run(c, &sql, vec![]).await
}

fn read(row: &Row) -> Result<Comment> {
    let author: Option<Uuid> = sql::get(row, "author_id")?;
    let name: Option<String> = sql::get(row, "display_name")?;
    Ok(Comment {
        id: CommentId(sql::get(row, "id")?),
        author: author.zip(name).map(|(id, display_name)| Author { id: AccountId(id), display_name }),
        body: sql::get(row, "body")?,
        created_at: Time(sql::get(row, "created_at")?),
        hidden: sql::get(row, "hidden_reason")?,
    })
}
