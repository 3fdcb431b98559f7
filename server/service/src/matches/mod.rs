//! From a proposal's words to levers and modules: the matching crate's indexes, kept in step with the database.

mod levers;
mod matcher;
mod rematch;
mod stale;

pub(crate) use levers::Levers;
pub(crate) use matcher::{Matcher, ready};
pub(crate) use stale::{Stale, What};

use crate::places::PlaceMap;
use crate::proposals::NewIdea;
use crate::{Result, Service, ServiceError};
use domain::ids::{InstitutionId, LeverId, ModuleId, NeighbourhoodId};
use domain::places::NeighbourhoodName;
use domain::taxonomy::Skill;
use matching::text::ProposalText;
use std::collections::BTreeSet;
use store::matches::Suggested;
use store::proposals::Text;

/// What the matcher found for one proposal, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    pub levers: Vec<(Suggested<LeverId>, InstitutionId)>,
    pub modules: Vec<Suggested<ModuleId>>,
}

impl Suggestions {
    /// Each institution once.
    #[must_use]
    pub fn institutions(&self) -> Vec<InstitutionId> {
        self.levers.iter().map(|(_, institution)| *institution).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Service {
    /// What could move an idea that is about to be written, and what would help.
    /// `skills` are those its author has learned here.
    pub(crate) fn suggest_for(&self, idea: &NewIdea, skills: Vec<Skill>) -> Suggestions {
        self.inner.matcher.suggest(&ProposalText {
            id: String::new(),
            title: idea.title.clone(),
            body: idea.body.clone(),
            theme: Some(idea.theme),
            stage: Some(idea.stage),
            skills,
            point: idea.point,
            neighbourhood: neighbourhood(&self.place(), idea.neighbourhood),
        })
    }
}

/// A stored proposal as the matcher reads it; `skills` are those its author has learned here.
pub(crate) fn proposal_text(place: &PlaceMap, text: Text, skills: Vec<Skill>) -> ProposalText {
    ProposalText {
        id: text.id.to_string(),
        title: text.title,
        body: text.body,
        theme: Some(text.theme),
        stage: Some(text.stage),
        skills,
        point: text.point,
        neighbourhood: neighbourhood(place, text.neighbourhood),
    }
}

/// Work that takes longer than a request should hold a thread.
async fn off_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ServiceError::Internal(error.to_string()))
}

fn neighbourhood(place: &PlaceMap, id: Option<NeighbourhoodId>) -> Option<NeighbourhoodName> {
    let found = id.and_then(|id| place.neighbourhood_by_id(id));
    found.map(|n| NeighbourhoodName { slug: n.slug.clone(), name: n.name.clone() })
}
