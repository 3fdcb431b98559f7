//! Teaching the matcher: a place's own words for things, what its ideas need, and what would meet them.
//!
//! Every edit is a line of a log ([`store::vocabulary`]) with its audit event, and undoing one is a line too. What is in
//! force is Fulcrum's vocabulary with the log replayed on top. Servers follow by the audit event (see [`crate::feed`]):
//! the indexes are built anew beside those in use, then every idea is matched anew, in the background.

mod draft;
mod log;
mod preview;

pub use draft::{ConceptDraft, EditDraft, STRENGTHS};
pub(crate) use log::Log;
pub use log::Standing;
pub use matching::vocabulary::{Concept, Kind as ConceptKind};
pub use preview::{LeverName, MatchChange, Preview};

use crate::people::Facilitator;
use crate::{Missing, Result, Service, ServiceError};
use domain::Time;
use domain::field::Problem;
use domain::ids::{EditId, ProposalId};
use matching::Vocabulary;
use matching::vocabulary::Edit;
use serde_json::json;
use std::collections::HashSet;
use store::StoreError;
use store::audit::Event;
use store::vocabulary::NewLine;

/// Concepts that a search shows.
const FOUND: usize = 40;
/// Lines of the log that a page shows.
const LINES: usize = 50;

/// What the vocabulary's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct VocabularyPage {
    /// What the words were found in, best first.
    pub found: Vec<ConceptLine>,
    /// How many concepts there are.
    pub concepts: usize,
    /// The latest edits, newest first.
    pub log: Vec<LoggedEdit>,
    pub now: Time,
}

/// A concept in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptLine {
    pub key: String,
    pub label: String,
    pub kind: ConceptKind,
    /// A few ways to say it.
    pub forms: Vec<String>,
}

/// What a concept's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ConceptPage {
    pub concept: Concept,
    /// What would meet it.
    pub needs: Vec<Linked>,
    /// What carrying it out takes.
    pub takes: Vec<Linked>,
    /// What it would meet.
    pub meets: Vec<Linked>,
    /// Every concept's label, to choose from.
    pub labels: Vec<String>,
    /// Edits about it, newest first.
    pub log: Vec<LoggedEdit>,
    pub now: Time,
}

/// The other end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub key: String,
    pub label: String,
    /// One of the words of [`STRENGTHS`].
    pub strength: &'static str,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEdit {
    pub id: EditId,
    pub by: Option<String>,
    pub at: Time,
    pub says: Said,
    /// It undid what it says.
    pub undoing: bool,
    pub standing: Standing,
}

/// What an edit says, in labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Form {
        concept: String,
        form: String,
    },
    Concept {
        label: String,
    },
    Link {
        from: String,
        to: String,
    },
    /// A version that said it otherwise wrote it.
    Unreadable,
}

/// How the matcher reads an idea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadIdea {
    pub id: ProposalId,
    pub title: String,
    /// Words, and the label and key of the concept they stand for.
    pub understood: Vec<(String, String, String)>,
    /// Words that say something, but nothing the matcher knows.
    pub unknown: Vec<String>,
}

impl Service {
    /// What the words are found in (nothing for no words), and the latest edits.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn vocabulary(&self, _who: &Facilitator, words: &str) -> Result<VocabularyPage> {
        let log = Log::load(self.store()).await?;
        let vocabulary = log.vocabulary();
        let met = self.inner.matcher.levers().index().understood(words);
        let met: Vec<_> = met.into_iter().map(|met| met.concept).collect();
        Ok(VocabularyPage {
            found: search(&vocabulary, words, &met),
            concepts: vocabulary.concepts().len(),
            log: logged(&log, &vocabulary, |_| true),
            now: self.now(),
        })
    }

    /// One concept, with what leads to it and from it.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn concept(&self, _who: &Facilitator, key: &str) -> Result<ConceptPage> {
        let log = Log::load(self.store()).await?;
        let vocabulary = log.vocabulary();
        let mut concept = vocabulary.concept(key).ok_or(ServiceError::NotFound(Missing::Concept))?.clone();
        // Residents and institutions may say it alike.
        let mut seen = HashSet::new();
        concept.forms.retain(|form| seen.insert(form.to_lowercase()));
        let linked = |(key, strength): &(String, f32)| Linked {
            key: key.clone(),
            label: label(&vocabulary, key),
            strength: draft::word_of(*strength),
        };
        let meets = vocabulary.concepts().iter().filter_map(|other| {
            let (_, strength) = other.leads.iter().chain(&other.takes).find(|(to, _)| *to == concept.key)?;
            Some(linked(&(other.key.clone(), *strength)))
        });
        Ok(ConceptPage {
            needs: concept.leads.iter().map(linked).collect(),
            takes: concept.takes.iter().map(linked).collect(),
            meets: meets.collect(),
            labels: labels(&vocabulary),
            log: logged(&log, &vocabulary, |edit| is_about(edit, key)),
            now: self.now(),
            concept,
        })
    }

    /// Every concept's label, to choose from.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn concept_labels(&self, _who: &Facilitator) -> Result<Vec<String>> {
        Ok(labels(&Log::load(self.store()).await?.vocabulary()))
    }

    /// How the matcher reads an idea, so that a facilitator can teach it the rest.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn read_idea(&self, who: &Facilitator, id: ProposalId) -> Result<ReadIdea> {
        let proposal = self.visible(&who.viewer(), id).await?;
        let levers = self.inner.matcher.levers();
        let text = format!("{}\n{}", proposal.title, proposal.body);
        let mut understood = Vec::new();
        for met in levers.index().understood(&text) {
            let met = (met.words, label(&levers.vocabulary, &met.concept), met.concept);
            if !understood.contains(&met) {
                understood.push(met);
            }
        }
        Ok(ReadIdea { id, title: proposal.title, understood, unknown: levers.index().not_understood(&text) })
    }

    /// Writes an edit, or undoes one. Gives the key of the concept it is about. Every server takes it in within a
    /// second, and matches every idea anew in the background.
    ///
    /// # Errors
    /// `Invalid` with every field that cannot be taken; `line` is `Taken` where it is undone already and `InUse` where
    /// others build on it; `NotFound` where there is no such concept or line.
    pub async fn save_edit(&self, who: &Facilitator, draft: &EditDraft) -> Result<String> {
        let id = EditId(self.fresh_id());
        let tx = self.store().begin().await?;
        let checked = draft.check(&Log::load(&tx).await?, id.0)?;
        let said = json!(checked.edit);
        let line = NewLine { id, edit: said.to_string(), undoes: checked.undoes, by: who.id, at: self.now() };
        store::vocabulary::write(&tx, line).await.map_err(undone_before)?;
        let action = match (&checked.edit, checked.undoes) {
            (_, Some(_)) => "undone",
            (Edit::AddForm { .. }, None) => "added_form",
            (Edit::AddConcept { .. }, None) => "added_concept",
            (Edit::AddLink { .. }, None) => "added_link",
        };
        let (before, after) = match checked.undoes {
            Some(undone) => (Some(json!({ "line": undone, "says": said })), None),
            None => (None, Some(said)),
        };
        let event = Event {
            at: self.now(),
            actor: Some(who.id),
            action,
            subject: "vocabulary",
            subject_id: Some(id.0),
            before,
            after,
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(about(&checked.edit).to_owned())
    }
}

