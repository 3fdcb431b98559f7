//! Bringing in what was written elsewhere: institutions, levers, modules, proposals, as JSON lines.
//!
//! An import can be run again: records are known by their external id. A bad line is named with its number and the
//! reason and the rest goes in; with `strict` nothing does. Progress is reported line by line to the caller.

mod demo;
mod institutions;
mod levers;
mod modules;
mod proposals;
mod report;

pub use demo::DemoFiles;
pub use proposals::{Outside, ProposalOptions, ProposalRecord};
pub use report::{Refused, Report};

use crate::{Result, Service};
use domain::Time;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::Tx;
use store::audit::Event;
use uuid::Uuid;

/// What became of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    Added,
    Changed,
    Same,
}

/// A numbered line that reads, or why it does not.
pub(crate) type Line<T> = (usize, std::result::Result<T, String>);

/// Lines of JSON; empty ones are skipped.
pub(crate) fn lines<T: DeserializeOwned>(text: &str) -> Vec<Line<T>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| (n + 1, serde_json::from_str(line).map_err(|error| error.to_string())))
        .collect()
}

impl Service {
    pub(crate) fn import_event(
        &self,
        subject: &'static str,
        id: Uuid,
        became: Became,
        after: Value,
    ) -> Event {
        let action = if became == Became::Added { "imported" } else { "reimported" };
        Event {
            at: self.now(),
            actor: None,
            action,
            subject,
            subject_id: Some(id),
            before: None,
            after: Some(after),
        }
    }

    /// Ends a transaction of an import: kept unless it is strict and something was refused.
    pub(crate) async fn end_import(&self, tx: Tx, strict: bool, report: &Report) -> Result<()> {
        if strict && !report.refused.is_empty() {
            return Ok(());
        }
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }

    /// Everything an import brought in is matched anew.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn after_import(&self) -> Result<usize> {
        self.catch_up().await?;
        self.rematch_all().await
    }
}

pub(crate) fn seen(external_id: &str) -> Value {
    json!({ "external_id": external_id })
}

/// `days` before `now`, for the demo, whose times are relative.
#[must_use]
pub(crate) fn days_ago(now: Time, days: f64) -> Time {
    let millis = (days.clamp(0.0, 36_500.0) * Time::DAY as f64) as i64;
    now.plus(-millis)
}
