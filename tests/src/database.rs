//! A database of its own for each test.

use crate::postgres::Cluster;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Store, StoreOptions};

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// An empty, migrated database, gone when the test is over.
#[derive(Debug)]
pub struct Scratch {
    pub url: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Folder(PathBuf),
    Postgres { cluster: &'static Cluster, name: String },
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder no other test of any process has: in memory where the machine has such a place, since what these tests
/// ask of a database is not whether the disk is quick.
///
/// # Panics
/// Where it cannot be made.
#[must_use]
pub fn fresh_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = base.join(unique());
    std::fs::create_dir_all(&folder).expect("a folder for the database");
    folder
}

/// A name no other test of any process has.
fn unique() -> String {
    format!("fulcrum-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Scratch {
    /// # Panics
    /// Where it cannot be made.
    pub async fn new(database: Database) -> Self {
        match database {
            Database::Sqlite => {
                let folder = fresh_folder();
                let url = format!("sqlite://{}", folder.join("fulcrum.db").display());
                let scratch = Self { url, kind: Kind::Folder(folder) };
                let store = scratch.open(StoreOptions::new(&scratch.url)).await;
                store.migrate().await.expect("migrated");
                store.close().await.expect("closed");
                scratch
            }
            Database::Postgres => {
                let cluster = Cluster::shared().await;
                let name = unique();
                cluster.create(&name);
                Self { url: cluster.url(&name), kind: Kind::Postgres { cluster, name } }
            }
        }
    }

    /// Connects as these options say.
    ///
    /// # Panics
    /// Where the database cannot be reached.
    pub async fn open(&self, options: StoreOptions) -> Store {
        Store::connect(&options).await.expect("the test's database can be reached")
    }

    #[must_use]
    pub fn database(&self) -> Database {
        match self.kind {
            Kind::Folder(_) => Database::Sqlite,
            Kind::Postgres { .. } => Database::Postgres,
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.kind {
            // What is left in the machine's folder for passing things is no test's failure.
            Kind::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Kind::Postgres { cluster, name } => cluster.drop_database(name),
        }
    }
}
