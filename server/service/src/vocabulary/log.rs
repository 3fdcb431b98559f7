//! The log of what the place added to the vocabulary, and what it comes to.

use crate::Result;
use domain::ids::EditId;
use matching::Vocabulary;
use matching::vocabulary::Edit;
use std::collections::HashSet;
use store::Conn;
use store::vocabulary::Line;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    InForce,
    Undone,
    /// It does not hold any more: Fulcrum's own vocabulary has become another since.
    Moot,
}

/// Every line ever written, oldest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log(Vec<Entry>);

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub line: Line,
    /// `None` where it was written by a version that said it otherwise.
    pub edit: Option<Edit>,
}

impl Log {
    pub(crate) async fn load(c: &impl Conn) -> Result<Self> {
        let lines = store::vocabulary::log(c).await?;
        let entry = |line: Line| Entry { edit: serde_json::from_str(&line.edit).ok(), line };
        Ok(Self(lines.into_iter().map(entry).collect()))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn find(&self, id: EditId) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.line.id == id)
    }

    /// Fulcrum's vocabulary with what is in force. What does not hold any more is left out.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        self.replay(None).0
    }

    /// As [`Log::vocabulary`], as if `id` were undone (too); `None` where something in force would not hold then.
    pub(crate) fn without(&self, id: EditId) -> Option<Vocabulary> {
        let (vocabulary, moot) = self.replay(Some(id));
        (moot == self.replay(None).1).then_some(vocabulary)
    }

    /// Every line, oldest first, with what became of it.
    pub(crate) fn standing(&self) -> Vec<(&Entry, Standing)> {
        let (undone, moot) = (self.undone(None), self.replay(None).1);
        let standing = |entry: &Entry| match entry.line.id {
            id if undone.contains(&id) => Standing::Undone,
            id if moot.contains(&id) => Standing::Moot,
            _ => Standing::InForce,
        };
        self.0.iter().map(|entry| (entry, standing(entry))).collect()
    }

    /// From the newest back: what a line that is itself not undone undoes.
    fn undone(&self, also: Option<EditId>) -> HashSet<EditId> {
        let mut undone: HashSet<EditId> = also.into_iter().collect();
        for entry in self.0.iter().rev() {
            if let Some(target) = entry.line.undoes.filter(|_| !undone.contains(&entry.line.id)) {
                undone.insert(target);
            }
        }
        undone
    }

    fn replay(&self, also: Option<EditId>) -> (Vocabulary, HashSet<EditId>) {
        let undone = self.undone(also);
        let (mut vocabulary, mut moot) = (Vocabulary::built_in(), HashSet::new());
        for Entry { line, edit } in &self.0 {
            if line.undoes.is_some() || undone.contains(&line.id) {
                continue;
            }
            if edit.as_ref().is_none_or(|edit| vocabulary.edit(edit).is_err()) {
                moot.insert(line.id);
            }
        }
        (vocabulary, moot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Time;
    use uuid::Uuid;

    fn entry(n: u128, undoes: Option<u128>, edit: Edit) -> Entry {
        let id = |n| EditId(Uuid::from_u128(n));
        let text = serde_json::to_string(&edit).unwrap();
        let line = Line { id: id(n), edit: text, undoes: undoes.map(id), by: None, at: Time(0) };
        Entry { line, edit: Some(edit) }
    }

    fn form(concept: &str, form: &str) -> Edit {
        Edit::AddForm { concept: concept.into(), form: form.into() }
    }

    fn says(log: &Log, concept: &str, form: &str) -> bool {
        log.vocabulary().concept(concept).is_some_and(|c| c.forms.iter().any(|f| f == form))
    }

    #[test]
    fn an_undoing_can_be_undone() {
        let edit = form("kitchen", "brindlepot");
        let mut log = Log(vec![entry(1, None, edit.clone())]);
        assert!(says(&log, "kitchen", "brindlepot"));
        log.0.push(entry(2, Some(1), edit.clone()));
        assert!(!says(&log, "kitchen", "brindlepot"));
        log.0.push(entry(3, Some(2), edit));
        assert!(says(&log, "kitchen", "brindlepot"));
        let standing: Vec<_> = log.standing().into_iter().map(|(_, standing)| standing).collect();
        assert_eq!(standing, [Standing::InForce, Standing::Undone, Standing::InForce]);
    }

    #[test]
    fn what_others_build_on_is_not_undone_first() {
        let concept = Edit::AddConcept {
            key: "glimmer".into(),
            label: "a glimmer".into(),
            themes: vec![],
            forms: vec![],
            needs: vec![],
        };
        let log = Log(vec![entry(1, None, concept), entry(2, None, form("glimmer", "shimmer"))]);
        assert!(log.without(EditId(Uuid::from_u128(1))).is_none());
        let without = log.without(EditId(Uuid::from_u128(2))).expect("nothing builds on a form");
        assert!(without.concept("glimmer").is_some());
    }

    #[test]
    fn what_does_not_hold_any_more_is_left_out_and_said() {
        let log = Log(vec![
            entry(1, None, form("no_such_concept", "x ray")),
            entry(2, None, form("kitchen", "pot")),
        ]);
        assert!(says(&log, "kitchen", "pot"));
        assert_eq!(log.standing()[0].1, Standing::Moot);
    }
}
