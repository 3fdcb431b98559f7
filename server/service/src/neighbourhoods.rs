//! Neighbourhoods: what each asks for, counted from the board; one of them with who answers and what would help.

use crate::board::{Board, Filter, Order};
use crate::people::Viewer;
use crate::places::Neighbourhood;
use crate::{Missing, Result, Service, ServiceError};
use domain::Time;
use domain::ids::NeighbourhoodId;
use domain::institutions::Institution;
use domain::neighbourhoods::{Answering, Demand, Needed, ThemeDemand};
use domain::places::{Bounds, Position};
use domain::proposals::ProposalCard;
use domain::taxonomy::Theme;
use geo::{BoundingRect, Intersects, Point};
use std::collections::HashMap;

/// Everything a neighbourhood's page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct NeighbourhoodPage {
    pub id: NeighbourhoodId,
    pub demand: Demand,
    pub bounds: Bounds,
    /// Themes asked for, the most asked for first.
    pub themes: Vec<ThemeDemand>,
    /// The ideas most backed.
    pub ideas: Vec<ProposalCard>,
    pub answering: Vec<Answering>,
    pub needed: Vec<Needed>,
    /// Sites of institutions that lie here.
    pub sites: Vec<SiteHere>,
    pub now: Time,
}

/// An institution's site in a neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteHere {
    pub slug: String,
    pub institution: String,
    pub site: String,
}

const IDEAS: usize = 6;
const MODULES: u32 = 4;

impl Service {
    /// Every neighbourhood of the place in its order, with what it asks for. No query.
    #[must_use]
    pub fn demand(&self) -> Vec<Demand> {
        let place = self.place();
        let counted = self.board(count);
        place.neighbourhoods.iter().map(|n| counted.get(&n.id).copied().unwrap_or_default().of(n)).collect()
    }

    /// One neighbourhood: seven queries at most, however much there is.
    ///
    /// # Errors
    /// `NotFound` where the place has no such neighbourhood.
    pub async fn neighbourhood(&self, viewer: &Viewer, slug: &str) -> Result<NeighbourhoodPage> {
        let place = self.place();
        let here = place.neighbourhood(slug).ok_or(ServiceError::NotFound(Missing::Neighbourhood))?;
        let filter = Filter { neighbourhood: Some(here.id), ..Filter::default() };
        let (counts, themes, most) = self.board(|board| {
            let counts = count(board).get(&here.id).copied().unwrap_or_default();
            (counts, themes(board, &filter), board.select(&filter, Order::Supported, None, IDEAS).ids)
        });
        let institutions = store::institutions::all(self.store()).await?;
        Ok(NeighbourhoodPage {
            id: here.id,
            demand: counts.of(here),
            bounds: bounds(here),
            themes,
            ideas: self.cards(viewer, &most).await?,
            answering: store::neighbourhoods::answering(self.store(), here.id).await?,
            needed: store::neighbourhoods::needed(self.store(), here.id, MODULES).await?,
            sites: sites_in(here, institutions),
            now: self.now(),
        })
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    ideas: u32,
    support: u32,
    unanswered: u32,
}

impl Counts {
    fn of(self, n: &Neighbourhood) -> Demand {
        Demand {
            slug: n.slug.clone(),
            name: n.name.clone(),
            ideas: self.ideas,
            support: self.support,
            unanswered: self.unanswered,
        }
    }
}

fn count(board: &Board) -> HashMap<NeighbourhoodId, Counts> {
    let mut counted: HashMap<NeighbourhoodId, Counts> = HashMap::new();
    for row in board.rows() {
        if let Some(neighbourhood) = row.neighbourhood {
            let counts = counted.entry(neighbourhood).or_default();
            counts.ideas += 1;
            counts.support += row.support_count;
            counts.unanswered += u32::from(!row.answered);
        }
    }
    counted
}

fn themes(board: &Board, filter: &Filter) -> Vec<ThemeDemand> {
    let mut asked: HashMap<Theme, (u32, u32)> = HashMap::new();
    for row in board.matching(filter) {
        let (ideas, support) = asked.entry(row.theme).or_default();
        *ideas += 1;
        *support += row.support_count;
    }
    let of = |theme: &Theme| {
        asked.get(theme).map(|(ideas, support)| ThemeDemand {
            theme: *theme,
            ideas: *ideas,
            support: *support,
        })
    };
    let mut themes: Vec<_> = Theme::ALL.iter().filter_map(of).collect();
    themes.sort_by_key(|asked| std::cmp::Reverse((asked.ideas, asked.support)));
    themes
}

fn sites_in(here: &Neighbourhood, institutions: Vec<Institution>) -> Vec<SiteHere> {
    let mut sites = Vec::new();
    for institution in institutions {
        for site in institution.sites.into_iter().filter(|site| lies_in(here, site.position)) {
            let (slug, name) = (institution.slug.clone(), institution.name.clone());
            sites.push(SiteHere { slug, institution: name, site: site.name });
        }
    }
    sites
}

fn lies_in(here: &Neighbourhood, at: Position) -> bool {
    here.area.intersects(&Point::new(at.lon, at.lat))
}

/// The neighbourhood's bounding box; a point where it has no area.
fn bounds(here: &Neighbourhood) -> Bounds {
    here.area.bounding_rect().map_or(
        Bounds {
            west: here.centre.lon,
            south: here.centre.lat,
            east: here.centre.lon,
            north: here.centre.lat,
        },
        |rect| Bounds { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y },
    )
}
