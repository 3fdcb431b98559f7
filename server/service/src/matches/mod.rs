//! From a proposal's words to levers and modules: the matching crate's indexes, kept in step with the database.

mod matcher;
mod rematch;

pub(crate) use matcher::Matcher;

use crate::Service;
use crate::proposals::NewIdea;
use domain::ids::{InstitutionId, LeverId, ModuleId};
use domain::places::NeighbourhoodName;
use matching::text::ProposalText;
use std::collections::BTreeSet;
use store::matches::Suggested;

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
    pub(crate) fn suggest_for(&self, idea: &NewIdea) -> Suggestions {
        let place = self.place();
        let neighbourhood = idea.neighbourhood.and_then(|id| place.neighbourhood_by_id(id));
        self.inner.matcher.suggest(&ProposalText {
            id: String::new(),
            title: idea.title.clone(),
            body: idea.body.clone(),
            theme: Some(idea.theme),
            stage: Some(idea.stage),
            point: idea.point,
            neighbourhood: neighbourhood
                .map(|n| NeighbourhoodName { slug: n.slug.clone(), name: n.name.clone() }),
        })
    }
}
