//! The civic vocabulary: concepts, the forms people and institutions say them in, and what leads to what.
//!
//! The built-in vocabulary is written by hand in `vocabulary/*.vocab` beside this crate's sources (the format is told
//! in [`parse`]). A facilitator's [`Edit`]s are applied on top; undoing one is to apply the others again.

mod forms;
mod lexicon;
pub(crate) mod parse;
mod slips;

pub(crate) use lexicon::{ConceptId, Hit, Lexicon, Looked};

use domain::taxonomy::{InstitutionKind, Skill, Theme};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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

/// A change to the vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    AddForm { concept: String, form: String },
    AddConcept { key: String, label: String, themes: Vec<Theme> },
    AddLink { from: String, to: String, strength: f32 },
}

/// Why an edit was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no concept {0}")]
    NoSuchConcept(String),
    #[error("the concept {0} is there already")]
    Taken(String),
    #[error("a form has one to six words")]
    Form,
    #[error("a concept needs a label of 1 to 60 characters")]
    Label,
    #[error("a key has lower-case letters, digits and _, 40 at most")]
    Key,
    #[error("a link's strength is over 0 and at most 1")]
    Strength,
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

    /// Applies an edit. An index must be built anew to follow it.
    ///
    /// # Errors
    /// [`EditError`], with nothing changed.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::AddForm { concept, form } => {
                let words = form.split_whitespace().count();
                if !(1..=6).contains(&words) || form.len() > 120 || !form.chars().any(char::is_alphanumeric) {
                    return Err(EditError::Form);
                }
                let concept = self.find(concept)?;
                if !self.concepts[concept].forms.contains(form) {
                    self.concepts[concept].forms.push(form.clone());
                }
            }
            Edit::AddConcept { key, label, themes } => self.add(key, label, themes)?,
            Edit::AddLink { from, to, strength } => {
                let (from, _) = (self.find(from)?, self.find(to)?);
                if !(*strength > 0.0 && *strength <= 1.0) {
                    return Err(EditError::Strength);
                }
                let leads = &mut self.concepts[from].leads;
                leads.retain(|(key, _)| key != to);
                leads.push((to.clone(), *strength));
            }
        }
        Ok(())
    }

    fn find(&self, key: &str) -> Result<usize, EditError> {
        self.by_key.get(key).copied().ok_or_else(|| EditError::NoSuchConcept(key.to_owned()))
    }

    fn add(&mut self, key: &str, label: &str, themes: &[Theme]) -> Result<(), EditError> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if key.is_empty() || key.len() > 40 || !key.chars().all(fits) {
            return Err(EditError::Key);
        }
        if self.by_key.contains_key(key) {
            return Err(EditError::Taken(key.to_owned()));
        }
        let label = label.trim();
        if label.is_empty() || label.chars().count() > 60 {
            return Err(EditError::Label);
        }
        self.by_key.insert(key.to_owned(), self.concepts.len());
        self.concepts.push(Concept {
            key: key.to_owned(),
            label: label.to_owned(),
            want: None,
            kind: Kind::Thing,
            themes: themes.to_vec(),
            forms: vec![label.to_owned()],
            leads: Vec::new(),
            takes: Vec::new(),
            skills: Vec::new(),
            institutions: Vec::new(),
        });
        Ok(())
    }
}
