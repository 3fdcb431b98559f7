//! Loading a place from its folder: `place.toml` and the GeoJSON files it names.
//!
//! The format is in `docs/place.md`. Everything is read and checked before anything is written; then the place is
//! put in place of the one there was, in one transaction, and proposals are placed anew. Neighbourhoods are known
//! by their slug, so that proposals and levers keep theirs.

mod boundaries;
mod features;
#[cfg(test)]
mod hostile;
mod manifest;
mod named;

pub use boundaries::{BoundaryOptions, BoundaryReport};
pub use features::MOST_BYTES;

use crate::places::{PlaceMap, fold};
use crate::{Result, Service, ServiceError};
use domain::ids::{NeighbourhoodId, ProposalId};
use domain::places::slug;
use features::Feature;
use geo::Geometry;
use manifest::Manifest;
use serde_json::json;
use std::collections::HashSet;
use store::audit::Event;
use store::places::{BasemapShape, GazetteerEntry, Neighbourhood, Place};

/// Why a place's folder was not taken, for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("{file}: {why}")]
    File { file: String, why: String },
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceReport {
    pub neighbourhoods: usize,
    pub names: usize,
    pub shapes: usize,
    /// Proposals that lie in another neighbourhood now.
    pub moved: usize,
}

/// Reads one of the folder's files by name.
pub type ReadFile<'a> = &'a (dyn Fn(&str) -> std::io::Result<Vec<u8>> + Sync);

/// A folder, read and checked.
struct Checked {
    place: Place,
    neighbourhoods: Vec<Neighbourhood>,
    gazetteer: Vec<GazetteerEntry>,
    basemap: Vec<BasemapShape>,
}

impl Service {
    /// Loads a place. `demo` marks it as made up.
    ///
    /// # Errors
    /// `File` naming the file and feature that cannot be taken; nothing has changed then.
    pub async fn import_place(
        &self,
        read: ReadFile<'_>,
        demo: bool,
    ) -> std::result::Result<PlaceReport, PlaceError> {
        let checked = self.check_place(read, demo)?;
        let counts = (checked.neighbourhoods.len(), checked.gazetteer.len(), checked.basemap.len());
        self.write_place(checked).await?;
        self.catch_up().await?;
        let moved = self.place_proposals_anew().await?;
        Ok(PlaceReport { neighbourhoods: counts.0, names: counts.1, shapes: counts.2, moved })
    }

    fn check_place(&self, read: ReadFile<'_>, demo: bool) -> std::result::Result<Checked, PlaceError> {
        let manifest = Manifest::read(read)?;
        let boundary = features::read(read, &manifest.boundary)?;
        let boundary = features::one_area(&manifest.boundary, &boundary)?;
        let mut neighbourhoods = Vec::new();
        let mut slugs = HashSet::new();
        if let Some(source) = &manifest.neighbourhoods {
            for (n, feature) in features::read(read, &source.file)?.iter().enumerate() {
                let name = feature.text(&source.name).unwrap_or_else(|| format!("Neighbourhood {}", n + 1));
                let refuse = |why: &str| features::refuse(&source.file, format!("{name}: {why}"));
                let area = features::area(feature).ok_or_else(|| refuse("is no polygon"))?;
                let slug = slug(&name);
                if slug.is_empty() || !slugs.insert(slug.clone()) {
                    return Err(refuse("has a name that another has, or none that makes an address"));
                }
                neighbourhoods.push(Neighbourhood {
                    id: NeighbourhoodId(self.fresh_id()),
                    slug,
                    code: source.code.as_ref().and_then(|key| feature.text(key)),
                    geometry: features::to_text(&Geometry::MultiPolygon(area)),
                    name,
                });
            }
        }
        let gazetteer = check_gazetteer(read, &manifest)?;
        let basemap = check_basemap(read, &manifest)?;
        let place = Place {
            head: manifest.head()?,
            boundary: features::to_text(&Geometry::MultiPolygon(boundary)),
            attribution: manifest.attribution.clone().unwrap_or_default(),
            demo,
        };
        Ok(Checked { place, neighbourhoods, gazetteer, basemap })
    }

    async fn write_place(&self, checked: Checked) -> Result<()> {
        let tx = self.store().begin().await?;
        store::places::put_place(&tx, self.fresh_id(), &checked.place, self.now()).await?;
        for (position, neighbourhood) in (0_u32..).zip(&checked.neighbourhoods) {
            store::places::put_neighbourhood(&tx, neighbourhood, position).await?;
        }
        let slugs: Vec<_> = checked.neighbourhoods.iter().map(|n| n.slug.clone()).collect();
        store::places::keep_neighbourhoods(&tx, &slugs).await?;
        let gazetteer = checked.gazetteer.into_iter().map(|entry| (self.fresh_id(), entry)).collect();
        store::places::put_gazetteer(&tx, gazetteer).await?;
        let basemap = checked.basemap.into_iter().map(|shape| (self.fresh_id(), shape)).collect();
        store::places::put_basemap(&tx, basemap).await?;
        let event = Event {
            at: self.now(),
            actor: None,
            action: "imported",
            subject: "place",
            subject_id: None,
            before: None,
            after: Some(json!({ "slug": checked.place.head.slug, "neighbourhoods": slugs.len() })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn place_proposals_anew(&self) -> Result<usize> {
        let place = self.place();
        let moved: Vec<(ProposalId, Option<NeighbourhoodId>)> = self.board(|board| {
            let rows = board.rows().filter_map(|row| Some((row.id, row.neighbourhood, row.point?)));
            rows.map(|(id, had, point)| (id, had, neighbourhood(&place, point)))
                .filter(|(_, had, now)| had != now)
                .map(|(id, _, now)| (id, now))
                .collect()
        });
        for part in moved.chunks(500) {
            let tx = self.store().begin().await?;
            for (id, neighbourhood) in part {
                store::proposals::set_neighbourhood(&tx, *id, *neighbourhood).await?;
                store::audit::write(&tx, self.event(None, "placed", *id, None, None)).await?;
            }
            tx.commit().await?;
        }
        self.catch_up().await?;
        Ok(moved.len())
    }
}

fn neighbourhood(place: &PlaceMap, point: domain::places::Position) -> Option<NeighbourhoodId> {
    place.neighbourhood_at(point).map(|n| n.id)
}

fn check_gazetteer(
    read: ReadFile<'_>,
    manifest: &Manifest,
) -> std::result::Result<Vec<GazetteerEntry>, PlaceError> {
    let Some(source) = &manifest.gazetteer else { return Ok(Vec::new()) };
    let features = features::read(read, &source.file)?;
    // A name without letters, or a shape without a middle, cannot be looked up and is left out.
    let entry = |feature: &Feature| {
        let name = feature.text(&source.name)?;
        let position = features::middle(&feature.geometry)?;
        let kind =
            source.kind.as_ref().and_then(|key| feature.text(key)).unwrap_or_else(|| "place".to_owned());
        Some(GazetteerEntry { folded: fold(&name), name, kind, position })
    };
    Ok(features.iter().filter_map(entry).filter(|entry| !entry.folded.is_empty()).collect())
}

fn check_basemap(
    read: ReadFile<'_>,
    manifest: &Manifest,
) -> std::result::Result<Vec<BasemapShape>, PlaceError> {
    let mut shapes = Vec::new();
    for layer in &manifest.basemap {
        for feature in features::read(read, &layer.file)? {
            let name = feature.text("name");
            shapes.push(BasemapShape {
                kind: layer.kind.clone(),
                name,
                geometry: features::to_text(&feature.geometry),
            });
        }
    }
    Ok(shapes)
}
