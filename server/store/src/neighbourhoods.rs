//! What comes together in a neighbourhood: who answered its ideas, and what lessons they need.

use crate::{Conn, Result, sql};
use domain::ids::NeighbourhoodId;
use domain::neighbourhoods::{Answering, Needed};

/// Ideas of a neighbourhood that can be seen.
const IDEAS: &str =
    "p.neighbourhood_id = ? AND p.hidden_at IS NULL AND p.merged_into IS NULL AND p.stage <> 'draft'";

/// Institutions that answered ideas of a neighbourhood, those that answered most first.
///
/// # Errors
/// As the database fails.
pub async fn answering(c: &impl Conn, neighbourhood: NeighbourhoodId) -> Result<Vec<Answering>> {
    let sql = format!(
        "SELECT i.slug, i.name, COUNT(DISTINCT r.proposal_id) AS ideas FROM responses r \
         JOIN proposals p ON p.id = r.proposal_id JOIN institutions i ON i.id = r.institution_id \
         WHERE {IDEAS} GROUP BY i.id, i.slug, i.name ORDER BY ideas DESC, i.name"
    );
    let rows = sql::all(c, &sql, vec![neighbourhood.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let ideas: i64 = sql::get(row, "ideas")?;
            Ok(Answering {
                slug: sql::get(row, "slug")?,
                name: sql::get(row, "name")?,
                ideas: u32::try_from(ideas).unwrap_or(0),
            })
        })
        .collect()
}

/// Modules that ideas of a neighbourhood which are not over were matched to, those most need first.
///
/// # Errors
/// As the database fails.
pub async fn needed(c: &impl Conn, neighbourhood: NeighbourhoodId, limit: u32) -> Result<Vec<Needed>> {
    let sql = format!(
        "SELECT d.slug, d.title, d.minutes, COUNT(*) AS ideas FROM module_matches m \
         JOIN proposals p ON p.id = m.proposal_id JOIN modules d ON d.id = m.module_id \
         WHERE {IDEAS} AND p.stage NOT IN ('done', 'declined') \
         GROUP BY d.id, d.slug, d.title, d.minutes ORDER BY ideas DESC, d.title LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![neighbourhood.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let ideas: i64 = sql::get(row, "ideas")?;
            Ok(Needed {
                slug: sql::get(row, "slug")?,
                title: sql::get(row, "title")?,
                minutes: sql::count(sql::get(row, "minutes")?),
                ideas: u32::try_from(ideas).unwrap_or(0),
            })
        })
        .collect()
}
