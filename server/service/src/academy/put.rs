//! Bringing in a module as it is written: its card, its lessons and their quizzes.

use super::content::{self, LessonText, ModuleText};
use crate::imports::{Became, Report, seen};
use crate::{Result, Service};
use domain::academy::{Lesson, ModuleCard};
use domain::ids::{LessonId, ModuleId, QuestionId};
use store::Tx;
use store::academy::{NewLesson, NewModule};

impl Service {
    /// Brings in a module from its text ([`content::parse`] says how it is written), to stand at `position` in the
    /// academy's order. A module is known by its `id`: brought in again, what changed is changed and learners keep
    /// their place. A text that does not read, or whose address another module has, is refused with its line.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import_module_text(&self, text: &str, position: u32) -> Result<Report> {
        let mut report = Report::default();
        match content::parse(text) {
            Err(error) => report.refuse(error.line, error.what),
            Ok(module) => {
                let tx = self.store().begin().await?;
                match self.put_module(&tx, module, position).await? {
                    Ok(became) => report.note(became),
                    Err(why) => report.refuse(1, why),
                }
                self.end_import(tx, true, &report).await?;
            }
        }
        Ok(report)
    }

    /// Writes a module that was read, with its event where anything is new; the inner error says why it cannot be.
    pub(crate) async fn put_module(
        &self,
        tx: &Tx,
        text: ModuleText,
        position: u32,
    ) -> Result<std::result::Result<Became, String>> {
        let had = store::academy::by_external_id(tx, &text.id).await?;
        let id = had.as_ref().map_or_else(|| ModuleId(self.fresh_id()), |had| had.id);
        if store::academy::by_slug(tx, &text.slug).await?.is_some_and(|other| other.id != id) {
            return Ok(Err(format!("another module has the address {}", text.slug)));
        }
        let card = ModuleCard {
            id,
            external_id: Some(text.id),
            slug: text.slug,
            title: text.title,
            summary: text.summary,
            strand: text.strand,
            skills: text.skills,
            minutes: text.minutes,
            lessons: u32::try_from(text.lessons.len()).unwrap_or(u32::MAX),
            done: None,
        };
        if had.as_ref() == Some(&card)
            && store::academy::position(tx, id).await? == Some(position)
            && same(&store::learning::lessons(tx, id, None, None).await?, &text.lessons)
        {
            return Ok(Ok(Became::Same));
        }
        let became = if had.is_some() { Became::Changed } else { Became::Added };
        let after = seen(card.external_id.as_deref().unwrap_or_default());
        let lessons = text.lessons.into_iter().map(|lesson| self.new_lesson(lesson)).collect();
        store::academy::put(tx, &NewModule { card, position, lessons }).await?;
        store::audit::write(tx, self.import_event("module", id.0, became, after)).await?;
        Ok(Ok(became))
    }

    fn new_lesson(&self, lesson: LessonText) -> NewLesson {
        let questions = lesson.questions.into_iter();
        let questions = questions.map(|q| (QuestionId(self.fresh_id()), q.text, q.options)).collect();
        NewLesson { id: LessonId(self.fresh_id()), title: lesson.title, body: lesson.body, questions }
    }
}

/// Whether the lessons stored say what the text says.
fn same(stored: &[Lesson], text: &[LessonText]) -> bool {
    stored.len() == text.len()
        && stored.iter().zip(text).all(|(stored, text)| {
            stored.head.title == text.title
                && stored.body == text.body
                && stored.questions.len() == text.questions.len()
                && stored
                    .questions
                    .iter()
                    .zip(&text.questions)
                    .all(|(stored, text)| stored.text == text.text && stored.options == text.options)
        })
}
