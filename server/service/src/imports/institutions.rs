//! Institutions: `{"id", "name", "kind", "about", "sites": [{"name", "lat", "lon"}], "slug"?, "answer_days"?, "website"?}`.

use super::{Became, Report, lines, seen};
use crate::{Result, Service};
use domain::ids::{InstitutionId, SiteId};
use domain::institutions::{ANSWER_DAYS, Institution, Site};
use domain::places::{Position, slug};
use domain::taxonomy::InstitutionKind;
use serde::Deserialize;
use store::Tx;

#[derive(Debug, Deserialize)]
struct Record {
    id: String,
    name: String,
    kind: InstitutionKind,
    #[serde(default)]
    about: String,
    #[serde(default)]
    slug: Option<String>,
    #[serde(default)]
    answer_days: Option<u32>,
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    sites: Vec<SiteRecord>,
}

#[derive(Debug, Deserialize)]
struct SiteRecord {
    name: String,
    lat: f64,
    lon: f64,
}

impl Service {
    /// Imports institutions. `demo` marks them as made up; `progress` is told of each line.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import_institutions(
        &self,
        text: &str,
        strict: bool,
        demo: bool,
        mut progress: impl FnMut(),
    ) -> Result<Report> {
        let mut report = Report::default();
        let tx = self.store().begin().await?;
        for (line, record) in lines::<Record>(text) {
            match record.and_then(checked) {
                Ok(record) => match self.import_institution(&tx, record, demo).await? {
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

    async fn import_institution(
        &self,
        tx: &Tx,
        record: Record,
        demo: bool,
    ) -> Result<std::result::Result<Became, String>> {
        let had = store::institutions::by_external_id(tx, &record.id).await?;
        let slug = record.slug.clone().filter(|s| !s.is_empty()).unwrap_or_else(|| slug(&record.name));
        let id = had.as_ref().map_or_else(|| InstitutionId(self.fresh_id()), |had| had.id);
        if store::institutions::by_slug(tx, &slug).await?.is_some_and(|other| other.id != id) {
            return Ok(Err(format!("another institution has the address {slug}")));
        }
        let known =
            |name: &str| had.iter().flat_map(|h| &h.sites).find(|site| site.name == name).map(|site| site.id);
        let sites = record.sites.iter().map(|site| Site {
            id: known(&site.name).unwrap_or_else(|| SiteId(self.fresh_id())),
            name: site.name.clone(),
            position: Position { lon: site.lon, lat: site.lat },
        });
        let mut sites: Vec<_> = sites.collect();
        sites.sort_by(|a, b| a.name.cmp(&b.name));
        let new = Institution {
            id,
            external_id: Some(record.id.clone()),
            slug,
            name: record.name,
            kind: record.kind,
            about: record.about,
            website: record.website,
            answer_days: record.answer_days.unwrap_or(ANSWER_DAYS),
            sites,
        };
        if had.as_ref() == Some(&new) {
            return Ok(Ok(Became::Same));
        }
        let became = if had.is_some() { Became::Changed } else { Became::Added };
        store::institutions::put(tx, &new, demo, self.now()).await?;
        let event = self.import_event("institution", id.0, became, seen(&record.id));
        store::audit::write(tx, event).await?;
        Ok(Ok(became))
    }
}

fn checked(record: Record) -> std::result::Result<Record, String> {
    if record.id.trim().is_empty() || record.name.trim().is_empty() {
        return Err("id and name must not be empty".to_owned());
    }
    if record.answer_days.is_some_and(|days| !(1..=250).contains(&days)) {
        return Err("answer_days must be 1 to 250".to_owned());
    }
    match record.sites.iter().find(|site| Position::new(site.lon, site.lat).is_err()) {
        Some(site) => Err(format!("the site {} is not on earth", site.name)),
        None => Ok(record),
    }
}
