//! From a proposal to the modules that carrying it out will take.

use super::levers::{self, Asked};
use super::{Index, MOST_MATCHES, Match, reasons, share, top};
use crate::reading::Reading;
use crate::text::ProposalText;
use crate::vocabulary::{ConceptId, Kind};
use domain::reason::{Condition, Reason};
use std::collections::BTreeMap;

/// A score at which a module stands half way.
const HALF: f32 = 4.0;
const WORDS: f32 = 0.03;
const STAGE: f32 = 0.1;
/// What is left of a module that teaches only what the authors can do.
const KNOWN: f32 = 0.35;
/// What so many of the best levers ask for is worth learning.
pub(super) const ASKING: usize = 3;
/// What is only told of says less why a skill is needed than what is asked for.
const TOLD: f32 = 0.5;

/// The tasks a proposal takes.
pub(super) type Tasks = BTreeMap<ConceptId, Task>;

/// How much a proposal takes a task, and why.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Task {
    pub weight: f32,
    /// The concept of the proposal that takes it most, where its text says one: only ideas of the theme may take it.
    pub why: Option<ConceptId>,
    most: f32,
}

impl Task {
    fn because(&mut self, concept: ConceptId, share: f32) {
        if share > self.most {
            (self.most, self.why) = (share, Some(concept));
        }
    }
}

pub(super) fn best(
    index: &Index,
    proposal: &ProposalText,
    reading: &Reading,
    asked: &Asked,
    lever_matches: &[Match],
) -> Vec<Match> {
    if asked.void || reading.terms.is_empty() {
        return Vec::new();
    }
    let mut tasks = tasks(index, reading);
    for (task, share) in proposal.theme.map_or(&[][..], |theme| index.lexicon.usual_tasks(theme)) {
        if tasks.contains_key(task) || !reading.concepts.is_empty() {
            tasks.entry(*task).or_default().weight += share * index.weights.theme_tasks;
        }
    }
    if asked.vague {
        work_it_up(index, reading, &mut tasks);
    }
    let mut query: BTreeMap<ConceptId, f32> =
        asked.spread.iter().map(|(c, w)| (*c, w * index.weights.subject)).collect();
    for (id, task) in &tasks {
        *query.entry(*id).or_default() += index.weights.tasks * 2.0 * task.weight / (task.weight + 1.0);
    }
    for (task, _) in asked_by(index, lever_matches) {
        *query.entry(task).or_default() += index.weights.asked;
    }
    let query: Vec<(ConceptId, f32)> = query.into_iter().collect();
    let mut scores = vec![0.0_f32; index.modules.width()];
    index.modules.add_concepts(&query, &mut scores);
    index.modules.add_words(&reading.terms, WORDS, &mut scores);
    for (slot, doc) in index.modules.docs() {
        let score = &mut scores[slot as usize];
        if *score > 0.0 {
            if proposal.stage.is_some() && doc.body.stage == proposal.stage {
                *score += STAGE;
            }
            let lacks = doc.body.skills.iter().filter(|s| !proposal.skills.contains(s)).count();
            if lacks < doc.body.skills.len() {
                *score *= KNOWN + (1.0 - KNOWN) * lacks as f32 / doc.body.skills.len() as f32;
            }
            *score = share(*score, HALF);
        }
    }
    let best = scores.iter().copied().fold(0.0, f32::max);
    let least = index.weights.least_module.max(best * index.weights.beside_module);
    top(&index.modules, &scores, least, MOST_MATCHES)
        .into_iter()
        .filter_map(|(slot, score)| {
            let doc = index.modules.get(slot)?;
            let reasons = reasons::module(index, slot, doc, proposal, reading, &tasks, lever_matches);
            (!reasons.is_empty()).then(|| Match { id: doc.id.clone(), score, reasons })
        })
        .collect()
}

/// The tasks a proposal takes: those of its concepts, and less of those that they lead to.
fn tasks(index: &Index, reading: &Reading) -> Tasks {
    let lexicon = &index.lexicon;
    let mut tasks = Tasks::new();
    for ((concept, weight), said) in reading.concepts.iter().zip(&reading.said) {
        let telling = why_weight(lexicon.kind(*concept)) * if said.asked { 1.0 } else { TOLD };
        let weight = weight * levers::weight_of(&index.weights, lexicon.kind(*concept)).max(0.5);
        let mut strongest: BTreeMap<ConceptId, f32> = BTreeMap::new();
        for (via, strength) in &lexicon.rows[*concept as usize] {
            let step = if via == concept { 1.0 } else { index.weights.task_step * strength };
            for (task, needed) in &lexicon.tasks[*via as usize] {
                let had = strongest.entry(*task).or_default();
                *had = had.max(needed * step);
            }
        }
        if lexicon.kind(*concept) == Kind::Task {
            strongest.insert(*concept, 1.0);
        }
        for (task, needed) in strongest {
            let entry = tasks.entry(task).or_default();
            entry.weight += weight * needed;
            if said.surely() {
                // One that only leads to a concept which takes the task says less why.
                let itself = if takes(index, *concept, task) { 1.0 } else { TOLD };
                entry.because(*concept, weight * needed * telling * itself);
            }
        }
    }
    tasks
}

/// True where the concept itself takes the task, not one that it leads to.
fn takes(index: &Index, concept: ConceptId, task: ConceptId) -> bool {
    concept == task || index.lexicon.tasks[concept as usize].iter().any(|(t, _)| *t == task)
}

/// How well a concept says what a skill is for: "a garden" before "a grant".
fn why_weight(kind: Kind) -> f32 {
    match kind {
        Kind::Thing | Kind::Problem => 1.0,
        Kind::Means | Kind::Task => 0.4,
        Kind::Who => 0.2,
        Kind::Body | Kind::Void => 0.0,
    }
}

/// A wish that does not say what takes working up before anything else.
fn work_it_up(index: &Index, reading: &Reading, tasks: &mut Tasks) {
    let task = index.lexicon.id("codesign");
    if let (Some(task), false) = (task, reading.concepts.is_empty()) {
        let taken = tasks.entry(task).or_default();
        taken.weight = 1.0;
        for ((concept, weight), said) in reading.concepts.iter().zip(&reading.said) {
            if said.surely() && index.lexicon.kind(*concept) == Kind::Who {
                taken.because(*concept, *weight);
            }
        }
    }
}

/// The tasks that matched levers ask for, each with the lever's title and its condition.
pub(super) fn asked_by(index: &Index, lever_matches: &[Match]) -> Vec<(ConceptId, (String, Condition))> {
    let mut asked = Vec::new();
    for found in lever_matches.iter().take(ASKING) {
        for reason in &found.reasons {
            let Reason::Condition { condition } = reason else { continue };
            let Some(key) = task_for(condition) else { continue };
            let Some(task) = index.lexicon.id(key) else { continue };
            let title = index.levers.find(&found.id).map(|doc| doc.body.title.clone()).unwrap_or_default();
            if !asked.iter().any(|(t, _)| *t == task) {
                asked.push((task, (title, condition.clone())));
            }
        }
    }
    asked
}

/// The task that meets a condition.
fn task_for(condition: &Condition) -> Option<&'static str> {
    match condition {
        Condition::ConstitutedGroup => Some("governance"),
        Condition::Safeguarding => Some("safeguarding"),
        Condition::FoodHygiene => Some("hygiene"),
        Condition::Participants { .. } => Some("outreach"),
        Condition::Insurance
        | Condition::CostCeiling { .. }
        | Condition::Notice { .. }
        | Condition::OwnTenants
        | Condition::NamedPerson
        | Condition::Other { .. } => None,
    }
}