fn undone_before(error: StoreError) -> ServiceError {
    match error {
        StoreError::Unique(by) if by.is_unique("vocabulary_edits", &["undoes"]) => {
            ServiceError::field("line", Problem::Taken)
        }
        other => other.into(),
    }
}

/// The concept that an edit is about.
fn about(edit: &Edit) -> &str {
    match edit {
        Edit::AddForm { concept, .. } => concept,
        Edit::AddConcept { key, .. } => key,
        Edit::AddLink { from, .. } => from,
    }
}

fn is_about(edit: &Edit, key: &str) -> bool {
    about(edit) == key || matches!(edit, Edit::AddLink { to, .. } if to == key)
}

fn label(vocabulary: &Vocabulary, key: &str) -> String {
    vocabulary.concept(key).map_or_else(|| key.to_owned(), |concept| concept.label.clone())
}

fn labels(vocabulary: &Vocabulary) -> Vec<String> {
    let shown = vocabulary.concepts().iter().filter(|concept| concept.kind != ConceptKind::Void);
    let mut labels: Vec<_> = shown.map(|concept| concept.label.clone()).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// The newest first.
fn logged(log: &Log, vocabulary: &Vocabulary, which: impl Fn(&Edit) -> bool) -> Vec<LoggedEdit> {
    let lines = log.standing().into_iter().rev();
    let lines = lines.filter(|(entry, _)| entry.edit.as_ref().is_none_or(&which)).take(LINES);
    lines
        .map(|(entry, standing)| LoggedEdit {
            id: entry.line.id,
            by: entry.line.by.clone(),
            at: entry.line.at,
            says: entry.edit.as_ref().map_or(Said::Unreadable, |edit| said(edit, vocabulary)),
            undoing: entry.line.undoes.is_some(),
            standing,
        })
        .collect()
}

fn said(edit: &Edit, vocabulary: &Vocabulary) -> Said {
    match edit {
        Edit::AddForm { concept, form } => {
            Said::Form { concept: label(vocabulary, concept), form: form.clone() }
        }
        Edit::AddConcept { label, .. } => Said::Concept { label: label.clone() },
        Edit::AddLink { from, to, .. } => {
            Said::Link { from: label(vocabulary, from), to: label(vocabulary, to) }
        }
    }
}

/// What the matcher understands of the words first, then whose label, then whose forms hold them.
fn search(vocabulary: &Vocabulary, words: &str, met: &[String]) -> Vec<ConceptLine> {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return Vec::new();
    }
    let rank = |concept: &Concept| {
        let form = concept.forms.iter().any(|form| form.to_lowercase().contains(&words));
        match met.iter().position(|key| *key == concept.key) {
            Some(at) => Some((0, at)),
            None if concept.key == words || concept.label.to_lowercase().contains(&words) => Some((1, 0)),
            None => form.then_some((2, 0)),
        }
    };
    let mut found: Vec<_> =
        vocabulary.concepts().iter().filter_map(|concept| Some((rank(concept)?, concept))).collect();
    found.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.label.cmp(&y.label)));
    let line = |concept: &Concept| {
        // Those with the words in them first: why it was found.
        let (with, without): (Vec<_>, Vec<_>) =
            concept.forms.iter().cloned().partition(|form| form.to_lowercase().contains(&words));
        ConceptLine {
            key: concept.key.clone(),
            label: concept.label.clone(),
            kind: concept.kind,
            forms: with.into_iter().chain(without).take(6).collect(),
        }
    };
    found.into_iter().take(FOUND).map(|(_, concept)| line(concept)).collect()
}
