//! Neighbourhoods from one GeoJSON file of areas, whoever made it.
//!
//! Read and checked as a whole ([`check`]), then put in place of the neighbourhoods there were, in one transaction.
//! They are known by their slug: proposals and levers keep theirs, and a second run changes nothing.

use super::features::{self, Feature};
use super::{PlaceError, named};
use crate::{Service, ServiceError};
use domain::ids::NeighbourhoodId;
use domain::places::slug;
use geo::{Area, BoundingRect, Coord, Geometry, MultiPolygon, Validation};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::audit::Event;
use store::places::Neighbourhood;
use tiles::areas::{mend, share_corners};
use tiles::borders::Borders;

/// Metres to a degree of latitude, on a sphere of 6,371,008.8 m (the mean earth radius, IUGG).
const DEGREE: f64 = 111_195.08;
/// How often a simplification that breaks an area is tried again with half of it.
const TRIES: u32 = 8;
/// Metres.
const MOST_SIMPLIFIED: f64 = 1_000.0;

/// Which properties hold what, and how much detail is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoundaryOptions {
    /// The property with the name; one of the usual ones where it is not said.
    pub name: Option<String>,
    /// A property to make the address of; the name where it is not said.
    pub slug: Option<String>,
    /// The property with an official code.
    pub code: Option<String>,
    /// Detail finer than this many metres is left out. 0 keeps all.
    pub simplify: f64,
}

/// What became of the neighbourhoods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BoundaryReport {
    pub added: usize,
    pub changed: usize,
    /// There already, as they are.
    pub same: usize,
    /// There before, and in the file no more.
    pub gone: usize,
    /// Names of those whose shape had to be put right.
    pub mended: Vec<String>,
    /// What the detail was brought down to, in metres; less than was asked for where that would have broken a shape.
    pub simplified: f64,
    /// Proposals that lie in another neighbourhood now.
    pub moved: usize,
}

/// A file, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedBoundaries {
    pub areas: Vec<CheckedArea>,
    pub mended: Vec<String>,
    pub simplified: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CheckedArea {
    pub slug: String,
    pub name: String,
    pub code: Option<String>,
    pub area: MultiPolygon,
}

impl Service {
    /// Puts the areas of a file in place of the place's neighbourhoods.
    ///
    /// # Errors
    /// `File` naming what cannot be taken, as [`check`] does, or where no place is loaded yet; nothing has changed
    /// then.
    pub async fn import_boundaries(
        &self,
        file: &str,
        bytes: Vec<u8>,
        options: &BoundaryOptions,
    ) -> Result<BoundaryReport, PlaceError> {
        if !self.place().is_loaded() {
            return Err(features::refuse(
                file,
                "there is no place yet to have neighbourhoods: import one first",
            ));
        }
        let checked = check(file, bytes, options)?;
        let mut report = self.write_boundaries(&checked).await?;
        self.catch_up().await?;
        report.moved = self.place_proposals_anew().await?;
        Ok(report)
    }

