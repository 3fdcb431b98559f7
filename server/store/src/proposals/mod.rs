//! Proposals: writing, reading one, cards for lists, and the rows that the board keeps in memory.

mod backings;
mod board;
mod cards;
mod comments;
mod supports;
mod texts;
mod ties;

use crate::entity::proposals::{ActiveModel, Entity};
use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::Time;
use domain::ids::{AccountId, NeighbourhoodId, ProposalId};
use domain::places::{NeighbourhoodName, Position};
use domain::proposals::{Author, Proposal};
use domain::taxonomy::{Stage, Theme};
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::collections::HashMap;
use uuid::Uuid;

pub use backings::{Backed, Backing, support_all};
pub use board::{BoardRow, board, board_rows};
pub use cards::{Card, cards};
pub use comments::{
    NewComment, comment, comment_on, comment_place, comments, hide_comment, recount_comments,
};
pub use supports::{
    follow, followers, follows, of_account, recount_supports, support, supported_among, supporters, supports,
    unfollow, unsupport,
};
pub use texts::{Text, texts, texts_after};
pub use ties::{Ties, ties};

const WHOLE: &str = "SELECT p.*, a.display_name AS author_name, n.slug AS n_slug, n.name AS n_name \
                     FROM proposals p LEFT JOIN accounts a ON a.id = p.author_id \
                     LEFT JOIN neighbourhoods n ON n.id = p.neighbourhood_id";

/// A new proposal, checked and placed.
#[derive(Debug, Clone)]
pub struct NewProposal {
    pub id: ProposalId,
    pub external_id: Option<String>,
    pub author: Option<AccountId>,
    pub title: String,
    pub body: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodId>,
    pub created_at: Time,
}

/// # Errors
/// `Unique` over `proposals(external_id)` where it was imported before.
pub async fn create(c: &impl Conn, new: NewProposal) -> Result<()> {
    let row = ActiveModel {
        id: Set(new.id.0),
        external_id: Set(new.external_id),
        author_id: Set(new.author.map(Uuid::from)),
        title: Set(new.title),
        body: Set(new.body),
        theme: Set(new.theme.key().to_owned()),
        stage: Set(new.stage.key().to_owned()),
        lon: Set(new.point.map(|p| p.lon)),
        lat: Set(new.point.map(|p| p.lat)),
        neighbourhood_id: Set(new.neighbourhood.map(Uuid::from)),
        support_count: Set(0),
        comment_count: Set(0),
        hidden_at: Set(None),
        hidden_reason: Set(None),
        created_at: Set(new.created_at.0),
        updated_at: Set(new.created_at.0),
    };
    Entity::insert(row).exec_without_returning(&c.exec()).await?;
    Ok(())
}

/// One proposal, hidden or not: whether the viewer may see it is for `service` to say.
///
/// # Errors
/// As the database fails.
pub async fn find(c: &impl Conn, id: ProposalId) -> Result<Option<Proposal>> {
    sql::one(c, &format!("{WHOLE} WHERE p.id = ?"), vec![id.0.into()]).await?.as_ref().map(read).transpose()
}

/// Those of `ids` that are visible, in the order of `ids`.
///
/// # Errors
/// As the database fails.
pub async fn several(c: &impl Conn, ids: &[ProposalId]) -> Result<Vec<Proposal>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{WHOLE} WHERE p.id IN ({}) AND p.hidden_at IS NULL", sql::marks(ids.len()));
    let rows = sql::all(c, &sql, ids.iter().map(|id| id.0.into()).collect()).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let proposal = read(row)?;
        found.insert(proposal.id, proposal);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// # Errors
/// As the database fails.
pub async fn by_external_id(c: &impl Conn, external_id: &str) -> Result<Option<ProposalId>> {
    let row = sql::one(c, "SELECT id FROM proposals WHERE external_id = ?", vec![external_id.into()]).await?;
    row.map(|row| Ok(ProposalId(sql::get(&row, "id")?))).transpose()
}

/// # Errors
/// As the database fails.
pub async fn set_stage(c: &impl Conn, id: ProposalId, stage: Stage, now: Time) -> Result<bool> {
    let sql = "UPDATE proposals SET stage = ?, updated_at = ? WHERE id = ?";
    Ok(sql::run(c, sql, vec![stage.key().into(), now.0.into(), id.0.into()]).await? > 0)
}

/// Holds a proposal until the transaction ends, so that what is counted and what is merged do not pass each other by;
/// `false` where it is not there or is part of another.
///
/// # Errors
/// As the database fails.
pub async fn hold(tx: &Tx, id: ProposalId) -> Result<bool> {
    let sql = "UPDATE proposals SET support_count = support_count WHERE id = ? AND merged_into IS NULL";
    Ok(sql::run(tx, sql, vec![id.0.into()]).await? > 0)
}

/// # Errors
/// As the database fails.
pub async fn set_neighbourhood(c: &impl Conn, id: ProposalId, to: Option<NeighbourhoodId>) -> Result<()> {
    let sql = "UPDATE proposals SET neighbourhood_id = ? WHERE id = ?";
    sql::run(c, sql, vec![to.map(Uuid::from).into(), id.0.into()]).await?;
    Ok(())
}

/// Hides a proposal with the reason, or shows it again.
///
/// # Errors
/// As the database fails.
pub async fn set_hidden(c: &impl Conn, id: ProposalId, because: Option<&str>, now: Time) -> Result<bool> {
    let sql = "UPDATE proposals SET hidden_at = ?, hidden_reason = ?, updated_at = ? WHERE id = ?";
    let at = because.map(|_| now.0);
    let values = vec![at.into(), because.map(ToOwned::to_owned).into(), now.0.into(), id.0.into()];
    Ok(sql::run(c, sql, values).await? > 0)
}

fn read(row: &Row) -> Result<Proposal> {
    let author: Option<Uuid> = sql::get(row, "author_id")?;
    let name: Option<String> = sql::get(row, "author_name")?;
    Ok(Proposal {
        id: ProposalId(sql::get(row, "id")?),
        external_id: sql::get(row, "external_id")?,
        title: sql::get(row, "title")?,
        body: sql::get(row, "body")?,
        theme: sql::key("theme", &sql::get::<String>(row, "theme")?)?,
        stage: sql::key("stage", &sql::get::<String>(row, "stage")?)?,
        point: point(row)?,
        neighbourhood: neighbourhood(row)?,
        support_count: sql::count(sql::get(row, "support_count")?),
        comment_count: sql::count(sql::get(row, "comment_count")?),
        author: author.zip(name).map(|(id, display_name)| Author { id: AccountId(id), display_name }),
        created_at: Time(sql::get(row, "created_at")?),
        hidden: sql::get(row, "hidden_reason")?,
        merged_into: sql::get::<Option<Uuid>>(row, "merged_into")?.map(ProposalId),
    })
}

pub(crate) fn point(row: &Row) -> Result<Option<Position>> {
    let (lon, lat): (Option<f64>, Option<f64>) = (sql::get(row, "lon")?, sql::get(row, "lat")?);
    Ok(lon.zip(lat).map(|(lon, lat)| Position { lon, lat }))
}

pub(crate) fn neighbourhood(row: &Row) -> Result<Option<NeighbourhoodName>> {
    let (slug, name): (Option<String>, Option<String>) = (sql::get(row, "n_slug")?, sql::get(row, "n_name")?);
    Ok(slug.zip(name).map(|(slug, name)| NeighbourhoodName { slug, name }))
}
