//! Reading levers, modules and institutions for the shelf.

use crate::conditions;
use crate::reading::{Term, Terms, saturate};
use crate::text::{InstitutionText, LeverText, ModuleText, Site};
use crate::vocabulary::{ConceptId, Hit, Kind, Lexicon};
use crate::weights::Weights;
use crate::words::{Word, Words, is_stop};
use domain::institutions::Remit;
use domain::reason::Condition;
use domain::taxonomy::{InstitutionKind, LeverKind, Skill, Stage, Theme};
use std::collections::{BTreeMap, BTreeSet};

/// An institution as its levers need it.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub kind: InstitutionKind,
    pub sites: Vec<Site>,
    concepts: Vec<(ConceptId, f32)>,
}

/// What is kept of a lever beside its postings.
#[derive(Debug, Clone)]
pub(crate) struct LeverBody {
    pub institution: String,
    pub kind: LeverKind,
    institution_kind: Option<InstitutionKind>,
    pub title: String,
    pub remit: Remit,
    pub usable: bool,
    pub conditions: Vec<Condition>,
    /// How much it is about each theme, summing to 1 (or all 0).
    pub themes: [f32; 16],
    /// Concepts it says it does not do.
    pub excluded: Vec<ConceptId>,
    pub supposed: Supposed,
}

impl LeverBody {
    /// False where the institution is not known.
    pub(crate) fn institution_kind_in(&self, kinds: &[InstitutionKind]) -> bool {
        self.institution_kind.is_some_and(|kind| kinds.contains(&kind))
    }
}

/// Concepts that a document's own text does not offer, in order: supposed from a lever's kind, its institution or a
/// module's skills, or said only where it tells what it asks of others. They count, but are no ground for a reason.
#[derive(Debug, Clone)]
pub(crate) struct Supposed(Vec<ConceptId>);

impl Supposed {
    fn beside(concepts: &[(ConceptId, f32)], offered: &[ConceptId]) -> Self {
        Self(concepts.iter().map(|(concept, _)| *concept).filter(|c| !offered.contains(c)).collect())
    }

    /// True where no reason may say that the document offers it.
    pub(crate) fn has(&self, concept: ConceptId) -> bool {
        self.0.binary_search(&concept).is_ok()
    }
}

/// What is kept of a module beside its postings.
#[derive(Debug, Clone)]
pub(crate) struct ModuleBody {
    pub skills: Vec<Skill>,
    pub stage: Option<Stage>,
    pub supposed: Supposed,
}

/// A document ready to be put on a shelf.
pub(crate) struct Filed<T> {
    pub concepts: Vec<(ConceptId, f32)>,
    pub terms: Vec<Term>,
    pub body: T,
}

const FIRST: f32 = 1.0;
const REST: f32 = 0.75;
/// A sentence that states what is asked of the group says little of what is offered.
const REQUIRES: f32 = 0.35;
/// What is said less surely than this is not offered: a requirement, a mended word, a word that may mean another thing.
const OFFERED: f32 = 0.4;

pub(crate) fn home(lexicon: &Lexicon, words: &Words, institution: &InstitutionText) -> Home {
    let read = words.read(&format!("{}. {}", institution.name, institution.about));
    let mut strength: BTreeMap<ConceptId, f32> = BTreeMap::new();
    for hit in lexicon.hits(words, &read) {
        if !matches!(lexicon.kind(hit.concept), Kind::Void | Kind::Task | Kind::Body) {
            *strength.entry(hit.concept).or_default() += hit.sure;
        }
    }
    let concepts = strength.into_iter().map(|(id, sum)| (id, saturate(sum, 0.7))).collect();
    Home { kind: institution.kind, sites: institution.sites.clone(), concepts }
}

