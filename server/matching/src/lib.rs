//! Floor 1, pure: from a proposal to the levers that could move it and the modules that would help, with reasons;
//! and to other proposals like it. Nothing here reads files, waits, logs, looks at a clock or draws at random.
//!
//! ```
//! use matching::{Evidence, Index, Vocabulary, text::*};
//! let index = Index::build(&Vocabulary::built_in(), &[], &[], &[]);
//! let proposal = ProposalText { title: "A kitchen for the estate".into(), ..ProposalText::default() };
//! let levers = index.levers(&proposal, &Evidence::default());
//! let modules = index.modules(&proposal, &levers);
//! assert!(levers.is_empty() && modules.is_empty());
//! ```
//!
//! An [`Index`] and a [`similar::SimilarIndex`] are kept in memory and follow the database by `put_…` and `remove_…`.

mod conditions;
mod evidence;
mod index;
pub mod lines;
mod reading;
pub mod similar;
pub mod text;
pub mod vocabulary;
mod weights;
mod words;

pub use evidence::{Evidence, Tally};
pub use index::{Index, MOST_MATCHES, MOST_REASONS, Match, Understood};
pub use vocabulary::Vocabulary;
pub use weights::Weights;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_shared_between_threads() {
        fn shared<T: Send + Sync + 'static>() {}
        shared::<Index>();
        shared::<similar::SimilarIndex>();
        shared::<Vocabulary>();
        shared::<Evidence>();
    }
}
