//! Fulcrum from outside: a running place in process, people who use it, and builders for what is in it.
//!
//! A test is an `async fn` that takes a [`Place`]; [`on_both!`] runs it on SQLite and on PostgreSQL, each time on a
//! database of its own. People are a type each ([`Anonymous`], [`Resident`], [`Staff`], [`Facilitator`]) and hold
//! their cookies as a browser does; requests go through the whole router. The clock stands still until a test turns
//! it. Nothing is skipped: without PostgreSQL's server the tests fail and say what to install.
//!
//! ```ignore
//! on_both![a_neighbour_backs_an_idea];
//!
//! async fn a_neighbour_backs_an_idea(place: Place) {
//!     let ana = place.resident("Ana").await;
//!     let idea = place.idea("Benches on Mill Lane").by(&ana).create().await;
//!     ana.post_form(&format!("/proposals/{idea}/support"), &[("on", "1")]).await.expect(303);
//!     assert_eq!(place.support_count(idea).await, 1);
//! }
//! ```

mod actors;
mod answer;
mod browser;
mod builders;
mod clock;
mod database;
mod place;
mod postgres;
mod tile;

pub use actors::{Anonymous, Facilitator, Resident, Staff};
pub use answer::Answer;
pub use browser::{Ask, Browser};
pub use builders::{Idea, InstitutionBuilder, LeverBuilder, ModuleBuilder, PASSWORD, town};
pub use clock::Clock;
pub use database::{Database, Scratch, fresh_folder};
pub use place::Place;
pub use postgres::Cluster;
pub use tile::{Tile, spot, text};

/// Makes two tests of each function, `sqlite::name` and `postgres::name`. A function that is not listed is dead
/// code, which the lints refuse.
#[macro_export]
macro_rules! on_both {
    [$($name:ident),+ $(,)?] => {
        mod sqlite {
            $(#[test] fn $name() { $crate::run($crate::Database::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { $crate::run($crate::Database::Postgres, super::$name); })+
        }
    };
}

/// Runs a test on a fresh place, and clears up after it whether it passed or not.
///
/// # Panics
/// Where the test fails or the database cannot be made.
pub fn run<F: Future<Output = ()>>(database: Database, test: impl FnOnce(Place) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let place = Place::new(database).await;
        test(place).await;
    });
}
