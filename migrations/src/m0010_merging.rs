//! Merging: proposals that are part of another, and the authors' consent to it.

use crate::columns::{belongs_to, id, index, moment, moment_null, remembers, table, text, uuid, uuid_null};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0010_merging"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut column = uuid_null("merged_into");
        manager.alter_table(Table::alter().table("proposals").add_column(&mut column).take()).await?;
        manager.create_index(index("proposals", &["merged_into"])).await?;
        merges(manager).await?;
        consents(manager).await
    }
}

async fn merges(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "merges",
        vec![
            id(),
            uuid("proposal_id"),
            uuid("into_id"),
            uuid_null("asked_by"),
            text("status"),
            moment("created_at"),
            moment_null("decided_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("merges", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("merges", "into_id", "proposals"));
    made.foreign_key(&mut remembers("merges", "asked_by", "accounts"));
    manager.create_table(made).await?;
    manager.create_index(index("merges", &["into_id"])).await?;
    // One open request a proposal, however many were declined. Both databases know partial indexes.
    let sql = "CREATE UNIQUE INDEX uq_merges_proposal_id ON merges (proposal_id) WHERE status = 'open'";
    manager.get_connection().execute_unprepared(sql).await?;
    Ok(())
}

async fn consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("merge_consents", vec![uuid("merge_id"), uuid("account_id"), moment_null("agreed_at")]);
    made.foreign_key(&mut belongs_to("merge_consents", "merge_id", "merges"));
    made.foreign_key(&mut belongs_to("merge_consents", "account_id", "accounts"));
    made.primary_key(Index::create().col("merge_id").col("account_id"));
    manager.create_table(made).await?;
    manager.create_index(index("merge_consents", &["account_id"])).await
}
