//! The place: its head, boundary, neighbourhoods, gazetteer and basemap. Geometries are GeoJSON text.

use crate::conn::Executor;
use crate::entity::{basemap, gazetteer, neighbourhoods, places};
use crate::{Conn, Result, Tx, sql};
use domain::Time;
use domain::ids::NeighbourhoodId;
use domain::places::{PlaceHead, Position};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use uuid::Uuid;

/// The place with its boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub head: PlaceHead,
    /// A GeoJSON geometry.
    pub boundary: String,
    pub attribution: String,
    pub demo: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Neighbourhood {
    pub id: NeighbourhoodId,
    pub slug: String,
    pub name: String,
    pub code: Option<String>,
    /// A GeoJSON geometry.
    pub geometry: String,
}

/// A name that can be looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct GazetteerEntry {
    pub name: String,
    /// As [`domain::places`] folds names for comparing.
    pub folded: String,
    pub kind: String,
    pub position: Position,
}

/// A shape of the basemap: water, park, rail, station.
#[derive(Debug, Clone, PartialEq)]
pub struct BasemapShape {
    pub kind: String,
    pub name: Option<String>,
    /// A GeoJSON geometry.
    pub geometry: String,
}

/// The place, if one has been loaded.
///
/// # Errors
/// As the database fails.
pub async fn place(c: &impl Conn) -> Result<Option<Place>> {
    let Some(m) = places::Entity::find().one(&c.exec()).await? else { return Ok(None) };
    Ok(Some(Place {
        head: PlaceHead {
            slug: m.slug,
            name: m.name,
            languages: sql::from_json("languages", &m.languages)?,
            time_zone: m.time_zone,
            currency: m.currency,
            centre: Position { lon: m.lon, lat: m.lat },
            zoom: m.zoom,
        },
        boundary: m.boundary,
        attribution: m.attribution,
        demo: m.demo,
    }))
}

/// In the order they were given.
///
/// # Errors
/// As the database fails.
pub async fn neighbourhoods(c: &impl Conn) -> Result<Vec<Neighbourhood>> {
    let rows =
        neighbourhoods::Entity::find().order_by_asc(neighbourhoods::Column::Position).all(&c.exec()).await?;
    Ok(rows
        .into_iter()
        .map(|m| Neighbourhood {
            id: NeighbourhoodId(m.id),
            slug: m.slug,
            name: m.name,
            code: m.code,
            geometry: m.geometry,
        })
        .collect())
}

/// # Errors
/// As the database fails.
pub async fn gazetteer(c: &impl Conn) -> Result<Vec<GazetteerEntry>> {
    let rows = gazetteer::Entity::find().order_by_asc(gazetteer::Column::Folded).all(&c.exec()).await?;
    Ok(rows
        .into_iter()
        .map(|m| GazetteerEntry {
            name: m.name,
            folded: m.folded,
            kind: m.kind,
            position: Position { lon: m.lon, lat: m.lat },
        })
        .collect())
}

/// In drawing order.
///
/// # Errors
/// As the database fails.
pub async fn basemap(c: &impl Conn) -> Result<Vec<BasemapShape>> {
    let rows = basemap::Entity::find().order_by_asc(basemap::Column::Position).all(&c.exec()).await?;
    Ok(rows.into_iter().map(|m| BasemapShape { kind: m.kind, name: m.name, geometry: m.geometry }).collect())
}

/// Sets the place's head and boundary, in place of what was there.
///
/// # Errors
/// As the database fails.
pub async fn put_place(tx: &Tx, id: Uuid, place: &Place, now: Time) -> Result<()> {
    sql::run(tx, "DELETE FROM places", vec![]).await?;
    let row = places::ActiveModel {
        id: Set(id),
        slug: Set(place.head.slug.clone()),
        name: Set(place.head.name.clone()),
        languages: Set(sql::to_json(&place.head.languages)),
        time_zone: Set(place.head.time_zone.clone()),
        currency: Set(place.head.currency.clone()),
        lon: Set(place.head.centre.lon),
        lat: Set(place.head.centre.lat),
        zoom: Set(place.head.zoom),
        boundary: Set(place.boundary.clone()),
        attribution: Set(place.attribution.clone()),
        demo: Set(place.demo),
        updated_at: Set(now.0),
    };
    places::Entity::insert(row).exec_without_returning(&tx.exec()).await?;
    Ok(())
}

/// Adds or renames a neighbourhood, known by its slug: proposals keep pointing at it.
///
/// # Errors
/// As the database fails.
pub async fn put_neighbourhood(tx: &Tx, new: &Neighbourhood, position: u32) -> Result<()> {
    let sql = "INSERT INTO neighbourhoods (id, slug, name, code, geometry, position) VALUES (?, ?, ?, ?, ?, ?) \
               ON CONFLICT (slug) DO UPDATE SET name = excluded.name, code = excluded.code, \
               geometry = excluded.geometry, position = excluded.position";
    let values = vec![
        new.id.0.into(),
        new.slug.as_str().into(),
        new.name.as_str().into(),
        new.code.clone().into(),
        new.geometry.as_str().into(),
        sql::int(position).into(),
    ];
    sql::run(tx, sql, values).await?;
    Ok(())
}

/// Forgets the neighbourhoods whose slug is not among `slugs`. Proposals there lose theirs.
///
/// # Errors
/// As the database fails.
pub async fn keep_neighbourhoods(tx: &Tx, slugs: &[String]) -> Result<u64> {
    if slugs.is_empty() {
        return sql::run(tx, "DELETE FROM neighbourhoods", vec![]).await;
    }
    let sql = format!("DELETE FROM neighbourhoods WHERE slug NOT IN ({})", sql::marks(slugs.len()));
    sql::run(tx, &sql, slugs.iter().map(|slug| slug.as_str().into()).collect()).await
}

/// Puts a gazetteer in place of the one there was.
///
/// # Errors
/// As the database fails.
pub async fn put_gazetteer(tx: &Tx, entries: Vec<(Uuid, GazetteerEntry)>) -> Result<()> {
    sql::run(tx, "DELETE FROM gazetteer", vec![]).await?;
    for part in entries.chunks(500) {
        let rows = part.iter().map(|(id, e)| gazetteer::ActiveModel {
            id: Set(*id),
            name: Set(e.name.clone()),
            folded: Set(e.folded.clone()),
            kind: Set(e.kind.clone()),
            lon: Set(e.position.lon),
            lat: Set(e.position.lat),
        });
        gazetteer::Entity::insert_many(rows).exec_without_returning(&tx.exec()).await?;
    }
    Ok(())
}

/// Puts a basemap in place of the one there was.
///
/// # Errors
/// As the database fails.
pub async fn put_basemap(tx: &Tx, shapes: Vec<(Uuid, BasemapShape)>) -> Result<()> {
    sql::run(tx, "DELETE FROM basemap", vec![]).await?;
    for (position, (id, shape)) in shapes.into_iter().enumerate() {
        let row = basemap::ActiveModel {
            id: Set(id),
            kind: Set(shape.kind),
            name: Set(shape.name),
            geometry: Set(shape.geometry),
            position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        };
        basemap::Entity::insert(row).exec_without_returning(&tx.exec()).await?;
    }
    Ok(())
}
