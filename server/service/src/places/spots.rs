//! Where people say they are: typed names made spots on the map, points made words.

use super::{PlaceMap, gazetteer};
use domain::places::{NeighbourhoodName, Position};
use std::collections::HashSet;

/// A name is said of a point no further from it than this, in metres.
const NEAR: f64 = 250.0;

/// A place by its name, told apart from others of that name by where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub name: String,
    /// `neighbourhood`, `street`, `park`, `station`…
    pub kind: String,
    pub position: Position,
    pub neighbourhood: Option<NeighbourhoodName>,
    /// Whether it lies in the place's boundary.
    pub inside: bool,
}

/// What a typed name means.
#[derive(Debug, Clone, PartialEq)]
pub enum LookedUp {
    Nothing,
    One(Spot),
    /// More than one, equally well.
    Several,
}

/// What can be said of a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Whereabouts {
    pub inside: bool,
    pub neighbourhood: Option<NeighbourhoodName>,
    /// The nearest name known, within 250 m.
    pub near: Option<String>,
}

impl PlaceMap {
    /// Spots like a typed name, best first: exactly so named, then beginning with it, then a word of it beginning
    /// with it. A street that runs through several neighbourhoods is a spot in each. At most `limit`.
    #[must_use]
    pub fn spots(&self, typed: &str, limit: usize) -> Vec<Spot> {
        self.ranked(typed, limit).into_iter().map(|(_, spot)| spot).collect()
    }

    /// The spot a typed name means, where it means one.
    #[must_use]
    pub fn look_up(&self, typed: &str) -> LookedUp {
        let mut found = self.ranked(typed, 2).into_iter();
        match (found.next(), found.next()) {
            (None, _) => LookedUp::Nothing,
            (Some((best, _)), Some((next, _))) if best == next => LookedUp::Several,
            (Some((_, spot)), _) => LookedUp::One(spot),
        }
    }

    /// What can be said of a point in words.
    #[must_use]
    pub fn whereabouts(&self, at: Position) -> Whereabouts {
        let inside = self.contains(at);
        let near = if inside { self.gazetteer.nearest(at, NEAR).map(ToOwned::to_owned) } else { None };
        Whereabouts { inside, neighbourhood: self.name_at(at), near }
    }

    fn ranked(&self, typed: &str, limit: usize) -> Vec<(u8, Spot)> {
        let own = self.neighbourhoods.iter().map(|n| (n.name.as_str(), "neighbourhood", n.centre));
        let mut seen = HashSet::new();
        let spots = self.gazetteer.find(typed, own).into_iter().filter_map(|(rank, found)| {
            let spot = Spot {
                inside: self.contains(found.position),
                neighbourhood: self.name_at(found.position),
                name: found.name,
                kind: found.kind,
                position: found.position,
            };
            let told_apart_by = spot.neighbourhood.as_ref().map(|n| n.slug.clone());
            seen.insert((gazetteer::fold(&spot.name), spot.kind.clone(), told_apart_by))
                .then_some((rank, spot))
        });
        spots.take(limit).collect()
    }

    fn name_at(&self, at: Position) -> Option<NeighbourhoodName> {
        let found = self.neighbourhood_at(at)?;
        Some(NeighbourhoodName { slug: found.slug.clone(), name: found.name.clone() })
    }
}
