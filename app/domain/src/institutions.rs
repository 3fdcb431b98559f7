//! Institutions, their levers, matches and public answers, as pages and the API show them.

use crate::ids::{InstitutionId, LeverId, ModuleId, ProposalId, ResponseId, SiteId};
use crate::places::Position;
use crate::reason::Reason;
use crate::taxonomy::{InstitutionKind, LeverKind, MatchStatus, ResponseKind, Skill, Strand, Theme};
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// Working days an institution promises to answer in, unless it says otherwise.
pub const ANSWER_DAYS: u32 = 15;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Institution {
    pub id: InstitutionId,
    pub external_id: Option<String>,
    pub slug: String,
    pub name: String,
    pub kind: InstitutionKind,
    pub about: String,
    pub website: Option<String>,
    /// Working days it promises to answer in.
    pub answer_days: u32,
    pub sites: Vec<Site>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub id: SiteId,
    pub name: String,
    pub position: Position,
}

/// The area a lever covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remit {
    /// The whole place.
    #[default]
    Everywhere,
    /// Only these neighbourhoods, by slug.
    Neighbourhoods { slugs: Vec<String> },
    /// Within so many metres of one of the institution's sites.
    Within { metres: u32 },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lever {
    pub id: LeverId,
    pub external_id: Option<String>,
    pub institution: InstitutionId,
    pub kind: LeverKind,
    pub title: String,
    pub text: String,
    pub themes: Vec<Theme>,
    pub remit: Remit,
    /// In whole units of the place's currency.
    pub cost_ceiling: Option<u32>,
    /// Only for groups with a constitution.
    pub constituted_group: bool,
    /// How many proposals it can take on at a time; `None` is unknown, which is not a no. What is left of it is
    /// counted from open commitments ([`LeverShown::left`]), never taken off here.
    pub capacity: Option<u32>,
    pub open: bool,
}

/// A lever matched to a proposal, with what its institution said so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeverMatch {
    pub lever: LeverId,
    pub title: String,
    pub kind: LeverKind,
    pub institution: InstitutionId,
    pub institution_slug: String,
    pub institution_name: String,
    pub answer_days: u32,
    /// For ordering only: never shown to residents.
    pub score: f64,
    pub status: MatchStatus,
    /// Why it was dismissed.
    pub dismissed_because: Option<String>,
    pub reasons: Vec<Reason>,
    pub matched_at: Time,
}

/// A module matched to a proposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModuleMatch {
    pub module: ModuleId,
    pub slug: String,
    pub title: String,
    pub minutes: u32,
    pub strand: Strand,
    pub skills: Vec<Skill>,
    pub score: f64,
    pub reasons: Vec<Reason>,
    /// Lessons done of lessons there are, for a signed-in learner who has begun.
    pub progress: Option<(u32, u32)>,
}

/// What could move a proposal and what would help.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Matches {
    pub levers: Vec<LeverMatch>,
    pub modules: Vec<ModuleMatch>,
}

/// A public answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    pub id: ResponseId,
    pub proposal: ProposalId,
    pub institution: InstitutionId,
    pub institution_slug: String,
    pub institution_name: String,
    pub lever: Option<LeverId>,
    pub kind: ResponseKind,
    pub text: String,
    pub commitment: Option<Commitment>,
    pub author_name: Option<String>,
    pub created_at: Time,
    /// Working days from the match to this answer.
    pub working_days: i64,
}

/// What an institution promised, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    pub what: String,
    /// `YYYY-MM-DD`.
    pub due: String,
    pub done_at: Option<Time>,
}

/// How an institution answers, counted over the proposals that can be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Levers that are open.
    pub levers: u32,
    /// Proposals by the institution's latest word on each.
    pub exploring: u32,
    pub committed: u32,
    pub not_possible: u32,
    pub done: u32,
    /// Proposals matched to it that wait for a first answer.
    pub waiting: u32,
    /// Those of `waiting` that have waited longer than it promised.
    pub overdue: u32,
    /// Half of its first answers came within so many working days. `None` before the first.
    pub median_days: Option<u32>,
    /// First answers within the promise…
    pub in_time: u32,
    /// …of all whose time is up: answered, or overdue.
    pub due: u32,
    /// Commitments made, kept, and past their day without being kept.
    pub promised: u32,
    pub kept: u32,
    pub late: u32,
}

/// An institution in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstitutionCard {
    #[serde(flatten)]
    pub institution: Institution,
    /// What kinds of open levers it holds.
    pub lever_kinds: Vec<LeverKind>,
    pub record: Record,
}

/// A lever with what it has been used for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeverShown {
    #[serde(flatten)]
    pub lever: Lever,
    /// Open commitments that name it.
    pub taken: u32,
}

impl LeverShown {
    /// How many more proposals it can take on, where its capacity is known.
    #[must_use]
    pub fn left(&self) -> Option<u32> {
        self.lever.capacity.map(|capacity| capacity.saturating_sub(self.taken))
    }
}

/// An answer with the proposal it was given to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    #[serde(flatten)]
    pub response: Response,
    pub proposal_title: String,
}
