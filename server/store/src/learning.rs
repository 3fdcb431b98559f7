//! How far learners are: enrolments, lessons done, options chosen.

use crate::sql;
use crate::{Conn, Result, StoreError};
use domain::Time;
use domain::academy::{LessonHead, Question};
use domain::ids::{AccountId, LessonId, ModuleId, ProposalId, QuestionId};
use std::collections::HashMap;

/// Lessons done in each module the account has begun.
///
/// # Errors
/// As the database fails.
pub async fn progress(c: &impl Conn, account: AccountId) -> Result<HashMap<ModuleId, u32>> {
    let sql = "SELECT e.module_id, (SELECT COUNT(*) FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id \
               WHERE l.module_id = e.module_id AND p.account_id = e.account_id) AS done \
               FROM enrolments e WHERE e.account_id = ?";
    let rows = sql::all(c, sql, vec![account.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let done: i64 = sql::get(row, "done")?;
            Ok((ModuleId(sql::get(row, "module_id")?), u32::try_from(done).unwrap_or(u32::MAX)))
        })
        .collect()
}

/// A module's lessons in order, and which the account has done.
///
/// # Errors
/// As the database fails.
pub async fn lessons(c: &impl Conn, module: ModuleId, account: Option<AccountId>) -> Result<Vec<LessonHead>> {
    let sql = "SELECT l.id, l.position, l.title, p.done_at FROM lessons l LEFT JOIN lesson_progress p \
               ON p.lesson_id = l.id AND p.account_id = ? WHERE l.module_id = ? ORDER BY l.position";
    let rows = sql::all(c, sql, vec![account.map(|id| id.0).into(), module.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let done_at: Option<i64> = sql::get(row, "done_at")?;
            Ok(LessonHead {
                id: LessonId(sql::get(row, "id")?),
                position: sql::count(sql::get(row, "position")?),
                title: sql::get(row, "title")?,
                done: done_at.is_some(),
            })
        })
        .collect()
}

/// A lesson's text and questions, with what the account chose last.
///
/// # Errors
/// As the database fails.
pub async fn lesson(
    c: &impl Conn,
    lesson: LessonId,
    account: Option<AccountId>,
) -> Result<(String, Vec<Question>)> {
    let row = sql::one(c, "SELECT body FROM lessons WHERE id = ?", vec![lesson.0.into()]).await?;
    let body = row.ok_or(StoreError::Missing).and_then(|row| sql::get(&row, "body"))?;
    let sql = "SELECT q.id, q.text, q.options, a.chosen FROM questions q LEFT JOIN quiz_answers a \
               ON a.question_id = q.id AND a.account_id = ? WHERE q.lesson_id = ? ORDER BY q.position";
    let rows = sql::all(c, sql, vec![account.map(|id| id.0).into(), lesson.0.into()]).await?;
    let questions = rows.iter().map(|row| {
        Ok(Question {
            id: QuestionId(sql::get(row, "id")?),
            text: sql::get(row, "text")?,
            options: sql::from_json("options", &sql::get::<String>(row, "options")?)?,
            chosen: sql::get::<Option<i32>>(row, "chosen")?.map(sql::count),
        })
    });
    Ok((body, questions.collect::<Result<_>>()?))
}

/// Visible proposals a module was matched to, best first.
///
/// # Errors
/// As the database fails.
pub async fn needed_by(c: &impl Conn, module: ModuleId, limit: u32) -> Result<Vec<ProposalId>> {
    let sql = format!(
        "SELECT m.proposal_id FROM module_matches m JOIN proposals p ON p.id = m.proposal_id \
         WHERE m.module_id = ? AND p.hidden_at IS NULL AND p.stage NOT IN ('draft', 'done', 'declined') \
         ORDER BY m.score DESC, p.created_at DESC LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![module.0.into()]).await?;
    rows.iter().map(|row| Ok(ProposalId(sql::get(row, "proposal_id")?))).collect()
}

/// # Errors
/// As the database fails.
pub async fn enrol(c: &impl Conn, account: AccountId, module: ModuleId, at: Time) -> Result<()> {
    let sql =
        "INSERT INTO enrolments (account_id, module_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    sql::run(c, sql, vec![account.0.into(), module.0.into(), at.0.into()]).await?;
    Ok(())
}

/// # Errors
/// As the database fails.
pub async fn choose(
    c: &impl Conn,
    account: AccountId,
    question: QuestionId,
    option: u32,
    at: Time,
) -> Result<()> {
    let sql = "INSERT INTO quiz_answers (account_id, question_id, chosen, at) VALUES (?, ?, ?, ?) \
               ON CONFLICT (account_id, question_id) DO UPDATE SET chosen = excluded.chosen, at = excluded.at";
    sql::run(c, sql, vec![account.0.into(), question.0.into(), sql::int(option).into(), at.0.into()]).await?;
    Ok(())
}

/// Marks a lesson as done; `false` where it was already.
///
/// # Errors
/// As the database fails.
pub async fn complete(c: &impl Conn, account: AccountId, lesson: LessonId, at: Time) -> Result<bool> {
    let sql = "INSERT INTO lesson_progress (account_id, lesson_id, done_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    Ok(sql::run(c, sql, vec![account.0.into(), lesson.0.into(), at.0.into()]).await? > 0)
}

/// Marks a module as finished where every lesson of it is done.
///
/// # Errors
/// As the database fails.
pub async fn finish(c: &impl Conn, account: AccountId, module: ModuleId, at: Time) -> Result<bool> {
    let sql = "UPDATE enrolments SET finished_at = ? WHERE account_id = ? AND module_id = ? AND finished_at IS NULL \
               AND NOT EXISTS (SELECT 1 FROM lessons l WHERE l.module_id = ? AND NOT EXISTS \
               (SELECT 1 FROM lesson_progress p WHERE p.lesson_id = l.id AND p.account_id = ?))";
    let values = vec![at.0.into(), account.0.into(), module.0.into(), module.0.into(), account.0.into()];
    Ok(sql::run(c, sql, values).await? > 0)
}
