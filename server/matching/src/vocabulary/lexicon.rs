//! The vocabulary made ready for reading: forms by stem, links as rows, slips.

use super::forms::{Forms, Looked, UNKNOWN};
use super::slips::Slips;
use super::{Concept, Kind, Vocabulary, usual};
use crate::words::{Word, Words, is_stop};
use domain::taxonomy::{LeverKind, Theme};
use std::collections::{HashMap, HashSet};

/// A concept's number in a [`Lexicon`].
pub(crate) type ConceptId = u32;

/// How far a link counts the other way round: who asks for the whole may be served by the part.
const BACKWARDS: f32 = 0.2;
/// How far a second step counts.
const SECOND_STEP: f32 = 0.4;
const LEAST: f32 = 0.12;
/// A mended word is a guess.
const MENDED: f32 = 0.6;

/// A form of several words is hardly ever said by chance.
const LONG: f32 = 1.25;
/// So much of others beside it lets a single word keep half of what it would lose alone.
const COMPANY: f32 = 1.0;

/// A concept met in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    pub concept: ConceptId,
    /// The words it covers.
    pub start: usize,
    pub end: usize,
    /// 1, less where a word had to be mended or may mean something else, more for several words.
    pub sure: f32,
}

/// A compiled vocabulary.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    /// Without their forms and links.
    pub concepts: Vec<Concept>,
    /// For each concept: itself at 1 and what it leads to, strongest first.
    pub rows: Vec<Vec<(ConceptId, f32)>>,
    /// For each concept: the tasks it takes.
    pub tasks: Vec<Vec<(ConceptId, f32)>>,
    /// For each kind of lever: what such a lever gives, whatever words it uses.
    gives: Vec<Vec<(ConceptId, f32)>>,
    /// For each theme: the tasks that ideas of it mostly take.
    usual_tasks: Vec<Vec<(ConceptId, f32)>>,
    by_key: HashMap<String, ConceptId>,
    forms: Forms,
    slips: Slips,
    known: HashSet<String>,
}

impl Lexicon {
    pub(crate) fn compile(vocabulary: &Vocabulary, words: &Words) -> Self {
        let (mut forms, mut known) = (Forms::default(), HashSet::new());
        for (id, concept) in vocabulary.concepts().iter().enumerate() {
            for form in &concept.forms {
                let read = read_form(words, form);
                forms.add(id as ConceptId, &read);
                known.extend(read.into_iter().map(|word| word.plain));
            }
        }
        let slips = Slips::of(known.iter().map(String::as_str).filter(|word| !is_stop(word)));
        let concepts: Vec<Concept> = vocabulary.concepts().iter().map(without_forms).collect();
        let index = |key: &str| vocabulary.by_key.get(key).map(|i| *i as ConceptId);
        let direct: Vec<Vec<(ConceptId, f32)>> = vocabulary
            .concepts()
            .iter()
            .map(|c| c.leads.iter().filter_map(|(key, s)| Some((index(key)?, *s))).collect())
            .collect();
        let tasks = vocabulary
            .concepts()
            .iter()
            .map(|c| c.takes.iter().filter_map(|(key, s)| Some((index(key)?, *s))).collect())
            .collect();
        let by_key = vocabulary.by_key.iter().map(|(key, at)| (key.clone(), *at as ConceptId)).collect();
        let known_of = |named: &[(&str, f32)]| -> Vec<(ConceptId, f32)> {
            named.iter().filter_map(|(key, share)| Some((index(key)?, *share))).collect()
        };
        let gives = LeverKind::ALL.iter().map(|kind| known_of(usual::gives(*kind))).collect();
        let usual_tasks = Theme::ALL.iter().map(|theme| known_of(usual::tasks(*theme))).collect();
        Self {
            rows: rows(&direct, &concepts),
            tasks,
            gives,
            usual_tasks,
            by_key,
            concepts,
            forms,
            slips,
            known,
        }
    }

    pub(crate) fn id(&self, key: &str) -> Option<ConceptId> {
        self.by_key.get(key).copied()
    }

    pub(crate) fn gives(&self, kind: LeverKind) -> &[(ConceptId, f32)] {
        &self.gives[kind as usize]
    }

    /// What a lever's kind states outright.
    pub(crate) fn states(&self, kind: LeverKind) -> impl Iterator<Item = ConceptId> {
        usual::states(kind).iter().filter_map(|key| self.id(key))
    }

    pub(crate) fn usual_tasks(&self, theme: Theme) -> &[(ConceptId, f32)] {
        &self.usual_tasks[theme as usize]
    }

    /// Every concept in the words, in order.
    pub(crate) fn hits(&self, words: &Words, text: &[Word]) -> Vec<Hit> {
        let known: Vec<Looked> =
            text.iter().map(|word| self.look_up(words, &word.plain, &word.stem)).collect();
        let known: Vec<_> = known.iter().zip(text).map(|(looked, word)| (looked, word.sentence)).collect();
        self.hits_of(&known)
    }

