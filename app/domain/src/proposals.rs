//! Proposals: what a resident drafts, what lists and pages show.

use crate::field::{self, FieldErrors, Problem};
use crate::ids::{AccountId, CommentId, ProposalId};
use crate::keyed::keyed;
use crate::places::{NeighbourhoodName, Position};
use crate::taxonomy::{Stage, Theme};
use crate::time::Time;
use serde::{Deserialize, Serialize};

pub const TITLE_LEAST: u32 = 4;
pub const TITLE_MOST: u32 = 120;
pub const BODY_LEAST: u32 = 10;
pub const BODY_MOST: u32 = 8_000;
pub const COMMENT_MOST: u32 = 3_000;

/// Where a draft says it is: a point, or only a neighbourhood.
#[derive(Debug, Clone, PartialEq)]
pub enum Whereabouts {
    Point(Position),
    Neighbourhood(String),
}

/// What someone typed, before anything is checked. Fields are as in the form and the API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub title: String,
    pub body: String,
    pub theme: String,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// A neighbourhood's slug.
    pub neighbourhood: Option<String>,
    /// A street, park or station by name, looked up in the gazetteer.
    pub near: Option<String>,
}

/// A draft whose own fields are in order; whether its place is inside the boundary is still to be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedDraft {
    pub title: String,
    pub body: String,
    pub theme: Theme,
    pub point: Option<Position>,
    pub neighbourhood: Option<String>,
    pub near: Option<String>,
}

impl Draft {
    /// Checks every field and reports all problems at once.
    ///
    /// # Errors
    /// `title`, `body`: length or unreadable; `theme`: required or unknown; `lon`/`lat`: both or neither, on earth;
    /// `where`: required when there is neither a point, a neighbourhood nor a name.
    pub fn check(&self) -> Result<CheckedDraft, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.take("title", field::line(&self.title, TITLE_LEAST, TITLE_MOST));
        let body = errors.take("body", field::text(&self.body, BODY_LEAST, BODY_MOST));
        let theme = errors.take("theme", key(&self.theme));
        let point = match (self.lon, self.lat) {
            (Some(lon), Some(lat)) => errors.take("where", Position::new(lon, lat)),
            (None, None) => None,
            _ => errors.take("where", Err(Problem::Required)),
        };
        let named = |value: &Option<String>| {
            value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
        };
        let (neighbourhood, near) = (named(&self.neighbourhood), named(&self.near));
        if self.lon.is_none() && self.lat.is_none() && neighbourhood.is_none() && near.is_none() {
            errors.add("where", Problem::Required);
        }
        match (title, body, theme) {
            (Some(title), Some(body), Some(theme)) if errors.is_empty() => {
                Ok(CheckedDraft { title, body, theme, point, neighbourhood, near })
            }
            _ => Err(errors),
        }
    }
}

/// A taxonomy key as typed.
///
/// # Errors
/// `Required` when empty, `Unknown` when it is no key.
pub fn key<T: std::str::FromStr>(typed: &str) -> Result<T, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        key => key.parse().map_err(|_| Problem::Unknown),
    }
}

keyed! {
    /// How a list is ordered.
    Sort { Newest = "newest", Supported = "supported", Nearest = "nearest" }
}

/// Who wrote it, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub id: AccountId,
    pub display_name: String,
}

/// The line under a card: the latest word from an institution, or who could act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AnswerLine {
    /// An institution answered.
    Answered { institution: String, kind: crate::taxonomy::ResponseKind, text: String },
    /// Matched to so many institutions, none has answered; `days_left` of the quickest promise.
    Waiting { institutions: u32, first: String, days_left: i64 },
    /// No lever matched: a facilitator will look.
    Nobody,
}

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalCard {
    pub id: ProposalId,
    pub title: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodName>,
    pub support_count: u32,
    pub comment_count: u32,
    pub created_at: Time,
    pub answer: AnswerLine,
    /// Whether the viewer supports it.
    pub supported: bool,
}

/// A proposal as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    pub id: ProposalId,
    pub external_id: Option<String>,
    pub title: String,
    /// Markdown, as typed.
    pub body: String,
    pub theme: Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodName>,
    pub support_count: u32,
    pub comment_count: u32,
    pub author: Option<Author>,
    pub created_at: Time,
    /// The reason a moderator gave, where the proposal is hidden.
    pub hidden: Option<String>,
    /// What it is part of now: it is on no list, and only that one can be backed.
    pub merged_into: Option<ProposalId>,
}

/// A comment as shown under a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub id: CommentId,
    pub author: Option<Author>,
    pub body: String,
    pub created_at: Time,
    pub hidden: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_a_draft_is_told_at_once() {
        let errors = Draft { lon: Some(1.0), ..Draft::default() }.check().unwrap_err().into_vec();
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["title", "body", "theme", "where"]);
    }

    #[test]
    fn a_draft_needs_a_place_by_point_or_by_name() {
        let draft = |near: &str| Draft {
            title: "Benches".into(),
            body: "More benches on the high street".into(),
            theme: "older_people".into(),
            near: Some(near.into()),
            ..Draft::default()
        };
        assert!(draft("Green Street").check().is_ok());
        let errors = draft(" ").check().unwrap_err().into_vec();
        assert_eq!(errors, [crate::FieldError::new("where", Problem::Required)]);
    }
}
