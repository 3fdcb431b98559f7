//! Matching proposals anew in the background: after a lever or an institution changed those that the change can touch;
//! all of them after a module or the vocabulary changed; after a match was decided or answered those that the same
//! levers are suggested to, because the answer shifts their ranking and is shown as a reason. A few at a time, writing
//! only what is different. Once after a start all of them, too: nobody knows what was stale when the last server
//! stopped, and a new version may understand more.

use super::{Levers, Suggestions, What, off_threads, proposal_text};
use crate::{Result, Service, ServiceError};
use domain::ids::{LeverId, ModuleId, ProposalId};
use domain::reason::Reason;
use domain::taxonomy::MatchStatus;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::matches::{Standing, Suggested};
use store::proposals::Text;

/// Proposals read and written at a time.
const AT_ONCE: usize = 100;
/// Proposals read at a time to ask whether a change touches them.
const ASKED_AT_ONCE: usize = 500;
/// A server that has just started has better things to do than to match all anew.
const AFTER_START: Duration = Duration::from_secs(60);
/// A burst of edits is one change.
const BURST: Duration = Duration::from_millis(500);
/// Between tries while the database is away.
const PAUSE: Duration = Duration::from_secs(5);

impl Service {
    /// Takes in what makes matches stale, as it comes, and once everything, until the task is dropped.
    pub async fn keep_matched(self) {
        let once = async {
            tokio::time::sleep(AFTER_START).await;
            self.inner.stale.mark(What::everything());
        };
        tokio::join!(once, self.take_in_as_it_comes());
    }

