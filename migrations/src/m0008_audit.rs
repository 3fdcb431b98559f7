//! Audit events: who changed what, and the feed that indexes in memory follow.

use crate::columns::{index, moment, text, text_null, uuid_null};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0008_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("audit_events")
            .col(ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key())
            .col(moment("at"))
            .col(uuid_null("actor_id"))
            .col(text("action"))
            .col(text("subject"))
            .col(uuid_null("subject_id"))
            .col(text_null("before"))
            .col(text_null("after"))
            .take();
        manager.create_table(table).await?;
        manager.create_index(index("audit_events", &["subject_id"])).await?;
        transaction_number(manager).await
    }
}

/// On PostgreSQL sequence numbers commit out of order, so each row keeps its transaction's number: a reader takes
/// only rows of transactions older than every one still running. SQLite has one writer at a time: its order is true.
async fn transaction_number(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => {
            "ALTER TABLE audit_events ADD COLUMN tx BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)"
        }
        _ => "ALTER TABLE audit_events ADD COLUMN tx BIGINT NOT NULL DEFAULT 0",
    };
    db.execute_unprepared(sql).await?;
    manager.create_index(index("audit_events", &["tx", "seq"])).await
}
