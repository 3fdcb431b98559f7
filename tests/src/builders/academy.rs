//! Modules of the academy.

use crate::Place;
use domain::academy::{ModuleCard, QuizOption};
use domain::ids::{LessonId, ModuleId, QuestionId};
use domain::places::slug;
use domain::taxonomy::{Skill, Strand};
use store::academy::{NewLesson, NewModule};

/// A module to be written.
#[must_use = "nothing is written before `create`"]
pub struct ModuleBuilder<'a> {
    place: &'a Place,
    module: NewModule,
}

impl Place {
    /// A module without lessons, with the slug of its title.
    pub fn module(&self, title: &str) -> ModuleBuilder<'_> {
        let card = ModuleCard {
            id: ModuleId(self.fresh_id()),
            external_id: None,
            slug: slug(title),
            title: title.to_owned(),
            summary: format!("{title}, in short lessons."),
            strand: Strand::Delivery,
            skills: vec![Skill::Growing],
            minutes: 20,
            lessons: 0,
            done: None,
        };
        ModuleBuilder { place: self, module: NewModule { card, position: 1, lessons: Vec::new() } }
    }
}

impl ModuleBuilder<'_> {
    pub fn skills(mut self, skills: &[Skill]) -> Self {
        self.module.card.skills = skills.to_vec();
        self
    }

    /// Adds a lesson with one question, whose first option is right.
    pub fn lesson(self, title: &str) -> Self {
        self.reading(title).ask(&format!("What is {title} about?"))
    }

    /// Adds a lesson without a quiz.
    pub fn reading(mut self, title: &str) -> Self {
        self.module.lessons.push(NewLesson {
            id: LessonId(self.place.fresh_id()),
            title: title.to_owned(),
            body: "One thing at a time.".to_owned(),
            questions: Vec::new(),
        });
        self
    }

    /// Adds a question to the last lesson, its first option right.
    pub fn ask(mut self, text: &str) -> Self {
        let option = |text: &str, right| QuizOption {
            text: text.to_owned(),
            right,
            feedback: if right { "That is it.".to_owned() } else { "Not quite.".to_owned() },
        };
        if let Some(lesson) = self.module.lessons.last_mut() {
            let options = vec![option("This", true), option("That", false)];
            lesson.questions.push((QuestionId(self.place.fresh_id()), text.to_owned(), options));
        }
        self
    }

    /// # Panics
    /// Where there is one of that title.
    pub async fn create(self) -> ModuleId {
        let Self { place, module } = self;
        let tx = place.store().begin().await.expect("a transaction");
        store::academy::put(&tx, &module).await.expect("a module");
        super::note(&tx, place, "module", module.card.id.0).await;
        tx.commit().await.expect("committed");
        place.service().catch_up().await.expect("caught up");
        module.card.id
    }
}
