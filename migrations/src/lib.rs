//! The schema of the database, step by step: SQLite and PostgreSQL from the same lines.
//!
//! Expand, then contract: each step is safe beside the version of Fulcrum before it. Ids are UUIDs, moments are
//! milliseconds since 1970 (`big_integer`), days are `YYYY-MM-DD`, lists are JSON in text. No entity is imported
//! here: a step says what it means for ever, entities say what is so today.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m0001_people;
mod m0002_places;
mod m0003_institutions;
mod m0004_proposals;
mod m0005_academy;
mod m0006_matches;
mod m0007_notices;
mod m0008_audit;
mod m0009_vocabulary;
mod m0010_merging;

/// Applies the steps in order; what is applied is kept in `seaql_migrations`.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Step),
            Box::new(m0002_places::Step),
            Box::new(m0003_institutions::Step),
            Box::new(m0004_proposals::Step),
            Box::new(m0005_academy::Step),
            Box::new(m0006_matches::Step),
            Box::new(m0007_notices::Step),
            Box::new(m0008_audit::Step),
            Box::new(m0009_vocabulary::Step),
            Box::new(m0010_merging::Step),
        ]
    }
}
