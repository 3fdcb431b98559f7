//! How a module is written, and reading it. Pure.
//!
//! TOML between two lines of `+++` (`id slug title summary strand skills minutes`), then each lesson as a line
//! `# Title`, its Markdown, and at most one fenced block that says `quiz`, holding TOML: `[[question]]` with `text`,
//! and two to four `[[question.option]]` with `text`, `right` (true for exactly one) and `feedback`.
//! [`sections`] cuts the text; this module checks what the pieces hold. Every error names the line it is on.

mod sections;

use domain::academy::QuizOption;
use domain::field::{self, Problem};
use domain::places::slug;
use domain::taxonomy::{Skill, Strand};
use sections::{Block, sections};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A module as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleText {
    pub id: String,
    /// Its address: small letters, numbers and hyphens.
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub strand: Strand,
    pub skills: Vec<Skill>,
    pub minutes: u32,
    pub lessons: Vec<LessonText>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonText {
    pub title: String,
    /// Markdown.
    pub body: String,
    pub questions: Vec<QuestionText>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionText {
    pub text: String,
    /// Two to four, one of them right.
    pub options: Vec<QuizOption>,
}

/// Why a module's text cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ContentError {
    /// From 1.
    pub line: usize,
    /// For whoever wrote the text, at a terminal.
    pub what: String,
}

impl ContentError {
    fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }
}

type Read<T> = Result<T, ContentError>;

const TITLE_MOST: u32 = 120;
const SUMMARY_MOST: u32 = 600;
const BODY_MOST: u32 = 20_000;
const SENTENCE_MOST: u32 = 600;
const LESSONS_MOST: usize = 40;
const QUESTIONS_MOST: usize = 20;
const MINUTES_MOST: u32 = 24 * 60;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    id: String,
    slug: String,
    title: String,
    summary: String,
    strand: Strand,
    skills: Vec<Skill>,
    minutes: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiz {
    question: Vec<RawQuestion>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    text: String,
    #[serde(default)]
    option: Vec<RawOption>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOption {
    text: String,
    right: bool,
    feedback: String,
}

/// Reads a module's text.
///
/// # Errors
/// The first thing that cannot be taken, with its line.
pub fn parse(text: &str) -> Read<ModuleText> {
    let (front, cut) = sections(text)?;
    let card: Card = toml_of(&front)?;
    let line = |key: &str| front.line_of(key);
    if card.slug.is_empty() || card.slug != slug(&card.slug) {
        return Err(ContentError::new(line("slug"), "slug: small letters, numbers and hyphens"));
    }
    if !(1..=MINUTES_MOST).contains(&card.minutes) {
        return Err(ContentError::new(line("minutes"), format!("minutes: 1 to {MINUTES_MOST}")));
    }
    if cut.is_empty() {
        return Err(ContentError::new(
            front.last_line(),
            "there is no lesson: each begins with # and its title",
        ));
    }
    if cut.len() > LESSONS_MOST {
        return Err(ContentError::new(cut[LESSONS_MOST].line, format!("more than {LESSONS_MOST} lessons")));
    }
    let one_line = |key: &str, typed: &str, most| said(line(key), key, field::line(typed, 1, most));
    Ok(ModuleText {
        id: one_line("id", &card.id, TITLE_MOST)?,
        title: one_line("title", &card.title, TITLE_MOST)?,
        summary: one_line("summary", &card.summary, SUMMARY_MOST)?,
        slug: card.slug,
        strand: card.strand,
        skills: card.skills,
        minutes: card.minutes,
        lessons: cut.iter().map(lesson).collect::<Read<_>>()?,
    })
}

fn lesson(section: &sections::Section<'_>) -> Read<LessonText> {
    Ok(LessonText {
        title: said(section.line, "the lesson's title", field::line(section.title, 1, TITLE_MOST))?,
        body: said(section.line, "the lesson's text", field::text(&section.body, 1, BODY_MOST))?,
        questions: section.quiz.as_ref().map_or(Ok(Vec::new()), questions)?,
    })
}

fn questions(block: &Block<'_>) -> Read<Vec<QuestionText>> {
    let quiz: Quiz = toml_of(block)?;
    if quiz.question.len() > QUESTIONS_MOST {
        return Err(ContentError::new(block.first_line, format!("more than {QUESTIONS_MOST} questions")));
    }
    let read = |(n, raw): (usize, RawQuestion)| question(block.line_of_table("[[question]]", n), raw);
    quiz.question.into_iter().enumerate().map(read).collect()
}

fn question(line: usize, raw: RawQuestion) -> Read<QuestionText> {
    let text = said(line, "the question's text", field::line(&raw.text, 1, SENTENCE_MOST))?;
    if !(2..=4).contains(&raw.option.len()) {
        let what = format!("the question has {} options: two to four are right", raw.option.len());
        return Err(ContentError::new(line, what));
    }
    let right = raw.option.iter().filter(|option| option.right).count();
    if right != 1 {
        let what = format!("{right} options of the question are right: exactly one must be");
        return Err(ContentError::new(line, what));
    }
    let option = |option: RawOption| {
        Ok(QuizOption {
            text: said(line, "an option's text", field::line(&option.text, 1, SENTENCE_MOST))?,
            right: option.right,
            feedback: said(line, "an option's feedback", field::line(&option.feedback, 1, SENTENCE_MOST))?,
        })
    };
    Ok(QuestionText { text, options: raw.option.into_iter().map(option).collect::<Read<_>>()? })
}

fn toml_of<T: DeserializeOwned>(block: &Block<'_>) -> Read<T> {
    toml::from_str(block.text).map_err(|error| {
        let before = error.span().and_then(|span| block.text.get(..span.start)).unwrap_or_default();
        let line = block.first_line + before.matches('\n').count();
        ContentError::new(line, error.message().trim().replace('\n', "; "))
    })
}

fn said<T>(line: usize, what: &str, read: Result<T, Problem>) -> Read<T> {
    read.map_err(|problem| {
        let wrong = match problem {
            Problem::Required => "is empty".to_owned(),
            Problem::TooLong { most } => format!("is longer than {most} letters"),
            _ => "holds signs that cannot be shown".to_owned(),
        };
        ContentError::new(line, format!("{what} {wrong}"))
    })
}

#[cfg(test)]
mod tests;
