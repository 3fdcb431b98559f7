//! Matching proposals anew in the background: all of them after a lever, an institution, a module or the vocabulary
//! changed; after a match was decided or answered those that the same levers are suggested to, because the answer
//! shifts their ranking and is shown as a reason. A few at a time, writing only what is different.

use super::{Suggestions, What, proposal_text};
use crate::{Result, Service, ServiceError};
use domain::ids::{LeverId, ModuleId, ProposalId};
use domain::reason::Reason;
use domain::taxonomy::MatchStatus;
use std::collections::BTreeSet;
use std::time::Duration;
use store::matches::{Standing, Suggested};
use store::proposals::Text;

/// Proposals read and written at a time.
const AT_ONCE: usize = 100;
/// A burst of edits is one change.
const BURST: Duration = Duration::from_millis(500);
/// Between tries while the database is away.
const PAUSE: Duration = Duration::from_secs(5);

impl Service {
    /// Takes in what makes matches stale, as it comes, until the task is dropped.
    pub async fn keep_matched(self) {
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
        let done = if what.all { self.rematch_all().await } else { self.rematch_beside(&what).await };
        done.inspect_err(|_| self.inner.stale.mark(what))
    }

    /// Matches every visible proposal anew; gives how many matches changed. Requests go on meanwhile.
    ///
    /// # Errors
    /// Where the database fails; what was written until then stays.
    pub async fn rematch_all(&self) -> Result<usize> {
        self.rematch(self.board(|board| board.rows().map(|row| row.id).collect())).await
    }

    async fn rematch_beside(&self, what: &What) -> Result<usize> {
        let settled: Vec<_> = what.settled.iter().copied().collect();
        self.rematch(store::matches::beside(self.store(), &settled).await?).await
    }

    async fn take_in_vocabulary(&self) -> Result<()> {
        if !self.inner.stale.take_vocabulary() {
            return Ok(());
        }
        let again = |_: &ServiceError| self.inner.stale.mark(What { vocabulary: true, ..What::default() });
        if self.inner.matcher.take_in_vocabulary(self.store()).await.inspect_err(again)? {
            self.inner.stale.mark(What { all: true, ..What::default() });
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
        let matched = tokio::task::spawn_blocking(move || {
            let again = |text: Text| {
                let known = skills.remove(&text.id).unwrap_or_default();
                (text.id, levers.suggest(&proposal_text(&place, text, known)))
            };
            texts.into_iter().map(again).collect::<Vec<_>>()
        });
        let matched = matched.await.map_err(|error| ServiceError::Internal(error.to_string()))?;
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
