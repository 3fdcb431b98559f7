//! One module's page: its lessons, how far the viewer is, and the ideas that need it.

use crate::people::{Resident, Viewer};
use crate::{Result, Service, ServiceError};
use domain::Time;
use domain::academy::{LessonHead, ModuleCard};
use domain::ids::ProposalId;
use domain::proposals::ProposalCard;
use domain::reason::Reason;
use serde_json::json;
use store::Tx;
use store::audit::Event;

/// Everything a module's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ModulePage {
    pub card: ModuleCard,
    pub lessons: Vec<LessonHead>,
    /// Whether the viewer has done all of it, once.
    pub finished: bool,
    /// Ideas matched to it, those it helps most first…
    pub needed_by: Vec<ProposalCard>,
    /// …of so many.
    pub needed_by_all: u32,
    pub came_for: Option<ForIdea>,
    pub now: Time,
}

impl ModulePage {
    /// Where the viewer goes on: the first lesson that is not done.
    #[must_use]
    pub fn next(&self) -> Option<&LessonHead> {
        self.lessons.iter().find(|lesson| !lesson.done)
    }
}

/// The idea that a learner came from, and why the module helps it.
#[derive(Debug, Clone, PartialEq)]
pub struct ForIdea {
    pub id: ProposalId,
    pub title: String,
    /// Whether the viewer wrote it.
    pub own: bool,
    pub reasons: Vec<Reason>,
}

/// Ideas shown on a module's page.
const NEEDED_BY: u32 = 6;

impl Service {
    /// A module's page. `came_for` is the idea the viewer came from: where it is not there, not for them, or not
    /// matched to this module, it is as if they came from nowhere.
    ///
    /// # Errors
    /// `NotFound` where there is no module with this slug.
    pub async fn module_page(
        &self,
        viewer: &Viewer,
        slug: &str,
        came_for: Option<ProposalId>,
    ) -> Result<ModulePage> {
        let mut card = self.module_card(slug).await?;
        let mut lessons = store::academy::outline(self.store(), card.id).await?;
        let finished = self.mark_done(viewer, &mut card, &mut lessons).await?;
        let (ids, needed_by_all) = store::matches::needing(self.store(), card.id, NEEDED_BY).await?;
        let needed_by = self.cards(viewer, &ids).await?;
        let came_for = self.came_for(viewer, came_for, &card).await?;
        Ok(ModulePage { card, lessons, finished, needed_by, needed_by_all, came_for, now: self.now() })
    }

    /// Begins a module, or goes on with it: gives the position of the first lesson that is not done, the first of
    /// all where everything is.
    ///
    /// # Errors
    /// `NotFound` where there is no module with this slug.
    pub async fn begin_module(&self, who: &Resident, slug: &str) -> Result<u32> {
        let module = self.module(&who.viewer(), slug).await?;
        if module.card.done.is_none() {
            let tx = self.store().begin().await?;
            if store::learning::enrol(&tx, who.id, module.card.id, self.now()).await? {
                self.note_learning(&tx, who, "enrolled", &module.card, None).await?;
            }
            tx.commit().await?;
        }
        Ok(module.lessons.iter().find(|lesson| !lesson.done).map_or(1, |lesson| lesson.position))
    }

    pub(super) async fn came_for(
        &self,
        viewer: &Viewer,
        idea: Option<ProposalId>,
        card: &ModuleCard,
    ) -> Result<Option<ForIdea>> {
        let Some(id) = idea else { return Ok(None) };
        let proposal = match self.visible(viewer, id).await {
            Ok(proposal) => proposal,
            Err(ServiceError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let reasons = store::matches::why_module(self.store(), id, card.id).await?;
        let own = proposal.author.is_some_and(|author| Some(author.id) == viewer.id());
        Ok(reasons.map(|reasons| ForIdea { id, title: proposal.title, own, reasons }))
    }

    /// The event of something learned. What was answered in a quiz is nobody's business but the learner's.
    pub(super) async fn note_learning(
        &self,
        tx: &Tx,
        who: &Resident,
        action: &'static str,
        card: &ModuleCard,
        lesson: Option<u32>,
    ) -> Result<()> {
        let event = Event {
            at: self.now(),
            actor: Some(who.id),
            action,
            subject: "enrolment",
            subject_id: Some(card.id.0),
            before: None,
            after: lesson.map(|position| json!({ "lesson": position })),
        };
        Ok(store::audit::write(tx, event).await?)
    }
}
