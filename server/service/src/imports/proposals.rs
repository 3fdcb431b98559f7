//! Proposals: `{"id", "title", "text", "theme"?, "lat"?, "lon"?, "neighbourhood"?, "stage"?}`.

use super::{Became, Report, lines, seen};
use crate::proposals::NewIdea;
use crate::{Result, Service};
use domain::Time;
use domain::field::{self, Problem};
use domain::ids::{AccountId, NeighbourhoodId};
use domain::places::Position;
use domain::proposals::BODY_MOST;
use domain::taxonomy::{Stage, Theme};
use serde::Deserialize;
use store::Tx;

/// Titles of other lists are longer than ours.
const TITLE_MOST: u32 = 300;
/// Records in one transaction, so that other writers get their turn.
const AT_ONCE: usize = 200;

/// What to do with a proposal outside the boundary, or without a position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Outside {
    /// Put it in a neighbourhood: the chosen one, else the nearest.
    Place,
    /// Refuse it, with the reason.
    #[default]
    Refuse,
    /// Take it as it is, without a neighbourhood.
    Keep,
}

/// How proposals are taken.
#[derive(Debug, Clone, Default)]
pub struct ProposalOptions {
    pub outside: Outside,
    /// A neighbourhood's slug, for [`Outside::Place`].
    pub neighbourhood: Option<String>,
    /// For records that name no theme.
    pub theme: Option<Theme>,
    pub strict: bool,
}

/// A proposal as a file has it.
#[derive(Debug, Clone, Deserialize)]
pub struct ProposalRecord {
    pub id: String,
    pub title: String,
    #[serde(alias = "body")]
    pub text: String,
    #[serde(default)]
    pub theme: Option<Theme>,
    #[serde(default)]
    pub lat: Option<f64>,
    #[serde(default)]
    pub lon: Option<f64>,
    #[serde(default)]
    pub neighbourhood: Option<String>,
    #[serde(default)]
    pub stage: Option<Stage>,
}

impl Service {
    /// Imports proposals. Nobody is told; each is matched.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import_proposals(
        &self,
        text: &str,
        options: &ProposalOptions,
        mut progress: impl FnMut(),
    ) -> Result<Report> {
        let mut report = Report::default();
        let records = lines::<ProposalRecord>(text);
        let at_once = if options.strict { records.len().max(1) } else { AT_ONCE };
        for part in records.chunks(at_once) {
            let tx = self.store().begin().await?;
            for (line, record) in part {
                match record {
                    Ok(record) => match self.import_proposal(&tx, record, options, None, self.now()).await? {
                        Ok(became) => report.note(became),
                        Err(why) => report.refuse(*line, why),
                    },
                    Err(why) => report.refuse(*line, why.as_str()),
                }
                progress();
            }
            self.end_import(tx, options.strict, &report).await?;
        }
        Ok(report)
    }

    /// One proposal; `Err` inside says why it was not taken.
    pub(crate) async fn import_proposal(
        &self,
        tx: &Tx,
        record: &ProposalRecord,
        options: &ProposalOptions,
        author: Option<AccountId>,
        created_at: Time,
    ) -> Result<std::result::Result<Became, String>> {
        if record.id.trim().is_empty() {
            return Ok(Err("the id is empty".to_owned()));
        }
        if store::proposals::by_external_id(tx, &record.id).await?.is_some() {
            return Ok(Ok(Became::Same));
        }
        let idea = match self.idea(record, options, author, created_at) {
            Ok(idea) => idea,
            Err(why) => return Ok(Err(why)),
        };
        let found = self.suggest_for(&idea, Vec::new());
        let id = self.write_proposal(tx, idea, &found).await?;
        store::audit::write(tx, self.import_event("proposal", id.0, Became::Added, seen(&record.id))).await?;
        Ok(Ok(Became::Added))
    }

    fn idea(
        &self,
        record: &ProposalRecord,
        options: &ProposalOptions,
        author: Option<AccountId>,
        created_at: Time,
    ) -> std::result::Result<NewIdea, String> {
        let title = field::line(&record.title, 1, TITLE_MOST).map_err(|p| format!("title: {}", why(p)))?;
        let body = field::text(&record.text, 1, BODY_MOST).map_err(|p| format!("text: {}", why(p)))?;
        let theme =
            record.theme.or(options.theme).ok_or("it has no theme; --theme gives one to all without")?;
        let (point, neighbourhood) = self.place_record(record, options)?;
        Ok(NewIdea {
            external_id: Some(record.id.clone()),
            author,
            title,
            body,
            theme,
            stage: record.stage.unwrap_or(Stage::Open),
            point,
            neighbourhood,
            created_at,
        })
    }

    fn place_record(
        &self,
        record: &ProposalRecord,
        options: &ProposalOptions,
    ) -> std::result::Result<(Option<Position>, Option<NeighbourhoodId>), String> {
        let place = self.place();
        let point = match (record.lon, record.lat) {
            (Some(lon), Some(lat)) => {
                Some(Position::new(lon, lat).map_err(|_| format!("{lon}, {lat} is not on earth"))?)
            }
            (None, None) => None,
            _ => return Err("lat and lon come together".to_owned()),
        };
        if let Some(point) = point.filter(|point| place.contains(*point)) {
            return Ok((Some(point), place.neighbourhood_at(point).map(|n| n.id)));
        }
        if let Some(slug) = &record.neighbourhood {
            let known =
                place.neighbourhood(slug).ok_or_else(|| format!("there is no neighbourhood {slug}"))?;
            return Ok((None, Some(known.id)));
        }
        match (options.outside, point) {
            (Outside::Keep, point) => Ok((point, None)),
            (Outside::Refuse, Some(_)) => Err("it lies outside the place's boundary".to_owned()),
            (Outside::Refuse, None) => Err("it has neither a position nor a neighbourhood".to_owned()),
            (Outside::Place, point) => {
                let from = point.unwrap_or(place.head.centre);
                let chosen = match &options.neighbourhood {
                    Some(slug) => place.neighbourhood(slug),
                    None => place
                        .neighbourhoods
                        .iter()
                        .min_by(|a, b| from.metres_to(a.centre).total_cmp(&from.metres_to(b.centre))),
                };
                chosen
                    .map(|n| (None, Some(n.id)))
                    .ok_or_else(|| "the place has no such neighbourhood".to_owned())
            }
        }
    }
}

/// A problem in words for the terminal.
fn why(problem: Problem) -> String {
    match problem {
        Problem::Required => "it is empty".to_owned(),
        Problem::TooLong { most } => format!("it is longer than {most} characters"),
        _ => "it cannot be shown".to_owned(),
    }
}