    async fn take_in_as_it_comes(&self) {
        loop {
            self.inner.stale.marked().await;
            if let Err(error) = self.take_in_vocabulary().await {
                tracing::warn!(%error, "the vocabulary could not be taken in");
            }
            tokio::time::sleep(BURST).await;
            match self.freshen().await {
                Ok(0) => {}
                Ok(changed) => tracing::info!(changed, "proposals were matched anew"),
                Err(error) => {
                    tracing::warn!(%error, "proposals could not be matched anew");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Takes in what makes matches stale now; gives how many proposals' matches changed. Requests go on meanwhile.
    ///
    /// # Errors
    /// Where the database fails; what was written until then stays, and the next call does the rest.
    pub async fn freshen(&self) -> Result<usize> {
        self.take_in_vocabulary().await?;
        let what = self.inner.stale.take();
        self.rematch_what(&what).await.inspect_err(|_| self.inner.stale.mark_again(what))
    }

    /// Matches every visible proposal anew; gives how many matches changed. Requests go on meanwhile.
    ///
    /// # Errors
    /// Where the database fails; what was written until then stays.
    pub async fn rematch_all(&self) -> Result<usize> {
        self.rematch(self.all_proposals()).await
    }

    fn all_proposals(&self) -> Vec<ProposalId> {
        self.board(|board| board.rows().map(|row| row.id).collect())
    }

    async fn rematch_what(&self, what: &What) -> Result<usize> {
        if what.all {
            return self.rematch_all().await;
        }
        let settled: Vec<_> = what.settled.iter().copied().collect();
        let mut stale: BTreeSet<_> =
            store::matches::beside(self.store(), &settled).await?.into_iter().collect();
        if let Some(since) = &what.since {
            match self.touched_since(since).await? {
                Some(touched) => stale.extend(touched),
                None => return self.rematch_all().await,
            }
        }
        self.rematch(stale.into_iter().collect()).await
    }

    /// The proposals that what changed of levers since then can touch; `None` for all.
    async fn touched_since(&self, before: &Levers) -> Result<Option<Vec<ProposalId>>> {
        let (before, levers) = (before.clone(), self.inner.matcher.levers());
        let now = levers.clone();
        let Some((change, changed)) = off_threads(move || now.change_since(&before)).await? else {
            return Ok(None);
        };
        let mut touched = store::matches::suggested_for(self.store(), &changed).await?;
        let change = Arc::new(change);
        for part in self.all_proposals().chunks(ASKED_AT_ONCE) {
            let texts = store::proposals::texts(self.store(), part).await?;
            let suggested = store::matches::suggested_to(self.store(), part).await?;
            let (levers, change, place) = (levers.clone(), Arc::clone(&change), self.place());
            let some = off_threads(move || {
                let touched = |text: Text| {
                    let (id, none) = (text.id, Vec::new());
                    // What its author has learned shifts modules, never levers.
                    let proposal = proposal_text(&place, text, Vec::new());
                    levers.touched(&change, &proposal, suggested.get(&id).unwrap_or(&none)).then_some(id)
                };
                texts.into_iter().filter_map(touched).collect::<Vec<_>>()
            });
            touched.extend(some.await?);
            tokio::task::yield_now().await;
        }
        Ok(Some(touched))
    }

    async fn take_in_vocabulary(&self) -> Result<()> {
        if !self.inner.stale.take_vocabulary() {
            return Ok(());
        }
        let again = |_: &ServiceError| self.inner.stale.mark(What { vocabulary: true, ..What::default() });
        if self.inner.matcher.take_in_vocabulary(self.store()).await.inspect_err(again)? {
            self.inner.stale.mark(What::everything());
        }
        Ok(())
    }

    async fn rematch(&self, mut ids: Vec<ProposalId>) -> Result<usize> {
        // Servers that do it at once lock the rows in the same order.
        ids.sort_unstable();
        let mut changed = 0;
        for part in ids.chunks(AT_ONCE) {
            changed += self.rematch_some(part).await?;
            tokio::task::yield_now().await;
        }
        Ok(changed)
    }

    async fn rematch_some(&self, ids: &[ProposalId]) -> Result<usize> {
        let texts = store::proposals::texts(self.store(), ids).await?;
        let mut skills = store::learning::skills_of_authors(self.store(), ids).await?;
        let stored = store::matches::standing(self.store(), ids).await?;
        let (levers, place) = (self.inner.matcher.levers(), self.place());
        let matched = off_threads(move || {
            let again = |text: Text| {
                let known = skills.remove(&text.id).unwrap_or_default();
                (text.id, levers.suggest(&proposal_text(&place, text, known)))
            };
            texts.into_iter().map(again).collect::<Vec<_>>()
        });
        let matched = matched.await?;
        let none = Standing::default();
        let different =
            |(id, found): &(ProposalId, Suggestions)| is_different(stored.get(id).unwrap_or(&none), found);
        let matched: Vec<_> = matched.into_iter().filter(different).collect();
        if matched.is_empty() {
            return Ok(0);
        }
        let tx = self.store().begin().await?;
        for (id, found) in &matched {
            store::matches::replace(&tx, *id, &found.levers, &found.modules, self.now()).await?;
            store::audit::write(&tx, self.event(None, "rematched", *id, None, None)).await?;
        }
        tx.commit().await?;
        Ok(matched.len())
    }
}

/// Whether the levers and modules, their order or their reasons would be others. Scores alone are not: they shift a
/// little with every lever there is.
fn is_different(stored: &Standing, found: &Suggestions) -> bool {
    let decided: BTreeSet<LeverId> = stored
        .levers
        .iter()
        .filter(|(_, status)| *status != MatchStatus::Suggested)
        .map(|(suggested, _)| suggested.id)
        .collect();
    let suggested = stored.levers.iter().filter(|(_, status)| *status == MatchStatus::Suggested);
    let levers = found.levers.iter().map(|(suggested, _)| suggested);
    shown::<LeverId>(suggested.map(|(suggested, _)| suggested))
        != shown(levers.filter(|suggested| !decided.contains(&suggested.id)))
        || shown::<ModuleId>(stored.modules.iter()) != shown(found.modules.iter())
}

/// In the order of their scores, as people see it.
fn shown<'a, Id: Copy + Ord + 'a>(found: impl Iterator<Item = &'a Suggested<Id>>) -> Vec<(Id, &'a [Reason])> {
    let mut found: Vec<_> = found.collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found.into_iter().map(|suggested| (suggested.id, suggested.reasons.as_slice())).collect()
}
