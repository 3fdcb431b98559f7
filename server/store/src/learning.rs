//! How far each learner is: modules begun, lessons done, the answers given in quizzes.

use crate::academy;
use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::Time;
use domain::academy::{Lesson, LessonHead, ModuleCard, Question};
use domain::ids::{AccountId, LessonId, ModuleId, ProposalId, QuestionId};
use domain::taxonomy::Skill;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A module that an account has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolment {
    pub begun_at: Time,
    /// When its last lesson was done, the first time.
    pub finished_at: Option<Time>,
    /// Lessons done.
    pub done: u32,
}

/// A begun module with where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub card: ModuleCard,
    pub finished_at: Option<Time>,
    /// The first lesson that is not done.
    pub next: Option<LessonHead>,
}

/// What the authors of proposals learned from modules they finished, by proposal; without those who finished none.
///
/// # Errors
/// As the database fails.
pub async fn skills_of_authors(
    c: &impl Conn,
    proposals: &[ProposalId],
) -> Result<HashMap<ProposalId, Vec<Skill>>> {
    let mut skills: HashMap<ProposalId, Vec<Skill>> = HashMap::new();
    for part in proposals.chunks(500) {
        let sql = format!(
            "SELECT p.id, m.skills FROM proposals p \
             JOIN enrolments e ON e.account_id = p.author_id AND e.finished_at IS NOT NULL \
             JOIN modules m ON m.id = e.module_id WHERE p.id IN ({})",
            sql::marks(part.len())
        );
        for row in &sql::all(c, &sql, part.iter().map(|id| id.0.into()).collect()).await? {
            let known = skills.entry(ProposalId(sql::get(row, "id")?)).or_default();
            known.extend(sql::from_json::<Vec<Skill>>("skills", &sql::get::<String>(row, "skills")?)?);
        }
    }
    Ok(skills)
}

/// What an account learned from the modules it finished.
///
/// # Errors
/// As the database fails.
pub async fn skills_of(c: &impl Conn, account: AccountId) -> Result<Vec<Skill>> {
    let sql = "SELECT m.skills FROM enrolments e JOIN modules m ON m.id = e.module_id \
               WHERE e.account_id = ? AND e.finished_at IS NOT NULL";
    let mut skills = Vec::new();
    for row in &sql::all(c, sql, vec![account.0.into()]).await? {
        skills.extend(sql::from_json::<Vec<Skill>>("skills", &sql::get::<String>(row, "skills")?)?);
    }
    Ok(skills)
}

const DONE: &str = "(SELECT COUNT(*) FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id \
                    WHERE l.module_id = e.module_id AND p.account_id = e.account_id) AS done";

/// Every module the account has begun.
///
/// # Errors
/// As the database fails.
pub async fn enrolments(c: &impl Conn, account: AccountId) -> Result<HashMap<ModuleId, Enrolment>> {
    let sql = format!(
        "SELECT e.module_id, e.created_at, e.finished_at, {DONE} FROM enrolments e WHERE e.account_id = ?"
    );
    let read = |row: &Row| Ok((ModuleId(sql::get(row, "module_id")?), enrolment_of(row)?));
    sql::all(c, &sql, vec![account.0.into()]).await?.iter().map(read).collect()
}

/// # Errors
/// As the database fails.
pub async fn enrolment(c: &impl Conn, account: AccountId, module: ModuleId) -> Result<Option<Enrolment>> {
    let sql = format!(
        "SELECT e.created_at, e.finished_at, {DONE} FROM enrolments e WHERE e.account_id = ? AND e.module_id = ?"
    );
    sql::one(c, &sql, vec![account.0.into(), module.0.into()]).await?.as_ref().map(enrolment_of).transpose()
}

/// The modules an account has begun, those it is in the middle of first, then newest first.
///
/// # Errors
/// As the database fails.
pub async fn begun(c: &impl Conn, account: AccountId) -> Result<Vec<Begun>> {
    let sql = format!(
        "SELECT m.id, m.external_id, m.slug, m.title, m.summary, m.strand, m.skills, m.minutes, e.finished_at, \
         (SELECT COUNT(*) FROM lessons l WHERE l.module_id = m.id) AS lessons, {DONE}, \
         n.id AS next_id, n.position AS next_position, n.title AS next_title \
         FROM enrolments e JOIN modules m ON m.id = e.module_id LEFT JOIN lessons n ON n.id = (\
         SELECT l.id FROM lessons l WHERE l.module_id = m.id AND NOT EXISTS (SELECT 1 FROM lesson_progress p \
         WHERE p.lesson_id = l.id AND p.account_id = e.account_id) ORDER BY l.position LIMIT 1) \
         WHERE e.account_id = ? \
         ORDER BY CASE WHEN e.finished_at IS NULL THEN 0 ELSE 1 END, e.created_at DESC, m.title"
    );
    let read = |row: &Row| {
        let next: Option<Uuid> = sql::get(row, "next_id")?;
        let head = |id| -> Result<LessonHead> {
            let position = sql::count(sql::get(row, "next_position")?);
            Ok(LessonHead { id: LessonId(id), position, title: sql::get(row, "next_title")?, done: false })
        };
        Ok(Begun {
            card: ModuleCard { done: Some(number(sql::get(row, "done")?)), ..academy::card(row)? },
            finished_at: sql::get::<Option<i64>>(row, "finished_at")?.map(Time),
            next: next.map(head).transpose()?,
        })
    };
    sql::all(c, &sql, vec![account.0.into()]).await?.iter().map(read).collect()
}

