//! Why: 1 to 4 reasons a match, strongest first, true of the two texts.

use super::filing::Supposed;
use super::modules::{Tasks, asked_by};
use super::shelf::Doc;
use super::{Index, LeverBody, MOST_REASONS, Match, ModuleBody, Slot, levers};
use crate::evidence::Evidence;
use crate::reading::{Reading, Said};
use crate::text::ProposalText;
use crate::vocabulary::{ConceptId, Kind, Lexicon};
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
    let idf = |concept| index.levers.concept_idf(concept);
    let mut reasons = concept_reasons(index, &pairs(index, &doc.concepts, &lever.supposed, reading, idf));
    let spoken = words(&index.levers.shared_words(slot, &reading.terms));
    let (mut first, mut later) = (None, None);
    match reasons.len() {
        0 => first = spoken,
        1 => later = spoken,
        _ => {}
    }
    reasons.extend(first);
    reasons.extend(evidence.record(&doc.id, proposal.theme));
    reasons.extend(near(index, lever, proposal));
    reasons.extend(later);
    if let (Remit::Neighbourhoods { .. }, Some(area)) = (&lever.remit, &proposal.neighbourhood) {
        reasons.push(Reason::Remit { area: area.name.clone() });
    }
    if let Some(theme) = proposal.theme
        && lever.themes[theme as usize] >= THEME_SHARE
    {
        reasons.push(Reason::Theme { theme });
    }
    let cautions: Vec<Reason> = cautions(lever, reading).collect();
    reasons.truncate(MOST_REASONS - cautions.len());
    if !reasons.is_empty() {
        reasons.extend(cautions);
    }
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
    let teaches = |task: ConceptId| {
        let taught = &lexicon.concepts[task as usize].skills;
        doc.body.skills.iter().copied().find(|skill| taught.contains(skill))
    };
    let mut skills: Vec<(f32, Reason)> = Vec::new();
    for (id, task) in tasks {
        let share = doc.concepts.iter().find(|(c, _)| c == id).map(|(_, w)| *w);
        if let (Some(share), Some(skill), Some(why)) = (share, teaches(*id), task.why) {
            let label = lexicon.concepts[why as usize].label.clone();
            skills.push((task.weight * share, Reason::Skill { skill, task: label }));
        }
    }
    skills.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut reasons: Vec<Reason> = skills.into_iter().map(|(_, reason)| reason).take(1).collect();
    let asked = asked_by(index, lever_matches).into_iter().find(|(task, _)| teaches(*task).is_some());
    reasons.extend(asked.map(|(_, (lever, condition))| Reason::Asked { lever, condition }));
    let idf = |concept| index.modules.concept_idf(concept);
    let topic = |pair: &Pair| {
        let sort = lexicon.kind(pair.offer);
        let both = pair.want == pair.offer && !matches!(sort, Kind::Task | Kind::Body);
        both.then(|| Reason::Topic { topic: lexicon.concepts[pair.want as usize].label.clone() })
    };
    let pairs = pairs(index, &doc.concepts, &doc.body.supposed, reading, idf);
    reasons.extend(pairs.iter().filter_map(topic).take(2));
    if reasons.is_empty() {
        reasons.extend(words(&index.modules.shared_words(slot, &reading.terms)));
    }
    if let Some(stage) = proposal.stage
        && doc.body.stage == Some(stage)
    {
        reasons.push(Reason::Stage { stage });
    }
    // Nothing in the text says it, but ideas of the theme mostly take what the module teaches, and vague ones working up.
    if let (true, Some(theme)) = (reasons.is_empty(), proposal.theme)
        && tasks.keys().any(|task| teaches(*task).is_some())
    {
        reasons.push(Reason::Theme { theme });
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
const RARE_SPEAKS: i32 = 6;
/// A weaker link is no reason to name what is wanted.
const LEAST_LINK: f32 = 0.3;
/// What a lever gives to many ideas speaks after what it gives to this one.
const BROAD: f32 = 0.6;

/// What met what, most telling first: each want, each offer and each word of the proposal once.
fn pairs(
    index: &Index,
    offers: &[(ConceptId, f32)],
    supposed: &Supposed,
    reading: &Reading,
    idf: impl Fn(ConceptId) -> f32,
) -> Vec<Pair> {
    let lexicon = &index.lexicon;
    let mut all: Vec<Pair> = Vec::new();
    let broad = |concept: ConceptId| if lexicon.kind(concept) == Kind::Means { BROAD } else { 1.0 };
    let surely = |(_, said): &(_, &Said)| said.surely();
    for ((want, weight), said) in reading.concepts.iter().zip(&reading.said).filter(surely) {
        for (offer, strength) in &lexicon.rows[*want as usize] {
            if let Ok(at) = offers.binary_search_by_key(offer, |(c, _)| *c)
                && !supposed.has(*offer)
            {
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

/// The best pairs as needs, or as what both are about: at most two.
fn concept_reasons(index: &Index, pairs: &[Pair]) -> Vec<Reason> {
    let lexicon = &index.lexicon;
    let best = pairs.first().map_or(0.0, |p| p.worth);
    let fine = |concept: ConceptId| matches!(lexicon.kind(concept), Kind::Thing | Kind::Problem);
    let finer = pairs.iter().take(2).any(|p| fine(p.want));
    let worth_saying = |p: &&Pair| p.worth >= best * 0.3 && (!finer || fine(p.want) || p.want == p.offer);
    let said = pairs.iter().filter(worth_saying).filter_map(|pair| concept_reason(lexicon, pair));
    let mut said: Vec<(bool, Reason)> = said.collect();
    // "You need" a thing that the text only tells of is a guess: it speaks where nothing else does.
    if said.iter().any(|(sure, _)| *sure) {
        said.retain(|(sure, _)| *sure);
    }
    said.into_iter().map(|(_, reason)| reason).take(2).collect()
}

/// The reason a pair makes, if it makes one that is true of both texts, and whether it is sure.
fn concept_reason(lexicon: &Lexicon, pair: &Pair) -> Option<(bool, Reason)> {
    let (want, offer) = (&lexicon.concepts[pair.want as usize], &lexicon.concepts[pair.offer as usize]);
    let thing = |kind: Kind| matches!(kind, Kind::Thing | Kind::Problem | Kind::Means);
    let asked = pair.said.asked || want.kind == Kind::Problem;
    let same = pair.want == pair.offer;
    if thing(want.kind) && thing(offer.kind) && (asked || !same) && pair.strength >= LEAST_LINK {
        let wanted = want.want.as_ref().unwrap_or(&want.label).clone();
        let offered = offer.want.as_ref().unwrap_or(&offer.label).clone();
        return Some((asked, Reason::Need { want: wanted, offer: offered }));
    }
    (same && want.kind != Kind::Body).then(|| (true, Reason::Topic { topic: want.label.clone() }))
}

/// A word that is less telling than this among all levers is no reason.
const LEAST_TELLING: f32 = 1.5;
const MOST_WORDS: usize = 3;

/// Words that both texts say and that say something: "hearing loop", not "six groups".
fn words(shared: &[(&str, f32)]) -> Option<Reason> {
    let telling = |(word, worth): &&(&str, f32)| *worth >= LEAST_TELLING && !says_little(word);
    let words: Vec<String> =
        shared.iter().filter(telling).take(MOST_WORDS).map(|(w, _)| (*w).to_owned()).collect();
    (!words.is_empty()).then_some(Reason::Words { words })
}

/// Numbers, spans of time and the words of every notice.
fn says_little(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    word.chars().count() < 3
        || word.chars().any(char::is_numeric)
        || [word, bare].iter().any(|w| SAYS_LITTLE.binary_search(w).is_ok())
}

/// Sorted, so that it can be searched.
const SAYS_LITTLE: &[&str] = &[
    "able",
    "access",
    "activities",
    "activity",
    "area",
    "available",
    "based",
    "both",
    "bring",
    "build",
    "building",
    "centre",
    "charity",
    "club",
    "communities",
    "community",
    "council",
    "cover",
    "current",
    "develop",
    "different",
    "early",
    "eight",
    "eighteen",
    "eleven",
    "end",
    "evening",
    "existing",
    "fifteen",
    "fifty",
    "five",
    "following",
    "four",
    "free",
    "friday",
    "full",
    "fund",
    "funding",
    "group",
    "half",
    "help",
    "hold",
    "home",
    "hour",
    "hundred",
    "idea",
    "improve",
    "improvement",
    "including",
    "keep",
    "large",
    "late",
    "line",
    "list",
    "local",
    "long",
    "look",
    "main",
    "meet",
    "meeting",
    "member",
    "minute",
    "monday",
    "month",
    "monthly",
    "morning",
    "neighbour",
    "neighbourhood",
    "new",
    "nine",
    "number",
    "offer",
    "old",
    "one",
    "open",
    "organisation",
    "own",
    "part",
    "pay",
    "people",
    "person",
    "place",
    "plan",
    "plus",
    "point",
    "program",
    "programme",
    "project",
    "provide",
    "public",
    "put",
    "quarterly",
    "resident",
    "run",
    "running",
    "saturday",
    "scheme",
    "second",
    "serve",
    "service",
    "session",
    "seven",
    "short",
    "six",
    "sixty",
    "small",
    "space",
    "start",
    "street",
    "summer",
    "sunday",
    "support",
    "take",
    "team",
    "ten",
    "third",
    "thirty",
    "three",
    "thursday",
    "time",
    "town",
    "tuesday",
    "twelve",
    "twenty",
    "two",
    "use",
    "used",
    "user",
    "using",
    "ward",
    "way",
    "wednesday",
    "week",
    "weekday",
    "weekend",
    "weekly",
    "winter",
    "work",
    "working",
    "year",
    "young",
];

fn near(index: &Index, lever: &LeverBody, proposal: &ProposalText) -> Option<Reason> {
    let (site, away) = levers::nearest(index, lever, proposal)?;
    let named = !site.name.trim().is_empty();
    (named && away <= NEAR_METRES)
        .then(|| Reason::Near { metres: away.round() as u32, site: site.name.clone() })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_telling_words_are_a_reason() {
        let shared = [("six", 3.0), ("groups", 3.0), ("harmonium", 2.0), ("chapel", 1.0)];
        assert_eq!(words(&shared), Some(Reason::Words { words: vec!["harmonium".into()] }));
        assert_eq!(words(&shared[..2]), None);
        assert!(SAYS_LITTLE.is_sorted());
    }
}
