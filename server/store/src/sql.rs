//! Small helpers over sea-orm that every noun uses: raw queries with placeholders, JSON in text, keys.

use crate::conn::Executor;
use crate::{Result, StoreError};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row of a raw query.
pub(crate) type Row = QueryResult;

/// Rows of `sql`, whose `?` are filled from `values` in order (made `$1…` for PostgreSQL).
pub(crate) async fn all(c: &impl Executor, sql: &str, values: Vec<Value>) -> Result<Vec<Row>> {
    let exec = c.exec();
    Ok(exec.query_all_raw(statement(exec.get_database_backend(), sql, values)).await?)
}

/// The first row of `sql`, if any.
pub(crate) async fn one(c: &impl Executor, sql: &str, values: Vec<Value>) -> Result<Option<Row>> {
    let exec = c.exec();
    Ok(exec.query_one_raw(statement(exec.get_database_backend(), sql, values)).await?)
}

/// Rows changed by `sql`.
pub(crate) async fn run(c: &impl Executor, sql: &str, values: Vec<Value>) -> Result<u64> {
    let exec = c.exec();
    Ok(exec.execute_raw(statement(exec.get_database_backend(), sql, values)).await?.rows_affected())
}

fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DbBackend::Postgres {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    let mut numbered = String::with_capacity(sql.len() + values.len() * 2);
    let mut n = 0;
    for c in sql.chars() {
        if c == '?' {
            n += 1;
            numbered.push('$');
            numbered.push_str(&n.to_string());
        } else {
            numbered.push(c);
        }
    }
    Statement::from_sql_and_values(backend, numbered, values)
}

/// `?, ?, ?` for `n` values; `n` is at least 1.
pub(crate) fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}

/// A column of a raw row.
pub(crate) fn get<T: sea_orm::TryGetable>(row: &Row, column: &str) -> Result<T> {
    Ok(row.try_get("", column)?)
}

/// A taxonomy key as stored.
pub(crate) fn key<T: std::str::FromStr>(what: &'static str, value: &str) -> Result<T> {
    value.parse().map_err(|_| StoreError::Corrupt { what, value: value.to_owned() })
}

/// JSON as stored in text.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { what, value: text.to_owned() })
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    // Maps with string keys, lists, numbers and text cannot fail to serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// A count as stored, which is never below zero.
pub(crate) fn count(n: i32) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

/// A number as the database takes it; capped where it would not fit.
pub(crate) fn int(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
