//! Institutions, their sites and levers.

use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::Time;
use domain::ids::{InstitutionId, LeverId, SiteId};
use domain::institutions::{Institution, Lever, Site};
use domain::places::Position;
use std::collections::HashMap;
use uuid::Uuid;

const INSTITUTION: &str =
    "SELECT id, external_id, slug, name, kind, about, website, answer_days FROM institutions";
const LEVER: &str = "SELECT id, external_id, institution_id, kind, title, text, themes, remit, cost_ceiling, \
                     constituted_group, capacity, open FROM levers";

/// Every institution with its sites, by name.
///
/// # Errors
/// As the database fails.
pub async fn all(c: &impl Conn) -> Result<Vec<Institution>> {
    let rows = sql::all(c, &format!("{INSTITUTION} ORDER BY name"), vec![]).await?;
    let mut sites: HashMap<InstitutionId, Vec<Site>> = HashMap::new();
    for row in
        &sql::all(c, "SELECT id, institution_id, name, lon, lat FROM sites ORDER BY name", vec![]).await?
    {
        sites.entry(InstitutionId(sql::get(row, "institution_id")?)).or_default().push(site(row)?);
    }
    rows.iter()
        .map(|row| {
            let mut institution = institution(row)?;
            institution.sites = sites.remove(&institution.id).unwrap_or_default();
            Ok(institution)
        })
        .collect()
}

/// # Errors
/// As the database fails.
pub async fn by_slug(c: &impl Conn, slug: &str) -> Result<Option<Institution>> {
    one(c, &format!("{INSTITUTION} WHERE slug = ?"), slug.into()).await
}

/// # Errors
/// As the database fails.
pub async fn by_id(c: &impl Conn, id: InstitutionId) -> Result<Option<Institution>> {
    one(c, &format!("{INSTITUTION} WHERE id = ?"), id.0.into()).await
}

/// # Errors
/// As the database fails.
pub async fn by_external_id(c: &impl Conn, external_id: &str) -> Result<Option<Institution>> {
    one(c, &format!("{INSTITUTION} WHERE external_id = ?"), external_id.into()).await
}

async fn one(c: &impl Conn, sql_text: &str, value: sea_orm::Value) -> Result<Option<Institution>> {
    let Some(row) = sql::one(c, sql_text, vec![value]).await? else { return Ok(None) };
    let mut found = institution(&row)?;
    let sql = "SELECT id, name, lon, lat FROM sites WHERE institution_id = ? ORDER BY name";
    let rows = sql::all(c, sql, vec![found.id.0.into()]).await?;
    found.sites = rows.iter().map(site).collect::<Result<_>>()?;
    Ok(Some(found))
}

/// Adds an institution, or changes the one with this id; its sites are put in place of those it had.
///
/// # Errors
/// `Unique` over `institutions(slug)` or `institutions(external_id)` where another has it.
pub async fn put(tx: &Tx, institution: &Institution, demo: bool, now: Time) -> Result<()> {
    let sql = "INSERT INTO institutions (id, external_id, slug, name, kind, about, website, answer_days, demo, created_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, \
               name = excluded.name, kind = excluded.kind, about = excluded.about, website = excluded.website, \
               answer_days = excluded.answer_days";
    let values = vec![
        institution.id.0.into(),
        institution.external_id.clone().into(),
        institution.slug.as_str().into(),
        institution.name.as_str().into(),
        institution.kind.key().into(),
        institution.about.as_str().into(),
        institution.website.clone().into(),
        sql::int(institution.answer_days).into(),
        demo.into(),
        now.0.into(),
    ];
    sql::run(tx, sql, values).await?;
    sql::run(tx, "DELETE FROM sites WHERE institution_id = ?", vec![institution.id.0.into()]).await?;
    for site in &institution.sites {
        let sql = "INSERT INTO sites (id, institution_id, name, lon, lat) VALUES (?, ?, ?, ?, ?)";
        let values = vec![
            site.id.0.into(),
            institution.id.0.into(),
            site.name.as_str().into(),
            site.position.lon.into(),
            site.position.lat.into(),
        ];
        sql::run(tx, sql, values).await?;
    }
    Ok(())
}

