//! Where the columns that matter stand.

use std::collections::HashSet;

use super::error::{Problem, ReadError, Section};
use super::row::Row;
use crate::ballots::BallotKind;

/// Where the columns that matter stand.
#[derive(Clone, Default)]
pub(super) struct Columns {
    pub(super) len: usize,
    pub(super) id: Option<usize>,
    pub(super) cost: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) category: Option<usize>,
    pub(super) district: Option<usize>,
    pub(super) vote: Option<usize>,
    pub(super) points: Option<usize>,
    pub(super) voter: Option<usize>,
    pub(super) weight: Option<usize>,
}

impl Columns {
    /// Reads a section's line of column names. `kind` says which the ballots need.
    pub(super) fn read(row: &Row<'_>, section: Section, kind: Option<BallotKind>) -> Result<Self, ReadError> {
        if section == Section::Meta && !row.cell(0).eq_ignore_ascii_case("key") {
            return Err(row.error(0, Problem::MissingHeader(section)));
        }
        let mut columns = Self { len: row.len(), ..Self::default() };
        while columns.len > 1 && row.cell(columns.len - 1).is_empty() {
            columns.len -= 1;
        }
        let mut seen = HashSet::new();
        for at in 0..columns.len {
            let name = row.cell(at);
            if !name.is_empty() && !seen.insert(name) {
                return Err(row.error(at, Problem::ColumnTwice(name.to_owned())));
            }
            match name {
                "project_id" => columns.id = Some(at),
                "cost" => columns.cost = Some(at),
                "name" => columns.name = Some(at),
                "category" | "categories" => columns.category = Some(at),
                "district" => columns.district = Some(at),
                "neighborhood" | "neighbourhood" | "subunit" => {
                    columns.district = columns.district.or(Some(at));
                }
                "vote" => columns.vote = Some(at),
                "points" => columns.points = Some(at),
                "voter_id" => columns.voter = Some(at),
                "voters" | "weight" if section == Section::Votes => columns.weight = Some(at),
                _ => {}
            }
        }
        let needed = match section {
            Section::Meta => [None, None],
            Section::Projects => [Some(("project_id", columns.id)), Some(("cost", columns.cost))],
            Section::Votes => {
                let points = kind.is_some_and(BallotKind::has_points).then_some(("points", columns.points));
                [Some(("vote", columns.vote)), points]
            }
        };
        match needed.into_iter().flatten().find(|(_, at)| at.is_none()) {
            Some((column, _)) => Err(row.error(0, Problem::MissingColumn { section, column })),
            None => Ok(columns),
        }
    }
}
