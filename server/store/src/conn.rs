//! Connections: one pool, transactions that write from the start, and a count of queries.

use crate::Result;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor, DatabaseTransaction,
    DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// `sqlite://PATH` or `postgres://…`.
    pub url: String,
    /// Most connections in the pool.
    pub connections: u32,
    /// How long a query may wait for a connection, or SQLite for its write lock.
    pub patience: Duration,
}

impl StoreOptions {
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), connections: 8, patience: Duration::from_secs(5) }
    }
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    queries: Arc<AtomicU64>,
}

/// A transaction: rolls back unless [`Tx::commit`] is called.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
}

mod sealed {
    /// Hands sea-orm's executor to this crate alone.
    pub trait Executor: Sync {
        fn exec(&self) -> super::DatabaseExecutor<'_>;
    }
}
pub(crate) use sealed::Executor;

/// Where a query runs: the store itself or a transaction.
pub trait Conn: Executor {}

impl Executor for Store {
    fn exec(&self) -> DatabaseExecutor<'_> {
        (&self.db).into()
    }
}
impl Conn for Store {}

impl Executor for Tx {
    fn exec(&self) -> DatabaseExecutor<'_> {
        (&self.inner).into()
    }
}
impl Conn for Tx {}

impl Store {
    /// Connects; creates the SQLite file where there is none. Does not migrate.
    ///
    /// SQLite: WAL, `synchronous = FULL` (a power cut loses nothing that was answered), foreign keys on.
    ///
    /// # Errors
    /// [`StoreError::Away`](crate::StoreError::Away) where it cannot be reached.
    pub async fn connect(options: &StoreOptions) -> Result<Self> {
        let queries = Arc::new(AtomicU64::new(0));
        let mut connect = ConnectOptions::new(&options.url);
        connect
            .max_connections(options.connections)
            .acquire_timeout(options.patience)
            .connect_timeout(options.patience)
            // Each is tried when it comes back to the pool: to try it again at once doubles the way to the database.
            .test_before_acquire_if_idle_for(Duration::from_secs(1))
            .sqlx_logging(false);
        let patience = options.patience;
        connect.map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(patience)
                .pragma("cache_size", "-1000")
        });
        let mut db = Database::connect(connect).await?;
        let counter = Arc::clone(&queries);
        db.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        Ok(Self { db, queries })
    }

    /// Applies the migrations that are not yet applied.
    ///
    /// # Errors
    /// Where a step fails; steps before it stay.
    pub async fn migrate(&self) -> Result<()> {
        // Two servers starting at once must not both migrate; SQLite's own lock sees to that there.
        if self.backend() == DbBackend::Postgres {
            let tx = self.db.begin().await?;
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7263548201)").await?;
            Migrator::up(&self.db, None).await?;
            tx.commit().await?;
        } else {
            Migrator::up(&self.db, None).await?;
        }
        Ok(())
    }

    /// How many steps are still to be applied.
    ///
    /// # Errors
    /// Where the database is away.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Ok(Migrator::get_pending_migrations(&self.db).await?.len())
    }

    /// Begins a transaction that will write: on SQLite it takes the write lock at once, so that a read that
    /// leads to a write cannot fail half way (a deferred one does, whatever the timeout).
    ///
    /// # Errors
    /// `Away` where the lock or a connection cannot be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx { inner: self.db.begin_with_options(options).await? })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `Away` where it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.db.ping().await?)
    }

    /// Queries run so far on this store, transactions included: tests count them.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// Where closing fails.
    pub async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }

    fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }
}

impl Tx {
    /// Makes everything since [`Store::begin`] last.
    ///
    /// # Errors
    /// Where the database says no; nothing is kept then.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}
