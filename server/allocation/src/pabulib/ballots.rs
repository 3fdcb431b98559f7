//! Ballots from a file of their own: CSV with a line of column names.

use std::io::Read;

use super::columns::Columns;
use super::error::{Problem, ReadError, Section};
use super::ids::Ids;
use super::read::{Keep, refuse_long};
use super::rows::Rows;
use super::votes::Votes;
use crate::election::{Election, Places};

/// Puts the ballots of a CSV file in the place of an election's own.
///
/// Its columns are those of VOTES: `vote` with projects' ids between commas, `points` where the election's ballots have
/// them, `voter_id` if voters are to be told apart; and `voters`, if a row stands for so many identical ballots. Cells are
/// between commas (then a list needs quotes), semicolons or tabs, whichever the first line has most of.
///
/// # Errors
/// [`ReadError`] with the line and column of the first thing that is wrong in the CSV file.
pub fn read_ballots(reader: impl Read, election: Election, keep: Keep) -> Result<Election, ReadError> {
    let kind = election.kind();
    let ids = Ids::of(election.projects.iter().map(|project| project.id.as_str()));
    let knapsack = election.meta.get("vote_type").is_some_and(|kind| kind == "knapsack");
    let mut votes = Votes::new(kind, keep.voters, knapsack.then_some(election.budget));
    let mut rows = Rows::of_any_separator(reader);
    let mut columns: Option<Columns> = None;
    while let Some(row) = rows.next_row()? {
        if row.is_blank_from(0) {
            continue;
        }
        let Some(columns) = &columns else {
            columns = Some(Columns::read(&row, Section::Votes, Some(kind))?);
            continue;
        };
        refuse_long(&row, columns)?;
        votes.row(&row, columns, &ids, &election.projects)?;
    }
    if columns.is_none() {
        return Err(rows.error_here(Problem::MissingHeader(Section::Votes)));
    }
    votes.ballots.finish();
    // Points are in another file now.
    let places = Places { points: None, ..election.places };
    let Votes { ballots, decimals, voter_ids, .. } = votes;
    Ok(Election { ballots, point_decimals: decimals, voter_ids, places, ..election })
}