/// Every lever, by institution and title.
///
/// # Errors
/// As the database fails.
pub async fn levers(c: &impl Conn) -> Result<Vec<Lever>> {
    let sql = format!("{LEVER} ORDER BY institution_id, title");
    sql::all(c, &sql, vec![]).await?.iter().map(lever).collect()
}

/// One institution's levers, by title.
///
/// # Errors
/// As the database fails.
pub async fn levers_of(c: &impl Conn, institution: InstitutionId) -> Result<Vec<Lever>> {
    let sql = format!("{LEVER} WHERE institution_id = ? ORDER BY title");
    sql::all(c, &sql, vec![institution.0.into()]).await?.iter().map(lever).collect()
}

/// # Errors
/// As the database fails.
pub async fn lever_by_id(c: &impl Conn, id: LeverId) -> Result<Option<Lever>> {
    sql::one(c, &format!("{LEVER} WHERE id = ?"), vec![id.0.into()]).await?.as_ref().map(lever).transpose()
}

/// # Errors
/// As the database fails.
pub async fn lever_by_external_id(c: &impl Conn, external_id: &str) -> Result<Option<Lever>> {
    let sql = format!("{LEVER} WHERE external_id = ?");
    sql::one(c, &sql, vec![external_id.into()]).await?.as_ref().map(lever).transpose()
}

/// Adds a lever, or changes the one with this id.
///
/// # Errors
/// `Unique` over `levers(external_id)`; `Missing` where its institution is not there.
pub async fn put_lever(tx: &Tx, lever: &Lever, now: Time) -> Result<()> {
    let sql = "INSERT INTO levers (id, external_id, institution_id, kind, title, text, themes, remit, cost_ceiling, \
               constituted_group, capacity, open, created_at, updated_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, \
               title = excluded.title, text = excluded.text, themes = excluded.themes, remit = excluded.remit, \
               cost_ceiling = excluded.cost_ceiling, constituted_group = excluded.constituted_group, \
               capacity = excluded.capacity, open = excluded.open, updated_at = excluded.updated_at";
    let values = vec![
        lever.id.0.into(),
        lever.external_id.clone().into(),
        lever.institution.0.into(),
        lever.kind.key().into(),
        lever.title.as_str().into(),
        lever.text.as_str().into(),
        sql::to_json(&lever.themes).into(),
        sql::to_json(&lever.remit).into(),
        lever.cost_ceiling.map(sql::int).into(),
        lever.constituted_group.into(),
        lever.capacity.map(sql::int).into(),
        lever.open.into(),
        now.0.into(),
        now.0.into(),
    ];
    sql::run(tx, sql, values).await?;
    Ok(())
}

fn institution(row: &Row) -> Result<Institution> {
    Ok(Institution {
        id: InstitutionId(sql::get::<Uuid>(row, "id")?),
        external_id: sql::get(row, "external_id")?,
        slug: sql::get(row, "slug")?,
        name: sql::get(row, "name")?,
        kind: sql::key("institution kind", &sql::get::<String>(row, "kind")?)?,
        about: sql::get(row, "about")?,
        website: sql::get(row, "website")?,
        answer_days: sql::count(sql::get(row, "answer_days")?),
        sites: Vec::new(),
    })
}

fn site(row: &Row) -> Result<Site> {
    let position = Position { lon: sql::get(row, "lon")?, lat: sql::get(row, "lat")? };
    Ok(Site { id: SiteId(sql::get(row, "id")?), name: sql::get(row, "name")?, position })
}

fn lever(row: &Row) -> Result<Lever> {
    let whole = |n: Option<i32>| n.map(sql::count);
    Ok(Lever {
        id: LeverId(sql::get(row, "id")?),
        external_id: sql::get(row, "external_id")?,
        institution: InstitutionId(sql::get(row, "institution_id")?),
        kind: sql::key("lever kind", &sql::get::<String>(row, "kind")?)?,
        title: sql::get(row, "title")?,
        text: sql::get(row, "text")?,
        themes: sql::from_json("themes", &sql::get::<String>(row, "themes")?)?,
        remit: sql::from_json("remit", &sql::get::<String>(row, "remit")?)?,
        cost_ceiling: whole(sql::get(row, "cost_ceiling")?),
        constituted_group: sql::get(row, "constituted_group")?,
        capacity: whole(sql::get(row, "capacity")?),
        open: sql::get(row, "open")?,
    })
}
