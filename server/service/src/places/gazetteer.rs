//! Names of streets, parks and stations, looked up as people type them.

use domain::places::Position;
use store::places::GazetteerEntry;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub name: String,
    /// `neighbourhood`, `street`, `park`, `station`…
    pub kind: String,
    pub position: Position,
}

pub(super) struct Gazetteer {
    /// Sorted by folded name.
    entries: Vec<GazetteerEntry>,
}

impl Gazetteer {
    pub(super) fn new(mut entries: Vec<GazetteerEntry>) -> Self {
        entries.sort_by(|a, b| a.folded.cmp(&b.folded));
        Self { entries }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Found> {
        self.entries.iter().map(|entry| Found {
            name: entry.name.clone(),
            kind: entry.kind.clone(),
            position: entry.position,
        })
    }

    /// Every name like what is typed, best first; `own` are names beside the gazetteer's. One name may come often.
    /// Each with how well it fits: 0 exactly, 1 begins with what is typed, 2 a word of it does.
    pub(super) fn find<'a>(
        &'a self,
        typed: &str,
        own: impl Iterator<Item = (&'a str, &'a str, Position)>,
    ) -> Vec<(u8, Found)> {
        let wanted = fold(typed);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<(u8, usize, String, Found)> = Vec::new();
        let mut consider = |folded: &str, name: &str, kind: &str, position: Position| {
            if let Some(rank) = rank(folded, &wanted) {
                let found = Found { name: name.to_owned(), kind: kind.to_owned(), position };
                ranked.push((rank, folded.len(), folded.to_owned(), found));
            }
        };
        for (name, kind, position) in own {
            consider(&fold(name), name, kind, position);
        }
        for entry in &self.entries {
            consider(&entry.folded, &entry.name, &entry.kind, entry.position);
        }
        ranked.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        ranked.into_iter().map(|(rank, .., found)| (rank, found)).collect()
    }

    /// The name nearest to a point, within `most` metres.
    pub(super) fn nearest(&self, at: Position, most: f64) -> Option<&str> {
        // Degrees are enough to leave out nearly all: one of latitude is 111 km everywhere.
        let rough = most / 111_000.0;
        let near = self.entries.iter().filter(|entry| (entry.position.lat - at.lat).abs() <= rough);
        let far = near.map(|entry| (entry.position.metres_to(at), entry.name.as_str()));
        let nearest = far.filter(|(metres, _)| *metres <= most).min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.map(|(_, name)| name)
    }
}

fn rank(folded: &str, wanted: &str) -> Option<u8> {
    if folded == wanted {
        Some(0)
    } else if folded.starts_with(wanted) {
        Some(1)
    } else if folded.match_indices(wanted).any(|(at, _)| folded[..at].ends_with(' ')) {
        Some(2)
    } else {
        None
    }
}

/// A name made comparable: lower case, no accents, no punctuation, usual abbreviations written out ("rd" → "road").
#[must_use]
pub fn fold(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().map(|word| match word {
        "rd" => "road",
        "ave" | "av" => "avenue",
        "ln" => "lane",
        "sq" => "square",
        "pk" => "park",
        "gdns" => "gardens",
        "stn" => "station",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer(names: &[&str]) -> Gazetteer {
        let entry = |name: &&str| GazetteerEntry {
            name: (*name).to_owned(),
            folded: fold(name),
            kind: "street".into(),
            position: Position { lon: 0.0, lat: 0.0 },
        };
        Gazetteer::new(names.iter().map(entry).collect())
    }

    #[test]
    fn names_are_found_as_people_type_them() {
        let g = gazetteer(&["Green Street", "Greenway", "St Mark's Road", "North Green Street"]);
        let names = |typed: &str| -> Vec<String> {
            g.find(typed, std::iter::empty()).into_iter().map(|(_, f)| f.name).collect()
        };
        assert_eq!(names("green street"), ["Green Street", "North Green Street"]);
        assert_eq!(names("GREEN"), ["Greenway", "Green Street", "North Green Street"]);
        assert_eq!(names("st marks rd"), ["St Mark's Road"]);
        assert!(names("zzz").is_empty() && names(" ").is_empty());
    }
}
