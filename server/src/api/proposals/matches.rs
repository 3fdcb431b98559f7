//! `GET /proposals/{id}/matches`

use crate::api::Answer;
use crate::api::extract::proposal;
use crate::api::keys::{LeverKind, MatchStatus, Skill, Strand};
use crate::api::problem::Problem;
use crate::api::shapes::InstitutionName;
use app::App;
use app::say;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use domain::institutions::{LeverMatch as Lever, ModuleMatch as Module};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who could move a proposal, and what would help, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Matches {
    levers: Vec<LeverMatch>,
    modules: Vec<ModuleMatch>,
}

/// A lever matched to a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LeverMatch {
    id: Uuid,
    title: String,
    kind: LeverKind,
    institution: InstitutionName,
    /// For ordering within one proposal only.
    score: f64,
    status: MatchStatus,
    /// Why staff dismissed it.
    #[schema(required)]
    dismissed_because: Option<String>,
    /// Strongest first.
    reasons: Vec<Reason>,
    #[schema(format = DateTime)]
    matched_at: String,
}

/// A learning module matched to a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ModuleMatch {
    id: Uuid,
    slug: String,
    title: String,
    strand: Strand,
    skills: Vec<Skill>,
    minutes: u32,
    /// For ordering within one proposal only.
    score: f64,
    /// Strongest first.
    reasons: Vec<Reason>,
}

/// Why it was matched.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Reason {
    /// A stable key.
    #[schema(example = "near")]
    kind: &'static str,
    /// In a neighbour's words.
    text: String,
}

/// Who could move a proposal, and what would help to carry it out.
#[utoipa::path(
    get,
    path = "/proposals/{id}/matches",
    operation_id = "list_matches",
    tag = "proposals",
    params(("id" = String, Path, description = "The proposal's id")),
    responses(
        (status = 200, description = "Its matches with their reasons", body = Matches),
        (status = 404, description = "There is no such proposal", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::api) async fn list(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Answer<Json<Matches>> {
    let id = proposal(&app, &id).await?;
    app.service.proposal(&who, id).await?;
    let found = app.service.proposal_matches(&who, id).await?;
    let place = app.service.place();
    let currency = place.head.currency.as_str();
    Ok(Json(Matches {
        levers: found.levers.into_iter().map(|lever| LeverMatch::new(lever, currency)).collect(),
        modules: found.modules.into_iter().map(|module| ModuleMatch::new(module, currency)).collect(),
    }))
}

fn reasons(found: &[domain::reason::Reason], institution: &str, currency: &str) -> Vec<Reason> {
    let said = |reason: &domain::reason::Reason| Reason {
        kind: reason.kind(),
        text: say::reason(reason, institution, currency),
    };
    found.iter().map(said).collect()
}

impl LeverMatch {
    fn new(found: Lever, currency: &str) -> Self {
        Self {
            id: found.lever.0,
            title: found.title,
            kind: found.kind.into(),
            reasons: reasons(&found.reasons, &found.institution_name, currency),
            institution: InstitutionName { slug: found.institution_slug, name: found.institution_name },
            score: found.score,
            status: found.status.into(),
            dismissed_because: found.dismissed_because,
            matched_at: found.matched_at.rfc3339(),
        }
    }
}

impl ModuleMatch {
    fn new(found: Module, currency: &str) -> Self {
        Self {
            id: found.module.0,
            slug: found.slug,
            title: found.title,
            strand: found.strand.into(),
            skills: found.skills.into_iter().map(Skill::from).collect(),
            minutes: found.minutes,
            score: found.score,
            reasons: reasons(&found.reasons, "", currency),
        }
    }
}
