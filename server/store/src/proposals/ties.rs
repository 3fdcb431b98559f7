//! What is between an account and a proposal's page, in one query.

use crate::{Conn, Result, sql};
use domain::ids::{AccountId, ModuleId, ProposalId};
use sea_orm::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// See the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// Which of the proposals asked for the account supports.
    pub supported: HashSet<ProposalId>,
    /// Whether it follows the first of them.
    pub following: bool,
    /// Lessons done and lessons in all, of the modules asked for that it began.
    pub begun: HashMap<ModuleId, (u32, u32)>,
}

/// What the account does with a proposal (supports, follows), which of the proposals `beside` it supports too, and how
/// far it is in `modules`.
///
/// # Errors
/// As the database fails.
pub async fn ties(
    c: &impl Conn,
    account: AccountId,
    proposal: ProposalId,
    beside: &[ProposalId],
    modules: &[ModuleId],
) -> Result<Ties> {
    let none = "CAST(0 AS BIGINT)";
    let mut sql = format!(
        "SELECT 'supports' AS tie, proposal_id AS id, {none} AS done, {none} AS lessons FROM supports \
         WHERE account_id = ? AND proposal_id IN ({}) \
         UNION ALL SELECT 'follows', proposal_id, {none}, {none} FROM follows WHERE account_id = ? AND proposal_id = ?",
        sql::marks(beside.len() + 1)
    );
    let mut values: Vec<Value> = vec![account.0.into(), proposal.0.into()];
    values.extend(beside.iter().map(|id| Value::from(id.0)));
    values.extend([Value::from(account.0), proposal.0.into()]);
    if !modules.is_empty() {
        sql.push_str(
            " UNION ALL SELECT 'begun', e.module_id, (SELECT COUNT(*) FROM lesson_progress p \
             JOIN lessons s ON s.id = p.lesson_id WHERE s.module_id = e.module_id AND p.account_id = e.account_id), \
             (SELECT COUNT(*) FROM lessons s WHERE s.module_id = e.module_id) \
             FROM enrolments e WHERE e.account_id = ? AND e.module_id IN (",
        );
        sql.push_str(&sql::marks(modules.len()));
        sql.push(')');
        values.push(account.0.into());
        values.extend(modules.iter().map(|id| Value::from(id.0)));
    }
    let mut ties = Ties::default();
    for row in &sql::all(c, &sql, values).await? {
        let (tie, id): (String, Uuid) = (sql::get(row, "tie")?, sql::get(row, "id")?);
        match tie.as_str() {
            "supports" => {
                ties.supported.insert(ProposalId(id));
            }
            "follows" => ties.following = true,
            _ => {
                let number = |n: i64| u32::try_from(n).unwrap_or(0);
                let (done, lessons) = (sql::get(row, "done")?, sql::get(row, "lessons")?);
                ties.begun.insert(ModuleId(id), (number(done), number(lessons)));
            }
        }
    }
    Ok(ties)
}
