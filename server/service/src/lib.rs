//! Floor 3: use cases. Who may do what, in which transaction, who is told.
//!
//! Pages, islands and the public API all come through here; there is no second way in. Permissions are types: a
//! function that needs a signed-in actor takes [`people::Resident`], one that answers for an institution takes
//! [`people::Staff`]. Errors know nothing of HTTP and carry keys, not sentences. The clock and fresh ids come from
//! the [`Shell`]; nothing here reads the time on its own.

mod error;
mod kept;
mod recount;
mod shell;

pub mod academy;
pub mod board;
pub mod feed;
pub mod imports;
pub mod institutions;
pub mod manage;
pub mod map;
pub mod matches;
pub mod neighbourhoods;
pub mod people;
pub mod places;
pub mod proposals;
pub mod vocabulary;

pub use error::{Conflict, Denied, Missing, Result, ServiceError};
pub use recount::Recount;
pub use shell::Shell;

use board::Board;
use places::PlaceMap;
use std::sync::{Arc, RwLock};
use store::Store;

/// Every use case hangs on this. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    shell: Arc<dyn Shell>,
    passwords: people::Passwords,
    place: RwLock<Arc<PlaceMap>>,
    board: RwLock<Board>,
    marks: map::Known,
    cards: proposals::KnownCards,
    shown: proposals::KnownPages,
    backings: proposals::Backings,
    matcher: matches::Matcher,
    feed: feed::Position,
    stale: matches::Stale,
    /// Held while the changes of an edit are worked out: one at a time.
    previewing: tokio::sync::Mutex<()>,
}

impl Service {
    /// Builds the indexes in memory from the database, which must be migrated; that of words waits for
    /// [`Service::warm_up`] or the first search.
    ///
    /// # Errors
    /// Where the database fails or what is stored does not read back.
    pub async fn start(store: Store, shell: Arc<dyn Shell>) -> Result<Self> {
        // The cursor is taken first: what changes while the indexes are built is read once more, not lost.
        let feed = feed::Position::now(&store).await?;
        let place = PlaceMap::load(&store).await?;
        let board = Board::load(&store).await?;
        let matcher = matches::Matcher::load(&store).await?;
        let inner = Inner {
            passwords: people::Passwords::new(),
            place: RwLock::new(Arc::new(place)),
            board: RwLock::new(board),
            marks: map::Known::default(),
            cards: proposals::known_cards(),
            shown: proposals::known_pages(),
            backings: proposals::Backings::default(),
            matcher,
            feed,
            stale: matches::Stale::default(),
            previewing: tokio::sync::Mutex::new(()),
            store,
            shell,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Builds the index of words, unless someone has asked for it already: a search need not wait for it then.
    pub async fn warm_up(self) {
        if let Err(error) = self.inner.matcher.words(self.store()).await {
            tracing::warn!(%error, "the index of words could not be built; the next search tries again");
        }
    }

    /// The place as it stands.
    #[must_use]
    pub fn place(&self) -> Arc<PlaceMap> {
        Arc::clone(&self.inner.place.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Reads the board. Keep it short: writers wait.
    pub fn board<T>(&self, read: impl FnOnce(&Board) -> T) -> T {
        read(&self.inner.board.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Whether the database answers and is migrated.
    ///
    /// # Errors
    /// `Unavailable` where it does not or is not.
    pub async fn ready(&self) -> Result<()> {
        self.store().ping().await?;
        match self.store().pending_migrations().await? {
            0 => Ok(()),
            _ => Err(ServiceError::Unavailable),
        }
    }

    /// The store: for the session layer and the command line, which live above the use cases.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The moment it is, by the shell's clock.
    #[must_use]
    pub fn now(&self) -> domain::Time {
        self.inner.shell.now()
    }

    pub(crate) fn fresh_id(&self) -> uuid::Uuid {
        self.inner.shell.fresh_id()
    }
}
