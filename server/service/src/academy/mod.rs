//! The academy: modules and lessons for everybody, and a learner's place in them on any device.
//!
//! Reading and trying a quiz take no account; keeping one's place does. Nothing is stored for a viewer who is not
//! signed in, and nothing is stored by looking.

pub mod content;
mod lesson;
mod put;
mod show;

pub use lesson::{Choices, LessonPage, Worked};
pub use show::{ForIdea, ModulePage};

use crate::people::Viewer;
use crate::{Missing, Result, Service, ServiceError};
use domain::academy::{LessonHead, Module, ModuleCard};

impl Service {
    /// Every module in the academy's order, with how far the viewer is in those they have begun.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn modules(&self, viewer: &Viewer) -> Result<Vec<ModuleCard>> {
        let mut cards = store::academy::modules(self.store()).await?;
        if let Some(account) = viewer.id() {
            let begun = store::learning::enrolments(self.store(), account).await?;
            for card in &mut cards {
                card.done = begun.get(&card.id).map(|enrolment| enrolment.done);
            }
        }
        Ok(cards)
    }

    /// A module with its lessons' titles in order, and which of them the viewer has done.
    ///
    /// # Errors
    /// `NotFound` where there is none with this slug.
    pub async fn module(&self, viewer: &Viewer, slug: &str) -> Result<Module> {
        let mut card = self.module_card(slug).await?;
        let mut lessons = store::academy::outline(self.store(), card.id).await?;
        self.mark_done(viewer, &mut card, &mut lessons).await?;
        Ok(Module { card, lessons })
    }

    async fn module_card(&self, slug: &str) -> Result<ModuleCard> {
        let found = store::academy::by_slug(self.store(), slug).await?;
        found.ok_or(ServiceError::NotFound(Missing::Module))
    }

    /// Fills in what is known of the viewer alone; `done` stays `None` for a module that is not begun.
    async fn mark_done(
        &self,
        viewer: &Viewer,
        card: &mut ModuleCard,
        lessons: &mut [LessonHead],
    ) -> Result<bool> {
        let Some(account) = viewer.id() else { return Ok(false) };
        let Some(enrolment) = store::learning::enrolment(self.store(), account, card.id).await? else {
            return Ok(false);
        };
        let done = store::learning::done_lessons(self.store(), account, card.id).await?;
        for lesson in lessons {
            lesson.done = done.contains(&lesson.id);
        }
        card.done = Some(enrolment.done);
        Ok(enrolment.finished_at.is_some())
    }
}
