//! `/modules`: what there is to learn, the same for whoever asks.

use super::Answer;
use super::keys::{Skill, Strand};
use super::problem::Problem;
use super::shapes::Page;
use app::App;
use axum::Json;
use axum::extract::{Path, State};
use domain::academy::{LessonHead, ModuleCard};
use serde::Serialize;
use service::people::Viewer;
use utoipa::ToSchema;
use uuid::Uuid;

/// A learning module.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Module {
    id: Uuid,
    #[schema(required)]
    external_id: Option<String>,
    slug: String,
    title: String,
    summary: String,
    strand: Strand,
    skills: Vec<Skill>,
    minutes: u32,
    lesson_count: u32,
}

/// A module with what its lessons are called.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WholeModule {
    #[serde(flatten)]
    module: Module,
    lessons: Vec<Lesson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Lesson {
    id: Uuid,
    /// 1 for the first.
    position: u32,
    title: String,
}

impl From<ModuleCard> for Module {
    fn from(card: ModuleCard) -> Self {
        Self {
            id: card.id.0,
            external_id: card.external_id,
            slug: card.slug,
            title: card.title,
            summary: card.summary,
            strand: card.strand.into(),
            skills: card.skills.into_iter().map(Skill::from).collect(),
            minutes: card.minutes,
            lesson_count: card.lessons,
        }
    }
}

impl From<LessonHead> for Lesson {
    fn from(head: LessonHead) -> Self {
        Self { id: head.id.0, position: head.position, title: head.title }
    }
}

/// Every module, in the academy's order.
#[utoipa::path(
    get,
    path = "/modules",
    operation_id = "list_modules",
    tag = "academy",
    responses(
        (status = 200, description = "All of them, on one page", body = Page<Module>),
        (status = "default", description = "Any problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(State(app): State<App>) -> Answer<Json<Page<Module>>> {
    let items = app.service.modules(&Viewer::Anonymous).await?.into_iter().map(Module::from).collect();
    Ok(Json(Page { items, next: None }))
}

/// One module with its lessons.
#[utoipa::path(
    get,
    path = "/modules/{slug}",
    operation_id = "show_module",
    tag = "academy",
    params(("slug" = String, Path, description = "Its slug")),
    responses(
        (status = 200, description = "The module", body = WholeModule),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(State(app): State<App>, Path(slug): Path<String>) -> Answer<Json<WholeModule>> {
    let found = app.service.module(&Viewer::Anonymous, &slug).await?;
    let lessons = found.lessons.into_iter().map(Lesson::from).collect();
    Ok(Json(WholeModule { module: found.card.into(), lessons }))
}
