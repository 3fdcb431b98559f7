//! From a proposal to the levers that could move it.

use super::{Index, LeverBody, MOST_MATCHES, Match, Slot, reasons, share, top};
use crate::evidence::Evidence;
use crate::reading::{Reading, saturate};
use crate::text::{ProposalText, Site};
use crate::vocabulary::{ConceptId, Kind};
use crate::weights::Weights;
use domain::institutions::Remit;
use domain::reason::Condition;
use domain::taxonomy::{InstitutionKind, LeverKind};

/// A score at which a lever stands half way.
const HALF: f32 = 5.0;
/// What a lever loses whose text says it does not do what is asked.
const EXCLUDED: f32 = 0.45;
/// What a lever loses that gives less money than the proposal is said to cost.
const TOO_DEAR: f32 = 0.6;

/// Sums in another order differ in the last places.
pub(super) const ROUNDING: f32 = 1.001;

/// Signs that nobody can act on a text outweigh concepts so many times as strong: they are the rarer.
const OUTWEIGHS: f32 = 1.6;
/// A text that names less than this, in fewer telling words than that, is too vague to act on: "make it nicer".
const NAMED: f32 = 0.6;
const TELLING: usize = 8;

/// What the proposal asks, spread over the concepts that would meet it.
pub(super) struct Asked {
    /// By concept, without weak ones.
    pub spread: Vec<(ConceptId, f32)>,
    pub themes: [f32; 16],
    pub institutions: Vec<InstitutionKind>,
    /// Nobody can act on it: an advertisement, the weather.
    pub void: bool,
    /// It does not say what.
    pub vague: bool,
    /// It asks for works or equipment and for no place.
    pub works: bool,
}

pub(super) fn best(
    index: &Index,
    proposal: &ProposalText,
    reading: &Reading,
    asked: &Asked,
    evidence: &Evidence,
) -> Vec<Match> {
    if asked.void || asked.vague {
        return Vec::new();
    }
    let mut scores = vec![0.0_f32; index.levers.width()];
    index.levers.add_concepts(&asked.spread, &mut scores);
    scores.iter_mut().for_each(|s| *s *= index.weights.concepts);
    index.levers.add_words(&reading.terms, index.weights.words, &mut scores);
    // A lever that could not reach the tenth best even with all in its favour is not looked at any closer.
    let theme = index.weights.theme * asked.themes.iter().copied().fold(0.0, f32::max);
    let institution = if asked.institutions.is_empty() { 1.0 } else { 1.0 + index.weights.institution };
    let favour = institution * evidence.most() * ROUNDING;
    let mut tenth = Tenth::default();
    for (slot, score) in scores.iter_mut().enumerate().filter(|(_, score)| **score > 0.0) {
        let hopeful = share((*score + theme) * favour, HALF) >= tenth.score();
        let doc = if hopeful { index.levers.get(slot as Slot) } else { None };
        *score = doc.map_or(0.0, |doc| {
            whole(index, &doc.body, *score, proposal, reading, asked)
                * evidence.factor(&doc.id, proposal.theme)
        });
        *score = share(*score, HALF);
        tenth.take(*score);
    }
    let best = scores.iter().copied().fold(0.0, f32::max);
    let least = index.weights.least_lever.max(best * index.weights.beside_lever);
    top(&index.levers, &scores, least, MOST_MATCHES)
        .into_iter()
        .filter_map(|(slot, score)| {
            let doc = index.levers.get(slot)?;
            let reasons = reasons::lever(index, slot, doc, proposal, reading, evidence);
            (!reasons.is_empty()).then(|| Match { id: doc.id.clone(), score, reasons })
        })
        .collect()
}

/// One lever's score as it is ranked by, but for the order of sums; 0 where it is ruled out or nothing is met. `words`
/// are the proposal's as [`super::Shelf::worth`] gives them.
pub(super) fn score_of(
    index: &Index,
    slot: Slot,
    proposal: &ProposalText,
    reading: &Reading,
    asked: &Asked,
    words: &[(u32, f32)],
    evidence: &Evidence,
) -> f32 {
    let Some(doc) = index.levers.get(slot) else { return 0.0 };
    let (concepts, words) = index.levers.meets(doc, &asked.spread, words);
    let met = concepts * index.weights.concepts + words * index.weights.words;
    if met <= 0.0 {
        return 0.0;
    }
    let whole = whole(index, &doc.body, met, proposal, reading, asked);
    share(whole * evidence.factor(&doc.id, proposal.theme), HALF)
}

/// A lever's score: what concepts and words gave, with what speaks for it and against it; 0 where it is ruled out.
fn whole(
    index: &Index,
    lever: &LeverBody,
    met: f32,
    proposal: &ProposalText,
    reading: &Reading,
    asked: &Asked,
) -> f32 {
    if !lever.usable || !within(index, lever, proposal) {
        return 0.0;
    }
    let theme: f32 = asked.themes.iter().zip(&lever.themes).map(|(a, b)| a * b).sum();
    let mut score = met + index.weights.theme * theme;
    let meant = lever.institution_kind_in(&asked.institutions);
    if meant {
        score *= 1.0 + index.weights.institution;
    }
    if serves_itself(lever) && !meant {
        score *= index.weights.own_ground;
    }
    if lever.excluded.iter().any(|c| reading.concepts.iter().any(|(id, w)| id == c && *w > 0.6)) {
        score *= EXCLUDED;
    }
    if asked.works && lever.kind == LeverKind::Land {
        score *= index.weights.has_place;
    }
    if too_dear(lever, reading) {
        score *= TOO_DEAR;
    }
    score
}