    /// What the vocabulary makes of one word; the same for the word wherever it stands.
    pub(crate) fn look_up(&self, words: &Words, plain: &str, stem: &str) -> Looked {
        let (id, mended) = match self.forms.stem_id(stem) {
            UNKNOWN if !self.known.contains(plain) && !is_stop(plain) => {
                let right = self.slips.mend(plain);
                let id = right.map_or(UNKNOWN, |right| self.forms.stem_id(&words.stem(right)));
                (id, right.is_some())
            }
            id => (id, false),
        };
        self.forms.look_up(id, mended, plain)
    }

    /// As [`Lexicon::hits`], for words looked up before, each with its sentence.
    pub(crate) fn hits_of(&self, text: &[(&Looked, u32)]) -> Vec<Hit> {
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        let mut before = 0;
        // A form is said in one breath: "…in the park. Bench…" is no park bench.
        for sentence in text.chunk_by(|a, b| a.1 == b.1) {
            found.clear();
            self.forms.find(sentence, &mut found);
            // What the same words say stands together.
            for meanings in found.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
                let shared = (meanings.len() as f32).sqrt();
                hits.extend(meanings.iter().map(|f| {
                    let mended = sentence[f.start..f.end].iter().any(|(word, _)| word.mended);
                    let sure = if mended { MENDED } else { f.sure };
                    let long = if f.end - f.start >= 2 { LONG } else { 1.0 };
                    let (start, end) = (before + f.start, before + f.end);
                    Hit { concept: f.concept, start, end, sure: sure * long / shared }
                }));
            }
            before += sentence.len();
        }
        hits
    }

    /// A single word may mean another thing ("train", "bench", "sparks"): of a concept that one `word` alone says, `share`
    /// hangs on whether other concepts of the text lead to it, or it to them. `said` is in the order of concepts.
    pub(crate) fn cohere(&self, said: &mut [(ConceptId, f32)], share: f32, word: impl Fn(usize) -> bool) {
        let mut company = vec![0.0_f32; said.len()];
        for (at, (concept, weight)) in said.iter().enumerate() {
            for (to, strength) in self.rows[*concept as usize].iter().filter(|(to, _)| to != concept) {
                if let Ok(other) = said.binary_search_by_key(to, |(concept, _)| *concept) {
                    company[at] += said[other].1.min(1.0) * strength;
                    company[other] += weight.min(1.0) * strength;
                }
            }
        }
        for (at, ((_, weight), company)) in said.iter_mut().zip(company).enumerate() {
            if word(at) {
                *weight *= 1.0 - share * COMPANY / (company + COMPANY);
            }
        }
    }

    pub(crate) fn kind(&self, concept: ConceptId) -> Kind {
        self.concepts[concept as usize].kind
    }
}

/// Forms are many, and filed apart.
fn without_forms(concept: &Concept) -> Concept {
    Concept {
        key: concept.key.clone(),
        label: concept.label.clone(),
        want: concept.want.clone(),
        kind: concept.kind,
        themes: concept.themes.clone(),
        forms: Vec::new(),
        leads: Vec::new(),
        takes: Vec::new(),
        skills: concept.skills.clone(),
        institutions: concept.institutions.clone(),
    }
}

fn read_form(words: &Words, form: &str) -> Vec<Word> {
    form.split_whitespace()
        .flat_map(|part| {
            if part == "_" {
                vec![Word {
                    plain: "_".into(),
                    stem: "_".into(),
                    sentence: 0,
                    opens_clause: false,
                    possessive: false,
                }]
            } else {
                words.read(part)
            }
        })
        .collect()
}

/// Links forwards, backwards and over two steps, the strongest way to each.
fn rows(direct: &[Vec<(ConceptId, f32)>], concepts: &[Concept]) -> Vec<Vec<(ConceptId, f32)>> {
    let mut near: Vec<Vec<(ConceptId, f32)>> = direct.to_vec();
    for (from, links) in direct.iter().enumerate() {
        for (to, strength) in links {
            if concepts[*to as usize].kind == Kind::Thing {
                near[*to as usize].push((from as ConceptId, strength * BACKWARDS));
            }
        }
    }
    (0..direct.len())
        .map(|from| {
            let mut row: Vec<(ConceptId, f32)> = vec![(from as ConceptId, 1.0)];
            row.extend(&near[from]);
            for (middle, first) in &direct[from] {
                row.extend(
                    direct[*middle as usize].iter().map(|(to, second)| (*to, first * second * SECOND_STEP)),
                );
            }
            row.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            row.dedup_by_key(|(id, _)| *id);
            row.retain(|(_, s)| *s >= LEAST);
            row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            row
        })
        .collect()
}
