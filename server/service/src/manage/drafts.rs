//! What is typed about institutions and levers, checked field by field.

use domain::field::{self, FieldErrors, Problem};
use domain::institutions::Remit;
use domain::places::Position;
use domain::proposals::key;
use domain::taxonomy::{InstitutionKind, LeverKind, Theme};

/// An institution as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InstitutionDraft {
    pub name: String,
    pub kind: String,
    pub about: String,
    pub website: String,
    pub answer_days: String,
    /// One site a line: name, latitude, longitude.
    pub sites: String,
}

pub(super) struct CheckedInstitution {
    pub name: String,
    pub kind: InstitutionKind,
    pub about: String,
    pub website: Option<String>,
    pub answer_days: u32,
    pub sites: Vec<(String, Position)>,
}

impl InstitutionDraft {
    pub(super) fn check(&self) -> Result<CheckedInstitution, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", field::line(&self.name, 2, 120));
        let kind = errors.take("kind", key(&self.kind));
        let about = errors.take("about", field::text(&self.about, 0, 4_000));
        let website = errors.take("website", website(&self.website));
        let answer_days = errors.take("answer_days", whole(&self.answer_days, 1, 250));
        let sites = errors.take("sites", sites(&self.sites));
        match (name, kind, about, website, answer_days, sites) {
            (Some(name), Some(kind), Some(about), Some(website), Some(answer_days), Some(sites)) => {
                Ok(CheckedInstitution { name, kind, about, website, answer_days, sites })
            }
            _ => Err(errors),
        }
    }
}

/// A lever as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeverDraft {
    pub title: String,
    pub text: String,
    pub kind: String,
    /// Theme keys.
    pub themes: Vec<String>,
    /// Metres from a site; empty for no limit.
    pub metres: String,
    /// Neighbourhood slugs; empty for everywhere.
    pub neighbourhoods: Vec<String>,
    pub cost_ceiling: String,
    pub constituted_group: bool,
    pub capacity: String,
    pub open: bool,
}

pub(super) struct CheckedLever {
    pub title: String,
    pub text: String,
    pub kind: LeverKind,
    pub themes: Vec<Theme>,
    pub remit: Remit,
    pub cost_ceiling: Option<u32>,
    pub capacity: Option<u32>,
}

impl LeverDraft {
    pub(super) fn check(&self, known: impl Fn(&str) -> bool) -> Result<CheckedLever, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.take("title", field::line(&self.title, 3, 160));
        let text = errors.take("text", field::text(&self.text, 10, 4_000));
        let kind = errors.take("kind", key(&self.kind));
        let themes = self.themes.iter().map(|theme| key(theme)).collect::<Result<Vec<Theme>, _>>();
        let themes = errors.take("themes", themes);
        let remit = errors.take("neighbourhoods", self.remit(known));
        let cost_ceiling = errors.take("cost_ceiling", optional(&self.cost_ceiling, 1, 1_000_000_000));
        let capacity = errors.take("capacity", optional(&self.capacity, 0, 100_000));
        match (title, text, kind, themes, remit, cost_ceiling, capacity) {
            (
                Some(title),
                Some(text),
                Some(kind),
                Some(themes),
                Some(remit),
                Some(cost_ceiling),
                Some(capacity),
            ) => Ok(CheckedLever { title, text, kind, themes, remit, cost_ceiling, capacity }),
            _ => Err(errors),
        }
    }

    fn remit(&self, known: impl Fn(&str) -> bool) -> Result<Remit, Problem> {
        if let Some(metres) = optional(&self.metres, 50, 100_000)? {
            return Ok(Remit::Within { metres });
        }
        if self.neighbourhoods.is_empty() {
            return Ok(Remit::Everywhere);
        }
        match self.neighbourhoods.iter().all(|slug| known(slug)) {
            true => Ok(Remit::Neighbourhoods { slugs: self.neighbourhoods.clone() }),
            false => Err(Problem::Unknown),
        }
    }
}

fn whole(typed: &str, least: u32, most: u32) -> Result<u32, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let n: u32 = typed.parse().map_err(|_| Problem::NotANumber)?;
    if (least..=most).contains(&n) { Ok(n) } else { Err(Problem::OutOfRange) }
}

fn optional(typed: &str, least: u32, most: u32) -> Result<Option<u32>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { whole(typed, least, most).map(Some) }
}

/// An address people can follow: `http` or `https` alone.
fn website(typed: &str) -> Result<Option<String>, Problem> {
    let typed = field::line(typed, 0, 300)?;
    if typed.is_empty() {
        return Ok(None);
    }
    let ok =
        ["https://", "http://"].iter().any(|s| typed.strip_prefix(s).is_some_and(|rest| rest.contains('.')));
    if ok && !typed.contains(' ') { Ok(Some(typed)) } else { Err(Problem::Unknown) }
}

fn sites(typed: &str) -> Result<Vec<(String, Position)>, Problem> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut parts = line.rsplitn(3, ',').map(str::trim);
            let (lon, lat) = (parts.next(), parts.next());
            let number =
                |part: Option<&str>| part.and_then(|p| p.parse::<f64>().ok()).ok_or(Problem::NotANumber);
            let position = Position::new(number(lon)?, number(lat)?)?;
            Ok((field::line(parts.next().unwrap_or_default(), 2, 120)?, position))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_a_line_each() {
        let read = sites("Main hall, upstairs, 51.5, 0.03\n\n").unwrap();
        assert_eq!(read, [("Main hall, upstairs".to_owned(), Position { lon: 0.03, lat: 51.5 })]);
        assert_eq!(sites("Hall, here, there"), Err(Problem::NotANumber));
        assert_eq!(sites("51.5, 0.03"), Err(Problem::Required));
    }

    #[test]
    fn a_website_is_one_that_can_be_followed() {
        assert_eq!(website(""), Ok(None));
        assert!(website("https://college.example").is_ok());
        assert_eq!(website("javascript:alert(1)"), Err(Problem::Unknown));
    }
}
