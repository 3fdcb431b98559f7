//! Modules, lessons, questions, and how far each learner is.

use crate::columns::{belongs_to, id, index, int, moment, moment_null, table, text, text_null, unique, uuid};
use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_academy"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        modules(manager).await?;
        lessons(manager).await?;
        questions(manager).await?;
        enrolments(manager).await?;
        lesson_progress(manager).await?;
        quiz_answers(manager).await
    }
}

async fn modules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let made = table(
        "modules",
        vec![
            id(),
            text_null("external_id"),
            text("slug"),
            text("title"),
            text("summary"),
            text("strand"),
            text("skills"),
            int("minutes"),
            int("position"),
        ],
    );
    manager.create_table(made).await?;
    manager.create_index(unique("modules", &["slug"])).await?;
    manager.create_index(unique("modules", &["external_id"])).await?;
    Ok(())
}

async fn lessons(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("lessons", vec![id(), uuid("module_id"), int("position"), text("title"), text("body")]);
    made.foreign_key(&mut belongs_to("lessons", "module_id", "modules"));
    manager.create_table(made).await?;
    manager.create_index(unique("lessons", &["module_id", "position"])).await?;
    Ok(())
}

async fn questions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("questions", vec![id(), uuid("lesson_id"), int("position"), text("text"), text("options")]);
    made.foreign_key(&mut belongs_to("questions", "lesson_id", "lessons"));
    manager.create_table(made).await?;
    manager.create_index(unique("questions", &["lesson_id", "position"])).await?;
    Ok(())
}

async fn enrolments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table(
        "enrolments",
        vec![uuid("account_id"), uuid("module_id"), moment("created_at"), moment_null("finished_at")],
    );
    made.foreign_key(&mut belongs_to("enrolments", "account_id", "accounts"));
    made.foreign_key(&mut belongs_to("enrolments", "module_id", "modules"));
    made.primary_key(Index::create().col("account_id").col("module_id"));
    manager.create_table(made).await?;
    manager.create_index(index("enrolments", &["module_id"])).await?;
    Ok(())
}

async fn lesson_progress(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made = table("lesson_progress", vec![uuid("account_id"), uuid("lesson_id"), moment("done_at")]);
    made.foreign_key(&mut belongs_to("lesson_progress", "account_id", "accounts"));
    made.foreign_key(&mut belongs_to("lesson_progress", "lesson_id", "lessons"));
    made.primary_key(Index::create().col("account_id").col("lesson_id"));
    manager.create_table(made).await?;
    manager.create_index(index("lesson_progress", &["lesson_id"])).await?;
    Ok(())
}

async fn quiz_answers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut made =
        table("quiz_answers", vec![uuid("account_id"), uuid("question_id"), int("chosen"), moment("at")]);
    made.foreign_key(&mut belongs_to("quiz_answers", "account_id", "accounts"));
    made.foreign_key(&mut belongs_to("quiz_answers", "question_id", "questions"));
    made.primary_key(Index::create().col("account_id").col("question_id"));
    manager.create_table(made).await?;
    manager.create_index(index("quiz_answers", &["question_id"])).await?;
    Ok(())
}
