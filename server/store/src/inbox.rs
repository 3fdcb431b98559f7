//! The queues of an institution's inbox: which proposals are in each, a page at a time.

use crate::record::{LATEST, WAITING};
use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::answers::Queue;
use domain::ids::{InstitutionId, LeverId, ProposalId};
use sea_orm::Value;
use std::collections::HashMap;

/// A page of a queue.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub queue: Queue,
    /// Only what was matched to this lever, or answered with it.
    pub lever: Option<LeverId>,
    pub skip: u32,
    pub limit: u32,
}

/// The proposals on a page of a queue, in its order, with the moment each was first matched to the institution
/// (answered without a match: `None`).
///
/// What waits comes strongest first, confirmed before suggested; commitments by their day; what is explored, the
/// longest first; what is answered or set aside, the latest first.
///
/// # Errors
/// As the database fails.
pub async fn page(
    c: &impl Conn,
    institution: InstitutionId,
    page: &Page,
) -> Result<Vec<(ProposalId, Option<Time>)>> {
    let (from, order) = match page.queue {
        Queue::ToAnswer => {
            let only = with_lever("AND m.institution_id = ?", "AND m.lever_id = ?", page.lever);
            (WAITING.replace("{only}", &only), "t.rank, t.score DESC, t.proposal_id")
        }
        Queue::NotOurs => {
            let only = with_lever("m.institution_id = ?", "AND m.lever_id = ?", page.lever);
            (set_aside(&only), "t.decided DESC, t.proposal_id")
        }
        Queue::Exploring => (latest("'exploring'", page.lever), "t.created_at, t.proposal_id"),
        Queue::Commitments => (latest("'committed'", page.lever), "t.due_on, t.proposal_id"),
        Queue::Answered => (latest("'not_possible', 'done'", page.lever), "t.created_at DESC, t.proposal_id"),
    };
    let sql = format!(
        "SELECT t.proposal_id, (SELECT MIN(m.created_at) FROM lever_matches m WHERE m.proposal_id = t.proposal_id \
         AND m.institution_id = t.institution_id) AS first_asked FROM ({from}) t ORDER BY {order} LIMIT {} OFFSET {}",
        page.limit, page.skip
    );
    let mut values: Vec<Value> = vec![institution.0.into()];
    values.extend(page.lever.map(|lever| lever.0.into()));
    sql::all(c, &sql, values).await?.iter().map(read).collect()
}

/// How many proposals the institution set aside without a word.
///
/// # Errors
/// As the database fails.
pub async fn set_aside_count(c: &impl Conn, institution: InstitutionId) -> Result<u32> {
    let sql = format!("SELECT COUNT(*) AS n FROM ({}) t", set_aside("m.institution_id = ?"));
    let row = sql::one(c, &sql, vec![institution.0.into()]).await?;
    row.map_or(Ok(0), |row| number(&row))
}

/// How many proposals wait for an answer, by lever.
///
/// # Errors
/// As the database fails.
pub async fn waiting_by_lever(c: &impl Conn, institution: InstitutionId) -> Result<HashMap<LeverId, u32>> {
    let sql = "SELECT m.lever_id, COUNT(*) AS n FROM lever_matches m JOIN proposals p ON p.id = m.proposal_id \
               WHERE m.institution_id = ? AND m.status <> 'dismissed' AND p.hidden_at IS NULL AND p.merged_into IS NULL \
               AND p.stage NOT IN ('draft', 'done', 'declined') AND NOT EXISTS (SELECT 1 FROM responses r \
               WHERE r.proposal_id = m.proposal_id AND r.institution_id = m.institution_id) GROUP BY m.lever_id";
    let rows = sql::all(c, sql, vec![institution.0.into()]).await?;
    rows.iter().map(|row| Ok((LeverId(sql::get(row, "lever_id")?), number(row)?))).collect()
}

/// Proposals whose every match to the institution was dismissed and that it has not answered.
fn set_aside(only: &str) -> String {
    format!(
        "SELECT m.institution_id, m.proposal_id, MAX(m.decided_at) AS decided FROM lever_matches m \
         JOIN proposals p ON p.id = m.proposal_id WHERE {only} AND p.hidden_at IS NULL AND p.merged_into IS NULL AND p.stage <> 'draft' \
         AND NOT EXISTS (SELECT 1 FROM lever_matches o WHERE o.proposal_id = m.proposal_id \
         AND o.institution_id = m.institution_id AND o.status <> 'dismissed') \
         AND NOT EXISTS (SELECT 1 FROM responses r WHERE r.proposal_id = m.proposal_id \
         AND r.institution_id = m.institution_id) GROUP BY m.institution_id, m.proposal_id"
    )
}

fn latest(kinds: &str, lever: Option<LeverId>) -> String {
    let lever_is = "AND ? IN (SELECT m.lever_id FROM lever_matches m WHERE m.proposal_id = r.proposal_id \
                    AND m.institution_id = r.institution_id UNION SELECT r.lever_id)";
    let only = with_lever("AND r.institution_id = ?", lever_is, lever);
    LATEST.replace("{only}", &format!("{only} AND r.kind IN ({kinds})"))
}

fn with_lever(base: &str, also: &str, lever: Option<LeverId>) -> String {
    if lever.is_some() { format!("{base} {also}") } else { base.to_owned() }
}

fn read(row: &Row) -> Result<(ProposalId, Option<Time>)> {
    let asked: Option<i64> = sql::get(row, "first_asked")?;
    Ok((ProposalId(sql::get(row, "proposal_id")?), asked.map(Time)))
}

fn number(row: &Row) -> Result<u32> {
    Ok(u32::try_from(sql::get::<i64>(row, "n")?).unwrap_or(u32::MAX))
}
