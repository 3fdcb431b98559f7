//! Floor 2: the database. Every line of sea-orm that is not a migration lives here.
//!
//! Functions take a [`Conn`]: the [`Store`] itself for a read, a [`Tx`] where several things must happen together.
//! They take and give `domain` types and ids; entities never leave this crate. Nothing here decides who may do
//! what (`service` does), nothing reads a clock (moments are parameters).

mod conn;
mod entity;
mod error;
mod sql;

pub mod academy;
pub mod audit;
pub mod inbox;
pub mod institutions;
pub mod learning;
pub mod manage;
pub mod matches;
pub mod merges;
pub mod neighbourhoods;
pub mod notices;
pub mod people;
pub mod places;
pub mod proposals;
pub mod record;
pub mod responses;
pub mod sessions;
pub mod vocabulary;

pub use conn::{Conn, Store, StoreOptions, Tx};
pub use error::{Constraint, StoreError};

/// The result of a query.
pub type Result<T> = std::result::Result<T, StoreError>;
