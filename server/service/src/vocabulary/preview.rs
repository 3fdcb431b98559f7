//! What an edit would change, before it counts.

use crate::matches::{Levers, proposal_text, ready};
use crate::people::Facilitator;
use crate::places::PlaceMap;
use crate::vocabulary::EditDraft;
use crate::vocabulary::log::Log;
use crate::{Result, Service, ServiceError};
use domain::ids::{LeverId, ProposalId};
use matching::vocabulary::Edit;
use std::collections::HashMap;
use std::sync::Arc;
use store::proposals::Text;

/// Ideas that are matched for a preview, the most backed first.
const LOOKED_AT: usize = 5_000;
/// Changes that are shown.
const SHOWN: usize = 40;

/// What would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The first few, the most backed ideas first.
    pub changes: Vec<MatchChange>,
    /// How many ideas' matches would change, of those looked at.
    pub changed: usize,
    pub looked_at: usize,
    /// How many visible ideas there are.
    pub of: usize,
    /// Other concepts that the words stand for already: label and key.
    pub also: Vec<(String, String)>,
}

/// One idea whose levers would be others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchChange {
    pub proposal: ProposalId,
    pub title: String,
    pub gained: Vec<LeverName>,
    pub lost: Vec<LeverName>,
    /// Those that stay but come earlier or later, with where they stand now and would stand, from 1.
    pub moved: Vec<(LeverName, usize, usize)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeverName {
    pub title: String,
    pub institution: String,
}

impl Service {
    /// Matches the current ideas by the vocabulary as it is and as it would be, off the async threads, one preview at
    /// a time.
    ///
    /// # Errors
    /// As [`Service::save_edit`].
    pub async fn preview_edit(&self, _who: &Facilitator, draft: &EditDraft) -> Result<Preview> {
        let log = Log::load(self.store()).await?;
        let checked = draft.check(&log, self.fresh_id())?;
        let _one = self.inner.previewing.lock().await;
        let before = self.levers_by(log.vocabulary()).await?;
        let also = also(&before, &checked.edit, checked.undoes.is_some());
        let after = self.levers_by(checked.after).await?;
        let ids = self.most_backed(LOOKED_AT);
        let of = self.board(crate::board::Board::len);
        let mut texts: HashMap<_, _> =
            store::proposals::texts(self.store(), &ids).await?.into_iter().map(|t| (t.id, t)).collect();
        let texts: Vec<Text> = ids.iter().filter_map(|id| texts.remove(id)).collect();
        let (looked_at, names, place) = (texts.len(), self.lever_names().await?, self.place());
        let compared = tokio::task::spawn_blocking(move || compare(&before, &after, texts, &names, &place));
        let (changes, changed) = compared.await.map_err(|error| ServiceError::Internal(error.to_string()))?;
        Ok(Preview { changes, changed, looked_at, of, also })
    }

    /// The levers in memory where they are by this vocabulary, else built for it.
    async fn levers_by(&self, vocabulary: matching::Vocabulary) -> Result<Levers> {
        let current = self.inner.matcher.levers();
        if *current.vocabulary == vocabulary {
            Ok(current)
        } else {
            let vocabulary = Arc::new(vocabulary);
            let ready = ready(&vocabulary).await?;
            Levers::load(self.store(), vocabulary, ready).await
        }
    }

    fn most_backed(&self, limit: usize) -> Vec<ProposalId> {
        use crate::board::{Filter, Order};
        self.board(|board| board.select(&Filter::default(), Order::Supported, None, limit).ids)
    }

    async fn lever_names(&self) -> Result<HashMap<LeverId, LeverName>> {
        let institutions = store::institutions::all(self.store()).await?;
        let institutions: HashMap<_, _> = institutions.into_iter().map(|i| (i.id, i.name)).collect();
        let levers = store::institutions::levers(self.store()).await?.into_iter().map(|lever| {
            let institution = institutions.get(&lever.institution).cloned().unwrap_or_default();
            (lever.id, LeverName { title: lever.title, institution })
        });
        Ok(levers.collect())
    }
}

