//! The academy: modules, lessons with a quiz, and how far each learner is.

pub mod content;
mod learn;

pub use learn::{LessonPage, ModulePage, Verdict};

use crate::people::Viewer;
use crate::{Missing, Result, Service, ServiceError};
use domain::academy::ModuleCard;
use domain::ids::{LessonId, ModuleId, QuestionId};
use serde_json::json;
use store::academy::{NewLesson, NewModule};
use store::audit::Event;

impl Service {
    /// Every module in the academy's order, with how far the viewer is in those they began.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn modules(&self, viewer: &Viewer) -> Result<Vec<ModuleCard>> {
        let mut modules = store::academy::modules(self.store()).await?;
        if let Some(account) = viewer.id() {
            let done = store::learning::progress(self.store(), account).await?;
            for module in &mut modules {
                module.done = done.get(&module.id).copied();
            }
        }
        Ok(modules)
    }

    /// Writes a module as it stands in a file, in place of what it was; learners keep their place.
    ///
    /// # Errors
    /// `Internal` with the line where the text does not read; where the database fails.
    pub async fn put_module(&self, text: &str, position: u32) -> Result<()> {
        let written = content::parse(text).map_err(ServiceError::Internal)?;
        let tx = self.store().begin().await?;
        let had = store::academy::by_external_id(&tx, &written.head.id).await?;
        let id = had.map_or_else(|| ModuleId(self.fresh_id()), |had| had.id);
        let lessons = written.lessons.into_iter().map(|lesson| NewLesson {
            id: LessonId(self.fresh_id()),
            title: lesson.title,
            body: lesson.body,
            questions: lesson
                .questions
                .into_iter()
                .map(|question| (QuestionId(self.fresh_id()), question.text, question.options))
                .collect(),
        });
        let lessons: Vec<_> = lessons.collect();
        let head = written.head;
        let card = ModuleCard {
            id,
            external_id: Some(head.id),
            slug: head.slug,
            title: head.title,
            summary: head.summary,
            strand: head.strand,
            skills: head.skills,
            minutes: head.minutes,
            lessons: u32::try_from(lessons.len()).unwrap_or(u32::MAX),
            done: None,
        };
        store::academy::put(&tx, &NewModule { card, position, lessons }).await?;
        let event = Event {
            at: self.now(),
            actor: None,
            action: "written",
            subject: "module",
            subject_id: Some(id.0),
            before: None,
            after: Some(json!({ "position": position })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    pub(crate) async fn module_card(&self, slug: &str) -> Result<ModuleCard> {
        store::academy::by_slug(self.store(), slug).await?.ok_or(ServiceError::NotFound(Missing::Module))
    }
}
