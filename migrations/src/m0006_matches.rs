//! Matches with their reasons, and public answers.

use crate::columns::{
    belongs_to, double, id, index, moment, moment_null, remembers, table, text, text_null, uuid, uuid_null,
};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_matches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        lever_matches(manager).await?;
        module_matches(manager).await?;
        responses(manager).await
    }
}

async fn lever_matches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "lever_matches",
        vec![
            uuid("proposal_id"),
            uuid("lever_id"),
            uuid("institution_id"),
            double("score"),
            text("reasons"),
            text("status"),
            text_null("dismissed_because"),
            uuid_null("decided_by"),
            moment_null("decided_at"),
            moment("created_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("lever_matches", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("lever_matches", "lever_id", "levers"));
    made.foreign_key(&mut belongs_to("lever_matches", "institution_id", "institutions"));
    made.primary_key(Index::create().col("proposal_id").col("lever_id"));
    manager.create_table(made).await?;
    manager.create_index(index("lever_matches", &["institution_id", "status"])).await?;
    manager.create_index(index("lever_matches", &["lever_id"])).await?;
    Ok(())
}

async fn module_matches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "module_matches",
        vec![uuid("proposal_id"), uuid("module_id"), double("score"), text("reasons")],
    );
    made.foreign_key(&mut belongs_to("module_matches", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("module_matches", "module_id", "modules"));
    made.primary_key(Index::create().col("proposal_id").col("module_id"));
    manager.create_table(made).await?;
    manager.create_index(index("module_matches", &["module_id"])).await?;
    Ok(())
}

async fn responses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "responses",
        vec![
            id(),
            uuid("proposal_id"),
            uuid("institution_id"),
            uuid_null("lever_id"),
            text("kind"),
            text("text"),
            text_null("commitment"),
            text_null("due_on"),
            moment_null("done_at"),
            uuid_null("author_id"),
            moment("asked_at"),
            moment("created_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("responses", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("responses", "institution_id", "institutions"));
    made.foreign_key(&mut remembers("responses", "lever_id", "levers"));
    made.foreign_key(&mut remembers("responses", "author_id", "accounts"));
    manager.create_table(made).await?;
    manager.create_index(index("responses", &["proposal_id", "created_at"])).await?;
    manager.create_index(index("responses", &["institution_id", "created_at"])).await?;
    Ok(())
}