/// The concepts that the words of an edit stand for already.
fn also(before: &Levers, edit: &Edit, undoing: bool) -> Vec<(String, String)> {
    let (own, forms) = match edit {
        Edit::AddForm { concept, form } if !undoing => (concept, vec![form.clone()]),
        Edit::AddConcept { key, forms, .. } if !undoing => (key, forms.clone()),
        _ => return Vec::new(),
    };
    let mut also = Vec::new();
    for form in forms {
        let words = form
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        for met in before.index().understood(&form).into_iter().filter(|met| met.words == words) {
            let label = before.vocabulary.concept(&met.concept).map(|concept| concept.label.clone());
            let found = (label.unwrap_or_default(), met.concept);
            if found.1 != *own && !also.contains(&found) {
                also.push(found);
            }
        }
    }
    also
}

fn compare(
    before: &Levers,
    after: &Levers,
    texts: Vec<Text>,
    names: &HashMap<LeverId, LeverName>,
    place: &PlaceMap,
) -> (Vec<MatchChange>, usize) {
    let (mut changes, mut changed) = (Vec::new(), 0);
    for text in texts {
        let (id, title) = (text.id, text.title.clone());
        // What its author has learned shifts modules, never levers.
        let proposal = proposal_text(place, text, Vec::new());
        let (was, would) = (before.suggest_levers(&proposal), after.suggest_levers(&proposal));
        if was == would {
            continue;
        }
        changed += 1;
        if changes.len() < SHOWN {
            changes.push(change(id, title, &was, &would, names));
        }
    }
    (changes, changed)
}

fn change(
    proposal: ProposalId,
    title: String,
    was: &[LeverId],
    would: &[LeverId],
    names: &HashMap<LeverId, LeverName>,
) -> MatchChange {
    let name = |id: &LeverId| names.get(id).cloned().unwrap_or_default();
    let only = |some: &[LeverId], others: &[LeverId]| {
        some.iter().filter(|id| !others.contains(id)).map(name).collect::<Vec<_>>()
    };
    // Those that stay, each list without what comes and goes, so that one gained lever does not move all after it.
    let stay = |some: &[LeverId], others: &[LeverId]| {
        some.iter().copied().filter(|id| others.contains(id)).collect::<Vec<_>>()
    };
    let (stayed_was, stayed_would) = (stay(was, would), stay(would, was));
    let at =
        |list: &[LeverId], id: LeverId| list.iter().position(|other| *other == id).map_or(0, |at| at + 1);
    let moved = stayed_would.iter().zip(&stayed_was).filter(|(now, then)| now != then);
    let moved = moved.map(|(id, _)| (name(id), at(was, *id), at(would, *id)));
    MatchChange { proposal, title, gained: only(would, was), lost: only(was, would), moved: moved.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_gained_lever_does_not_move_those_after_it() {
        let [a, b, c] = [1, 2, 3].map(|n| LeverId(Uuid::from_u128(n)));
        let names = [a, b, c]
            .map(|id| (id, LeverName { title: id.0.as_u128().to_string(), institution: String::new() }));
        let names: HashMap<_, _> = names.into_iter().collect();
        let id = ProposalId(Uuid::nil());
        let titles = |names: &[LeverName]| names.iter().map(|n| n.title.clone()).collect::<Vec<_>>();
        let gained = change(id, String::new(), &[a, b], &[c, a, b], &names);
        assert_eq!((titles(&gained.gained), gained.lost.len(), gained.moved.len()), (vec!["3".into()], 0, 0));
        let moved = change(id, String::new(), &[a, b], &[b, a], &names);
        let places: Vec<_> =
            moved.moved.iter().map(|(name, from, to)| (name.title.as_str(), *from, *to)).collect();
        assert_eq!(places, [("2", 2, 1), ("1", 1, 2)]);
        let lost = change(id, String::new(), &[a, b], &[b], &names);
        assert_eq!((titles(&lost.lost), lost.moved.len()), (vec!["1".into()], 0));
    }
}