/// Which of a module's lessons the account has done.
///
/// # Errors
/// As the database fails.
pub async fn done_lessons(c: &impl Conn, account: AccountId, module: ModuleId) -> Result<HashSet<LessonId>> {
    let sql = "SELECT p.lesson_id FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id \
               WHERE p.account_id = ? AND l.module_id = ?";
    let rows = sql::all(c, sql, vec![account.0.into(), module.0.into()]).await?;
    rows.iter().map(|row| Ok(LessonId(sql::get(row, "lesson_id")?))).collect()
}

/// The lessons of a module at these positions (all of them where there are none), in order, with their questions
/// and what `learner` answered last. `done` is not known here.
///
/// # Errors
/// As the database fails.
pub async fn lessons(
    c: &impl Conn,
    module: ModuleId,
    position: Option<u32>,
    learner: Option<AccountId>,
) -> Result<Vec<Lesson>> {
    let only = if position.is_some() { "AND l.position = ?" } else { "" };
    let sql = format!(
        "SELECT l.id, l.position, l.title, l.body, q.id AS question_id, q.text AS question, q.options, a.chosen \
         FROM lessons l LEFT JOIN questions q ON q.lesson_id = l.id \
         LEFT JOIN quiz_answers a ON a.question_id = q.id AND a.account_id = ? \
         WHERE l.module_id = ? {only} ORDER BY l.position, q.position"
    );
    let mut values = vec![learner.map(Uuid::from).into(), module.0.into()];
    values.extend(position.map(|position| sql::int(position).into()));
    let mut lessons: Vec<Lesson> = Vec::new();
    for row in &sql::all(c, &sql, values).await? {
        let id = LessonId(sql::get(row, "id")?);
        if lessons.last().is_none_or(|last| last.head.id != id) {
            lessons.push(Lesson {
                head: LessonHead {
                    id,
                    position: sql::count(sql::get(row, "position")?),
                    title: sql::get(row, "title")?,
                    done: false,
                },
                body: sql::get(row, "body")?,
                questions: Vec::new(),
            });
        }
        let question: Option<Uuid> = sql::get(row, "question_id")?;
        if let (Some(id), Some(lesson)) = (question, lessons.last_mut()) {
            lesson.questions.push(Question {
                id: QuestionId(id),
                text: sql::get(row, "question")?,
                options: sql::from_json("options", &sql::get::<String>(row, "options")?)?,
                chosen: sql::get::<Option<i32>>(row, "chosen")?.map(sql::count),
            });
        }
    }
    Ok(lessons)
}

/// Begins a module; `false` where it was begun before. Either way the learner's place in the module is held until
/// the transaction ends, so that two devices finishing the last two lessons at once see each other's.
///
/// # Errors
/// `Missing` where the account or the module is not there.
pub async fn enrol(tx: &Tx, account: AccountId, module: ModuleId, now: Time) -> Result<bool> {
    let sql =
        "INSERT INTO enrolments (account_id, module_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    let added = sql::run(tx, sql, vec![account.0.into(), module.0.into(), now.0.into()]).await? > 0;
    if !added {
        let sql = "UPDATE enrolments SET created_at = created_at WHERE account_id = ? AND module_id = ?";
        sql::run(tx, sql, vec![account.0.into(), module.0.into()]).await?;
    }
    Ok(added)
}

/// Keeps what was answered last: each question with the option's position from 0.
///
/// # Errors
/// `Missing` where a question has gone in the meantime.
pub async fn answer(tx: &Tx, account: AccountId, answers: &[(QuestionId, u32)], now: Time) -> Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let rows = vec!["(?, ?, ?, ?)"; answers.len()].join(", ");
    let sql = format!(
        "INSERT INTO quiz_answers (account_id, question_id, chosen, at) VALUES {rows} \
         ON CONFLICT (account_id, question_id) DO UPDATE SET chosen = excluded.chosen, at = excluded.at"
    );
    let mut values = Vec::with_capacity(answers.len() * 4);
    for (question, chosen) in answers {
        values.extend([account.0.into(), question.0.into(), sql::int(*chosen).into(), now.0.into()]);
    }
    sql::run(tx, &sql, values).await?;
    Ok(())
}

/// Marks a lesson as done; `false` where it was.
///
/// # Errors
/// `Missing` where the lesson has gone in the meantime.
pub async fn finish_lesson(tx: &Tx, account: AccountId, lesson: LessonId, now: Time) -> Result<bool> {
    let sql = "INSERT INTO lesson_progress (account_id, lesson_id, done_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    Ok(sql::run(tx, sql, vec![account.0.into(), lesson.0.into(), now.0.into()]).await? > 0)
}

/// Marks a begun module as finished where every lesson is done; `false` where one is missing or it was before.
///
/// # Errors
/// As the database fails.
pub async fn finish_module(tx: &Tx, account: AccountId, module: ModuleId, now: Time) -> Result<bool> {
    let sql = "UPDATE enrolments SET finished_at = ? WHERE account_id = ? AND module_id = ? AND finished_at IS NULL \
               AND EXISTS (SELECT 1 FROM lessons l WHERE l.module_id = enrolments.module_id) \
               AND NOT EXISTS (SELECT 1 FROM lessons l WHERE l.module_id = enrolments.module_id AND NOT EXISTS (\
               SELECT 1 FROM lesson_progress p WHERE p.lesson_id = l.id AND p.account_id = enrolments.account_id))";
    Ok(sql::run(tx, sql, vec![now.0.into(), account.0.into(), module.0.into()]).await? > 0)
}

fn enrolment_of(row: &Row) -> Result<Enrolment> {
    Ok(Enrolment {
        begun_at: Time(sql::get(row, "created_at")?),
        finished_at: sql::get::<Option<i64>>(row, "finished_at")?.map(Time),
        done: number(sql::get(row, "done")?),
    })
}

fn number(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}
