//! Shapes that several calls answer with.

use super::keys::{ResponseKind, Stage, Theme};
use domain::institutions::Response as Answered;
use domain::proposals::{Author as Who, Comment as Said, Proposal as Shared};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Page<T> {
    pub items: Vec<T>,
    /// The cursor of the next page: send it as `after`. Null on the last.
    #[schema(required)]
    pub next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Neighbourhood {
    #[schema(example = "green-street-east")]
    pub slug: String,
    pub name: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Author {
    pub id: Uuid,
    pub display_name: String,
}

/// A resident's idea.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Proposal {
    pub id: Uuid,
    /// The id it was imported with.
    #[schema(required)]
    pub external_id: Option<String>,
    pub title: String,
    /// Markdown.
    pub body: String,
    pub theme: Theme,
    pub stage: Stage,
    /// WGS 84 degrees; null where only the neighbourhood is known.
    #[schema(required)]
    pub lon: Option<f64>,
    #[schema(required)]
    pub lat: Option<f64>,
    #[schema(required)]
    pub neighbourhood: Option<Neighbourhood>,
    pub support_count: u32,
    pub comment_count: u32,
    /// Null where it was imported without one.
    #[schema(required)]
    pub author: Option<Author>,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Whether the signed-in account backs it.
    pub supported: bool,
    /// Why a moderator hid it: only its author and moderators see it then.
    #[schema(required)]
    pub hidden: Option<String>,
}

/// What an institution said in public.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Response {
    pub id: Uuid,
    pub institution: InstitutionName,
    pub kind: ResponseKind,
    pub text: String,
    #[schema(required)]
    pub commitment: Option<Commitment>,
    /// The lever it would use.
    #[schema(required)]
    pub lever: Option<Uuid>,
    /// Who wrote it for the institution.
    #[schema(required)]
    pub author: Option<String>,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Working days from the match to this answer.
    #[schema(minimum = 0)]
    pub working_days: i64,
}

/// What was promised.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Commitment {
    pub what: String,
    #[schema(format = Date)]
    pub due: String,
    /// When it was kept.
    #[schema(required, format = DateTime)]
    pub done_at: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InstitutionName {
    pub slug: String,
    pub name: String,
}

/// What a neighbour said under a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Comment {
    pub id: Uuid,
    #[schema(required)]
    pub author: Option<Author>,
    /// Plain text; null where a moderator hid it.
    #[schema(required)]
    pub body: Option<String>,
    /// Why it was hidden.
    #[schema(required)]
    pub hidden: Option<String>,
    #[schema(format = DateTime)]
    pub created_at: String,
}

impl From<Who> for Author {
    fn from(who: Who) -> Self {
        Self { id: who.id.0, display_name: who.display_name }
    }
}

impl Proposal {
    pub fn new(shared: Shared, supported: bool) -> Self {
        Self {
            id: shared.id.0,
            external_id: shared.external_id,
            title: shared.title,
            body: shared.body,
            theme: shared.theme.into(),
            stage: shared.stage.into(),
            lon: shared.point.map(|point| point.lon),
            lat: shared.point.map(|point| point.lat),
            neighbourhood: shared.neighbourhood.map(|n| Neighbourhood { slug: n.slug, name: n.name }),
            support_count: shared.support_count,
            comment_count: shared.comment_count,
            author: shared.author.map(Author::from),
            created_at: shared.created_at.rfc3339(),
            supported,
            hidden: shared.hidden,
        }
    }
}

impl From<Answered> for Response {
    fn from(said: Answered) -> Self {
        Self {
            id: said.id.0,
            institution: InstitutionName { slug: said.institution_slug, name: said.institution_name },
            kind: said.kind.into(),
            text: said.text,
            commitment: said.commitment.map(|promised| Commitment {
                what: promised.what,
                due: promised.due,
                done_at: promised.done_at.map(domain::Time::rfc3339),
            }),
            lever: said.lever.map(|lever| lever.0),
            author: said.author_name,
            created_at: said.created_at.rfc3339(),
            working_days: said.working_days,
        }
    }
}

impl From<Said> for Comment {
    fn from(said: Said) -> Self {
        Self {
            id: said.id.0,
            author: said.author.map(Author::from),
            body: said.hidden.is_none().then_some(said.body),
            hidden: said.hidden,
            created_at: said.created_at.rfc3339(),
        }
    }
}
