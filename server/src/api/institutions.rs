//! `/institutions`

use super::Answer;
use super::keys::{InstitutionKind, LeverKind, Theme};
use super::problem::Problem;
use super::shapes::Page;
use app::App;
use app::web::Who;
use axum::Json;
use axum::extract::{Path, State};
use domain::institutions::{Institution as Known, LeverShown, Record, Remit as Covers};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An anchor institution.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Institution {
    id: Uuid,
    #[schema(required)]
    external_id: Option<String>,
    slug: String,
    name: String,
    kind: InstitutionKind,
    about: String,
    #[schema(required)]
    website: Option<String>,
    /// Working days it promises to answer in.
    answer_days: u32,
    sites: Vec<Site>,
    record: Answering,
}

/// Where it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Site {
    id: Uuid,
    name: String,
    lon: f64,
    lat: f64,
}

/// How it answers, counted over proposals that can be seen.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Answering {
    open_levers: u32,
    exploring: u32,
    committed: u32,
    not_possible: u32,
    done: u32,
    /// Matched proposals that wait for a first answer…
    waiting: u32,
    /// …of them those that wait longer than promised.
    overdue: u32,
    /// Half of its first answers came within so many working days.
    #[schema(required)]
    median_days: Option<u32>,
}

/// An institution with its levers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WholeInstitution {
    #[serde(flatten)]
    institution: Institution,
    /// Open ones first.
    levers: Vec<Lever>,
}

/// What an institution can put behind a proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Lever {
    id: Uuid,
    #[schema(required)]
    external_id: Option<String>,
    kind: LeverKind,
    title: String,
    text: String,
    themes: Vec<Theme>,
    remit: Remit,
    /// In whole units of the place's currency.
    #[schema(required)]
    cost_ceiling: Option<u32>,
    /// Only for groups with a constitution.
    constituted_group: bool,
    /// How many proposals it can take on at a time; null is unknown, which is not a no.
    #[schema(required)]
    capacity: Option<u32>,
    /// How many more it can take on now.
    #[schema(required)]
    left: Option<u32>,
    open: bool,
}

/// The area a lever covers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Remit {
    /// The whole place.
    Everywhere,
    /// These neighbourhoods, by slug.
    Neighbourhoods { slugs: Vec<String> },
    /// So many metres around one of the institution's sites.
    Within { metres: u32 },
}

impl Institution {
    fn new(known: Known, record: &Record) -> Self {
        let site = |site: domain::institutions::Site| Site {
            id: site.id.0,
            name: site.name,
            lon: site.position.lon,
            lat: site.position.lat,
        };
        Self {
            id: known.id.0,
            external_id: known.external_id,
            slug: known.slug,
            name: known.name,
            kind: known.kind.into(),
            about: known.about,
            website: known.website,
            answer_days: known.answer_days,
            sites: known.sites.into_iter().map(site).collect(),
            record: Answering {
                open_levers: record.levers,
                exploring: record.exploring,
                committed: record.committed,
                not_possible: record.not_possible,
                done: record.done,
                waiting: record.waiting,
                overdue: record.overdue,
                median_days: record.median_days,
            },
        }
    }
}

impl From<LeverShown> for Lever {
    fn from(shown: LeverShown) -> Self {
        let (left, lever) = (shown.left(), shown.lever);
        Self {
            id: lever.id.0,
            external_id: lever.external_id,
            kind: lever.kind.into(),
            title: lever.title,
            text: lever.text,
            themes: lever.themes.into_iter().map(Theme::from).collect(),
            remit: match lever.remit {
                Covers::Everywhere => Remit::Everywhere,
                Covers::Neighbourhoods { slugs } => Remit::Neighbourhoods { slugs },
                Covers::Within { metres } => Remit::Within { metres },
            },
            cost_ceiling: lever.cost_ceiling,
            constituted_group: lever.constituted_group,
            capacity: lever.capacity,
            left,
            open: lever.open,
        }
    }
}

/// Every institution, by name.
#[utoipa::path(
    get,
    path = "/institutions",
    operation_id = "list_institutions",
    tag = "institutions",
    responses(
        (status = 200, description = "All of them, on one page", body = Page<Institution>),
        (status = "default", description = "Any problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(State(app): State<App>, who: Who) -> Answer<Json<Page<Institution>>> {
    let cards = app.service.institutions(&who).await?;
    let items = cards.into_iter().map(|card| Institution::new(card.institution, &card.record)).collect();
    Ok(Json(Page { items, next: None }))
}

/// One institution with its levers.
#[utoipa::path(
    get,
    path = "/institutions/{slug}",
    operation_id = "show_institution",
    tag = "institutions",
    params(("slug" = String, Path, description = "Its slug")),
    responses(
        (status = 200, description = "The institution", body = WholeInstitution),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other problem", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Answer<Json<WholeInstitution>> {
    let page = app.service.institution(&who, &slug).await?;
    Ok(Json(WholeInstitution {
        institution: Institution::new(page.institution, &page.record),
        levers: page.levers.into_iter().map(Lever::from).collect(),
    }))
}