    async fn write_boundaries(&self, checked: &CheckedBoundaries) -> Result<BoundaryReport, ServiceError> {
        let tx = self.store().begin().await?;
        let before = store::places::neighbourhoods(&tx).await?;
        let known: HashMap<&str, &Neighbourhood> = before.iter().map(|n| (n.slug.as_str(), n)).collect();
        let mut report = BoundaryReport {
            mended: checked.mended.clone(),
            simplified: checked.simplified,
            ..Default::default()
        };
        let mut moved_up = false;
        for (position, area) in (0_u32..).zip(&checked.areas) {
            let had = known.get(area.slug.as_str());
            let new = Neighbourhood {
                id: had.map_or_else(|| NeighbourhoodId(self.fresh_id()), |had| had.id),
                slug: area.slug.clone(),
                name: area.name.clone(),
                code: area.code.clone(),
                geometry: features::to_text(&Geometry::MultiPolygon(area.area.clone())),
            };
            moved_up |= before.get(position as usize).is_none_or(|there| there.slug != area.slug);
            match had {
                Some(had) if **had == new => report.same += 1,
                Some(_) => report.changed += 1,
                None => report.added += 1,
            }
            store::places::put_neighbourhood(&tx, &new, position).await?;
        }
        report.gone = before.len() - report.same - report.changed;
        if report.added + report.changed + report.gone == 0 && !moved_up {
            return Ok(report);
        }
        let slugs: Vec<_> = checked.areas.iter().map(|area| area.slug.clone()).collect();
        store::places::keep_neighbourhoods(&tx, &slugs).await?;
        let event = Event {
            at: self.now(),
            actor: None,
            action: "bounded",
            subject: "place",
            subject_id: None,
            before: Some(json!({ "neighbourhoods": before.len() })),
            after: Some(json!({
                "neighbourhoods": slugs.len(), "added": report.added, "changed": report.changed, "gone": report.gone,
            })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(report)
    }
}

/// Reads and checks a file: WGS 84 polygons with a name each, valid or made so, sharing their borders' corners,
/// simplified together.
///
/// # Errors
/// `File` naming the file, the feature and why: no GeoJSON, another coordinate system, no name, a name that two have,
/// a shape that is no area or cannot be put right, or over [`features::MOST_BYTES`].
pub fn check(file: &str, bytes: Vec<u8>, options: &BoundaryOptions) -> Result<CheckedBoundaries, PlaceError> {
    if !(0.0..=MOST_SIMPLIFIED).contains(&options.simplify) {
        return Err(features::refuse(
            file,
            format!("cannot be simplified by other than 0 to {MOST_SIMPLIFIED} metres"),
        ));
    }
    let features = features::parse(file, bytes)?;
    if features.is_empty() {
        return Err(features::refuse(file, "holds no feature with a shape"));
    }
    let keys = named::find(file, &features, options)?;
    let mut areas: Vec<CheckedArea> = Vec::with_capacity(features.len());
    let (mut mended, mut slugs) = (Vec::new(), HashSet::new());
    for (n, feature) in features.iter().enumerate() {
        let name = feature
            .text(&keys.name)
            .ok_or_else(|| features::refuse(file, format!("feature {} has no {}", n + 1, keys.name)))?;
        let refuse = |why: &str| features::refuse(file, format!("feature {} ({name}): {why}", n + 1));
        let (area, put_right) =
            area(feature).ok_or_else(|| refuse("is no polygon"))?.map_err(|why| refuse(&why))?;
        if put_right {
            mended.push(name.clone());
        }
        let slug =
            slug(&keys.slug.as_ref().map_or(Some(name.clone()), |key| feature.text(key)).unwrap_or_default());
        if slug.is_empty() || !slugs.insert(slug.clone()) {
            return Err(refuse(
                "its name makes no address of its own (--slug can name a property that does)",
            ));
        }
        let code = keys.code.as_ref().and_then(|key| feature.text(key));
        areas.push(CheckedArea { slug, name, code, area });
    }
    let shapes: Vec<_> = areas.iter().map(|area| area.area.clone()).collect();
    let (shapes, simplified) = simplify(share_corners(&shapes), options.simplify);
    for (n, (area, shape)) in areas.iter_mut().zip(shapes).enumerate() {
        // A sliver can fold over itself when its corners are brought to its neighbours'.
        let whole = if is_whole(&shape) { Some(shape) } else { mend(&shape).ok().map(|(shape, _)| shape) };
        area.area = whole.filter(is_whole).ok_or_else(|| {
            features::refuse(file, format!("feature {} ({}): it is too thin to be an area", n + 1, area.name))
        })?;
    }
    Ok(CheckedBoundaries { areas, mended, simplified })
}

fn is_whole(area: &MultiPolygon) -> bool {
    area.is_valid() && area.unsigned_area() > 0.0
}

/// `None` where it is no area at all.
fn area(feature: &Feature) -> Option<Result<(MultiPolygon, bool), String>> {
    let area = match &feature.geometry {
        Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon.clone()]),
        Geometry::MultiPolygon(many) => many.clone(),
        _ => return None,
    };
    Some(mend(&area).map_err(|broken| broken.to_string()))
}

/// Together, so that borders stay shared. What would break an area or lose it is done by halves until it does not.
fn simplify(areas: Vec<MultiPolygon>, metres: f64) -> (Vec<MultiPolygon>, f64) {
    let borders = Borders::of(&areas);
    let middle = areas.iter().filter_map(BoundingRect::bounding_rect).map(|r| r.center().y).sum::<f64>()
        / areas.len().max(1) as f64;
    let mut metres = metres;
    for _ in 0..TRIES {
        if metres <= 0.0 {
            break;
        }
        let north = metres / DEGREE;
        let tolerance = Coord { x: north / middle.to_radians().cos().max(0.01), y: north };
        let thinned: Vec<_> = areas.iter().map(|area| borders.simplify(area, tolerance)).collect();
        let whole =
            |(thin, area): (&MultiPolygon, &MultiPolygon)| thin.0.len() == area.0.len() && thin.is_valid();
        if thinned.iter().zip(&areas).all(whole) {
            return (thinned, metres);
        }
        metres /= 2.0;
    }
    (areas, 0.0)
}
