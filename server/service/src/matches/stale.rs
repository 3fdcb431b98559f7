//! What is known to have changed since matches were made, until the background has taken it in.

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
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct What {
    /// The place's additions to the vocabulary.
    pub vocabulary: bool,
    /// Levers, institutions or modules: every proposal is matched anew.
    pub all: bool,
    /// Proposals whose matches were decided or answered: others with the same levers are matched anew.
    pub settled: BTreeSet<ProposalId>,
}

impl Stale {
    pub(crate) fn mark(&self, more: What) {
        if more == What::default() {
            return;
        }
        let mut what = self.what.lock().unwrap_or_else(PoisonError::into_inner);
        what.vocabulary |= more.vocabulary;
        what.all |= more.all;
        what.settled.extend(more.settled);
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
