//! What the matcher and the search read of proposals.

use crate::sql::{self, Row};
use crate::{Conn, Result};
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::places::Position;
use domain::taxonomy::{Stage, Theme};
use uuid::Uuid;

/// A visible proposal's words, and what is known beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub id: ProposalId,
    pub title: String,
    pub body: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodId>,
}

const COLUMNS: &str = "SELECT id, title, body, theme, stage, lon, lat, neighbourhood_id FROM proposals \
                       WHERE hidden_at IS NULL AND merged_into IS NULL AND stage <> 'draft'";

/// Those of `ids` that are visible.
///
/// # Errors
/// As the database fails.
pub async fn texts(c: &impl Conn, ids: &[ProposalId]) -> Result<Vec<Text>> {
    let mut texts = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let sql = format!("{COLUMNS} AND id IN ({})", sql::marks(part.len()));
        for row in &sql::all(c, &sql, part.iter().map(|id| id.0.into()).collect()).await? {
            texts.push(read(row)?);
        }
    }
    Ok(texts)
}

/// The visible proposals that come after `after` by their ids, at most `limit`: to read all of them, part by part.
///
/// # Errors
/// As the database fails.
pub async fn texts_after(c: &impl Conn, after: Option<ProposalId>, limit: u32) -> Result<Vec<Text>> {
    let after = after.map_or(Uuid::nil(), Uuid::from);
    let sql = format!("{COLUMNS} AND id > ? ORDER BY id LIMIT {limit}");
    sql::all(c, &sql, vec![after.into()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Text> {
    let neighbourhood: Option<Uuid> = sql::get(row, "neighbourhood_id")?;
    Ok(Text {
        id: ProposalId(sql::get(row, "id")?),
        title: sql::get(row, "title")?,
        body: sql::get(row, "body")?,
        theme: sql::key("theme", &sql::get::<String>(row, "theme")?)?,
        stage: sql::key("stage", &sql::get::<String>(row, "stage")?)?,
        point: super::point(row)?,
        neighbourhood: neighbourhood.map(NeighbourhoodId),
    })
}
