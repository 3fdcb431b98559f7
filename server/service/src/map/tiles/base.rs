//! Tiles of the place itself: boundary, neighbourhoods, water, parks, rail, streets, stations, names.

use super::cache::{Cache, KeptTile};
use crate::places::{Found, PlaceMap};
use geo::{Geometry, MultiPolygon, Point};
use std::sync::{Arc, OnceLock};
use tiles::borders::Borders;
use tiles::grid::Tile;
use tiles::mvt::{Layer, Value};
use tiles::shapes::{BUFFER, Shape};

/// The closest zoom with tiles of its own: a unit is then some 40 cm, and what is closer is drawn from these.
pub const BASE_CLOSEST: u8 = 14;
/// Bytes of tiles kept.
const MOST_KEPT: usize = 16 * 1024 * 1024;
/// Detail finer than half a pixel is left out where a tile is drawn 512 pixels wide; in the closest, which are
/// drawn larger, half a unit.
const FINEST: f64 = 4.0;
const FINEST_CLOSEST: f64 = 0.5;
/// Most names in one tile: the first by rank and name.
const MOST_NAMES: usize = 500;

type Properties = Vec<(&'static str, Value)>;

/// The place's tiles: its shapes thinned for a zoom when the first tile of that zoom is asked for.
#[derive(Debug)]
pub struct BaseTiles {
    zooms: [OnceLock<Vec<Drawn>>; BASE_CLOSEST as usize + 1],
    cache: Cache<()>,
}

/// A layer as it is drawn at one zoom.
#[derive(Debug)]
struct Drawn {
    name: &'static str,
    shapes: Vec<(Shape, geo::Rect, Properties)>,
    most: usize,
}

impl Default for BaseTiles {
    fn default() -> Self {
        Self { zooms: std::array::from_fn(|_| OnceLock::new()), cache: Cache::new(MOST_KEPT) }
    }
}

impl BaseTiles {
    pub(super) fn tile(&self, place: &PlaceMap, tile: Tile) -> Arc<KeptTile> {
        if let Some(kept) = self.cache.get(tile, &()) {
            return kept;
        }
        let mut out = Vec::new();
        if let Some(zoom) = self.zooms.get(usize::from(tile.z())) {
            for layer in zoom.get_or_init(|| layers(place, tile.z())) {
                write(layer, tile, &mut out);
            }
        }
        let drawn = Arc::new(KeptTile::new(out));
        self.cache.put(tile, &(), &drawn);
        drawn
    }
}

fn write(drawn: &Drawn, tile: Tile, out: &mut Vec<u8>) {
    let side = f64::from(tile.z()).exp2().recip();
    let reach = side * f64::from(BUFFER) / f64::from(tiles::grid::EXTENT);
    let (west, north) = (f64::from(tile.x()) * side - reach, f64::from(tile.y()) * side - reach);
    let (east, south) = (west + side + 2.0 * reach, north + side + 2.0 * reach);
    let near =
        |b: &geo::Rect| b.min().x <= east && b.max().x >= west && b.min().y <= south && b.max().y >= north;
    let mut layer = Layer::new(drawn.name);
    let shapes = drawn.shapes.iter().filter(|(_, bounds, _)| near(bounds));
    let cut = shapes.filter_map(|(shape, _, properties)| Some((shape.cut(tile)?, properties)));
    for (geometry, properties) in cut.take(drawn.most) {
        layer.add(&geometry, properties.iter().cloned());
    }
    layer.write(out);
}

/// Every layer of the place at a zoom, in drawing order.
fn layers(place: &PlaceMap, z: u8) -> Vec<Drawn> {
    // The boundary runs along the outer neighbourhoods, and must go on doing so.
    let project = |area: &MultiPolygon| Shape::project(&Geometry::MultiPolygon(area.clone()));
    let boundary = project(&place.boundary);
    let parts: Vec<_> = place.neighbourhoods.iter().map(|n| (n, project(&n.area))).collect();
    let areas = parts.iter().filter_map(|(_, shape)| shape.as_ref()).chain(&boundary).filter_map(area);
    let borders = Borders::of(areas);
    let mut layers =
        vec![layer("boundary", z, &borders, boundary.iter().map(|b| (b.clone(), named(&place.head.name))))];
    let parts = parts.into_iter().filter_map(|(n, shape)| {
        Some((shape?, vec![("slug", Value::Text(n.slug.clone())), ("name", Value::Text(n.name.clone()))]))
    });
    layers.push(layer("neighbourhoods", z, &borders, parts));
    for (name, kinds, from) in [
        ("parks", &["park"][..], 0),
        ("water", &["water"], 0),
        ("rail", &["rail"], 9),
        ("streets", &["street", "road"], 11),
        ("stations", &["station"], 10),
    ] {
        if z >= from {
            layers.push(basemap(place, name, kinds, z));
        }
    }
    layers.push(names(place, z));
    layers.retain(|layer| !layer.shapes.is_empty());
    layers
}

fn basemap(place: &PlaceMap, layer_name: &'static str, kinds: &[&str], z: u8) -> Drawn {
    let of_kind = place.basemap.iter().filter(|shape| kinds.contains(&shape.kind.as_str()));
    let shapes: Vec<_> = of_kind
        .filter_map(|shape| {
            let mut properties = shape.name.as_deref().map(named).unwrap_or_default();
            if kinds.len() > 1 {
                properties.push(("kind", Value::Text(shape.kind.clone())));
            }
            // A station may be given as its building: it is drawn as a point.
            let projected = if layer_name == "stations" {
                use geo::Centroid;
                Shape::project(&Geometry::Point(shape.geometry.centroid()?))?
            } else {
                Shape::project(&shape.geometry)?
            };
            Some((projected, properties))
        })
        .collect();
    let borders = Borders::of(shapes.iter().filter_map(|(shape, _)| area(shape)));
    layer(layer_name, z, &borders, shapes)
}

/// The place's own name from afar, then neighbourhoods, then what the gazetteer knows, the larger first.
fn names(place: &PlaceMap, z: u8) -> Drawn {
    let mut found: Vec<(u32, Found)> = Vec::new();
    if place.is_loaded() {
        let whole =
            Found { name: place.head.name.clone(), kind: "place".to_owned(), position: place.head.centre };
        found.push((0, whole));
    }
    found.extend(place.names().map(|name| (rank(&name.kind), name)));
    found.retain(|(rank, _)| shown_at(*rank).contains(&z));
    found.sort_by(|(a, x), (b, y)| (a, &x.name, &x.kind).cmp(&(b, &y.name, &y.kind)));
    let shapes = found.into_iter().filter_map(|(rank, name)| {
        let shape = Shape::project(&Geometry::Point(Point::new(name.position.lon, name.position.lat)))?;
        Some((
            shape,
            vec![("name", Value::Text(name.name)), ("kind", Value::Text(name.kind)), ("rank", rank.into())],
        ))
    });
    Drawn { most: MOST_NAMES, ..layer("place_names", z, &Borders::default(), shapes) }
}

/// How much a name matters, the least number most.
fn rank(kind: &str) -> u32 {
    match kind {
        "neighbourhood" => 1,
        "station" | "park" | "town" | "suburb" => 2,
        "street" | "road" => 4,
        _ => 3,
    }
}

fn shown_at(rank: u32) -> std::ops::RangeInclusive<u8> {
    match rank {
        0 => 0..=10,
        1 => 10..=BASE_CLOSEST,
        2 => 12..=BASE_CLOSEST,
        3 => 13..=BASE_CLOSEST,
        _ => 14..=BASE_CLOSEST,
    }
}

fn layer(
    name: &'static str,
    z: u8,
    borders: &Borders,
    shapes: impl IntoIterator<Item = (Shape, Properties)>,
) -> Drawn {
    let units = if z == BASE_CLOSEST { FINEST_CLOSEST } else { FINEST };
    let thinned = shapes.into_iter().filter_map(|(shape, properties)| {
        let shape = shape.thinned(z, units, borders)?;
        let bounds = shape.bounds()?;
        Some((shape, bounds, properties))
    });
    Drawn { name, shapes: thinned.collect(), most: usize::MAX }
}

fn named(name: &str) -> Properties {
    vec![("name", name.into())]
}

fn area(shape: &Shape) -> Option<&MultiPolygon> {
    match shape {
        Shape::Areas(areas) => Some(areas),
        Shape::Point(_) | Shape::Lines(_) => None,
    }
}
