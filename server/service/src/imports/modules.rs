//! Modules without lessons: `{"id", "title", "text", "strand", "skills"?, "minutes"?, "slug"?}`.

use super::{Became, Report, lines, seen};
use crate::{Result, Service};
use domain::academy::ModuleCard;
use domain::ids::ModuleId;
use domain::places::slug;
use domain::taxonomy::{Skill, Strand};
use serde::Deserialize;
use store::Tx;
use store::academy::NewModule;

#[derive(Debug, Deserialize)]
struct Record {
    id: String,
    title: String,
    #[serde(default)]
    text: String,
    strand: Strand,
    #[serde(default)]
    skills: Vec<Skill>,
    #[serde(default)]
    minutes: Option<u32>,
    #[serde(default)]
    slug: Option<String>,
}

impl Service {
    /// Imports modules as they are listed; lessons a module has already stay.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import_modules(
        &self,
        text: &str,
        strict: bool,
        mut progress: impl FnMut(),
    ) -> Result<Report> {
        let mut report = Report::default();
        let tx = self.store().begin().await?;
        for (position, (line, record)) in (1_u32..).zip(lines::<Record>(text)) {
            match record {
                Ok(record) => match self.import_module(&tx, record, position).await? {
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

    async fn import_module(
        &self,
        tx: &Tx,
        record: Record,
        position: u32,
    ) -> Result<std::result::Result<Became, String>> {
        if record.id.trim().is_empty() || record.title.trim().is_empty() {
            return Ok(Err("id and title must not be empty".to_owned()));
        }
        let had = store::academy::by_external_id(tx, &record.id).await?;
        let id = had.as_ref().map_or_else(|| ModuleId(self.fresh_id()), |had| had.id);
        let slug = record.slug.filter(|s| !s.is_empty()).unwrap_or_else(|| slug(&record.title));
        if store::academy::by_slug(tx, &slug).await?.is_some_and(|other| other.id != id) {
            return Ok(Err(format!("another module has the address {slug}")));
        }
        let card = ModuleCard {
            id,
            external_id: Some(record.id.clone()),
            slug,
            title: record.title,
            summary: record.text,
            strand: record.strand,
            skills: record.skills,
            minutes: record.minutes.unwrap_or(20),
            lessons: had.as_ref().map_or(0, |had| had.lessons),
            done: None,
        };
        if had.as_ref() == Some(&card) {
            return Ok(Ok(Became::Same));
        }
        let became = if had.is_some() { Became::Changed } else { Became::Added };
        store::academy::put_card(tx, &NewModule { card, position, lessons: Vec::new() }).await?;
        store::audit::write(tx, self.import_event("module", id.0, became, seen(&record.id))).await?;
        Ok(Ok(became))
    }
}
