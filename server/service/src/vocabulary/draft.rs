//! An edit as typed, and checked against the vocabulary it is for.

use super::log::Log;
use crate::{Missing, Result, ServiceError};
use domain::field::{self, FieldErrors, Problem};
use domain::ids::EditId;
use domain::places::slug;
use domain::proposals::key;
use domain::taxonomy::Theme;
use matching::Vocabulary;
use matching::vocabulary::{Concept, Edit, EditError};
use uuid::Uuid;

/// Lines of the log in all.
const MOST_LINES: usize = 2_000;
/// Forms of a new concept.
const MOST_FORMS: usize = 60;
/// How much of what is asked for a link meets: its word in the form, and the strength it stands for.
pub const STRENGTHS: [(&str, f32); 3] = [("whole", 1.0), ("part", 0.6), ("little", 0.3)];

/// An edit as typed. A concept is named by its key or its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditDraft {
    /// Another way to say `concept`.
    Form {
        concept: String,
        form: String,
    },
    Concept(ConceptDraft),
    /// Who asks for `from` may be served by `to`.
    Link {
        from: String,
        to: String,
        strength: String,
    },
    /// Undoes a line of the log.
    Undo {
        line: String,
    },
}

/// A new thing one can ask for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConceptDraft {
    pub label: String,
    /// One a line.
    pub forms: String,
    pub themes: Vec<String>,
    /// What would meet it, and how much of it; empty ones are left out.
    pub needs: Vec<(String, String)>,
}

/// An edit that holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Checked {
    pub edit: Edit,
    pub undoes: Option<EditId>,
    /// The vocabulary with it.
    pub after: Vocabulary,
}

impl EditDraft {
    /// Checks it against what is in force.
    ///
    /// # Errors
    /// `Invalid` with every field that cannot be taken; `NotFound` where there is no such concept or line.
    pub(super) fn check(&self, log: &Log, fresh: Uuid) -> Result<Checked> {
        if log.len() >= MOST_LINES {
            return Err(ServiceError::field(self.field(), Problem::Full));
        }
        let before = log.vocabulary();
        let edit = match self {
            Self::Undo { line } => return undo(log, line),
            Self::Form { concept, form } => a_form(&before, concept, form)?,
            Self::Link { from, to, strength: typed } => a_link(&before, from, to, typed)?,
            Self::Concept(draft) => draft.check(&before, fresh)?,
        };
        let mut after = before;
        after.edit(&edit).map_err(|error| self.refused(&error))?;
        Ok(Checked { edit, undoes: None, after })
    }

    /// The field that a problem of the whole is told at.
    fn field(&self) -> &'static str {
        match self {
            Self::Form { .. } => "form",
            Self::Concept(_) => "label",
            Self::Link { .. } => "to",
            Self::Undo { .. } => "line",
        }
    }

    fn refused(&self, error: &EditError) -> ServiceError {
        match error {
            EditError::Form if matches!(self, Self::Concept(_)) => {
                ServiceError::field("forms", Problem::NoForm)
            }
            EditError::Form => ServiceError::field("form", Problem::NoForm),
            EditError::Taken(_) => ServiceError::field(self.field(), Problem::Taken),
            EditError::Itself => ServiceError::field(self.field(), Problem::Itself),
            EditError::Full => ServiceError::field(self.field(), Problem::Full),
            EditError::Strength => ServiceError::field("strength", Problem::OutOfRange),
            EditError::NoSuchConcept(_) | EditError::Label | EditError::Key => {
                ServiceError::field(self.field(), Problem::Unknown)
            }
        }
    }
}

/// The concept that a key, a label or a form of its own names.
pub(super) fn named<'a>(vocabulary: &'a Vocabulary, typed: &str) -> Option<&'a Concept> {
    let typed = typed.trim().to_lowercase();
    let bare = |label: &str| {
        let label = label.to_lowercase();
        ["a ", "an ", "the "]
            .iter()
            .find_map(|article| label.strip_prefix(article).map(str::to_owned))
            .unwrap_or(label)
    };
    vocabulary.concept(&typed).or_else(|| {
        let mut all = vocabulary.concepts().iter();
        all.find(|c| c.label.to_lowercase() == typed || bare(&c.label) == bare(&typed))
    })
}

fn undo(log: &Log, line: &str) -> Result<Checked> {
    let missing = || ServiceError::NotFound(Missing::Edit);
    let id: EditId = line.parse().map_err(|_| missing())?;
    let found = log.find(id).ok_or_else(missing)?;
    let edit = found.edit.clone().ok_or_else(missing)?;
    if log
        .standing()
        .iter()
        .any(|(entry, standing)| entry.line.id == id && *standing == super::Standing::Undone)
    {
        return Err(ServiceError::field("line", Problem::Taken));
    }
    let after = log.without(id).ok_or_else(|| ServiceError::field("line", Problem::InUse))?;
    Ok(Checked { edit, undoes: Some(id), after })
}

fn a_form(vocabulary: &Vocabulary, concept: &str, form: &str) -> Result<Edit> {
    let concept = vocabulary.concept(concept).ok_or(ServiceError::NotFound(Missing::Concept))?;
    let form = one_form(form).map_err(|problem| ServiceError::field("form", problem))?;
    if concept.forms.iter().any(|known| known.to_lowercase() == form) {
        return Err(ServiceError::field("form", Problem::Taken));
    }
    Ok(Edit::AddForm { concept: concept.key.clone(), form })
}

