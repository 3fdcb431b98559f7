//! The rows that the board keeps in memory: what lists filter and sort by, and what the map draws.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::Time;
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::places::Position;
use domain::taxonomy::{Stage, Theme};
use uuid::Uuid;

/// A visible proposal as the board knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardRow {
    pub id: ProposalId,
    pub title: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodId>,
    pub support_count: u32,
    /// Whether any institution has answered.
    pub answered: bool,
    pub created_at: Time,
}

const COLUMNS: &str = "SELECT p.id, p.title, p.theme, p.stage, p.lon, p.lat, p.neighbourhood_id, p.support_count, \
                       p.created_at, EXISTS (SELECT 1 FROM responses r WHERE r.proposal_id = p.id) AS answered \
                       FROM proposals p WHERE p.hidden_at IS NULL AND p.merged_into IS NULL AND p.stage <> 'draft'";

/// Rows read at a time.
const PART: usize = 1_000;

/// Every visible proposal.
///
/// # Errors
/// As the database fails.
pub async fn board(c: &impl Conn) -> Result<Vec<BoardRow>> {
    // Part by part: rows as they come from the database take several times the memory of what is kept of them.
    let sql = format!("{COLUMNS} AND p.id > ? ORDER BY p.id LIMIT {PART}");
    let (mut board, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let rows = sql::all(c, &sql, vec![after.into()]).await?;
        for row in &rows {
            board.push(read(row)?);
        }
        match board.last() {
            Some(last) if rows.len() == PART => after = last.id.0,
            _ => return Ok(board),
        }
    }
}

/// Those of `ids` that are visible; the others are hidden or gone.
///
/// # Errors
/// As the database fails.
pub async fn board_rows(c: &impl Conn, ids: &[ProposalId]) -> Result<Vec<BoardRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let sql = format!("{COLUMNS} AND p.id IN ({})", sql::marks(part.len()));
        let found = sql::all(c, &sql, part.iter().map(|id| id.0.into()).collect()).await?;
        for row in &found {
            rows.push(read(row)?);
        }
    }
    Ok(rows)
}

fn read(row: &Row) -> Result<BoardRow> {
    let neighbourhood: Option<Uuid> = sql::get(row, "neighbourhood_id")?;
    Ok(BoardRow {
        id: ProposalId(sql::get(row, "id")?),
        title: sql::get(row, "title")?,
        theme: sql::key("theme", &sql::get::<String>(row, "theme")?)?,
        stage: sql::key("stage", &sql::get::<String>(row, "stage")?)?,
        point: super::point(row)?,
        neighbourhood: neighbourhood.map(NeighbourhoodId),
        support_count: sql::count(sql::get(row, "support_count")?),
        answered: sql::get(row, "answered")?,
        created_at: Time(sql::get(row, "created_at")?),
    })
}
