//! Proposals, supports, follows and comments.

use crate::columns::{
    belongs_to, count, double_null, id, index, moment, moment_null, remembers, table, text, text_null,
    unique, uuid, uuid_null,
};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_proposals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        proposals(manager).await?;
        supports(manager).await?;
        follows(manager).await?;
        comments(manager).await
    }
}

async fn proposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "proposals",
        vec![
            id(),
            text_null("external_id"),
            uuid_null("author_id"),
            text("title"),
            text("body"),
            text("theme"),
            text("stage"),
            double_null("lon"),
            double_null("lat"),
            uuid_null("neighbourhood_id"),
            count("support_count"),
            count("comment_count"),
            moment_null("hidden_at"),
            text_null("hidden_reason"),
            moment("created_at"),
            moment("updated_at"),
        ],
    );
    made.foreign_key(&mut remembers("proposals", "author_id", "accounts"));
    made.foreign_key(&mut remembers("proposals", "neighbourhood_id", "neighbourhoods"));
    manager.create_table(made).await?;
    manager.create_index(unique("proposals", &["external_id"])).await?;
    manager.create_index(index("proposals", &["author_id"])).await?;
    manager.create_index(index("proposals", &["created_at"])).await?;
    manager.create_index(index("proposals", &["neighbourhood_id"])).await?;
    Ok(())
}

async fn supports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table("supports", vec![uuid("proposal_id"), uuid("account_id"), moment("created_at")]);
    made.foreign_key(&mut belongs_to("supports", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("supports", "account_id", "accounts"));
    made.primary_key(Index::create().col("proposal_id").col("account_id"));
    manager.create_table(made).await?;
    manager.create_index(index("supports", &["account_id"])).await?;
    Ok(())
}

async fn follows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table("follows", vec![uuid("proposal_id"), uuid("account_id"), moment("created_at")]);
    made.foreign_key(&mut belongs_to("follows", "proposal_id", "proposals"));
    made.foreign_key(&mut belongs_to("follows", "account_id", "accounts"));
    made.primary_key(Index::create().col("proposal_id").col("account_id"));
    manager.create_table(made).await?;
    manager.create_index(index("follows", &["account_id"])).await?;
    Ok(())
}

async fn comments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "comments",
        vec![
            id(),
            uuid("proposal_id"),
            uuid_null("author_id"),
            text("body"),
            moment_null("hidden_at"),
            text_null("hidden_reason"),
            moment("created_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("comments", "proposal_id", "proposals"));
    made.foreign_key(&mut remembers("comments", "author_id", "accounts"));
    manager.create_table(made).await?;
    manager.create_index(index("comments", &["proposal_id", "created_at"])).await?;
    manager.create_index(index("comments", &["author_id"])).await?;
    Ok(())
}
