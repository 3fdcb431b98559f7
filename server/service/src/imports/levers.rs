//! Levers: `{"id", "institution", "kind", "title", "text", "themes"?, "remit"?, "cost_ceiling"?, "constituted_group"?,
//! "capacity"?, "open"?}`; `institution` is the external id it was imported by.

use super::{Became, Report, lines, seen};
use crate::{Result, Service};
use domain::ids::LeverId;
use domain::institutions::{Lever, Remit};
use domain::taxonomy::{LeverKind, Theme};
use serde::Deserialize;
use store::Tx;

#[derive(Debug, Deserialize)]
struct Record {
    id: String,
    institution: String,
    kind: LeverKind,
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    themes: Vec<Theme>,
    #[serde(default)]
    remit: Remit,
    #[serde(default)]
    cost_ceiling: Option<u32>,
    #[serde(default)]
    constituted_group: bool,
    #[serde(default)]
    capacity: Option<u32>,
    #[serde(default = "yes")]
    open: bool,
}

fn yes() -> bool {
    true
}

impl Service {
    /// Imports levers of institutions that were imported before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import_levers(
        &self,
        text: &str,
        strict: bool,
        mut progress: impl FnMut(),
    ) -> Result<Report> {
        let mut report = Report::default();
        let tx = self.store().begin().await?;
        for (line, record) in lines::<Record>(text) {
            match record {
                Ok(record) => match self.import_lever(&tx, record).await? {
                    Ok(became) => report.note(became),
                    Err(why) => report.refuse(line, why),
                },
                Err(why) => report.refuse(line, why),
            }
            progress();
        }
        self.end_import(tx, strict, &report).await?;
        Ok(report)
    }

    async fn import_lever(&self, tx: &Tx, record: Record) -> Result<std::result::Result<Became, String>> {
        if record.id.trim().is_empty() || record.title.trim().is_empty() {
            return Ok(Err("id and title must not be empty".to_owned()));
        }
        let Some(institution) = store::institutions::by_external_id(tx, &record.institution).await? else {
            return Ok(Err(format!(
                "there is no institution {}: import institutions first",
                record.institution
            )));
        };
        let had = store::institutions::lever_by_external_id(tx, &record.id).await?;
        let new = Lever {
            id: had.as_ref().map_or_else(|| LeverId(self.fresh_id()), |had| had.id),
            external_id: Some(record.id.clone()),
            institution: institution.id,
            kind: record.kind,
            title: record.title,
            text: record.text,
            themes: record.themes,
            remit: record.remit,
            cost_ceiling: record.cost_ceiling,
            constituted_group: record.constituted_group,
            capacity: record.capacity,
            open: record.open,
        };
        if had.as_ref().is_some_and(|had| had.institution != new.institution) {
            return Ok(Err("it belongs to another institution already".to_owned()));
        }
        if had.as_ref() == Some(&new) {
            return Ok(Ok(Became::Same));
        }
        let became = if had.is_some() { Became::Changed } else { Became::Added };
        store::institutions::put_lever(tx, &new, self.now()).await?;
        store::audit::write(tx, self.import_event("lever", new.id.0, became, seen(&record.id))).await?;
        Ok(Ok(became))
    }
}
