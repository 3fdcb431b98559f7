//! How institutions answer: counts and times over their answers, in a few queries however many there are.
//!
//! Only proposals that can be seen count. Days are whole days since 1970 in UTC, which is all that working days
//! need: grouping by them keeps the rows few.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::{InstitutionId, LeverId};
use domain::institutions::Answered;
use domain::taxonomy::{LeverKind, ResponseKind};
use std::collections::{BTreeMap, HashMap};

/// What is counted of one institution; `service` makes a [`domain::institutions::Record`] of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Open levers by kind.
    pub levers: BTreeMap<LeverKind, u32>,
    /// Proposals by the institution's latest word.
    pub latest: HashMap<ResponseKind, u32>,
    /// First answers to what it was asked: when asked, when answered, how many.
    pub answers: Vec<(Time, Time, u32)>,
    /// Proposals that wait for a first answer: since when, how many.
    pub waiting: Vec<(Time, u32)>,
    pub promised: u32,
    pub kept: u32,
    pub late: u32,
}

/// Matches that ask for an answer, one row a proposal: not dismissed, on a proposal that is open to answers, not yet
/// answered by the institution. `{only}` narrows it.
pub(crate) const WAITING: &str = "SELECT m.institution_id, m.proposal_id, MIN(m.created_at) AS asked, \
     MAX(m.score) AS score, MIN(CASE m.status WHEN 'confirmed' THEN 0 ELSE 1 END) AS rank \
     FROM lever_matches m JOIN proposals p ON p.id = m.proposal_id \
     WHERE m.status <> 'dismissed' AND p.hidden_at IS NULL AND p.merged_into IS NULL AND p.stage NOT IN ('draft', 'done', 'declined') \
     AND NOT EXISTS (SELECT 1 FROM responses r WHERE r.proposal_id = m.proposal_id \
     AND r.institution_id = m.institution_id) {only} GROUP BY m.institution_id, m.proposal_id";

/// An institution's latest word on each visible proposal, one row each. `{only}` narrows it.
pub(crate) const LATEST: &str = "SELECT r.* FROM responses r JOIN proposals p ON p.id = r.proposal_id \
     WHERE p.hidden_at IS NULL AND NOT EXISTS (SELECT 1 FROM responses n WHERE n.proposal_id = r.proposal_id \
     AND n.institution_id = r.institution_id AND (n.created_at, n.id) > (r.created_at, r.id)) {only}";

/// The tallies of every institution, or of one. `today` is `YYYY-MM-DD`.
///
/// # Errors
/// As the database fails.
pub async fn tallies(
    c: &impl Conn,
    one: Option<InstitutionId>,
    today: &str,
) -> Result<HashMap<InstitutionId, Tally>> {
    let mut tallies = HashMap::new();
    levers(c, one, &mut tallies).await?;
    latest(c, one, &mut tallies).await?;
    answers(c, one, &mut tallies).await?;
    waiting(c, one, &mut tallies).await?;
    promises(c, one, today, &mut tallies).await?;
    Ok(tallies)
}

type Tallies = HashMap<InstitutionId, Tally>;

async fn levers(c: &impl Conn, one: Option<InstitutionId>, into: &mut Tallies) -> Result<()> {
    let sql = "SELECT l.institution_id, l.kind, COUNT(*) AS n FROM levers l WHERE l.open {only} \
               GROUP BY l.institution_id, l.kind";
    for row in &rows(c, sql, "l", one, vec![]).await? {
        let kind = sql::key("lever kind", &sql::get::<String>(row, "kind")?)?;
        let n = number(row, "n")?;
        tally(into, row)?.levers.insert(kind, n);
    }
    Ok(())
}

async fn latest(c: &impl Conn, one: Option<InstitutionId>, into: &mut Tallies) -> Result<()> {
    let sql = format!(
        "SELECT t.institution_id, t.kind, COUNT(*) AS n FROM ({LATEST}) t GROUP BY t.institution_id, t.kind"
    );
    for row in &rows(c, &sql, "r", one, vec![]).await? {
        let kind = sql::key("response kind", &sql::get::<String>(row, "kind")?)?;
        let n = number(row, "n")?;
        tally(into, row)?.latest.insert(kind, n);
    }
    Ok(())
}

/// A first answer at the very moment it was asked for is one that nobody asked for: it kept no one waiting, and what
/// was said after it does not count either.
async fn answers(c: &impl Conn, one: Option<InstitutionId>, into: &mut Tallies) -> Result<()> {
    let sql = format!(
        "SELECT t.institution_id, t.asked, t.answered, COUNT(*) AS n FROM (SELECT r.institution_id, \
         MIN(r.asked_at) / {day} AS asked, MIN(r.created_at) / {day} AS answered FROM responses r \
         JOIN proposals p ON p.id = r.proposal_id WHERE p.hidden_at IS NULL {{only}} \
         GROUP BY r.institution_id, r.proposal_id HAVING MIN(r.asked_at) < MIN(r.created_at)) t \
         GROUP BY t.institution_id, t.asked, t.answered",
        day = Time::DAY
    );
    for row in &rows(c, &sql, "r", one, vec![]).await? {
        let answer = (day(row, "asked")?, day(row, "answered")?, number(row, "n")?);
        tally(into, row)?.answers.push(answer);
    }
    Ok(())
}

