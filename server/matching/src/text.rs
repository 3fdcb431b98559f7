//! What the matcher reads: the texts of proposals, institutions, levers and modules, with what is known beside them.

use domain::institutions::Remit;
use domain::places::{NeighbourhoodName, Position};
use domain::taxonomy::{InstitutionKind, LeverKind, Skill, Stage, Strand, Theme};
use serde::{Deserialize, Serialize};

/// A proposal, in its author's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProposalText {
    pub id: String,
    pub title: String,
    pub body: String,
    /// The theme the author picked.
    pub theme: Option<Theme>,
    pub stage: Option<Stage>,
    /// What its authors can do already, as they say or as modules they finished show.
    #[serde(default)]
    pub skills: Vec<Skill>,
    pub point: Option<Position>,
    /// The neighbourhood the point lies in: its slug is compared with a lever's remit, its name is said in reasons.
    pub neighbourhood: Option<NeighbourhoodName>,
}

/// A lever, in its institution's words, with the conditions it stated as data.
/// Conditions that are only in the text are read from there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeverText {
    pub id: String,
    /// The id of its institution; an institution that is not in the index adds nothing and takes nothing away.
    pub institution: String,
    pub kind: LeverKind,
    pub title: String,
    pub text: String,
    pub themes: Vec<Theme>,
    pub remit: Remit,
    /// At most this much, in whole units of the place's currency.
    pub cost_ceiling: Option<u64>,
    /// Only for groups with a constitution.
    pub constituted_group: bool,
    /// How many more proposals it can take on; `None` is unknown, which is not a no.
    pub capacity_left: Option<u32>,
    pub open: bool,
}

/// An institution and where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstitutionText {
    pub id: String,
    pub name: String,
    pub kind: InstitutionKind,
    pub about: String,
    pub sites: Vec<Site>,
}

/// A place an institution works from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub name: String,
    pub position: Position,
}

/// A module of the academy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModuleText {
    pub id: String,
    pub title: String,
    pub text: String,
    pub strand: Strand,
    pub skills: Vec<Skill>,
}
