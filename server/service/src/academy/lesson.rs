//! One lesson: something to read, something to try, and the way on.

use super::ForIdea;
use crate::people::{Resident, Viewer};
use crate::{Missing, Result, Service, ServiceError};
use domain::academy::{Lesson, LessonHead, ModuleCard, Question};
use domain::field::{FieldErrors, Problem};
use domain::ids::{ProposalId, QuestionId};
use std::collections::BTreeMap;

/// What was chosen: a question by its position from 1, an option by its position from 0, as typed.
pub type Choices = BTreeMap<u32, String>;

/// Everything a lesson's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonPage {
    pub card: ModuleCard,
    /// With what the viewer answered last, where it is kept or was given just now.
    pub lesson: Lesson,
    pub before: Option<LessonHead>,
    pub after: Option<LessonHead>,
    pub came_for: Option<ForIdea>,
}

/// What working on a lesson came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    pub page: LessonPage,
    /// Every question was answered rightly, or there was none.
    pub right: bool,
}

impl LessonPage {
    /// Whether the lesson has a quiz and every answer in it is right.
    #[must_use]
    pub fn answered_rightly(&self) -> bool {
        !self.lesson.questions.is_empty() && self.lesson.questions.iter().all(is_right)
    }
}

impl Service {
    /// A lesson by its position from 1, with what a signed-in viewer answered last. `came_for` as in
    /// [`Service::module_page`].
    ///
    /// # Errors
    /// `NotFound` where there is no such module or lesson.
    pub async fn lesson(
        &self,
        viewer: &Viewer,
        slug: &str,
        position: u32,
        came_for: Option<ProposalId>,
    ) -> Result<LessonPage> {
        let mut card = self.module_card(slug).await?;
        let mut lessons = store::academy::outline(self.store(), card.id).await?;
        self.mark_done(viewer, &mut card, &mut lessons).await?;
        let found = store::learning::lessons(self.store(), card.id, Some(position), viewer.id()).await?;
        let mut lesson = found.into_iter().next().ok_or(ServiceError::NotFound(Missing::Lesson))?;
        let at = lessons.iter().position(|head| head.id == lesson.head.id);
        let at = at.ok_or(ServiceError::NotFound(Missing::Lesson))?;
        lesson.head.done = lessons[at].done;
        let before = at.checked_sub(1).and_then(|n| lessons.get(n)).cloned();
        let after = lessons.get(at + 1).cloned();
        let came_for = self.came_for(viewer, came_for, &card).await?;
        Ok(LessonPage { card, lesson, before, after, came_for })
    }

    /// Answers a lesson's quiz, or passes on from a lesson without one. For a signed-in viewer the answers are kept
    /// at once, right or wrong; the lesson is done when all are right, the module when all its lessons are. A done
    /// lesson stays done, whatever is tried in it afterwards.
    ///
    /// # Errors
    /// `Invalid` on `q1`, `q2`, … where a question was not answered: nothing is kept then. `NotFound` as
    /// [`Service::lesson`].
    pub async fn work_on_lesson(
        &self,
        viewer: &Viewer,
        slug: &str,
        position: u32,
        choices: &Choices,
        came_for: Option<ProposalId>,
    ) -> Result<Worked> {
        let mut page = self.lesson(viewer, slug, position, came_for).await?;
        let answers = chosen(&page.lesson.questions, choices)?;
        for (question, (_, chosen)) in page.lesson.questions.iter_mut().zip(&answers) {
            question.chosen = Some(*chosen);
        }
        let right = page.lesson.questions.iter().all(is_right);
        if let Ok(learner) = viewer.resident() {
            self.keep_place(&learner, &mut page, &answers, right).await?;
        }
        Ok(Worked { page, right })
    }

    async fn keep_place(
        &self,
        who: &Resident,
        page: &mut LessonPage,
        answers: &[(QuestionId, u32)],
        right: bool,
    ) -> Result<()> {
        let (now, card, position) = (self.now(), &page.card, page.lesson.head.position);
        let tx = self.store().begin().await?;
        if store::learning::enrol(&tx, who.id, card.id, now).await? {
            self.note_learning(&tx, who, "enrolled", card, None).await?;
        }
        store::learning::answer(&tx, who.id, answers, now).await?;
        if right && store::learning::finish_lesson(&tx, who.id, page.lesson.head.id, now).await? {
            self.note_learning(&tx, who, "finished_lesson", card, Some(position)).await?;
            if store::learning::finish_module(&tx, who.id, card.id, now).await? {
                self.note_learning(&tx, who, "finished_module", card, None).await?;
            }
        }
        tx.commit().await?;
        page.lesson.head.done |= right;
        Ok(())
    }
}

fn is_right(question: &Question) -> bool {
    question.chosen.and_then(|n| question.options.get(n as usize)).is_some_and(|option| option.right)
}

/// Each question with the option chosen.
fn chosen(questions: &[Question], choices: &Choices) -> Result<Vec<(QuestionId, u32)>> {
    let mut errors = FieldErrors::new();
    let mut answers = Vec::with_capacity(questions.len());
    for (n, question) in (1_u32..).zip(questions) {
        let typed = choices.get(&n).map_or("", |typed| typed.trim());
        let option = typed.parse::<u32>().ok().filter(|n| (*n as usize) < question.options.len());
        match option {
            Some(option) => answers.push((question.id, option)),
            None => errors.add(&format!("q{n}"), Problem::Unknown),
        }
    }
    if errors.is_empty() { Ok(answers) } else { Err(errors.into()) }
}
