//! What a use case can answer instead of a result. Nothing here knows HTTP or holds a sentence.

use domain::field::{FieldError, FieldErrors, Problem};
use store::StoreError;

pub type Result<T> = std::result::Result<T, ServiceError>;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// What was typed cannot be taken; every problem with its field.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// It is not there (or not for this viewer to know of).
    #[error("{0:?} not found")]
    NotFound(Missing),
    /// It takes an account.
    #[error("sign-in needed")]
    SignInNeeded,
    /// It takes other rights.
    #[error("denied: {0:?}")]
    Denied(Denied),
    /// It was so until somebody else did something.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// Too many tries; again in so many seconds.
    #[error("too many tries, again in {retry_after} s")]
    TooMany { retry_after: u32 },
    /// The database is away or busy: try again soon.
    #[error("the database is away")]
    Unavailable,
    /// A fault of ours. The detail is for the log alone.
    #[error("internal: {0}")]
    Internal(String),
}

/// What is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Page,
    Proposal,
    Comment,
    Institution,
    Lever,
    Match,
    Module,
    Lesson,
    Neighbourhood,
    Account,
    Notice,
    Concept,
    Edit,
}

/// What right is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// It takes a member of this institution's staff.
    NotStaff,
    /// It takes a facilitator.
    NotFacilitator,
    /// It takes a moderator.
    NotModerator,
    /// It takes an admin.
    NotAdmin,
    /// The proposal is not open to this at its stage.
    WrongStage,
}

/// What stands against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The proposal is part of another now.
    Merged,
    /// A proposal cannot be part of itself.
    MergeSame,
    /// One of the two is hidden or a draft.
    MergeHidden,
    /// Consent is asked for already.
    MergeAsked,
    /// The request is not open any more.
    MergeGone,
    /// Someone who can still be asked has not agreed yet.
    MergeWaits,
}

impl ServiceError {
    /// One field's problem.
    #[must_use]
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }
}

impl From<FieldErrors> for ServiceError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors.into_vec())
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Away(_) => Self::Unavailable,
            // What a row was to name went while it was written: an account that left, a lesson brought in anew.
            StoreError::Missing => Self::NotFound(Missing::Page),
            other => Self::Internal(other.to_string()),
        }
    }
}
