//! Accounts, sessions and attempts to sign in.

use crate::columns::{
    belongs_to, flag, id, index, moment, moment_null, table, text, text_null, unique, uuid_null,
};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        accounts(manager).await?;
        sessions(manager).await?;
        sign_in_attempts(manager).await
    }
}

async fn accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "accounts",
        vec![
            id(),
            text("email"),
            text("password_hash"),
            text("display_name"),
            text("role"),
            flag("demo"),
            text_null("external_id"),
            moment("created_at"),
            moment_null("seen_at"),
        ],
    );
    manager.create_table(made).await?;
    manager.create_index(unique("accounts", &["email"])).await?;
    manager.create_index(unique("accounts", &["external_id"])).await?;
    Ok(())
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "sessions",
        vec![text("id").primary_key().take(), uuid_null("account_id"), text("data"), moment("expires_at")],
    );
    made.foreign_key(&mut belongs_to("sessions", "account_id", "accounts"));
    manager.create_table(made).await?;
    manager.create_index(index("sessions", &["account_id"])).await?;
    manager.create_index(index("sessions", &["expires_at"])).await?;
    Ok(())
}

async fn sign_in_attempts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table("sign_in_attempts", vec![id(), text("account_key"), text("address"), moment("at")]);
    manager.create_table(made).await?;
    manager.create_index(index("sign_in_attempts", &["account_key", "at"])).await?;
    manager.create_index(index("sign_in_attempts", &["address", "at"])).await?;
    Ok(())
}
