//! Supports that come side by side are written together: while one transaction is under way, those who come wait in
//! line, and the next takes all of them. Each has its row, its event and its own answer, after the commit, as if it had
//! been alone.

use crate::{Conflict, Result, Service, ServiceError};
use domain::ids::{AccountId, ProposalId};
use std::sync::{Mutex, PoisonError};
use store::proposals::{Backed, Backing};
use tokio::sync::oneshot;

/// Supports in one transaction at most.
const MOST: usize = 64;

/// Who waits, and whether anyone writes.
#[derive(Default)]
pub(crate) struct Backings(Mutex<Line>);

#[derive(Default)]
struct Line {
    waiting: Vec<Waiting>,
    writing: bool,
}

struct Waiting {
    wanted: Backing,
    answer: oneshot::Sender<Result<u32>>,
}

/// The one who writes. Were it lost half way, those in line are told so, and the next who comes writes.
struct Writer<'a> {
    line: &'a Mutex<Line>,
    done: bool,
}

impl Service {
    /// Backs a proposal; gives the count that stands then. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `Conflict` where it is part of another now.
    pub(super) async fn back(&self, proposal: ProposalId, account: AccountId) -> Result<u32> {
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { wanted: Backing { proposal, account, at: self.now() }, answer };
        if self.inner.backings.join(waiting) {
            // A task of its own: whoever asked may go before it is done, and others wait for it.
            tokio::spawn(self.clone().write_backings());
        }
        answered.await.unwrap_or(Err(ServiceError::Unavailable))
    }

    async fn write_backings(self) {
        let mut writer = Writer { line: &self.inner.backings.0, done: false };
        while let Some(batch) = writer.next() {
            let wanted: Vec<_> = batch.iter().map(|waiting| waiting.wanted).collect();
            let mut became = vec![self.write_together(&wanted).await];
            if became[0].is_err() && wanted.len() > 1 {
                // One that cannot be (an account that has just gone) must not hold up the others.
                became.clear();
                for alone in wanted.chunks(1) {
                    became.push(self.write_together(alone).await);
                }
            }
            if became.iter().flatten().flatten().any(|became| matches!(became, Backed::Added(_))) {
                self.see_own_write().await;
            }
            let answers = became.into_iter().flat_map(|became| match became {
                Ok(each) => each.into_iter().map(answer).collect(),
                Err(error) => vec![Err(error)],
            });
            for (waiting, answer) in batch.into_iter().zip(answers) {
                // Who went meanwhile needs no answer.
                let _ = waiting.answer.send(answer);
            }
        }
    }

    /// One transaction: rows, counts and events of all, or of none.
    async fn write_together(&self, wanted: &[Backing]) -> Result<Vec<Backed>> {
        let tx = self.store().begin().await?;
        let became = store::proposals::support_all(&tx, wanted).await?;
        let added = wanted.iter().zip(&became).filter(|(_, became)| matches!(became, Backed::Added(_)));
        let events = added
            .map(|(backing, _)| self.event(Some(backing.account), "supported", backing.proposal, None, None));
        store::audit::write_all(&tx, events.collect()).await?;
        tx.commit().await?;
        Ok(became)
    }
}

impl Backings {
    /// Puts someone in line; `true` where nobody writes, so that whoever came must see to it.
    fn join(&self, waiting: Waiting) -> bool {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.waiting.push(waiting);
        !std::mem::replace(&mut line.writing, true)
    }
}

impl Writer<'_> {
    /// Those in line, the first who came first; `None` where there are none, and from then on nobody writes.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.waiting.is_empty() {
            line.writing = false;
            self.done = true;
            return None;
        }
        let n = line.waiting.len().min(MOST);
        Some(line.waiting.drain(..n).collect())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if !self.done {
            *self.line.lock().unwrap_or_else(PoisonError::into_inner) = Line::default();
        }
    }
}

fn answer(became: Backed) -> Result<u32> {
    match became {
        Backed::Added(count) | Backed::Already(count) => Ok(count),
        Backed::Merged => Err(ServiceError::Conflict(Conflict::Merged)),
    }
}
