//! The academy: modules, lessons, quizzes, and how far a learner is.

use crate::ids::{LessonId, ModuleId, QuestionId};
use crate::taxonomy::{Skill, Strand};
use serde::{Deserialize, Serialize};

/// A module in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleCard {
    pub id: ModuleId,
    pub external_id: Option<String>,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub strand: Strand,
    pub skills: Vec<Skill>,
    pub minutes: u32,
    pub lessons: u32,
    /// Lessons the viewer has done, where they have begun.
    pub done: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    pub card: ModuleCard,
    pub lessons: Vec<LessonHead>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonHead {
    pub id: LessonId,
    /// 1 for the first lesson.
    pub position: u32,
    pub title: String,
    pub done: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    pub head: LessonHead,
    /// Markdown.
    pub body: String,
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: QuestionId,
    pub text: String,
    pub options: Vec<QuizOption>,
    /// The option the learner chose last, by its position from 0.
    pub chosen: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizOption {
    pub text: String,
    pub right: bool,
    pub feedback: String,
}
