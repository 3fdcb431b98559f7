//! What can be wrong with a file, and where.

use std::fmt;

use crate::money::DecimalError;

/// A section of a Pabulib file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Keys and values about the election.
    Meta,
    /// One project a row.
    Projects,
    /// One ballot a row.
    Votes,
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        })
    }
}

/// Why a file was not read, and the place: line and column count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct ReadError {
    /// Line of the file, from 1.
    pub line: u64,
    /// Character of the line, from 1.
    pub column: u64,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The reader failed.
    #[error("the file could not be read: {0}")]
    Io(String),
    /// Bytes that are not UTF-8, from another encoding perhaps.
    #[error("the text is not UTF-8; save the file with that encoding")]
    NotUtf8,
    /// The byte-order mark of UTF-16.
    #[error("the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// A quoted cell that never ends.
    #[error("a quote is opened here and never closed")]
    UnclosedQuote,
    /// Text before the first section's name.
    #[error("the file should start with META")]
    NoSection,
    /// A section that is not there.
    #[error("the section {0} is missing")]
    MissingSection(Section),
    /// A section named a second time.
    #[error("the section {0} stands here a second time")]
    SectionTwice(Section),
    /// A section whose predecessors have not come yet.
    #[error("the section {0} comes too early: META, PROJECTS, VOTES is the order")]
    SectionTooEarly(Section),
    /// A section without its line of column names.
    #[error("the section {0} has no line of column names")]
    MissingHeader(Section),
    /// A column that has to be there.
    #[error("the section {section} has no column {column}")]
    MissingColumn {
        /// Where it should be.
        section: Section,
        /// Its name.
        column: &'static str,
    },
    /// A column named twice.
    #[error("the column {0} stands here a second time")]
    ColumnTwice(String),
    /// A row longer than its section's line of column names.
    #[error("this row has {cells} cells, but there are {columns} columns")]
    TooManyCells {
        /// Cells in the row.
        cells: usize,
        /// Columns of the section.
        columns: usize,
    },
    /// A key of META that has to be there.
    #[error("META has no {0}")]
    MissingMeta(&'static str),
    /// A key that decides, given a second time.
    #[error("META has {0} a second time")]
    MetaTwice(String),
    /// A kind of ballots this crate does not know.
    #[error(
        "the vote_type {0:?} is not known: approval, choose-1, cumulative, scoring, ordinal and knapsack are"
    )]
    UnknownVoteType(String),
    /// Points for projects a voter did not mention, which no rule here reads.
    #[error("a default_score other than 0 is not supported")]
    DefaultScore,
    /// A cell that has to hold a number and does not.
    #[error("{0}")]
    Number(#[from] DecimalError),
    /// Amounts that are out of the range computed exactly.
    #[error("the amounts are too large, or have too many decimals, to be computed exactly")]
    TooLarge,
    /// An empty cell where a project's id should be.
    #[error("the project has no id")]
    MissingId,
    /// Two projects with one id.
    #[error("the project {0:?} stands here a second time")]
    DuplicateProject(String),
    /// A ballot for a project that does not exist.
    #[error("there is no project {0:?}")]
    UnknownProject(String),
    /// A ranking or points ballot that names a project twice.
    #[error("the ballot names the project {0:?} twice")]
    TwiceInBallot(String),
    /// A points ballot with more or fewer points than projects.
    #[error("the ballot names {projects} projects and gives {points} points")]
    PointsMismatch {
        /// Projects named.
        projects: usize,
        /// Points given.
        points: usize,
    },
    /// A number of voters that is not a whole number above 0.
    #[error("the number of voters should be a whole number above 0")]
    Weight,
    /// A knapsack ballot for more than the budget.
    #[error("the ballot costs more than the budget")]
    OverBudget,
    /// More projects, ballots or entries than are counted.
    #[error("there are more rows than this program counts")]
    TooMany,
}
