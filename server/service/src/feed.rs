//! Following the database: audit events are the change feed of the indexes in memory.
//!
//! A server reads what is new at once after its own write ([`Service::catch_up`]) and every second for what
//! another wrote ([`Service::follow`]). Which rows are read is decided in `store::audit::after`, so that events
//! which commit late on PostgreSQL are not lost.

use crate::matches::What;
use crate::places::PlaceMap;
use crate::{Result, Service};
use domain::ids::ProposalId;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::Store;
use store::audit::{self, Change, Cursor};
use tokio::sync::Mutex;

/// Events read at a time.
const BATCH: u32 = 1_000;
/// How long another server's change may stay unseen.
const EVERY: Duration = Duration::from_millis(500);

/// What becomes of matches: it shifts the next ranking.
const SETTLES: &[&str] = &["answered", "confirmed_match", "dismissed_match", "reopened_match", "imported"];
/// What happens to a proposal without a change of its words.
const KEEPS_WORDS: &[&str] = &[
    "supported",
    "unsupported",
    "commented",
    "hid_comment",
    "unhid_comment",
    "answered",
    "confirmed_match",
    "dismissed_match",
    "reopened_match",
    "rematched",
    "placed",
    "merge_asked",
    "merge_agreed",
    "merge_declined",
    "merge_withdrawn",
    "took_in",
];

/// What no public page shows.
const UNSEEN: &[(&str, &str)] = &[
    ("account", "created"),
    ("account", "granted"),
    ("account", "changed_password"),
    ("proposal", "followed"),
    ("proposal", "unfollowed"),
];

/// Where this server has read to. Whoever comes while another reads waits, and need not read again where that read
/// began after they came: twenty writers side by side are seen in a few reads.
pub(crate) struct Position {
    read: Mutex<Read>,
    /// Counts those who came.
    came: AtomicU64,
    /// Those who came up to here have been read for.
    served: AtomicU64,
}

impl Position {
    pub(crate) async fn now(store: &Store) -> Result<Self> {
        let read = Read { settled: audit::end(store).await?, ahead: BTreeSet::new() };
        Ok(Self { read: Mutex::new(read), came: AtomicU64::new(0), served: AtomicU64::new(0) })
    }
}

/// What of the log has been applied.
struct Read {
    /// All up to here, and nothing can come before it any more.
    settled: Cursor,
    /// What is not settled and was applied already. It is read again with what may have committed late beside it;
    /// without this, a transaction left open elsewhere would have the indexes follow the same events, and public
    /// pages drawn anew, each time.
    ahead: BTreeSet<Cursor>,
}

impl Read {
    /// Takes note that these, in their order, have been applied. `settled` says whether all before them was.
    fn take(&mut self, changes: &[Change], settled: &mut bool) {
        for change in changes {
            *settled &= change.settled;
            if *settled {
                self.settled = change.at;
                self.ahead.remove(&change.at);
            } else {
                self.ahead.insert(change.at);
            }
        }
    }
}

impl Service {
    /// Reads what changed since the last time and brings the indexes up to it.
    ///
    /// # Errors
    /// Where the database fails; the next call reads again from the same place.
    pub async fn catch_up(&self) -> Result<()> {
        let feed = &self.inner.feed;
        let turn = feed.came.fetch_add(1, Ordering::SeqCst) + 1;
        let mut read = feed.read.lock().await;
        if feed.served.load(Ordering::SeqCst) >= turn {
            return Ok(());
        }
        let last = feed.came.load(Ordering::SeqCst);
        let (mut at, mut settled) = (read.settled, true);
        loop {
            let changes = audit::after(self.store(), at, BATCH).await?;
            let new: Vec<_> = changes.iter().filter(|change| !read.ahead.contains(&change.at)).collect();
            if !new.is_empty() {
                self.apply(&new).await?;
            }
            read.take(&changes, &mut settled);
            if changes.len() < BATCH as usize {
                feed.served.store(last, Ordering::SeqCst);
                return Ok(());
            }
            at = changes.last().map_or(at, |change| change.at);
        }
    }

    /// Follows other servers' writes until the task is dropped.
    pub async fn follow(self) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.catch_up().await {
                tracing::warn!(%error, "the change feed could not be read");
            }
        }
    }

    /// After an own write: what was written is stored either way, so a failure here is only logged, and pages drawn
    /// before are no longer taken for fresh.
    pub(crate) async fn see_own_write(&self) {
        if let Err(error) = self.catch_up().await {
            tracing::warn!(%error, "the change feed could not be read after a write");
            self.inner.board.write().unwrap_or_else(PoisonError::into_inner).touch();
        }
    }

    async fn apply(&self, changes: &[&Change]) -> Result<()> {
        let about = |subject: &str| changes.iter().any(|change| change.subject == subject);
        let proposals = ids_of(changes, is_seen);
        if about("place") {
            let place = Arc::new(PlaceMap::load(self.store()).await?);
            *self.inner.place.write().unwrap_or_else(PoisonError::into_inner) = place;
        }
        let mut since = None;
        if about("institution") || about("lever") || about("module") {
            since = Some(self.inner.matcher.levers());
            self.inner.matcher.reload(self.store()).await?;
        } else if changes.iter().any(|change| SETTLES.contains(&change.action.as_str())) {
            self.inner.matcher.reload_evidence(self.store()).await?;
        }
        self.inner.stale.mark(What {
            vocabulary: about("vocabulary"),
            all: false,
            since,
            settled: ids_of(changes, |change| SETTLES.contains(&change.action.as_str())),
        });
        let ids: Vec<_> = proposals.into_iter().collect();
        let rows = store::proposals::board_rows(self.store(), &ids).await?;
        // Backing and talking about an idea leave its words as they are.
        let reworded =
            ids_of(changes, |change| is_seen(change) && !KEEPS_WORDS.contains(&change.action.as_str()));
        if !reworded.is_empty() {
            let reworded: Vec<_> = reworded.into_iter().collect();
            self.inner.matcher.follow(self.store(), &reworded).await?;
        }
        let mut board = self.inner.board.write().unwrap_or_else(PoisonError::into_inner);
        let mut gone: BTreeSet<_> = ids.into_iter().collect();
        for row in rows {
            gone.remove(&row.id);
            board.put(row);
        }
        for id in gone {
            board.remove(id);
        }
        if changes.iter().any(|change| is_seen(change)) {
            board.touch();
        }
        Ok(())
    }
}

/// The proposals that some of the changes are about.
fn ids_of(changes: &[&Change], which: impl Fn(&Change) -> bool) -> BTreeSet<ProposalId> {
    let about = changes.iter().filter(|change| change.subject == "proposal" && which(change));
    about.filter_map(|change| change.subject_id.map(ProposalId)).collect()
}

/// Whether a public page could show what changed: all but a learner's own progress and [`UNSEEN`].
fn is_seen(change: &Change) -> bool {
    change.subject != "enrolment" && !UNSEEN.contains(&(change.subject.as_str(), change.action.as_str()))
}
