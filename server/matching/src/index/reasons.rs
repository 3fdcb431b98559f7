//! Why: 1 to 4 reasons a match, strongest first, true of the two texts.

use super::modules::{Tasks, asked_by};
use super::shelf::Doc;
use super::{Index, LeverBody, MOST_REASONS, Match, ModuleBody, Slot, levers};
use crate::evidence::Evidence;
use crate::reading::{Reading, Said};
use crate::text::ProposalText;
use crate::vocabulary::{ConceptId, Kind};
use domain::institutions::Remit;
use domain::reason::{Condition, Reason};

/// Walking distance: a site further away is no reason.
const NEAR_METRES: f64 = 1_200.0;
/// A theme that is less than this share of a lever is not what it is for.
const THEME_SHARE: f32 = 0.2;
const MOST_CAUTIONS: usize = 2;

pub(super) fn lever(
    index: &Index,
    slot: Slot,
    doc: &Doc<LeverBody>,
    proposal: &ProposalText,
    reading: &Reading,
    evidence: &Evidence,
) -> Vec<Reason> {
    let lever = &doc.body;
    let pairs = pairs(index, &doc.concepts, reading, |c| index.levers.concept_idf(c));
    let mut reasons = concept_reasons(index, &pairs);
    let mut also: Vec<Reason> = Vec::new();
    also.extend(evidence.record(&doc.id, proposal.theme));
    also.extend(near(index, lever, proposal));
    if let Some(theme) = proposal.theme
        && lever.themes[theme as usize] >= THEME_SHARE
    {
        also.push(Reason::Theme { theme });
    }
    if let (Remit::Neighbourhoods { .. }, Some(area)) = (&lever.remit, &proposal.neighbourhood) {
        also.push(Reason::Remit { area: area.name.clone() });
    }
    let cautions: Vec<Reason> = cautions(lever, reading).collect();
    if reasons.len() < 2 {
        reasons.extend(words(index.levers.shared_words(slot, &reading.terms, 3)));
    }
    let room = MOST_REASONS - cautions.len().min(MOST_CAUTIONS);
    reasons.extend(also);
    reasons.truncate(room);
    if reasons.is_empty() {
        return reasons;
    }
    reasons.extend(cautions);
    reasons
}

pub(super) fn module(
    index: &Index,
    slot: Slot,
    doc: &Doc<ModuleBody>,
    proposal: &ProposalText,
    reading: &Reading,
    tasks: &Tasks,
    lever_matches: &[Match],
) -> Vec<Reason> {
    let lexicon = &index.lexicon;
    let taught = |task: ConceptId| doc.concepts.iter().find(|(c, _)| *c == task).map(|(_, w)| *w);
    let mut skills: Vec<(f32, Reason)> = Vec::new();
    for (task, (weight, why)) in tasks {
        let known = &lexicon.concepts[*task as usize];
        let skill = doc.body.skills.iter().find(|s| known.skills.contains(s));
        if let (Some(share), Some(skill)) = (taught(*task), skill) {
            let label = &lexicon.concepts[*why as usize].label;
            skills.push((weight * share, Reason::Skill { skill: *skill, task: capital(label) }));
        }
    }
    skills.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut reasons: Vec<Reason> = skills.into_iter().map(|(_, reason)| reason).take(1).collect();
    let asked = asked_by(index, lever_matches).into_iter().find(|(task, _)| taught(*task).is_some());
    reasons.extend(asked.map(|(_, (lever, condition))| Reason::Asked { lever, condition }));
    let pairs = pairs(index, &doc.concepts, reading, |c| index.modules.concept_idf(c));
    let topics = pairs.iter().filter(|p| lexicon.kind(p.offer) != Kind::Task && p.want == p.offer).take(2);
    reasons.extend(topics.map(|p| Reason::Topic { topic: lexicon.concepts[p.want as usize].label.clone() }));
    if reasons.is_empty() {
        reasons.extend(words(index.modules.shared_words(slot, &reading.terms, 3)));
    }
    if let Some(stage) = proposal.stage
        && doc.body.stage == Some(stage)
    {
        reasons.push(Reason::Stage { stage });
    }
    reasons.truncate(MOST_REASONS);
    reasons
}

/// A concept the proposal names and one of the document that meets it.
struct Pair {
    want: ConceptId,
    offer: ConceptId,
    said: Said,
    strength: f32,
    worth: f32,
}

