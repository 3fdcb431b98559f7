//! From a proposal's words to levers and modules: the matcher in memory over the matching crate.

use crate::proposals::NewIdea;
use crate::{Result, Service};
use domain::ids::{InstitutionId, LeverId, ModuleId, ProposalId};
use domain::places::Position;
use std::collections::BTreeSet;
use store::Store;
use store::matches::Suggested;

/// What the matcher found for one proposal, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    pub levers: Vec<(Suggested<LeverId>, InstitutionId)>,
    pub modules: Vec<Suggested<ModuleId>>,
}

/// The index in memory.
pub struct Matcher {}

impl Matcher {
    pub(crate) async fn load(_store: &Store) -> Result<Self> {
        Ok(Self {})
    }

    pub(crate) async fn reload(&self, _store: &Store) -> Result<()> {
        Ok(())
    }

    pub(crate) fn search(&self, _words: &str, _limit: usize) -> Vec<ProposalId> {
        Vec::new()
    }

    pub(crate) fn like(
        &self,
        _title: &str,
        _body: &str,
        _near: Option<Position>,
        _limit: usize,
    ) -> Vec<ProposalId> {
        Vec::new()
    }
}

impl Suggestions {
    /// Each institution once.
    #[must_use]
    pub fn institutions(&self) -> Vec<InstitutionId> {
        self.levers.iter().map(|(_, institution)| *institution).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Service {
    pub(crate) fn suggest_for(&self, _idea: &NewIdea) -> Suggestions {
        Suggestions::default()
    }
}
