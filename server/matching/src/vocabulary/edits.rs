//! What a place adds to the vocabulary: other words for a concept, a concept of its own, a link. Plain data, so that it
//! can be kept, listed, undone and tried out before it counts.

use super::{Concept, Kind, Vocabulary};
use crate::words::{each, is_stop};
use domain::taxonomy::Theme;
use serde::{Deserialize, Serialize};

/// The most forms that edits may give one concept.
pub const MOST_FORMS: usize = 400;
const MOST_LEADS: usize = 40;
const LONGEST_FORM: usize = 120;
const LONGEST_KEY: usize = 40;
const LONGEST_LABEL: usize = 60;

/// A change to the vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Another way to say a concept: one to six words, `_` for up to two words of any kind.
    AddForm { concept: String, form: String },
    /// A new thing one can ask for. Its label is its first form.
    AddConcept {
        /// Lower-case letters, digits and `_`, 40 at most.
        key: String,
        /// A short noun phrase in plain words, with its article: 1 to 60 characters.
        label: String,
        themes: Vec<Theme>,
        /// How else it is said.
        #[serde(default)]
        forms: Vec<String>,
        /// What would meet it: keys of concepts that are there, each with a strength over 0, at most 1.
        #[serde(default)]
        needs: Vec<(String, f32)>,
    },
    /// Who asks for `from` may be served by `to`; where `to` is a task, carrying `from` out takes it.
    AddLink { from: String, to: String, strength: f32 },
}

/// Why an edit was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no concept {0}")]
    NoSuchConcept(String),
    #[error("the concept {0} is there already")]
    Taken(String),
    #[error("a form has one to six words, and one of them says something by itself")]
    Form,
    #[error("a concept needs a label of 1 to 60 characters")]
    Label,
    #[error("a key has lower-case letters, digits and _, 40 at most")]
    Key,
    #[error("a link's strength is over 0 and at most 1")]
    Strength,
    #[error("a concept does not lead to itself")]
    Itself,
    #[error("the concept has as many forms or links as it may have")]
    Full,
}

/// Which of several edits was refused, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("edit {at}: {why}")]
pub struct Refused {
    /// Counted from 0.
    pub at: usize,
    pub why: EditError,
}

impl Vocabulary {
    /// This vocabulary with a place's edits, in order. An index must be built anew to follow it.
    ///
    /// # Errors
    /// [`Refused`] for the first edit that does not hold.
    pub fn with<'a>(&self, edits: impl IntoIterator<Item = &'a Edit>) -> Result<Self, Refused> {
        let mut changed = self.clone();
        for (at, edit) in edits.into_iter().enumerate() {
            changed.edit(edit).map_err(|why| Refused { at, why })?;
        }
        Ok(changed)
    }

    /// Applies an edit. What was said before stays said: adding the same form or link again changes nothing or only the
    /// link's strength.
    ///
    /// # Errors
    /// [`EditError`], with nothing changed.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::AddForm { concept, form } => {
                let form = a_form(form)?;
                let concept = self.find(concept)?;
                add_form(&mut self.concepts[concept], form)
            }
            Edit::AddConcept { key, label, themes, forms, needs } => {
                self.add(key, label, themes, forms, needs)
            }
            Edit::AddLink { from, to, strength } => self.link(from, to, *strength),
        }
    }

    fn find(&self, key: &str) -> Result<usize, EditError> {
        self.by_key.get(key).copied().ok_or_else(|| EditError::NoSuchConcept(key.to_owned()))
    }

    fn add(
        &mut self,
        key: &str,
        label: &str,
        themes: &[Theme],
        forms: &[String],
        needs: &[(String, f32)],
    ) -> Result<(), EditError> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(fits) {
            return Err(EditError::Key);
        }
        if self.by_key.contains_key(key) {
            return Err(EditError::Taken(key.to_owned()));
        }
        let label = label.trim();
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            return Err(EditError::Label);
        }
        let mut concept = Concept {
            key: key.to_owned(),
            label: label.to_owned(),
            want: None,
            kind: Kind::Thing,
            themes: themes.to_vec(),
            forms: Vec::new(),
            leads: Vec::new(),
            takes: Vec::new(),
            skills: Vec::new(),
            institutions: Vec::new(),
        };
        // A label of many words is no form; then the forms given must do.
        if let Ok(form) = a_form(without_article(label)) {
            add_form(&mut concept, form)?;
        }
        for form in forms {
            add_form(&mut concept, a_form(form)?)?;
        }
        if concept.forms.is_empty() {
            return Err(EditError::Form);
        }
        for (to, strength) in needs {
            lead(&mut concept, &self.concepts[self.find(to)?], *strength)?;
        }
        self.by_key.insert(key.to_owned(), self.concepts.len());
        self.concepts.push(concept);
        Ok(())
    }

    fn link(&mut self, from: &str, to: &str, strength: f32) -> Result<(), EditError> {
        let (from, to) = (self.find(from)?, self.find(to)?);
        if from == to {
            return Err(EditError::Itself);
        }
        let mut changed = self.concepts[from].clone();
        lead(&mut changed, &self.concepts[to], strength)?;
        self.concepts[from] = changed;
        Ok(())
    }
}

