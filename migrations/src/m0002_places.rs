//! The place: its head, neighbourhoods, gazetteer and basemap.

use crate::columns::{double, flag, id, index, int, moment, table, text, text_null, unique};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_places"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        places(manager).await?;
        neighbourhoods(manager).await?;
        gazetteer(manager).await?;
        basemap(manager).await
    }
}

async fn places(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "places",
        vec![
            id(),
            text("slug"),
            text("name"),
            text("languages"),
            text("time_zone"),
            text("currency"),
            double("lon"),
            double("lat"),
            double("zoom"),
            text("boundary"),
            text("attribution"),
            flag("demo"),
            moment("updated_at"),
        ],
    );
    manager.create_table(made).await?;
    manager.create_index(unique("places", &["slug"])).await?;
    Ok(())
}

async fn neighbourhoods(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "neighbourhoods",
        vec![id(), text("slug"), text("name"), text_null("code"), text("geometry"), int("position")],
    );
    manager.create_table(made).await?;
    manager.create_index(unique("neighbourhoods", &["slug"])).await?;
    Ok(())
}

async fn gazetteer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "gazetteer",
        vec![id(), text("name"), text("folded"), text("kind"), double("lon"), double("lat")],
    );
    manager.create_table(made).await?;
    manager.create_index(index("gazetteer", &["folded"])).await?;
    Ok(())
}

async fn basemap(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made =
        table("basemap", vec![id(), text("kind"), text_null("name"), text("geometry"), int("position")]);
    manager.create_table(made).await?;
    manager.create_index(index("basemap", &["position"])).await?;
    Ok(())
}