/// How much more a rare concept speaks in a reason than in the ranking: "a kitchen" before "a room".
const RARE_SPEAKS: i32 = 3;
/// A weaker link is no reason to name what is wanted.
const LEAST_LINK: f32 = 0.3;
/// What a lever gives to many ideas speaks after what it gives to this one.
const BROAD: f32 = 0.6;

/// What met what, most telling first: each want, each offer and each word of the proposal once.
fn pairs(
    index: &Index,
    offers: &[(ConceptId, f32)],
    reading: &Reading,
    idf: impl Fn(ConceptId) -> f32,
) -> Vec<Pair> {
    let lexicon = &index.lexicon;
    let mut all: Vec<Pair> = Vec::new();
    let broad = |concept: ConceptId| if lexicon.kind(concept) == Kind::Means { BROAD } else { 1.0 };
    for ((want, weight), said) in reading.concepts.iter().zip(&reading.said) {
        for (offer, strength) in &lexicon.rows[*want as usize] {
            if let Ok(at) = offers.binary_search_by_key(offer, |(c, _)| *c) {
                let worth = weight
                    * levers::weight_of(&index.weights, lexicon.kind(*want))
                    * strength
                    * offers[at].1
                    * idf(*offer).powi(RARE_SPEAKS)
                    * broad(*want);
                all.push(Pair { want: *want, offer: *offer, said: *said, strength: *strength, worth });
            }
        }
    }
    all.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.offer.cmp(&b.offer)).then(a.want.cmp(&b.want)));
    let mut kept: Vec<Pair> = Vec::new();
    for pair in all {
        let same = |k: &Pair| k.want == pair.want || k.offer == pair.offer || k.said.overlaps(pair.said);
        if !kept.iter().any(same) {
            kept.push(pair);
        }
    }
    kept
}

/// The best pair as a need, the next ones as needs or topics.
fn concept_reasons(index: &Index, pairs: &[Pair]) -> Vec<Reason> {
    let lexicon = &index.lexicon;
    let best = pairs.first().map_or(0.0, |p| p.worth);
    let mut reasons = Vec::new();
    let fine = |concept: ConceptId| matches!(lexicon.kind(concept), Kind::Thing | Kind::Problem);
    let finer = pairs.iter().take(2).any(|p| fine(p.want));
    let worth_saying = |p: &&Pair| p.worth >= best * 0.3 && (!finer || fine(p.want) || p.want == p.offer);
    for pair in pairs.iter().filter(worth_saying).take(2) {
        let (want, offer) = (&lexicon.concepts[pair.want as usize], &lexicon.concepts[pair.offer as usize]);
        let asked = matches!(want.kind, Kind::Thing | Kind::Problem | Kind::Means);
        let given = matches!(offer.kind, Kind::Thing | Kind::Problem | Kind::Means);
        if asked && given && pair.strength >= LEAST_LINK {
            let wanted = want.want.as_ref().unwrap_or(&want.label);
            let offered = offer.want.as_ref().unwrap_or(&offer.label);
            reasons.push(Reason::Need { want: wanted.clone(), offer: offered.clone() });
        } else {
            let topic = if given { &offer.label } else { &want.label };
            reasons.push(Reason::Topic { topic: topic.clone() });
        }
    }
    reasons
}

fn words(shared: Vec<(String, f32)>) -> Option<Reason> {
    let words: Vec<String> = shared.into_iter().filter(|(_, worth)| *worth > 1.0).map(|(w, _)| w).collect();
    (!words.is_empty()).then_some(Reason::Words { words })
}

fn near(index: &Index, lever: &LeverBody, proposal: &ProposalText) -> Option<Reason> {
    let (site, away) = levers::nearest(index, lever, proposal)?;
    (away <= NEAR_METRES).then(|| Reason::Near { metres: away.round() as u32, site: site.name.clone() })
}

/// What the authors should prepare: a ceiling that is in the way first.
fn cautions(lever: &LeverBody, reading: &Reading) -> impl Iterator<Item = Reason> {
    let over = |c: &&Condition| match c {
        Condition::CostCeiling { amount } => reading.cost.is_none_or(|cost| *amount < cost),
        _ => true,
    };
    lever
        .conditions
        .iter()
        .filter(over)
        .take(MOST_CAUTIONS)
        .map(|c| Reason::Condition { condition: c.clone() })
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