/// The form without doubled spaces, when it may be one.
fn a_form(form: &str) -> Result<String, EditError> {
    let words: Vec<&str> = form.split_whitespace().collect();
    let mut says = false;
    each(form, |plain, _| says |= !is_stop(plain));
    let fits = (1..=6).contains(&words.len()) && form.len() <= LONGEST_FORM && words.first() != Some(&"_");
    if fits && says { Ok(words.join(" ")) } else { Err(EditError::Form) }
}

fn without_article(label: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| label.strip_prefix(article)).unwrap_or(label)
}

fn add_form(concept: &mut Concept, form: String) -> Result<(), EditError> {
    if concept.forms.contains(&form) {
        return Ok(());
    }
    if concept.forms.len() >= MOST_FORMS {
        return Err(EditError::Full);
    }
    concept.forms.push(form);
    Ok(())
}

/// A link to a task says what carrying it out takes.
fn lead(from: &mut Concept, to: &Concept, strength: f32) -> Result<(), EditError> {
    if !(strength > 0.0 && strength <= 1.0) {
        return Err(EditError::Strength);
    }
    let links = if to.kind == Kind::Task { &mut from.takes } else { &mut from.leads };
    links.retain(|(key, _)| *key != to.key);
    if links.len() >= MOST_LEADS {
        return Err(EditError::Full);
    }
    links.push((to.key.clone(), strength));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LeverText, ProposalText};
    use crate::{Evidence, Index};
    use domain::institutions::Remit;
    use domain::taxonomy::LeverKind;

    fn built() -> Vocabulary {
        Vocabulary::built_in()
    }

    fn form(concept: &str, form: &str) -> Edit {
        Edit::AddForm { concept: concept.into(), form: form.into() }
    }

    fn concept(key: &str, needs: &[(&str, f32)]) -> Edit {
        Edit::AddConcept {
            key: key.into(),
            label: "a glimmerhouse".into(),
            themes: vec![Theme::ArtsCulture],
            forms: vec!["house of glimmers".into()],
            needs: needs.iter().map(|(k, s)| ((*k).into(), *s)).collect(),
        }
    }

    /// The ids of levers for a text, asked with a lever that offers kitchens.
    fn asked(vocabulary: &Vocabulary, title: &str) -> Vec<String> {
        let lever = LeverText {
            id: "kitchen".into(),
            institution: "i".into(),
            kind: LeverKind::Land,
            title: "Teaching kitchen".into(),
            text: "Our kitchen is lent to groups on weekday evenings.".into(),
            themes: vec![],
            remit: Remit::Everywhere,
            cost_ceiling: None,
            constituted_group: false,
            capacity_left: None,
            open: true,
        };
        let proposal = ProposalText { title: title.into(), ..ProposalText::default() };
        let index = Index::build(vocabulary, &[], &[lever], &[]);
        index.levers(&proposal, &Evidence::default()).into_iter().map(|m| m.id).collect()
    }

    #[test]
    fn a_word_that_was_unknown_matches_once_it_is_added() {
        assert!(asked(&built(), "A brindlepot for our street").is_empty());
        let edits = [form("kitchen", "brindlepot")];
        let changed = built().with(&edits).expect("holds");
        assert_eq!(asked(&changed, "A brindlepot for our street"), ["kitchen"]);
        assert_eq!(built().with(&[]).expect("holds"), built(), "undone by applying the others");
    }

    #[test]
    fn a_concept_of_the_places_own_needs_what_it_says() {
        let changed = built().with(&[concept("glimmerhouse", &[("kitchen", 1.0)])]).expect("holds");
        assert_eq!(asked(&changed, "A house of glimmers on our street"), ["kitchen"]);
    }

    #[test]
    fn what_does_not_hold_is_named_and_changes_nothing() {
        let refused = |edits: &[Edit]| built().with(edits).expect_err("refused");
        let good = form("kitchen", "brindlepot");
        let second = |edit: Edit| {
            let refused = refused(&[good.clone(), edit]);
            assert_eq!(refused.at, 1);
            refused.why
        };
        assert_eq!(second(form("nowhere", "brindlepot")), EditError::NoSuchConcept("nowhere".into()));
        for bad in ["", "the", "we want the", "_ brindlepot", "a b c d e f g", "!!!"] {
            assert_eq!(second(form("kitchen", bad)), EditError::Form, "{bad:?}");
        }
        assert_eq!(second(concept("kitchen", &[])), EditError::Taken("kitchen".into()));
        assert_eq!(second(concept("Kit chen", &[])), EditError::Key);
        assert_eq!(second(concept("glimmer", &[("nope", 1.0)])), EditError::NoSuchConcept("nope".into()));
        assert_eq!(second(concept("glimmer", &[("kitchen", f32::NAN)])), EditError::Strength);
        let itself = Edit::AddLink { from: "kitchen".into(), to: "kitchen".into(), strength: 1.0 };
        assert_eq!(second(itself), EditError::Itself);
    }

    #[test]
    fn edits_are_kept_as_json() {
        let edits = [form("kitchen", "brindlepot"), concept("glimmerhouse", &[("kitchen", 0.5)])];
        let kept = serde_json::to_string(&edits).expect("writes");
        assert_eq!(serde_json::from_str::<Vec<Edit>>(&kept).expect("reads"), edits);
        let old = r#"{"edit":"add_concept","key":"x","label":"an x-ray","themes":[]}"#;
        assert!(serde_json::from_str::<Edit>(old).is_ok(), "forms and needs may be left out");
    }
}
