//! What a place added to the vocabulary: a log. An undoing is a line of its own that points at what it undoes.

use crate::columns::{moment, remembers, table, text, unique, uuid, uuid_null};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0009_vocabulary"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut made = table(
            "vocabulary_edits",
            vec![
                ColumnDef::new("seq").big_integer().not_null().auto_increment().primary_key().take(),
                uuid("id"),
                text("edit"),
                uuid_null("undoes"),
                uuid_null("account_id"),
                moment("created_at"),
            ],
        );
        made.foreign_key(&mut remembers("vocabulary_edits", "account_id", "accounts"));
        manager.create_table(made).await?;
        manager.create_index(unique("vocabulary_edits", &["id"])).await?;
        // A line is undone once; nulls are not alike.
        manager.create_index(unique("vocabulary_edits", &["undoes"])).await
    }
}
