//! Names of streets, parks and stations, looked up as people type them.

use domain::places::Position;
use store::places::GazetteerEntry;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
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

    pub(super) fn suggest<'a>(
        &'a self,
        typed: &str,
        own: impl Iterator<Item = (&'a str, &'a str, Position)>,
        limit: usize,
    ) -> Vec<Found> {
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
        ranked.dedup_by(|a, b| a.2 == b.2 && a.3.kind == b.3.kind);
        ranked.into_iter().take(limit).map(|(.., found)| found).collect()
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
            g.suggest(typed, std::iter::empty(), 5).into_iter().map(|f| f.name).collect()
        };
        assert_eq!(names("green street"), ["Green Street", "North Green Street"]);
        assert_eq!(names("GREEN"), ["Greenway", "Green Street", "North Green Street"]);
        assert_eq!(names("st marks rd"), ["St Mark's Road"]);
        assert!(names("zzz").is_empty() && names(" ").is_empty());
    }
}
