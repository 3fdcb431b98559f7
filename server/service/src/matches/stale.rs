//! What is known to have changed since matches were made, until the background has taken it in.

use super::Levers;
use domain::ids::ProposalId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// Marked by the feed, taken by the background. Marking twice is marking once.
#[derive(Default)]
pub(crate) struct Stale {
    what: Mutex<What>,
    marked: Notify,
}

/// See the fields.
#[derive(Default, Clone)]
pub(crate) struct What {
    /// The place's additions to the vocabulary.
    pub vocabulary: bool,
    /// Every proposal is matched anew.
    pub all: bool,
    /// The levers and modules that matches were made by, where some changed since: proposals that the change touches
    /// are matched anew.
    pub since: Option<Levers>,
    /// Proposals whose matches were decided or answered: others with the same levers are matched anew.
    pub settled: BTreeSet<ProposalId>,
}

impl What {
    pub(crate) fn everything() -> Self {
        Self { all: true, ..Self::default() }
    }

    fn is_nothing(&self) -> bool {
        !self.vocabulary && !self.all && self.since.is_none() && self.settled.is_empty()
    }

    /// Both, `self` being the earlier: what changed since then takes in what changed since later.
    fn and(mut self, later: Self) -> Self {
        self.vocabulary |= later.vocabulary;
        self.all |= later.all;
        self.since = self.since.or(later.since);
        self.settled.extend(later.settled);
        self
    }
}

impl Stale {
    pub(crate) fn mark(&self, more: What) {
        self.put(more, What::and);
    }

    /// Marks what was taken and could not be done, which is earlier than what was marked meanwhile.
    pub(crate) fn mark_again(&self, taken: What) {
        self.put(taken, |meanwhile, taken| taken.and(meanwhile));
    }

    fn put(&self, more: What, and: impl FnOnce(What, What) -> What) {
        if more.is_nothing() {
            return;
        }
        let mut what = self.what.lock().unwrap_or_else(PoisonError::into_inner);
        *what = and(std::mem::take(&mut *what), more);
        drop(what);
        self.marked.notify_one();
    }

    /// Resolves when something was marked since the last time.
    pub(crate) async fn marked(&self) {
        self.marked.notified().await;
    }

    pub(crate) fn take(&self) -> What {
        std::mem::take(&mut *self.what.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the vocabulary was marked; it is not any more.
    pub(crate) fn take_vocabulary(&self) -> bool {
        std::mem::take(&mut self.what.lock().unwrap_or_else(PoisonError::into_inner).vocabulary)
    }
}