pub(crate) fn lever(
    lexicon: &Lexicon,
    words: &Words,
    weights: &Weights,
    home: Option<&Home>,
    lever: &LeverText,
) -> Filed<LeverBody> {
    let mut doc = Reader::new(lexicon, words, weights, false);
    let excluded = doc.read(&lever.title, &lever.text);
    let mut offered = doc.offered();
    doc.cohere();
    offered.extend(lexicon.states(lever.kind));
    for (concept, strength) in home.into_iter().flat_map(|h| &h.concepts) {
        *doc.strength.entry(*concept).or_default() += strength * weights.about;
    }
    for (concept, share) in lexicon.gives(lever.kind) {
        *doc.strength.entry(*concept).or_default() += share * weights.kind;
    }
    let concepts = doc.concepts();
    let themes = themes(lexicon, &concepts, &lever.themes);
    let supposed = Supposed::beside(&concepts, &offered);
    let body = LeverBody {
        institution: lever.institution.clone(),
        kind: lever.kind,
        institution_kind: home.map(|h| h.kind),
        title: lever.title.clone(),
        remit: lever.remit.clone(),
        usable: lever.open && lever.capacity_left != Some(0),
        conditions: conditions::read(lever),
        themes,
        excluded,
        supposed,
    };
    Filed { concepts, terms: doc.terms.list, body }
}

pub(crate) fn module(
    lexicon: &Lexicon,
    words: &Words,
    weights: &Weights,
    module: &ModuleText,
) -> Filed<ModuleBody> {
    let mut doc = Reader::new(lexicon, words, weights, true);
    doc.read(&module.title, &module.text);
    let offered = doc.offered();
    doc.cohere();
    for (id, concept) in lexicon.concepts.iter().enumerate() {
        let taught = module.skills.iter().position(|s| concept.skills.contains(s));
        if let (Kind::Task, Some(at)) = (concept.kind, taught) {
            // The first skill is what the module is about; a concept of several skills is less about each.
            let weight = if at == 0 { 1.0 } else { 0.7 } / (concept.skills.len() as f32).sqrt();
            *doc.strength.entry(id as ConceptId).or_default() += weight;
        }
    }
    let concepts = doc.concepts();
    let supposed = Supposed::beside(&concepts, &offered);
    let body = ModuleBody { skills: module.skills.clone(), stage: stage(&module.skills), supposed };
    Filed { concepts, terms: doc.terms.list, body }
}

/// The stage at which a module's first skill is needed most.
fn stage(skills: &[Skill]) -> Option<Stage> {
    match skills.first()? {
        Skill::CoDesign | Skill::Outreach => Some(Stage::Open),
        Skill::CapitalCosting => Some(Stage::Shaping),
        Skill::GrantWriting | Skill::Crowdfunding => Some(Stage::Costed),
        Skill::Evaluation => Some(Stage::Delivering),
        _ => None,
    }
}

/// Collects a document's concepts and words.
struct Reader<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words,
    weights: &'a Weights,
    /// Tasks are read in modules only.
    teaches: bool,
    strength: BTreeMap<ConceptId, f32>,
    /// Concepts that several words together say.
    phrased: BTreeSet<ConceptId>,
    terms: Terms,
}

impl<'a> Reader<'a> {
    fn new(lexicon: &'a Lexicon, words: &'a Words, weights: &'a Weights, teaches: bool) -> Self {
        let (strength, phrased, terms) = (BTreeMap::new(), BTreeSet::new(), Terms::default());
        Self { lexicon, words, weights, teaches, strength, phrased, terms }
    }

    /// Reads title and text; gives the concepts the text says it does not do.
    fn read(&mut self, title: &str, text: &str) -> Vec<ConceptId> {
        let title = self.words.read(title);
        let text = self.words.read(text);
        let sentences = sentences(&text);
        let mut excluded = Vec::new();
        for hit in self.lexicon.hits(self.words, &title) {
            self.take(hit, self.weights.title);
        }
        for hit in self.lexicon.hits(self.words, &text) {
            match sentences[text[hit.start].sentence as usize] {
                Sentence::Excludes => excluded.push(hit.concept),
                Sentence::Says(weight) => self.take(hit, weight),
            }
        }
        for (read, weight) in [(&title, self.weights.title), (&text, FIRST)] {
            for word in read.iter().filter(|w| !is_stop(&w.plain)) {
                self.terms.add(word, weight);
            }
        }
        excluded.retain(|concept| !self.strength.contains_key(concept));
        excluded
    }

