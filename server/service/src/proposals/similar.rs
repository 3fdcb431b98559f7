//! What neighbours ask for already, while someone writes.

use crate::people::Viewer;
use crate::{Result, Service};
use domain::field::{self, FieldErrors, Problem};
use domain::places::Position;
use domain::proposals::{ProposalCard, TITLE_MOST};
use serde::{Deserialize, Serialize};

/// As much of a text as is looked at, in characters: an address has to hold it.
pub const SIMILAR_BODY_MOST: u32 = 2_000;
/// How many are offered.
const MOST: usize = 3;

/// What is being written, as in the query of `GET /api/v1/proposals/similar`. Anything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SimilarQuery {
    pub title: Option<String>,
    pub body: Option<String>,
    /// Degrees; those near are a little more alike.
    pub lon: Option<String>,
    pub lat: Option<String>,
}

impl Service {
    /// Proposals that ask for something like it, most alike first, at most three: two queries for the cards, one
    /// more for what a signed-in viewer backs.
    ///
    /// # Errors
    /// `Invalid`: `title` or `body` too long or unreadable; `lon`, `lat` no numbers, one without the other, or not
    /// on earth.
    pub async fn similar_proposals(
        &self,
        viewer: &Viewer,
        query: &SimilarQuery,
    ) -> Result<Vec<ProposalCard>> {
        let mut errors = FieldErrors::new();
        let typed = |value: &Option<String>| value.clone().unwrap_or_default();
        let title = errors.take("title", field::line(&typed(&query.title), 0, TITLE_MOST));
        let body = errors.take("body", field::text(&typed(&query.body), 0, SIMILAR_BODY_MOST));
        let lon = degrees(&mut errors, "lon", query.lon.as_deref());
        let lat = degrees(&mut errors, "lat", query.lat.as_deref());
        let near = match (lon, lat) {
            (Some(lon), Some(lat)) => errors.take("lon", Position::new(lon, lat)),
            // One that does not read is named already.
            (Some(_), None) if query.lat.is_none() => errors.take("lat", Err(Problem::Required)),
            (None, Some(_)) if query.lon.is_none() => errors.take("lon", Err(Problem::Required)),
            _ => None,
        };
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let (title, body) = (title.unwrap_or_default(), body.unwrap_or_default());
        let found = self.inner.matcher.like(self.store(), &title, &body, near, MOST).await?;
        self.cards(viewer, &found).await
    }
}

fn degrees(errors: &mut FieldErrors, name: &str, typed: Option<&str>) -> Option<f64> {
    errors.take(name, typed?.parse().map_err(|_| Problem::NotANumber))
}
