//! Cards: proposals as lists show them, with the latest answer or who could act, in two queries whatever the number.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::ProposalId;
use domain::places::{NeighbourhoodName, Position};
use domain::taxonomy::{ResponseKind, Stage, Theme};
use std::collections::HashMap;

/// A card as stored; `service` makes a [`domain::proposals::ProposalCard`] of it, which needs the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub id: ProposalId,
    pub title: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodName>,
    pub support_count: u32,
    pub comment_count: u32,
    pub created_at: Time,
    /// The latest answer: institution, kind, text.
    pub answer: Option<(String, ResponseKind, String)>,
    /// Institutions matched and not dismissed: name, moment of the match, working days promised.
    pub waiting: Vec<(String, Time, u32)>,
}

/// The cards of `ids`, in the order of `ids`; those hidden or gone are left out.
///
/// # Errors
/// As the database fails.
pub async fn cards(c: &impl Conn, ids: &[ProposalId]) -> Result<Vec<Card>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks = sql::marks(ids.len());
    let values = || ids.iter().map(|id| id.0.into()).collect::<Vec<_>>();
    let sql = format!(
        "SELECT p.id, p.title, p.theme, p.stage, p.lon, p.lat, p.support_count, p.comment_count, p.created_at, \
         n.slug AS n_slug, n.name AS n_name, i.name AS answered_by, r.kind AS answer_kind, COALESCE(NULLIF(r.text, ''), r.commitment, '') AS answer_text \
         FROM proposals p LEFT JOIN neighbourhoods n ON n.id = p.neighbourhood_id \
         LEFT JOIN responses r ON r.id = (SELECT r2.id FROM responses r2 WHERE r2.proposal_id = p.id \
         ORDER BY r2.created_at DESC, r2.id DESC LIMIT 1) \
         LEFT JOIN institutions i ON i.id = r.institution_id \
         WHERE p.id IN ({marks}) AND p.hidden_at IS NULL"
    );
    let rows = sql::all(c, &sql, values()).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let card = read(row)?;
        found.insert(card.id, card);
    }
    let sql = format!(
        "SELECT m.proposal_id, i.name, i.answer_days, MIN(m.created_at) AS matched_at, MAX(m.score) AS score \
         FROM lever_matches m JOIN institutions i ON i.id = m.institution_id \
         WHERE m.proposal_id IN ({marks}) AND m.status <> 'dismissed' \
         GROUP BY m.proposal_id, i.name, i.answer_days ORDER BY score DESC"
    );
    for row in &sql::all(c, &sql, values()).await? {
        if let Some(card) = found.get_mut(&ProposalId(sql::get(row, "proposal_id")?)) {
            let days: i32 = sql::get(row, "answer_days")?;
            card.waiting.push((sql::get(row, "name")?, Time(sql::get(row, "matched_at")?), sql::count(days)));
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn read(row: &Row) -> Result<Card> {
    let by: Option<String> = sql::get(row, "answered_by")?;
    let kind: Option<String> = sql::get(row, "answer_kind")?;
    let text: Option<String> = sql::get(row, "answer_text")?;
    let answer = match (by, kind, text) {
        (Some(by), Some(kind), Some(text)) => Some((by, sql::key("response kind", &kind)?, text)),
        _ => None,
    };
    Ok(Card {
        id: ProposalId(sql::get(row, "id")?),
        title: sql::get(row, "title")?,
        theme: sql::key("theme", &sql::get::<String>(row, "theme")?)?,
        stage: sql::key("stage", &sql::get::<String>(row, "stage")?)?,
        point: super::point(row)?,
        neighbourhood: super::neighbourhood(row)?,
        support_count: sql::count(sql::get(row, "support_count")?),
        comment_count: sql::count(sql::get(row, "comment_count")?),
        created_at: Time(sql::get(row, "created_at")?),
        answer,
        waiting: Vec::new(),
    })
}
