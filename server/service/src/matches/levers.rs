//! Levers and modules ready to be asked, as one vocabulary understands them.

use super::Suggestions;
use crate::{Result, ServiceError};
use domain::academy::ModuleCard;
use domain::ids::{InstitutionId, LeverId, ModuleId};
use domain::institutions::{Institution, Lever};
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText, Site};
use matching::{Change, Evidence, Index, Kept, Match, Ready, Tally, Vocabulary};
use std::collections::HashMap;
use std::sync::Arc;
use store::Store;
use store::matches::Suggested;

/// Levers and modules kept for one proposal.
///
/// The best few, and only while they come near the best: an inbox full of faint matches helps nobody.
const LEVERS: Kept = Kept { most: 5, near: 0.6 };
const MODULES: Kept = Kept { most: 4, near: 0.6 };

/// See the module. A clone is cheap.
#[derive(Clone)]
pub(crate) struct Levers {
    pub vocabulary: Arc<Vocabulary>,
    /// The same, as indexes read by it.
    pub ready: Ready,
    index: Arc<Index>,
    evidence: Arc<Evidence>,
    holders: Arc<HashMap<LeverId, InstitutionId>>,
    texts: Arc<Texts>,
}

/// What the index was built of.
struct Texts {
    institutions: Vec<InstitutionText>,
    levers: Vec<LeverText>,
    modules: Vec<ModuleText>,
}

impl Levers {
    /// Reads institutions, levers, modules and the evidence of answers, and builds the index off the async threads.
    pub(crate) async fn load(store: &Store, vocabulary: Arc<Vocabulary>, ready: Ready) -> Result<Self> {
        let institutions = store::institutions::all(store).await?;
        let levers = store::institutions::levers(store).await?;
        let modules = store::academy::modules(store).await?;
        let evidence = Arc::new(evidence(store).await?);
        let built = tokio::task::spawn_blocking(move || {
            let holders = levers.iter().map(|lever| (lever.id, lever.institution)).collect();
            let texts = Texts {
                institutions: institutions.iter().map(institution_text).collect(),
                levers: levers.iter().map(lever_text).collect(),
                modules: modules.into_iter().map(module_text).collect(),
            };
            let index = Index::of(ready.clone(), &texts.institutions, &texts.levers, &texts.modules);
            let (index, holders, texts) = (Arc::new(index), Arc::new(holders), Arc::new(texts));
            Self { vocabulary, ready, index, evidence, holders, texts }
        });
        built.await.map_err(|error| ServiceError::Internal(error.to_string()))
    }

    /// The same with what is known now of earlier matches.
    pub(crate) async fn with_evidence(&self, store: &Store) -> Result<Self> {
        Ok(Self { evidence: Arc::new(evidence(store).await?), ..self.clone() })
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn suggest(&self, proposal: &ProposalText) -> Suggestions {
        let (found, modules) = self.index.matches(proposal, &self.evidence);
        let modules = MODULES.of(modules).into_iter();
        let module = |found: Match| Some(suggested(ModuleId(found.id.parse().ok()?), found));
        Suggestions { levers: self.kept(found), modules: modules.filter_map(module).collect() }
    }

    /// As [`Levers::suggest`], without modules.
    pub(crate) fn suggest_levers(&self, proposal: &ProposalText) -> Vec<LeverId> {
        let found = self.kept(self.index.levers(proposal, &self.evidence));
        found.into_iter().map(|(suggested, _)| suggested.id).collect()
    }

    /// What is different from `before`, with the levers that are; `None` where every proposal has to be matched anew.
    /// Takes some milliseconds where there are thousands of levers.
    pub(crate) fn change_since(&self, before: &Self) -> Option<(Change, Vec<LeverId>)> {
        let levers = self.texts.others_than(&before.texts);
        if self.texts.modules != before.texts.modules {
            return None;
        }
        let change = Change::between(Arc::clone(&before.index), Arc::clone(&self.index), &levers, LEVERS);
        let ids = levers.iter().filter_map(|id| id.parse().ok().map(LeverId)).collect();
        (!change.touches_all()).then_some((change, ids))
    }

    /// `suggested` are levers that the proposal was matched to by the state before.
    pub(crate) fn touched(&self, change: &Change, proposal: &ProposalText, suggested: &[LeverId]) -> bool {
        let suggested: Vec<_> = suggested.iter().map(ToString::to_string).collect();
        change.touches(proposal, &self.evidence, &suggested)
    }

    fn kept(&self, found: Vec<Match>) -> Vec<(Suggested<LeverId>, InstitutionId)> {
        let lever = |found: Match| {
            let id = LeverId(found.id.parse().ok()?);
            Some((suggested(id, found), *self.holders.get(&id)?))
        };
        LEVERS.of(found).into_iter().filter_map(lever).collect()
    }
}

impl Texts {
    /// The ids of levers that are other levers there, or are in only one of the two.
    fn others_than(&self, before: &Self) -> Vec<String> {
        let (had, has) = (before.by_lever(), self.by_lever());
        let other = has.iter().filter(|(id, lever)| had.get(*id) != Some(lever)).map(|(id, _)| *id);
        let gone = had.keys().copied().filter(|id| !has.contains_key(id));
        other.chain(gone).map(ToOwned::to_owned).collect()
    }

    /// Each lever with its institution.
    fn by_lever(&self) -> HashMap<&str, (&LeverText, Option<&InstitutionText>)> {
        let institutions: HashMap<_, _> = self.institutions.iter().map(|i| (i.id.as_str(), i)).collect();
        let home = |lever: &LeverText| institutions.get(lever.institution.as_str()).copied();
        self.levers.iter().map(|lever| (lever.id.as_str(), (lever, home(lever)))).collect()
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

fn module_text(module: ModuleCard) -> ModuleText {
    ModuleText {
        id: module.id.to_string(),
        title: module.title,
        text: module.summary,
        strand: module.strand,
        skills: module.skills,
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

fn suggested<Id>(id: Id, found: Match) -> Suggested<Id> {
    Suggested { id, score: f64::from(found.score), reasons: found.reasons }
}