fn a_link(vocabulary: &Vocabulary, from: &str, to: &str, typed: &str) -> Result<Edit> {
    let from = vocabulary.concept(from).ok_or(ServiceError::NotFound(Missing::Concept))?;
    let mut errors = FieldErrors::new();
    let to = errors.take("to", target(vocabulary, to));
    let strength = errors.take("strength", strength(typed));
    let (Some(to), Some(strength)) = (to, strength) else { return Err(errors.into()) };
    let known = from.leads.iter().chain(&from.takes).find(|(key, _)| *key == to.key);
    if known.is_some_and(|(_, had)| word_of(*had) == word_of(strength)) {
        return Err(ServiceError::field("to", Problem::Taken));
    }
    Ok(Edit::AddLink { from: from.key.clone(), to: to.key.clone(), strength })
}

impl ConceptDraft {
    fn check(&self, vocabulary: &Vocabulary, fresh: Uuid) -> Result<Edit> {
        let mut errors = FieldErrors::new();
        let label = errors.take("label", field::line(&self.label, 2, 60));
        let lines = self.forms.lines().map(str::trim).filter(|line| !line.is_empty());
        let forms: std::result::Result<Vec<_>, _> = lines.map(one_form).collect();
        let forms = errors.take(
            "forms",
            forms.and_then(|forms| if forms.len() > MOST_FORMS { Err(Problem::Full) } else { Ok(forms) }),
        );
        let themes: std::result::Result<Vec<Theme>, _> = self.themes.iter().map(|theme| key(theme)).collect();
        let themes = errors.take("themes", themes);
        let mut needs: Vec<(String, f32)> = Vec::new();
        for (n, (to, typed)) in self.needs.iter().enumerate().filter(|(_, (to, _))| !to.trim().is_empty()) {
            let to = errors.take(&format!("need{}", n + 1), target(vocabulary, to));
            let strength = errors.take(&format!("strength{}", n + 1), strength(typed));
            needs.extend(to.map(|to| to.key.clone()).zip(strength));
        }
        match (label, forms, themes) {
            (Some(label), Some(forms), Some(themes)) if errors.is_empty() => {
                let key = key_for(&label, fresh);
                Ok(Edit::AddConcept { key, label, themes, forms, needs })
            }
            _ => Err(errors.into()),
        }
    }
}

fn one_form(typed: &str) -> std::result::Result<String, Problem> {
    Ok(field::line(typed, 1, 120)?.to_lowercase())
}

fn target<'a>(vocabulary: &'a Vocabulary, typed: &str) -> std::result::Result<&'a Concept, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    named(vocabulary, typed).ok_or(Problem::Unknown)
}

fn strength(typed: &str) -> std::result::Result<f32, Problem> {
    STRENGTHS.iter().find(|(word, _)| *word == typed).map(|(_, strength)| *strength).ok_or(Problem::Unknown)
}

/// The word that comes nearest to a strength.
pub(super) fn word_of(strength: f32) -> &'static str {
    let far = |(_, of): &&(&'static str, f32)| (strength - of).abs();
    STRENGTHS.iter().min_by(|a, b| far(a).total_cmp(&far(b))).map_or("part", |(word, _)| *word)
}

/// From a label, where it is written in Latin letters; else from the id.
fn key_for(label: &str, fresh: Uuid) -> String {
    let bare = ["a ", "an ", "the "].iter().find_map(|article| label.strip_prefix(article)).unwrap_or(label);
    let mut key: String = slug(bare).replace('-', "_").chars().take(40).collect();
    key.truncate(key.trim_end_matches('_').len());
    let fits = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if key.is_empty() || !fits || key == "new" {
        format!("concept_{}", fresh.simple()).chars().take(40).collect()
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_from_the_label_or_the_id() {
        assert_eq!(key_for("a Repair café", Uuid::nil()), "concept_00000000000000000000000000000000");
        assert_eq!(key_for("a glimmer house", Uuid::nil()), "glimmer_house");
        assert_eq!(key_for("new", Uuid::nil()), "concept_00000000000000000000000000000000");
    }

    #[test]
    fn a_concept_is_named_by_key_label_or_bare_label() {
        let vocabulary = Vocabulary::built_in();
        let label = &vocabulary.concept("kitchen").unwrap().label;
        for typed in ["kitchen", " Kitchen ", label] {
            assert_eq!(named(&vocabulary, typed).map(|c| c.key.as_str()), Some("kitchen"), "{typed}");
        }
        assert!(named(&vocabulary, "brindlepot").is_none());
    }

    #[test]
    fn every_strength_has_its_word() {
        for (word, strength) in STRENGTHS {
            assert_eq!(word_of(strength), word);
        }
        assert_eq!(word_of(0.7), "part");
    }

    #[test]
    fn every_problem_of_a_concept_is_told_at_once() {
        let draft = ConceptDraft {
            label: " ".into(),
            forms: "x\u{0}y".into(),
            themes: vec!["nowhere".into()],
            needs: vec![(String::new(), String::new()), ("brindlepot".into(), "much".into())],
        };
        let Err(ServiceError::Invalid(errors)) = draft.check(&Vocabulary::built_in(), Uuid::nil()) else {
            panic!("refused")
        };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["label", "forms", "themes", "need2", "strength2"]);
    }
}
