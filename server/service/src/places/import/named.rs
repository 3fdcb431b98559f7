//! Which property of a file's features holds the name: as said, or one of those that are usual.

use super::PlaceError;
use super::boundaries::BoundaryOptions;
use super::features::{self, Feature};
use std::collections::BTreeSet;

/// Usual names of the property that holds a name, the likelier first, in lower case.
const NAMES: &[&str] = &[
    "name",
    "ward_name",
    "wardname",
    "ward",
    "neighbourhood",
    "neighborhood",
    "neighbourhood_name",
    "area_name",
    "district",
    "label",
    "title",
    "namelsad",
    "nom",
    "nombre",
    "naam",
    "navn",
    "nome",
];
/// Usual endings behind an area's kind and year, as statistics offices write them: `WD23NM`, `LSOA21NM`.
const OFFICIAL_NAME: &str = "nm";
const OFFICIAL_CODE: &str = "cd";
const CODES: &[&str] = &["code", "gss_code", "ward_code", "geoid", "id"];
/// Properties listed where none is usual.
const SHOWN: usize = 12;

/// Properties to read.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) name: String,
    pub(super) slug: Option<String>,
    pub(super) code: Option<String>,
}

/// The properties to read, checked to be there.
pub(super) fn find(file: &str, features: &[Feature], options: &BoundaryOptions) -> Result<Keys, PlaceError> {
    let there: BTreeSet<&str> = features.iter().flat_map(Feature::keys).collect();
    let said = |key: &Option<String>| match key {
        Some(key) if !there.contains(key.as_str()) => {
            Err(features::refuse(file, format!("has no property {key}; {}", list(&there))))
        }
        other => Ok(other.clone()),
    };
    let name = match said(&options.name)? {
        Some(name) => name,
        None => usual(features, &there, NAMES, OFFICIAL_NAME).ok_or_else(|| {
            let which = "has no property with a usual name for the name (--name can say which it is)";
            features::refuse(file, format!("{which}; {}", list(&there)))
        })?,
    };
    let code = match said(&options.code)? {
        Some(code) => Some(code),
        None => usual(features, &there, CODES, OFFICIAL_CODE),
    };
    Ok(Keys { name, slug: said(&options.slug)?, code })
}

/// The first usual one that every feature has.
fn usual(features: &[Feature], there: &BTreeSet<&str>, known: &[&str], ending: &str) -> Option<String> {
    let everywhere = |key: &&&str| features.iter().all(|feature| feature.text(key).is_some());
    let listed = known
        .iter()
        .find_map(|name| there.iter().filter(everywhere).find(|key| key.eq_ignore_ascii_case(name)));
    let official = || there.iter().filter(everywhere).find(|key| is_official(key, ending));
    listed.or_else(official).map(|key| (*key).to_owned())
}

/// Letters, two digits for the year, the ending.
fn is_official(key: &str, ending: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let Some(stem) = key.strip_suffix(ending) else { return false };
    let kind = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.len() == kind.len() + 2 && kind.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn list(there: &BTreeSet<&str>) -> String {
    if there.is_empty() {
        return "it has none".to_owned();
    }
    let more = if there.len() > SHOWN { ", …" } else { "" };
    let shown: Vec<_> = there.iter().take(SHOWN).copied().collect();
    format!("it has {}{more}", shown.join(", "))
}
