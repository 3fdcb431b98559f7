//! What can go wrong in the database, told apart by kind and constraint, never by message text.

use sea_orm::sqlx::error::ErrorKind;
use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// A constraint that said no, by its name (`uq_accounts_email`) where the database gives it, or
/// `table.column[,table.column]` as SQLite does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint(String);

impl Constraint {
    /// Whether this is the unique constraint over `columns` of `table`.
    #[must_use]
    pub fn is_unique(&self, table: &str, columns: &[&str]) -> bool {
        let named = format!("uq_{table}_{}", columns.join("_"));
        let listed = columns.iter().map(|c| format!("{table}.{c}")).collect::<Vec<_>>().join(", ");
        self.0 == named || self.0 == listed
    }
}

/// An error from the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique constraint said no.
    #[error("unique constraint {0:?}")]
    Unique(Constraint),
    /// A foreign key said no: something it points at is not there.
    #[error("a row that this points at is not there")]
    Missing,
    /// The database cannot be reached, or is locked by another for too long.
    #[error("the database is away: {0}")]
    Away(DbErr),
    /// A stored value does not read back: a fault of ours.
    #[error("stored {what} does not read back: {value}")]
    Corrupt { what: &'static str, value: String },
    #[error(transparent)]
    Other(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Away(error),
            DbErr::Query(RuntimeErr::SqlxError(inner)) | DbErr::Exec(RuntimeErr::SqlxError(inner)) => {
                match classify(inner) {
                    Some(found) => found,
                    None if is_away(inner) => Self::Away(error),
                    None => Self::Other(error),
                }
            }
            _ => Self::Other(error),
        }
    }
}

fn classify(error: &SqlxError) -> Option<StoreError> {
    let db = error.as_database_error()?;
    match db.kind() {
        ErrorKind::UniqueViolation => {
            let name = match db.constraint() {
                Some(name) => name.to_owned(),
                // SQLite has no other place for it: "UNIQUE constraint failed: accounts.email".
                None => db.message().rsplit(": ").next().unwrap_or_default().to_owned(),
            };
            Some(StoreError::Unique(Constraint(name)))
        }
        ErrorKind::ForeignKeyViolation => Some(StoreError::Missing),
        _ => None,
    }
}

/// Lost connections, and SQLite's BUSY (5) and its kin, whose code's low byte is 5.
fn is_away(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => true,
        SqlxError::Database(db) => {
            let code = db.code().unwrap_or_default();
            let busy = code.parse::<u32>().is_ok_and(|code| code & 0xff == 5);
            // PostgreSQL: 40P01 is a deadlock, which the next try will not meet; 57P.. is shutdown, 08... a lost connection, 53300 too many connections.
            busy || code == "40P01" || code.starts_with("57P") || code.starts_with("08") || code == "53300"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_is_known_by_either_databases_way_of_naming_it() {
        assert!(Constraint("uq_accounts_email".into()).is_unique("accounts", &["email"]));
        assert!(Constraint("accounts.email".into()).is_unique("accounts", &["email"]));
        assert!(
            Constraint("supports.proposal_id, supports.account_id".into())
                .is_unique("supports", &["proposal_id", "account_id"])
        );
        assert!(!Constraint("accounts.name".into()).is_unique("accounts", &["email"]));
    }
}
