//! What people are told in the app.

use crate::columns::{belongs_to, id, index, moment, moment_null, table, text, text_null, uuid, uuid_null};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0007_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        notices(manager).await
    }
}

async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "notices",
        vec![
            id(),
            uuid("account_id"),
            text("kind"),
            uuid_null("proposal_id"),
            text_null("by"),
            text_null("detail"),
            moment("created_at"),
            moment_null("read_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("notices", "account_id", "accounts"));
    made.foreign_key(&mut belongs_to("notices", "proposal_id", "proposals"));
    manager.create_table(made).await?;
    manager.create_index(index("notices", &["account_id", "created_at"])).await?;
    manager.create_index(index("notices", &["proposal_id"])).await?;
    Ok(())
}
