//! What a neighbourhood asks for, who answers it, and what would help.

use crate::taxonomy::Theme;
use serde::{Deserialize, Serialize};

/// A neighbourhood's ideas, counted. Only what can be seen counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    pub slug: String,
    pub name: String,
    pub ideas: u32,
    /// Supports of all of them together.
    pub support: u32,
    /// Those no institution has answered.
    pub unanswered: u32,
}

/// A theme's share of a neighbourhood's ideas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeDemand {
    pub theme: Theme,
    pub ideas: u32,
    pub support: u32,
}

/// An institution that answered ideas here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answering {
    pub slug: String,
    pub name: String,
    /// How many ideas it answered.
    pub ideas: u32,
}

/// A module that ideas here need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    pub slug: String,
    pub title: String,
    pub minutes: u32,
    /// How many ideas need it.
    pub ideas: u32,
}

/// What a map of neighbourhoods is shaded by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    #[default]
    Ideas,
    Support,
    Unanswered,
}

impl Measure {
    pub const ALL: &'static [Self] = &[Self::Ideas, Self::Support, Self::Unanswered];

    /// As in an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ideas => "ideas",
            Self::Support => "support",
            Self::Unanswered => "unanswered",
        }
    }

    #[must_use]
    pub fn of(self, demand: &Demand) -> u32 {
        match self {
            Self::Ideas => demand.ideas,
            Self::Support => demand.support,
            Self::Unanswered => demand.unanswered,
        }
    }
}