    fn take(&mut self, hit: Hit, weight: f32) {
        match self.lexicon.kind(hit.concept) {
            Kind::Void => return,
            Kind::Task if !self.teaches => return,
            _ => {}
        }
        *self.strength.entry(hit.concept).or_default() += weight * hit.sure;
        if hit.end - hit.start > 1 {
            self.phrased.insert(hit.concept);
        }
    }

    /// What the text read so far says surely enough for a reason.
    fn offered(&self) -> Vec<ConceptId> {
        self.strength.iter().filter(|(_, said)| **said >= OFFERED).map(|(concept, _)| *concept).collect()
    }

    /// Takes from words that nothing else in the text speaks for.
    fn cohere(&mut self) {
        let mut said: Vec<_> = self.strength.iter().map(|(concept, sum)| (*concept, *sum)).collect();
        let word: Vec<_> = said.iter().map(|(concept, _)| !self.phrased.contains(concept)).collect();
        self.lexicon.cohere(&mut said, self.weights.coherence, |at| word[at]);
        self.strength = said.into_iter().collect();
    }

    /// Concept weights, saturated, and less each where there are many.
    fn concepts(&self) -> Vec<(ConceptId, f32)> {
        let weights: Vec<(ConceptId, f32)> =
            self.strength.iter().map(|(id, sum)| (*id, saturate(*sum, self.weights.emphasis))).collect();
        let total: f32 = weights.iter().map(|(_, w)| w).sum();
        let norm = 1.0 / (0.5 + 0.5 * total / self.weights.usual);
        weights.into_iter().map(|(id, w)| (id, w * norm)).collect()
    }
}

#[derive(Clone, Copy)]
enum Sentence {
    Says(f32),
    Excludes,
}

/// What each sentence of a lever's text does.
fn sentences(text: &[Word]) -> Vec<Sentence> {
    let count = text.last().map_or(0, |w| w.sentence as usize + 1);
    let mut kinds: Vec<Sentence> =
        (0..count).map(|i| Sentence::Says(if i == 0 { FIRST } else { REST })).collect();
    for (i, word) in text.iter().enumerate() {
        let next = text.get(i + 1).filter(|n| n.sentence == word.sentence).map_or("", |n| n.plain.as_str());
        let begins = i == 0 || text[i - 1].sentence != word.sentence;
        let kind = &mut kinds[word.sentence as usize];
        let excludes = matches!(word.plain.as_str(), "excludes" | "excluded" | "excluding" | "ineligible")
            || begins
                && word.plain == "no"
                && next != "charge"
                && next != "cost"
                && next != "fee"
                && next != "need"
            || begins && word.plain == "not"
            || matches!(
                (word.plain.as_str(), next),
                ("fall" | "falls", "outside")
                    | ("dealt", "with")
                    | ("not", "covered" | "included" | "funded" | "eligible" | "available")
                    | ("cannot", "fund" | "cover" | "support")
                    | ("does" | "do", "not")
            );
        if excludes {
            *kind = Sentence::Excludes;
        } else if let Sentence::Says(weight) = kind
            && matches!(
                word.plain.as_str(),
                "must"
                    | "required"
                    | "compulsory"
                    | "requires"
                    | "needed"
                    | "mandatory"
                    | "subject"
                    | "conditional"
            )
        {
            *weight = REQUIRES;
        }
    }
    kinds
}

/// How much concepts are about each theme; themes stated outright count for half.
fn themes(lexicon: &Lexicon, concepts: &[(ConceptId, f32)], stated: &[Theme]) -> [f32; 16] {
    let mut themes = [0.0_f32; 16];
    for (concept, weight) in concepts {
        let about = &lexicon.concepts[*concept as usize].themes;
        for theme in about {
            themes[*theme as usize] += weight / about.len() as f32;
        }
    }
    let sum: f32 = themes.iter().sum();
    if sum > 0.0 {
        themes.iter_mut().for_each(|t| *t /= sum);
    }
    if !stated.is_empty() {
        let each = 1.0 / stated.len() as f32;
        let from_text = if sum > 0.0 { 0.5 } else { 0.0 };
        themes.iter_mut().for_each(|t| *t *= from_text);
        stated.iter().for_each(|theme| themes[*theme as usize] += each * (1.0 - from_text));
    }
    themes
}
