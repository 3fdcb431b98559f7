//! The academy's content: modules, lessons and questions.

use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::academy::{LessonHead, ModuleCard, QuizOption};
use domain::ids::{LessonId, ModuleId, QuestionId};
use uuid::Uuid;

/// A module with all its lessons, to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewModule {
    /// `lessons` and `done` are not read.
    pub card: ModuleCard,
    pub position: u32,
    pub lessons: Vec<NewLesson>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NewLesson {
    pub id: LessonId,
    pub title: String,
    /// Markdown.
    pub body: String,
    pub questions: Vec<(QuestionId, String, Vec<QuizOption>)>,
}

const CARD: &str = "SELECT m.id, m.external_id, m.slug, m.title, m.summary, m.strand, m.skills, m.minutes, \
                    (SELECT COUNT(*) FROM lessons l WHERE l.module_id = m.id) AS lessons FROM modules m";

/// Every module, in the academy's order.
///
/// # Errors
/// As the database fails.
pub async fn modules(c: &impl Conn) -> Result<Vec<ModuleCard>> {
    let sql = format!("{CARD} ORDER BY m.position, m.title");
    sql::all(c, &sql, vec![]).await?.iter().map(card).collect()
}

/// # Errors
/// As the database fails.
pub async fn by_slug(c: &impl Conn, slug: &str) -> Result<Option<ModuleCard>> {
    sql::one(c, &format!("{CARD} WHERE m.slug = ?"), vec![slug.into()]).await?.as_ref().map(card).transpose()
}

/// What a module's lessons are called, in order. `done` is not known here.
///
/// # Errors
/// As the database fails.
pub async fn outline(c: &impl Conn, module: ModuleId) -> Result<Vec<LessonHead>> {
    let sql = "SELECT id, position, title FROM lessons WHERE module_id = ? ORDER BY position";
    let head = |row: &Row| {
        Ok(LessonHead {
            id: LessonId(sql::get(row, "id")?),
            position: sql::count(sql::get(row, "position")?),
            title: sql::get(row, "title")?,
            done: false,
        })
    };
    sql::all(c, sql, vec![module.0.into()]).await?.iter().map(head).collect()
}

/// # Errors
/// As the database fails.
pub async fn by_external_id(c: &impl Conn, external_id: &str) -> Result<Option<ModuleCard>> {
    let sql = format!("{CARD} WHERE m.external_id = ?");
    sql::one(c, &sql, vec![external_id.into()]).await?.as_ref().map(card).transpose()
}

/// Where a module stands in the academy's order.
///
/// # Errors
/// As the database fails.
pub async fn position(c: &impl Conn, module: ModuleId) -> Result<Option<u32>> {
    let row = sql::one(c, "SELECT position FROM modules WHERE id = ?", vec![module.0.into()]).await?;
    row.map(|row| Ok(sql::count(sql::get(&row, "position")?))).transpose()
}

/// Adds a module, or changes the one with this id. Lessons and questions are known by their position: those that
/// stay keep their ids, so that learners keep their place.
///
/// # Errors
/// `Unique` over `modules(slug)` or `modules(external_id)` where another has it.
pub async fn put(tx: &Tx, module: &NewModule) -> Result<()> {
    put_card(tx, module).await?;
    let card = &module.card;
    for (position, lesson) in (1_i32..).zip(&module.lessons) {
        let id = put_lesson(tx, card.id, position, lesson).await?;
        put_questions(tx, id, &lesson.questions).await?;
    }
    let last = i32::try_from(module.lessons.len()).unwrap_or(i32::MAX);
    let sql = "DELETE FROM lessons WHERE module_id = ? AND position > ?";
    sql::run(tx, sql, vec![card.id.0.into(), last.into()]).await?;
    Ok(())
}

/// As [`put`], but its lessons stay as they are.
///
/// # Errors
/// As [`put`].
pub async fn put_card(tx: &Tx, module: &NewModule) -> Result<()> {
    let card = &module.card;
    let sql = "INSERT INTO modules (id, external_id, slug, title, summary, strand, skills, minutes, position) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, \
               title = excluded.title, summary = excluded.summary, strand = excluded.strand, \
               skills = excluded.skills, minutes = excluded.minutes, position = excluded.position";
    let values = vec![
        card.id.0.into(),
        card.external_id.clone().into(),
        card.slug.as_str().into(),
        card.title.as_str().into(),
        card.summary.as_str().into(),
        card.strand.key().into(),
        sql::to_json(&card.skills).into(),
        sql::int(card.minutes).into(),
        sql::int(module.position).into(),
    ];
    sql::run(tx, sql, values).await?;
    Ok(())
}

async fn put_lesson(tx: &Tx, module: ModuleId, position: i32, lesson: &NewLesson) -> Result<LessonId> {
    let sql = "INSERT INTO lessons (id, module_id, position, title, body) VALUES (?, ?, ?, ?, ?) \
               ON CONFLICT (module_id, position) DO UPDATE SET title = excluded.title, body = excluded.body";
    let (title, body) = (lesson.title.as_str().into(), lesson.body.as_str().into());
    sql::run(tx, sql, vec![lesson.id.0.into(), module.0.into(), position.into(), title, body]).await?;
    let sql = "SELECT id FROM lessons WHERE module_id = ? AND position = ?";
    let row = sql::one(tx, sql, vec![module.0.into(), position.into()]).await?;
    row.map_or(Ok(lesson.id), |row| Ok(LessonId(sql::get::<Uuid>(&row, "id")?)))
}

async fn put_questions(
    tx: &Tx,
    lesson: LessonId,
    questions: &[(QuestionId, String, Vec<QuizOption>)],
) -> Result<()> {
    for (position, (id, text, options)) in (1_i32..).zip(questions) {
        let sql = "INSERT INTO questions (id, lesson_id, position, text, options) VALUES (?, ?, ?, ?, ?) \
                   ON CONFLICT (lesson_id, position) DO UPDATE SET text = excluded.text, options = excluded.options";
        let options = sql::to_json(options);
        let values =
            vec![id.0.into(), lesson.0.into(), position.into(), text.as_str().into(), options.into()];
        sql::run(tx, sql, values).await?;
    }
    let last = i32::try_from(questions.len()).unwrap_or(i32::MAX);
    let sql = "DELETE FROM questions WHERE lesson_id = ? AND position > ?";
    sql::run(tx, sql, vec![lesson.0.into(), last.into()]).await?;
    Ok(())
}

pub(crate) fn card(row: &Row) -> Result<ModuleCard> {
    let lessons: i64 = sql::get(row, "lessons")?;
    Ok(ModuleCard {
        id: ModuleId(sql::get(row, "id")?),
        external_id: sql::get(row, "external_id")?,
        slug: sql::get(row, "slug")?,
        title: sql::get(row, "title")?,
        summary: sql::get(row, "summary")?,
        strand: sql::key("strand", &sql::get::<String>(row, "strand")?)?,
        skills: sql::from_json("skills", &sql::get::<String>(row, "skills")?)?,
        minutes: sql::count(sql::get(row, "minutes")?),
        lessons: u32::try_from(lessons).unwrap_or(0),
        done: None,
    })
}