async fn waiting(c: &impl Conn, one: Option<InstitutionId>, into: &mut Tallies) -> Result<()> {
    let sql = format!(
        "SELECT t.institution_id, t.asked / {} AS asked, COUNT(*) AS n FROM ({WAITING}) t GROUP BY t.institution_id, \
         t.asked / {}",
        Time::DAY,
        Time::DAY
    );
    for row in &rows(c, &sql, "m", one, vec![]).await? {
        let since = (day(row, "asked")?, number(row, "n")?);
        tally(into, row)?.waiting.push(since);
    }
    Ok(())
}

async fn promises(c: &impl Conn, one: Option<InstitutionId>, today: &str, into: &mut Tallies) -> Result<()> {
    let sql = "SELECT r.institution_id, COUNT(*) AS promised, COUNT(r.done_at) AS kept, \
               COUNT(CASE WHEN r.done_at IS NULL AND r.due_on < ? THEN 1 END) AS late FROM responses r \
               JOIN proposals p ON p.id = r.proposal_id WHERE p.hidden_at IS NULL AND r.commitment IS NOT NULL {only} \
               GROUP BY r.institution_id";
    for row in &rows(c, sql, "r", one, vec![today.into()]).await? {
        let (promised, kept, late) = (number(row, "promised")?, number(row, "kept")?, number(row, "late")?);
        let tally = tally(into, row)?;
        (tally.promised, tally.kept, tally.late) = (promised, kept, late);
    }
    Ok(())
}

/// Open commitments by the lever they name.
///
/// # Errors
/// As the database fails.
pub async fn taken(c: &impl Conn, institution: InstitutionId) -> Result<HashMap<LeverId, u32>> {
    let sql = "SELECT r.lever_id, COUNT(DISTINCT r.proposal_id) AS n FROM responses r \
               JOIN proposals p ON p.id = r.proposal_id WHERE r.institution_id = ? AND r.lever_id IS NOT NULL \
               AND r.commitment IS NOT NULL AND r.done_at IS NULL AND p.hidden_at IS NULL GROUP BY r.lever_id";
    let rows = sql::all(c, sql, vec![institution.0.into()]).await?;
    rows.iter().map(|row| Ok((LeverId(sql::get(row, "lever_id")?), number(row, "n")?))).collect()
}

/// What an institution said last, newest first, with what it said it to.
///
/// # Errors
/// As the database fails.
pub async fn said(c: &impl Conn, institution: InstitutionId, limit: u32) -> Result<Vec<Answered>> {
    answered(c, institution, "", "r.created_at DESC, r.id DESC", limit).await
}

/// Its open commitments, the nearest day first.
///
/// # Errors
/// As the database fails.
pub async fn open_promises(c: &impl Conn, institution: InstitutionId, limit: u32) -> Result<Vec<Answered>> {
    let open = "AND r.commitment IS NOT NULL AND r.done_at IS NULL";
    answered(c, institution, open, "r.due_on, r.id", limit).await
}

async fn answered(
    c: &impl Conn,
    institution: InstitutionId,
    only: &str,
    order: &str,
    limit: u32,
) -> Result<Vec<Answered>> {
    let sql = format!(
        "SELECT r.*, i.slug, i.name, a.display_name, p.title AS proposal_title FROM responses r \
         JOIN proposals p ON p.id = r.proposal_id JOIN institutions i ON i.id = r.institution_id \
         LEFT JOIN accounts a ON a.id = r.author_id WHERE r.institution_id = ? AND p.hidden_at IS NULL {only} \
         ORDER BY {order} LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![institution.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let response = crate::responses::read(row)?;
            Ok(Answered { response, proposal_title: sql::get(row, "proposal_title")? })
        })
        .collect()
}

/// Rows of `sql`, with `{only}` made a condition on the institution of `alias` where one is asked for.
async fn rows(
    c: &impl Conn,
    sql: &str,
    alias: &str,
    one: Option<InstitutionId>,
    mut values: Vec<sea_orm::Value>,
) -> Result<Vec<Row>> {
    let only = if one.is_some() { format!("AND {alias}.institution_id = ?") } else { String::new() };
    values.extend(one.map(|id| id.0.into()));
    sql::all(c, &sql.replace("{only}", &only), values).await
}

fn tally<'a>(into: &'a mut Tallies, row: &Row) -> Result<&'a mut Tally> {
    Ok(into.entry(InstitutionId(sql::get(row, "institution_id")?)).or_default())
}

fn number(row: &Row, column: &str) -> Result<u32> {
    Ok(u32::try_from(sql::get::<i64>(row, column)?).unwrap_or(u32::MAX))
}

fn day(row: &Row, column: &str) -> Result<Time> {
    Ok(Time(sql::get::<i64>(row, column)?.saturating_mul(Time::DAY)))
}
