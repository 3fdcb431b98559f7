//! The civic vocabulary: concepts, the forms people and institutions say them in, and what leads to what.
//!
//! The built-in vocabulary is written by hand in `vocabulary/*.vocab` beside this crate's sources (the format is told
//! in [`parse`]). A place's [`Edit`]s are applied on top by [`Vocabulary::with`]; undoing one is
//! to apply the others again.

mod edits;
mod forms;
mod lexicon;
pub(crate) mod parse;
mod slips;
mod usual;

pub use edits::{Edit, EditError, MOST_FORMS, Refused};
pub(crate) use forms::Looked;
pub(crate) use lexicon::{ConceptId, Hit, Lexicon};

use crate::words::Words;
use domain::taxonomy::{InstitutionKind, Skill, Theme};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// What sort of thing a concept is: it decides how much it says and how it is worded in a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something one can ask for: a bench, a kitchen, a repair café.
    Thing,
    /// Something that is wrong: damp, speeding.
    Problem,
    /// Whom it is for.
    Who,
    /// What an institution can give to many different ideas: a room, a grant, its people's time.
    Means,
    /// An institution itself: what is said of it points at its levers.
    Body,
    /// Something the authors must learn to do: only modules teach it.
    Task,
    /// A sign that the text asks for nothing an institution could do: an advertisement, the weather.
    Void,
}

/// One concept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concept {
    /// Lower-case letters, digits and `_`.
    pub key: String,
    /// A short noun phrase in plain words, with its article: "a kitchen".
    pub label: String,
    /// What somebody who speaks of it wants, where that is not the label: "slower traffic" for speeding.
    pub want: Option<String>,
    pub kind: Kind,
    pub themes: Vec<Theme>,
    /// How it is said. `_` stands for up to two words of any kind.
    pub forms: Vec<String>,
    /// What would meet it, or what it is part of: key and strength over 0, up to 1.
    pub leads: Vec<(String, f32)>,
    /// What carrying it out takes: keys of tasks and strength.
    pub takes: Vec<(String, f32)>,
    /// For tasks: the skills that teach it.
    pub skills: Vec<Skill>,
    /// For bodies: which institutions are meant.
    pub institutions: Vec<InstitutionKind>,
}

/// The concepts and their forms, with the edits made to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    concepts: Vec<Concept>,
    by_key: HashMap<String, usize>,
}

impl Vocabulary {
    /// The vocabulary that Fulcrum comes with.
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_concepts(parse::built_in())
    }

    /// No concepts at all: matching by words, themes and remit only.
    #[must_use]
    pub fn empty() -> Self {
        Self::from_concepts(Vec::new())
    }

    fn from_concepts(concepts: Vec<Concept>) -> Self {
        let by_key = concepts.iter().enumerate().map(|(i, c)| (c.key.clone(), i)).collect();
        Self { concepts, by_key }
    }

    /// Every concept, in the order of the files, then in the order of the edits.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    #[must_use]
    pub fn concept(&self, key: &str) -> Option<&Concept> {
        self.by_key.get(key).map(|i| &self.concepts[*i])
    }
}

/// A vocabulary made ready for reading, which takes some tens of milliseconds: indexes that understand texts alike share
/// one. A clone is cheap.
#[derive(Clone)]
pub struct Ready {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) words: Arc<Words>,
}

impl Ready {
    #[must_use]
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let words = Words::new();
        Self { lexicon: Arc::new(Lexicon::compile(vocabulary, &words)), words: Arc::new(words) }
    }
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready").field("concepts", &self.lexicon.concepts.len()).finish_non_exhaustive()
    }
}
