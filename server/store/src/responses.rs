//! Public answers of institutions, with their commitments.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::{AccountId, InstitutionId, LeverId, ProposalId, ResponseId};
use domain::institutions::{Commitment, Response};
use domain::taxonomy::ResponseKind;
use domain::time::working_days;
use std::collections::HashMap;
use uuid::Uuid;

/// A new answer, checked.
#[derive(Debug, Clone)]
pub struct NewResponse {
    pub id: ResponseId,
    pub proposal: ProposalId,
    pub institution: InstitutionId,
    pub lever: Option<LeverId>,
    pub kind: ResponseKind,
    pub text: String,
    /// What is promised, and the day it is due (`YYYY-MM-DD`).
    pub commitment: Option<(String, String)>,
    pub author: Option<AccountId>,
    /// When the institution was asked: the match it answers, or the proposal itself.
    pub asked_at: Time,
    pub created_at: Time,
}

/// # Errors
/// `Missing` where the proposal, institution or lever is not there.
pub async fn create(c: &impl Conn, new: NewResponse) -> Result<()> {
    let (what, due) = new.commitment.unzip();
    let sql = "INSERT INTO responses (id, proposal_id, institution_id, lever_id, kind, text, commitment, due_on, \
               author_id, asked_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let values = vec![
        new.id.0.into(),
        new.proposal.0.into(),
        new.institution.0.into(),
        new.lever.map(Uuid::from).into(),
        new.kind.key().into(),
        new.text.into(),
        what.into(),
        due.into(),
        new.author.map(Uuid::from).into(),
        new.asked_at.0.into(),
        new.created_at.0.into(),
    ];
    sql::run(c, sql, values).await?;
    Ok(())
}

/// Everything institutions said to a proposal, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn to_proposal(c: &impl Conn, proposal: ProposalId) -> Result<Vec<Response>> {
    let sql = "SELECT r.*, i.slug, i.name, a.display_name FROM responses r \
               JOIN institutions i ON i.id = r.institution_id LEFT JOIN accounts a ON a.id = r.author_id \
               WHERE r.proposal_id = ? ORDER BY r.created_at, r.id";
    sql::all(c, sql, vec![proposal.0.into()]).await?.iter().map(read).collect()
}

/// When an institution was first matched to a proposal.
///
/// # Errors
/// As the database fails.
pub async fn asked_at(
    c: &impl Conn,
    proposal: ProposalId,
    institution: InstitutionId,
) -> Result<Option<Time>> {
    let sql = "SELECT MIN(created_at) AS at FROM lever_matches WHERE proposal_id = ? AND institution_id = ?";
    let row = sql::one(c, sql, vec![proposal.0.into(), institution.0.into()]).await?;
    row.map_or(Ok(None), |row| Ok(sql::get::<Option<i64>>(&row, "at")?.map(Time)))
}

/// Marks the open commitments of an institution to a proposal as kept.
///
/// # Errors
/// As the database fails.
pub async fn keep_commitments(
    c: &impl Conn,
    proposal: ProposalId,
    by: InstitutionId,
    now: Time,
) -> Result<u64> {
    let sql = "UPDATE responses SET done_at = ? WHERE proposal_id = ? AND institution_id = ? \
               AND commitment IS NOT NULL AND done_at IS NULL";
    sql::run(c, sql, vec![now.0.into(), proposal.0.into(), by.0.into()]).await
}

/// How many commitments to a proposal are still to be kept, by anyone.
///
/// # Errors
/// As the database fails.
pub async fn open_commitments(c: &impl Conn, proposal: ProposalId) -> Result<u32> {
    let sql = "SELECT COUNT(*) AS n FROM responses WHERE proposal_id = ? AND commitment IS NOT NULL AND done_at IS NULL";
    let row = sql::one(c, sql, vec![proposal.0.into()]).await?;
    row.map_or(Ok(0), |row| Ok(u32::try_from(sql::get::<i64>(&row, "n")?).unwrap_or(u32::MAX)))
}

/// An institution's latest word on each of `proposals`.
///
/// # Errors
/// As the database fails.
pub async fn latest(
    c: &impl Conn,
    institution: InstitutionId,
    proposals: &[ProposalId],
) -> Result<HashMap<ProposalId, Response>> {
    if proposals.is_empty() {
        return Ok(HashMap::new());
    }
    let marks = sql::marks(proposals.len());
    let sql = format!(
        "SELECT r.*, i.slug, i.name, a.display_name FROM responses r JOIN institutions i ON i.id = r.institution_id \
         LEFT JOIN accounts a ON a.id = r.author_id WHERE r.institution_id = ? AND r.proposal_id IN ({marks}) \
         ORDER BY r.created_at, r.id"
    );
    let mut values = vec![institution.0.into()];
    values.extend(proposals.iter().map(|id| id.0.into()));
    // The later one takes the place of the earlier.
    sql::all(c, &sql, values).await?.iter().map(|row| read(row).map(|said| (said.proposal, said))).collect()
}

pub(crate) fn read(row: &Row) -> Result<Response> {
    let (what, due): (Option<String>, Option<String>) =
        (sql::get(row, "commitment")?, sql::get(row, "due_on")?);
    let lever: Option<Uuid> = sql::get(row, "lever_id")?;
    let done_at = sql::get::<Option<i64>>(row, "done_at")?.map(Time);
    let (asked_at, created_at) = (Time(sql::get(row, "asked_at")?), Time(sql::get(row, "created_at")?));
    Ok(Response {
        id: ResponseId(sql::get(row, "id")?),
        proposal: ProposalId(sql::get(row, "proposal_id")?),
        institution: InstitutionId(sql::get(row, "institution_id")?),
        institution_slug: sql::get(row, "slug")?,
        institution_name: sql::get(row, "name")?,
        lever: lever.map(LeverId),
        kind: sql::key("response kind", &sql::get::<String>(row, "kind")?)?,
        text: sql::get(row, "text")?,
        commitment: what.zip(due).map(|(what, due)| Commitment { what, due, done_at }),
        author_name: sql::get(row, "display_name")?,
        created_at,
        working_days: working_days(asked_at, created_at),
    })
}
