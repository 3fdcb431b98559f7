//! Institutions, their sites, levers and staff.

use crate::columns::{
    belongs_to, double, flag, id, index, int, int_null, moment, table, text, text_null, unique, uuid,
};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_institutions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        institutions(manager).await?;
        sites(manager).await?;
        levers(manager).await?;
        memberships(manager).await
    }
}

async fn institutions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "institutions",
        vec![
            id(),
            text_null("external_id"),
            text("slug"),
            text("name"),
            text("kind"),
            text("about"),
            text_null("website"),
            int("answer_days"),
            flag("demo"),
            moment("created_at"),
        ],
    );
    manager.create_table(made).await?;
    manager.create_index(unique("institutions", &["slug"])).await?;
    manager.create_index(unique("institutions", &["external_id"])).await?;
    Ok(())
}

async fn sites(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("sites", vec![id(), uuid("institution_id"), text("name"), double("lon"), double("lat")]);
    made.foreign_key(&mut belongs_to("sites", "institution_id", "institutions"));
    manager.create_table(made).await?;
    manager.create_index(index("sites", &["institution_id"])).await?;
    Ok(())
}

async fn levers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "levers",
        vec![
            id(),
            text_null("external_id"),
            uuid("institution_id"),
            text("kind"),
            text("title"),
            text("text"),
            text("themes"),
            text("remit"),
            int_null("cost_ceiling"),
            flag("constituted_group"),
            int_null("capacity"),
            ColumnDef::new("open").boolean().not_null().default(true).take(),
            moment("created_at"),
            moment("updated_at"),
        ],
    );
    made.foreign_key(&mut belongs_to("levers", "institution_id", "institutions"));
    manager.create_table(made).await?;
    manager.create_index(unique("levers", &["external_id"])).await?;
    manager.create_index(index("levers", &["institution_id"])).await?;
    Ok(())
}

async fn memberships(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("memberships", vec![id(), uuid("account_id"), uuid("institution_id"), moment("created_at")]);
    made.foreign_key(&mut belongs_to("memberships", "account_id", "accounts"));
    made.foreign_key(&mut belongs_to("memberships", "institution_id", "institutions"));
    manager.create_table(made).await?;
    manager.create_index(unique("memberships", &["account_id", "institution_id"])).await?;
    manager.create_index(index("memberships", &["institution_id"])).await?;
    Ok(())
}
