//! The log of what a place added to the vocabulary, and undid. What an edit says is JSON to this crate.

use crate::{Conn, Result, sql};
use domain::Time;
use domain::ids::{AccountId, EditId};
use uuid::Uuid;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: EditId,
    /// What it says; of one that undoes another, what that other says.
    pub edit: String,
    pub undoes: Option<EditId>,
    /// Who, by name; `None` where the account has gone.
    pub by: Option<String>,
    pub at: Time,
}

/// A line to be written.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub id: EditId,
    pub edit: String,
    pub undoes: Option<EditId>,
    pub by: AccountId,
    pub at: Time,
}

/// The whole log, oldest first.
///
/// # Errors
/// As the database fails.
pub async fn log(c: &impl Conn) -> Result<Vec<Line>> {
    let sql = "SELECT v.id, v.edit, v.undoes, v.created_at, a.display_name FROM vocabulary_edits v \
               LEFT JOIN accounts a ON a.id = v.account_id ORDER BY v.seq";
    let line = |row: &sql::Row| {
        let undoes: Option<Uuid> = sql::get(row, "undoes")?;
        Ok(Line {
            id: EditId(sql::get(row, "id")?),
            edit: sql::get(row, "edit")?,
            undoes: undoes.map(EditId),
            by: sql::get(row, "display_name")?,
            at: Time(sql::get(row, "created_at")?),
        })
    };
    sql::all(c, sql, vec![]).await?.iter().map(line).collect()
}

/// # Errors
/// `Unique` over `vocabulary_edits(undoes)` where another undid it before.
pub async fn write(c: &impl Conn, line: NewLine) -> Result<()> {
    let sql =
        "INSERT INTO vocabulary_edits (id, edit, undoes, account_id, created_at) VALUES (?, ?, ?, ?, ?)";
    let values = vec![
        line.id.0.into(),
        line.edit.into(),
        line.undoes.map(Uuid::from).into(),
        line.by.0.into(),
        line.at.0.into(),
    ];
    sql::run(c, sql, values).await?;
    Ok(())
}
