//! The indexes in memory: levers and modules to match, proposals to search.

use super::Suggestions;
use crate::Result;
use domain::ids::{InstitutionId, LeverId, ModuleId, ProposalId};
use domain::institutions::{Institution, Lever};
use domain::places::Position;
use matching::similar::SimilarIndex;
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText, Site};
use matching::{Evidence, Index, Match, Tally, Vocabulary};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use store::Store;
use store::matches::Suggested;
use store::proposals::Text;
use uuid::Uuid;

/// Levers and modules kept for one proposal.
const MOST_LEVERS: usize = 5;
const MOST_MODULES: usize = 4;
const NEAR_THE_BEST: f32 = 0.6;

/// See the module.
pub(crate) struct Matcher {
    levers: RwLock<Levers>,
    proposals: RwLock<SimilarIndex>,
}

struct Levers {
    index: Index,
    evidence: Evidence,
    holders: HashMap<LeverId, InstitutionId>,
}

impl Matcher {
    pub(crate) async fn load(store: &Store) -> Result<Self> {
        let mut similar = SimilarIndex::new(&Vocabulary::built_in());
        for text in store::proposals::texts(store, None).await? {
            put(&mut similar, &text);
        }
        Ok(Self { levers: RwLock::new(Levers::load(store).await?), proposals: RwLock::new(similar) })
    }

    /// Reads institutions, levers, modules and the evidence of answers anew.
    pub(crate) async fn reload(&self, store: &Store) -> Result<()> {
        let levers = Levers::load(store).await?;
        *self.levers.write().unwrap_or_else(PoisonError::into_inner) = levers;
        Ok(())
    }

    /// Reads only what became of earlier matches.
    pub(crate) async fn reload_evidence(&self, store: &Store) -> Result<()> {
        let evidence = evidence(store).await?;
        self.levers.write().unwrap_or_else(PoisonError::into_inner).evidence = evidence;
        Ok(())
    }

    /// Takes in proposals that changed; those of `ids` without a text are gone.
    pub(crate) fn follow(&self, ids: &[ProposalId], texts: &[Text]) {
        let mut index = self.proposals.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            match texts.iter().find(|text| text.id == *id) {
                Some(text) => put(&mut index, text),
                None => {
                    index.remove(&id.to_string());
                }
            }
        }
    }

    pub(crate) fn suggest(&self, proposal: &ProposalText) -> Suggestions {
        let levers = self.levers.read().unwrap_or_else(PoisonError::into_inner);
        let found = levers.index.levers(proposal, &levers.evidence);
        let modules = levers.index.modules(proposal, &found);
        let (found, modules) = (strongest(found, MOST_LEVERS), strongest(modules, MOST_MODULES));
        let lever = |found: Match| {
            let id = LeverId(found.id.parse().ok()?);
            Some((suggested(id, found), *levers.holders.get(&id)?))
        };
        let module = |found: Match| Some(suggested(ModuleId(found.id.parse().ok()?), found));
        Suggestions {
            levers: found.into_iter().filter_map(lever).collect(),
            modules: modules.into_iter().filter_map(module).collect(),
        }
    }

    /// Proposals that the words find, best first.
    pub(crate) fn search(&self, words: &str, limit: usize) -> Vec<ProposalId> {
        let index = self.proposals.read().unwrap_or_else(PoisonError::into_inner);
        ids(index.search(words, limit))
    }

    /// Proposals that ask for something like it, best first.
    pub(crate) fn like(
        &self,
        title: &str,
        body: &str,
        near: Option<Position>,
        limit: usize,
    ) -> Vec<ProposalId> {
        let index = self.proposals.read().unwrap_or_else(PoisonError::into_inner);
        ids(index.like(title, body, near, limit))
    }
}

impl Levers {
    async fn load(store: &Store) -> Result<Self> {
        let institutions = store::institutions::all(store).await?;
        let levers = store::institutions::levers(store).await?;
        let modules = store::academy::modules(store).await?;
        let holders = levers.iter().map(|lever| (lever.id, lever.institution)).collect();
        let institutions: Vec<_> = institutions.iter().map(institution_text).collect();
        let levers: Vec<_> = levers.iter().map(lever_text).collect();
        let modules: Vec<_> = modules
            .into_iter()
            .map(|m| ModuleText {
                id: m.id.to_string(),
                title: m.title,
                text: m.summary,
                strand: m.strand,
                skills: m.skills,
            })
            .collect();
        let index = Index::build(&Vocabulary::built_in(), &institutions, &levers, &modules);
        Ok(Self { index, evidence: evidence(store).await?, holders })
    }
}

async fn evidence(store: &Store) -> Result<Evidence> {
    let mut evidence = Evidence::default();
    for (lever, theme, confirmed, dismissed, answered) in store::matches::evidence(store).await? {
        evidence.add(&lever.to_string(), theme, Tally { confirmed, dismissed, answered });
    }
    Ok(evidence)
}

fn institution_text(institution: &Institution) -> InstitutionText {
    let site = |site: &domain::institutions::Site| Site { name: site.name.clone(), position: site.position };
    InstitutionText {
        id: institution.id.to_string(),
        name: institution.name.clone(),
        kind: institution.kind,
        about: institution.about.clone(),
        sites: institution.sites.iter().map(site).collect(),
    }
}

fn lever_text(lever: &Lever) -> LeverText {
    LeverText {
        id: lever.id.to_string(),
        institution: lever.institution.to_string(),
        kind: lever.kind,
        title: lever.title.clone(),
        text: lever.text.clone(),
        themes: lever.themes.clone(),
        remit: lever.remit.clone(),
        cost_ceiling: lever.cost_ceiling.map(u64::from),
        constituted_group: lever.constituted_group,
        capacity_left: lever.capacity,
        open: lever.open,
    }
}

/// The best few, and only while they come near the best: an inbox full of faint matches helps nobody.
fn strongest(mut found: Vec<Match>, most: usize) -> Vec<Match> {
    let best = found.first().map_or(0.0, |found| found.score);
    found.retain(|found| found.score >= best * NEAR_THE_BEST);
    found.truncate(most);
    found
}

fn suggested<Id>(id: Id, found: Match) -> Suggested<Id> {
    Suggested { id, score: f64::from(found.score), reasons: found.reasons }
}

fn put(index: &mut SimilarIndex, text: &Text) {
    index.put(&text.id.to_string(), &text.title, &text.body, text.point);
}

fn ids(found: Vec<matching::similar::Found>) -> Vec<ProposalId> {
    found.into_iter().filter_map(|found| found.id.parse::<Uuid>().ok().map(ProposalId)).collect()
}
