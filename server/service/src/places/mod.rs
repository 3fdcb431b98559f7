//! The place in memory: which neighbourhood a point lies in, which names are known, what the map is drawn from.

mod gazetteer;
pub mod import;
mod shapes;
mod spots;

use crate::map::tiles::BaseTiles;
use crate::map::{Backdrop, View, ViewKey};
use crate::{Result, ServiceError};
use domain::ids::NeighbourhoodId;
use domain::places::{Bounds, PlaceHead, Position};
use geo::{BoundingRect, Geometry, Intersects, MultiPolygon, Point};
use rstar::{AABB, RTree, RTreeObject};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;

pub(crate) use gazetteer::Found;
pub use gazetteer::fold;
pub use shapes::{multi_polygon, parse};
pub use spots::{LookedUp, Spot, Whereabouts};

/// Kinds whose lines lead out of the place.
const ROUTES: &[&str] = &["rail", "water"];
/// Views kept; a stranger's odd ones must not fill the memory.
const MOST_DRAWN: usize = 128;

/// One place, read-only; replaced whole when it is imported anew.
pub struct PlaceMap {
    pub head: PlaceHead,
    pub attribution: String,
    pub demo: bool,
    pub boundary: MultiPolygon,
    pub neighbourhoods: Vec<Neighbourhood>,
    pub basemap: Vec<Shape>,
    gazetteer: gazetteer::Gazetteer,
    tree: RTree<Area>,
    /// Drawn before, by view.
    drawn: Mutex<HashMap<ViewKey, Arc<Backdrop>>>,
    pub(crate) tiles: BaseTiles,
}

pub struct Neighbourhood {
    pub id: NeighbourhoodId,
    pub slug: String,
    pub name: String,
    pub area: MultiPolygon,
    /// A point inside, for a label or for an idea that names only its neighbourhood.
    pub centre: Position,
}

/// A shape of the basemap.
pub struct Shape {
    pub kind: String,
    pub name: Option<String>,
    pub geometry: Geometry,
}

struct Area {
    index: usize,
    bounds: AABB<[f64; 2]>,
}

impl RTreeObject for Area {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        self.bounds
    }
}

impl PlaceMap {
    /// Reads the place from the database; an empty one, everywhere and without names, where none is loaded.
    ///
    /// # Errors
    /// Where the database fails or a stored geometry does not read back.
    pub async fn load(store: &Store) -> Result<Self> {
        let stored = store::places::place(store).await?;
        let boundary = match &stored {
            Some(place) => multi_polygon(&place.boundary)?,
            None => MultiPolygon::new(vec![]),
        };
        let mut neighbourhoods = Vec::new();
        for n in store::places::neighbourhoods(store).await? {
            let area = multi_polygon(&n.geometry)?;
            let centre = shapes::centre(&area)
                .ok_or_else(|| ServiceError::Internal(format!("neighbourhood {} has no area", n.slug)))?;
            neighbourhoods.push(Neighbourhood { id: n.id, slug: n.slug, name: n.name, area, centre });
        }
        let around = shapes::surroundings(&boundary);
        let mut basemap = Vec::new();
        for shape in store::places::basemap(store).await? {
            let geometry = parse(&shape.geometry)?;
            let within = match &around {
                Some(area) if ROUTES.contains(&shape.kind.as_str()) => shapes::line_within(geometry, area),
                _ => Some(geometry),
            };
            basemap.extend(within.map(|geometry| Shape { kind: shape.kind, name: shape.name, geometry }));
        }
        let gazetteer = gazetteer::Gazetteer::new(store::places::gazetteer(store).await?);
        let areas = neighbourhoods.iter().enumerate().filter_map(|(index, n)| {
            let rect = n.area.bounding_rect()?;
            let bounds = AABB::from_corners(rect.min().into(), rect.max().into());
            Some(Area { index, bounds })
        });
        let tree = RTree::bulk_load(areas.collect());
        let (head, attribution, demo) = match stored {
            Some(place) => (place.head, place.attribution, place.demo),
            None => (unnamed(), String::new(), false),
        };
        Ok(Self {
            head,
            attribution,
            demo,
            boundary,
            neighbourhoods,
            basemap,
            gazetteer,
            tree,
            drawn: Mutex::default(),
            tiles: BaseTiles::default(),
        })
    }

    /// Whether a place has been loaded.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        !self.boundary.0.is_empty()
    }

    /// Whether the point lies in the boundary, or on it. Everywhere does where no place is loaded.
    #[must_use]
    pub fn contains(&self, at: Position) -> bool {
        !self.is_loaded() || self.boundary.intersects(&point(at))
    }

    /// The neighbourhood the point lies in; on a shared border always the first in the place's order.
    #[must_use]
    pub fn neighbourhood_at(&self, at: Position) -> Option<&Neighbourhood> {
        let near = self.tree.locate_in_envelope_intersecting(AABB::from_point([at.lon, at.lat]));
        let mut candidates: Vec<usize> = near.map(|area| area.index).collect();
        candidates.sort_unstable();
        let here = point(at);
        candidates.into_iter().map(|i| &self.neighbourhoods[i]).find(|n| n.area.intersects(&here))
    }

    #[must_use]
    pub fn neighbourhood(&self, slug: &str) -> Option<&Neighbourhood> {
        self.neighbourhoods.iter().find(|n| n.slug == slug)
    }

    #[must_use]
    pub fn neighbourhood_by_id(&self, id: NeighbourhoodId) -> Option<&Neighbourhood> {
        self.neighbourhoods.iter().find(|n| n.id == id)
    }

    /// The place's bounding box; a small square around the centre where no boundary is loaded.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.boundary.bounding_rect().map_or_else(
            || {
                let c = self.head.centre;
                Bounds { west: c.lon - 0.05, south: c.lat - 0.03, east: c.lon + 0.05, north: c.lat + 0.03 }
            },
            |rect| Bounds {
                west: rect.min().x,
                south: rect.min().y,
                east: rect.max().x,
                north: rect.max().y,
            },
        )
    }

    /// The place drawn for a view, kept for the next who asks for the same.
    #[must_use]
    pub fn backdrop(&self, view: View) -> Arc<Backdrop> {
        let key = view.key();
        if let Some(drawn) = self.drawn.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(drawn);
        }
        let drawn = Arc::new(Backdrop::draw(self, view));
        let mut kept = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_DRAWN {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&drawn));
        drawn
    }

    /// Every name there is: neighbourhoods in the place's order, then the gazetteer's.
    pub(crate) fn names(&self) -> impl Iterator<Item = Found> {
        let own = self.neighbourhoods.iter().map(|n| Found {
            name: n.name.clone(),
            kind: "neighbourhood".to_owned(),
            position: n.centre,
        });
        own.chain(self.gazetteer.all())
    }
}

fn point(at: Position) -> Point {
    Point::new(at.lon, at.lat)
}

fn unnamed() -> PlaceHead {
    PlaceHead {
        slug: String::new(),
        name: String::new(),
        languages: vec!["en".to_owned()],
        time_zone: "UTC".to_owned(),
        currency: "GBP".to_owned(),
        centre: Position { lon: 0.0, lat: 0.0 },
        zoom: 12.0,
    }
}
