//! Institutions: what they can do, how they answer, and the desk of those who answer for them.

mod decide;
mod inbox;
mod record;
mod respond;

pub use decide::Decision;
pub use inbox::{Case, Inbox, Looking};

use crate::people::Viewer;
use crate::{Missing, Result, Service, ServiceError};
use domain::Time;
use domain::institutions::{Answered, Institution, InstitutionCard, LeverShown, Record};

/// Everything an institution's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct InstitutionPage {
    pub institution: Institution,
    /// Open ones first.
    pub levers: Vec<LeverShown>,
    pub record: Record,
    /// What it promised and has not yet kept, the nearest day first.
    pub promises: Vec<Answered>,
    /// What it said last, newest first.
    pub answers: Vec<Answered>,
    pub now: Time,
}

/// Answers and promises shown on an institution's page.
const SHOWN: u32 = 20;

impl Service {
    /// Every institution by name, with how it answers: seven queries however many there are.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn institutions(&self, _viewer: &Viewer) -> Result<Vec<InstitutionCard>> {
        let institutions = store::institutions::all(self.store()).await?;
        let (now, today) = (self.now(), self.today());
        let mut tallies = store::record::tallies(self.store(), None, &today).await?;
        let cards = institutions.into_iter().map(|institution| {
            let tally = tallies.remove(&institution.id).unwrap_or_default();
            let record = record::record(&tally, institution.answer_days, now);
            InstitutionCard { institution, lever_kinds: tally.levers.into_keys().collect(), record }
        });
        Ok(cards.collect())
    }

    /// One institution's page.
    ///
    /// # Errors
    /// `NotFound` where there is none with this slug.
    pub async fn institution(&self, _viewer: &Viewer, slug: &str) -> Result<InstitutionPage> {
        let institution = self.institution_by_slug(slug).await?;
        let record = self.record_of(&institution).await?;
        let levers = self.levers_of(&institution).await?;
        let promises = store::record::open_promises(self.store(), institution.id, SHOWN).await?;
        let answers = store::record::said(self.store(), institution.id, SHOWN).await?;
        Ok(InstitutionPage { institution, levers, record, promises, answers, now: self.now() })
    }

    pub(crate) async fn institution_by_slug(&self, slug: &str) -> Result<Institution> {
        let found = store::institutions::by_slug(self.store(), slug).await?;
        found.ok_or(ServiceError::NotFound(Missing::Institution))
    }

    /// How one institution answers.
    pub(crate) async fn record_of(&self, institution: &Institution) -> Result<Record> {
        let mut tallies = store::record::tallies(self.store(), Some(institution.id), &self.today()).await?;
        let tally = tallies.remove(&institution.id).unwrap_or_default();
        Ok(record::record(&tally, institution.answer_days, self.now()))
    }

    /// Its levers, open ones first, with what each has been used for.
    pub(crate) async fn levers_of(&self, institution: &Institution) -> Result<Vec<LeverShown>> {
        let taken = store::record::taken(self.store(), institution.id).await?;
        let levers = store::institutions::levers_of(self.store(), institution.id).await?;
        let mut shown: Vec<_> = levers
            .into_iter()
            .map(|lever| LeverShown { taken: taken.get(&lever.id).copied().unwrap_or(0), lever })
            .collect();
        shown.sort_by_key(|shown| !shown.lever.open);
        Ok(shown)
    }

    /// The calendar day in UTC as it is stored: `YYYY-MM-DD`.
    pub(crate) fn today(&self) -> String {
        self.now().day().to_string()
    }
}
