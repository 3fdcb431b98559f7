//! From a proposal to the modules that carrying it out will take.

use super::{Index, MOST_MATCHES, Match, levers, reasons, share, top};
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

/// A task, how much the proposal takes it, and the concept that does.
pub(super) type Tasks = BTreeMap<ConceptId, (f32, ConceptId)>;

pub(super) fn best(
    index: &Index,
    proposal: &ProposalText,
    reading: &Reading,
    lever_matches: &[Match],
) -> Vec<Match> {
    let asked = levers::asked(index, proposal, reading);
    if asked.void || reading.terms.is_empty() {
        return Vec::new();
    }
    let mut tasks = tasks(index, reading);
    for (task, share) in proposal.theme.map_or(&[][..], |theme| index.lexicon.usual_tasks(theme)) {
        if let Some((weight, _)) = tasks.get_mut(task) {
            *weight += share * index.weights.theme_tasks;
        } else if let Some((concept, _)) = reading.concepts.first() {
            tasks.insert(*task, (share * index.weights.theme_tasks, *concept));
        }
    }
    if asked.vague {
        work_it_up(index, reading, &mut tasks);
    }
    let mut query: BTreeMap<ConceptId, f32> =
        asked.spread.iter().map(|(c, w)| (*c, w * index.weights.subject)).collect();
    for (task, (weight, _)) in &tasks {
        *query.entry(*task).or_default() += index.weights.tasks * 2.0 * weight / (weight + 1.0);
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
    for (concept, weight) in &reading.concepts {
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
            let share = weight * needed;
            let entry = tasks.entry(task).or_insert((0.0, *concept));
            entry.0 += share;
            if share > entry.0 / 2.0 {
                entry.1 = *concept;
            }
        }
    }
    tasks
}

/// A wish that does not say what takes working up before anything else.
fn work_it_up(index: &Index, reading: &Reading, tasks: &mut Tasks) {
    let task = index.lexicon.id("codesign");
    if let (Some(task), Some((why, _))) = (task, reading.concepts.first()) {
        tasks.insert(task, (1.0, *why));
    }
}

/// The tasks that matched levers ask for, each with the lever's title and its condition.
pub(super) fn asked_by(index: &Index, lever_matches: &[Match]) -> Vec<(ConceptId, (String, Condition))> {
    let mut asked = Vec::new();
    for found in lever_matches.iter().take(3) {
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