/// The tenth best score so far.
#[derive(Default)]
struct Tenth([f32; MOST_MATCHES]);

impl Tenth {
    /// 0 until there are ten.
    fn score(&self) -> f32 {
        self.0[MOST_MATCHES - 1]
    }

    fn take(&mut self, score: f32) {
        if score > self.score() {
            let at = self.0.partition_point(|better| *better >= score);
            self.0[at..].rotate_right(1);
            self.0[at] = score;
        }
    }
}

pub(super) fn asked(index: &Index, proposal: &ProposalText, reading: &Reading) -> Asked {
    let lexicon = &index.lexicon;
    let mut spread = vec![0.0_f32; lexicon.concepts.len()];
    let mut themes = [0.0_f32; 16];
    let mut institutions = Vec::new();
    let (mut substance, mut named) = (0.0, 0.0);
    for (concept, weight) in &reading.concepts {
        let known = &lexicon.concepts[*concept as usize];
        let weight = weight * weight_of(&index.weights, known.kind);
        substance += weight;
        if matches!(known.kind, Kind::Thing | Kind::Problem | Kind::Means) {
            named += weight;
        }
        institutions.extend(&known.institutions);
        for theme in &known.themes {
            themes[*theme as usize] += weight / known.themes.len() as f32;
        }
        for (to, strength) in &lexicon.rows[*concept as usize] {
            let links = if to == concept { 1.0 } else { index.weights.links };
            spread[*to as usize] += weight * strength * links;
        }
    }
    let sum: f32 = themes.iter().sum();
    if sum > 0.0 {
        themes.iter_mut().for_each(|t| *t *= 0.5 / sum);
    }
    if let Some(theme) = proposal.theme {
        themes[theme as usize] += 0.5;
    }
    let spread = spread
        .into_iter()
        .enumerate()
        .filter(|(_, w)| *w > 0.02)
        .map(|(id, w)| (id as ConceptId, saturate(w, index.weights.meeting)))
        .collect();
    let void = reading.void > 0.0 && reading.void * OUTWEIGHS >= substance;
    let vague = named < NAMED && reading.terms.len() < TELLING;
    let named = |key: &str| {
        let id = lexicon.id(key)?;
        reading.concepts.iter().find(|(c, _)| *c == id).map(|(_, weight)| *weight)
    };
    let works = ["building_work", "capital_grant"].iter().any(|key| named(key).is_some_and(|w| w > 0.8))
        && !["room", "premises", "land_plot"].iter().any(|key| named(key).is_some_and(|w| w > 0.8));
    Asked { spread, themes, institutions, void, vague, works }
}

/// How much a concept says by its kind.
pub(super) fn weight_of(weights: &Weights, kind: Kind) -> f32 {
    match kind {
        Kind::Thing | Kind::Problem => 1.0,
        Kind::Means => weights.means,
        Kind::Who => weights.who,
        Kind::Body => 0.3,
        Kind::Task => 0.2,
        Kind::Void => 0.0,
    }
}

/// False only when the proposal is known to lie outside the lever's remit.
fn within(index: &Index, lever: &LeverBody, proposal: &ProposalText) -> bool {
    match &lever.remit {
        Remit::Everywhere => true,
        Remit::Neighbourhoods { slugs } => {
            proposal.neighbourhood.as_ref().is_none_or(|n| slugs.contains(&n.slug))
        }
        Remit::Within { metres } => {
            nearest(index, lever, proposal).is_none_or(|(_, away)| away <= f64::from(*metres))
        }
    }
}

/// The institution's nearest site and how many metres away it is.
pub(super) fn nearest<'a>(
    index: &'a Index,
    lever: &LeverBody,
    proposal: &ProposalText,
) -> Option<(&'a Site, f64)> {
    let point = proposal.point?;
    let sites = &index.homes.get(&lever.institution)?.sites;
    sites.iter().map(|site| (site, site.position.metres_to(point))).min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Money and greenery of a hospital, a railway or a campus go to its own grounds and people first.
fn serves_itself(lever: &LeverBody) -> bool {
    use InstitutionKind::{Employer, FeCollege, NhsAcute, NhsCommunity, PoliceFire, Transport, University};
    let own = [NhsAcute, NhsCommunity, University, FeCollege, Transport, PoliceFire, Employer];
    matches!(lever.kind, LeverKind::Environment | LeverKind::Finance) && lever.institution_kind_in(&own)
}

fn too_dear(lever: &LeverBody, reading: &Reading) -> bool {
    reading.cost.is_some_and(|cost| {
        lever.conditions.iter().any(|c| matches!(c, Condition::CostCeiling { amount } if *amount < cost))
    })
}
