//! Working through a module: what is done is kept at once, on whatever device.

use crate::people::{Resident, Viewer};
use crate::{Missing, Result, Service, ServiceError};
use domain::Time;
use domain::academy::{Lesson, LessonHead, Module, Question};
use domain::ids::QuestionId;
use domain::proposals::ProposalCard;
use serde_json::json;
use std::collections::HashMap;
use store::audit::Event;

/// Ideas shown beside a module that needs it.
const NEED_IT: u32 = 4;

/// Everything a module's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ModulePage {
    pub module: Module,
    /// The lesson to go on with, by position; `None` when all are done.
    pub next: Option<u32>,
    /// Ideas it was matched to.
    pub needed_by: Vec<ProposalCard>,
    pub now: Time,
}

/// Everything a lesson's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonPage {
    pub module: Module,
    pub lesson: Lesson,
}

/// What became of answering a lesson's quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Every question was answered rightly.
    pub right: bool,
    /// The option chosen for each question, by position from 0.
    pub chosen: HashMap<QuestionId, u32>,
}

impl Service {
    /// A module's page.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn module_page(&self, viewer: &Viewer, slug: &str) -> Result<ModulePage> {
        let module = self.module(viewer, slug).await?;
        let ids = store::learning::needed_by(self.store(), module.card.id, NEED_IT).await?;
        let needed_by = self.cards(viewer, &ids).await?;
        let next = module.lessons.iter().find(|lesson| !lesson.done).map(|lesson| lesson.position);
        Ok(ModulePage { module, next, needed_by, now: self.now() })
    }

    /// A module with its lessons, and which the viewer has done.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn module(&self, viewer: &Viewer, slug: &str) -> Result<Module> {
        let mut card = self.module_card(slug).await?;
        let lessons = store::learning::lessons(self.store(), card.id, viewer.id()).await?;
        let done = lessons.iter().filter(|lesson| lesson.done).count();
        card.done = viewer.id().map(|_| u32::try_from(done).unwrap_or(u32::MAX));
        Ok(Module { card, lessons })
    }

    /// One lesson with its quiz, and what the viewer chose last.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn lesson(&self, viewer: &Viewer, slug: &str, position: u32) -> Result<LessonPage> {
        let module = self.module(viewer, slug).await?;
        let head: LessonHead = module
            .lessons
            .iter()
            .find(|lesson| lesson.position == position)
            .cloned()
            .ok_or(ServiceError::NotFound(Missing::Lesson))?;
        let (body, questions) = store::learning::lesson(self.store(), head.id, viewer.id()).await?;
        Ok(LessonPage { module, lesson: Lesson { head, body, questions } })
    }

    /// Checks what was chosen. A signed-in learner's choices are kept, and the lesson is done once all are right.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn answer_quiz(
        &self,
        viewer: &Viewer,
        slug: &str,
        position: u32,
        chosen: &HashMap<QuestionId, u32>,
    ) -> Result<(LessonPage, Verdict)> {
        let mut page = self.lesson(viewer, slug, position).await?;
        let known: HashMap<_, _> = page
            .lesson
            .questions
            .iter()
            .filter_map(|q| Some((q.id, *chosen.get(&q.id)?)))
            .filter(|(id, option)| is_option(&page.lesson.questions, *id, *option))
            .collect();
        let right = page.lesson.questions.iter().all(|q| {
            known.get(&q.id).and_then(|n| q.options.get(*n as usize)).is_some_and(|option| option.right)
        });
        for question in &mut page.lesson.questions {
            question.chosen = known.get(&question.id).copied();
        }
        if let Ok(learner) = viewer.resident() {
            self.keep_answers(&learner, &page, &known, right).await?;
            page.lesson.head.done |= right;
        }
        Ok((page, Verdict { right, chosen: known }))
    }

    /// Marks a lesson without a quiz as read.
    ///
    /// # Errors
    /// `NotFound`; `Denied` is never: a lesson with a quiz is done by its quiz, and stays as it is here.
    pub async fn read_lesson(&self, learner: &Resident, slug: &str, position: u32) -> Result<()> {
        let page = self.lesson(&learner.viewer(), slug, position).await?;
        if page.lesson.questions.is_empty() {
            self.keep_answers(learner, &page, &HashMap::new(), true).await?;
        }
        Ok(())
    }

    async fn keep_answers(
        &self,
        learner: &Resident,
        page: &LessonPage,
        chosen: &HashMap<QuestionId, u32>,
        done: bool,
    ) -> Result<()> {
        let (now, module) = (self.now(), page.module.card.id);
        let tx = self.store().begin().await?;
        store::learning::enrol(&tx, learner.id, module, now).await?;
        for (question, option) in chosen {
            store::learning::choose(&tx, learner.id, *question, *option, now).await?;
        }
        let mut finished = false;
        if done && store::learning::complete(&tx, learner.id, page.lesson.head.id, now).await? {
            finished = store::learning::finish(&tx, learner.id, module, now).await?;
        }
        let event = Event {
            at: now,
            actor: Some(learner.id),
            action: if done { "completed_lesson" } else { "tried_lesson" },
            subject: "enrolment",
            subject_id: Some(module.0),
            before: None,
            after: Some(json!({ "lesson": page.lesson.head.id, "finished": finished })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn is_option(questions: &[Question], id: QuestionId, option: u32) -> bool {
    questions.iter().any(|q| q.id == id && (option as usize) < q.options.len())
}
