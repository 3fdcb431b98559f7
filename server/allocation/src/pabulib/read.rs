//! A file as an election: one pass, row by row.

use std::collections::BTreeMap;
use std::io::Read;

use super::columns::Columns;
use super::error::{Problem, ReadError, Section};
use super::ids::Ids;
use super::number::{Placed, value};
use super::plain::Plain;
use super::row::Row;
use super::rows::Rows;
use super::votes::Votes;
use crate::ballots::BallotKind;
use crate::election::{Election, Place, Places, Project};
use crate::money::{Decimal, MAX_MONEY};

/// What to keep that no rule needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Each voter's id and class, in the order of the file: to tell one voter where their share went.
    pub voters: bool,
}

/// Reads an election from a Pabulib file.
///
/// Blank lines are skipped; `None` in a cell means nothing is there; ids and numbers may have blanks around them.
/// Projects need `project_id` and `cost`, ballots `vote`, and `points` where the `vote_type` has them.
///
/// # Errors
/// [`ReadError`] with the line and column of the first thing that is wrong. A file that is read is one whose outcome
/// is defined: all costs together, and the budget, are below [`MAX_MONEY`] in the smallest unit that any of them uses.
pub fn read_election(reader: impl Read, keep: Keep) -> Result<Election, ReadError> {
    let mut rows = Rows::new(reader);
    let mut reading = Reading::new(keep);
    loop {
        reading.take_plain(&mut rows);
        let Some(row) = rows.next_row()? else { break };
        reading.take(&row)?;
    }
    reading.finish(&rows.error_here(Problem::NoSection))
}

/// Refuses a row with more cells than there are columns.
pub(super) fn refuse_long(row: &Row<'_>, columns: &Columns) -> Result<(), ReadError> {
    if row.len() <= columns.len || row.is_blank_from(columns.len) {
        return Ok(());
    }
    let problem = Problem::TooManyCells { cells: row.len(), columns: columns.len };
    Err(row.error(columns.len, problem))
}

/// The section that a row begins, if it does.
pub(super) fn section_named(row: &Row<'_>) -> Option<Section> {
    let first = row.cell(0);
    let section = match first.len() {
        4 if first.eq_ignore_ascii_case("meta") => Section::Meta,
        8 if first.eq_ignore_ascii_case("projects") => Section::Projects,
        5 if first.eq_ignore_ascii_case("votes") => Section::Votes,
        _ => return None,
    };
    row.is_blank_from(1).then_some(section)
}

struct Reading {
    keep: Keep,
    section: Option<Section>,
    columns: Option<Columns>,
    meta: BTreeMap<String, String>,
    written_budget: Option<Placed>,
    budget: u64,
    decimals: u32,
    knapsack: bool,
    kind: Option<BallotKind>,
    projects: Vec<Project>,
    costs: Vec<Placed>,
    ids: Ids,
    votes: Option<Votes>,
    /// How to take plain ballots, where nothing else is to be kept of them or asked.
    plain: Option<Plain>,
    points_place: Option<Place>,
}

impl Reading {
    fn new(keep: Keep) -> Self {
        Self {
            keep,
            section: None,
            columns: None,
            meta: BTreeMap::new(),
            written_budget: None,
            budget: 0,
            decimals: 0,
            knapsack: false,
            kind: None,
            projects: Vec::new(),
            costs: Vec::new(),
            ids: Ids::new(),
            votes: None,
            plain: None,
            points_place: None,
        }
    }

    /// Takes lines as long as they are plain ballots.
    fn take_plain(&mut self, rows: &mut Rows<impl Read>) {
        let (Some(plain), Some(votes)) = (&mut self.plain, &mut self.votes) else { return };
        while let Some(line) = rows.plain_line() {
            let end = line.end;
            if votes.take_plain(plain, &line, &self.ids).is_none() {
                return;
            }
            rows.take_plain_line(end);
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        if !row.is_plain() {
            if let Some(section) = section_named(row) {
                return self.enter(row, section);
            }
            if row.is_blank_from(0) {
                return Ok(());
            }
        }
        let Some(section) = self.section else { return Err(row.error(0, Problem::NoSection)) };
        let Some(columns) = &self.columns else {
            let columns = Columns::read(row, section, self.kind)?;
            if let (Section::Votes, Some(kind), false) =
                (section, self.kind, self.knapsack || self.keep.voters)
            {
                self.plain = Plain::new(&columns, kind, self.projects.len());
            }
            self.points_place = columns.points.map(|at| row.place(at));
            self.columns = Some(columns);
            return Ok(());
        };
        if section != Section::Meta {
            refuse_long(row, columns)?;
        }
        match section {
            Section::Meta => self.meta_row(row),
            Section::Projects => {
                let columns = columns.clone();
                self.project_row(row, &columns)
            }
            Section::Votes => match &mut self.votes {
                Some(votes) => votes.row(row, columns, &self.ids, &self.projects),
                None => Err(row.error(0, Problem::NoSection)),
            },
        }
    }

    fn enter(&mut self, row: &Row<'_>, section: Section) -> Result<(), ReadError> {
        let expected = match self.section {
            None => Section::Meta,
            Some(Section::Meta) => Section::Projects,
            Some(Section::Projects) => Section::Votes,
            Some(Section::Votes) => return Err(row.error(0, Problem::SectionTwice(section))),
        };
        if section as u8 > expected as u8 {
            return Err(row.error(0, Problem::SectionTooEarly(section)));
        }
        if section != expected {
            return Err(row.error(0, Problem::SectionTwice(section)));
        }
        if let (Some(before), None) = (self.section, &self.columns) {
            return Err(row.error(0, Problem::MissingHeader(before)));
        }
        if section == Section::Projects {
            self.check_meta(row)?;
        }
        if section == Section::Votes {
            self.count_money()?;
            self.ids.seal();
            let kind = self.kind.unwrap_or(BallotKind::Approval);
            let most = self.knapsack.then_some(self.budget);
            self.votes = Some(Votes::new(kind, self.keep.voters, most));
        }
        self.section = Some(section);
        self.columns = None;
        Ok(())
    }

    /// Counts all money in the smallest unit that any amount needs.
    fn count_money(&mut self) -> Result<(), ReadError> {
        let amounts = self.costs.iter().chain(&self.written_budget);
        self.decimals = amounts.map(|amount| amount.value.decimals).max().unwrap_or(0);
        if let Some(budget) = &self.written_budget {
            self.budget = budget.scaled(self.decimals)?;
        }
        let mut total = 0_u64;
        for (project, cost) in self.projects.iter_mut().zip(&self.costs) {
            project.cost = cost.scaled(self.decimals)?;
            total =
                total.checked_add(project.cost).filter(|&t| t < MAX_MONEY).ok_or_else(|| cost.too_large())?;
        }
        Ok(())
    }

    fn check_meta(&self, row: &Row<'_>) -> Result<(), ReadError> {
        if self.written_budget.is_none() {
            return Err(row.error(0, Problem::MissingMeta("budget")));
        }
        if self.kind.is_none() {
            return Err(row.error(0, Problem::MissingMeta("vote_type")));
        }
        Ok(())
    }

    fn meta_row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let (key, text) = (row.cell(0), row.cell(1));
        let decides = matches!(key, "budget" | "vote_type" | "default_score");
        if decides && self.meta.contains_key(key) {
            return Err(row.error(0, Problem::MetaTwice(key.to_owned())));
        }
        match key {
            "budget" => self.written_budget = Some(Placed::read(row, 1)?),
            "vote_type" => {
                let unknown = || row.error(1, Problem::UnknownVoteType(text.to_owned()));
                self.kind = Some(kind_named(text).ok_or_else(unknown)?);
                self.knapsack = text == "knapsack";
            }
            "default_score" if Decimal::parse(text).is_ok_and(|score| score.digits != 0) => {
                return Err(row.error(1, Problem::DefaultScore));
            }
            _ => {}
        }
        self.meta.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn project_row(&mut self, row: &Row<'_>, columns: &Columns) -> Result<(), ReadError> {
        let at = columns.id.unwrap_or(0);
        let id = row.cell(at);
        if id.is_empty() {
            return Err(row.error(at, Problem::MissingId));
        }
        let number = u32::try_from(self.projects.len()).map_err(|_| row.error(at, Problem::TooMany))?;
        if !self.ids.insert(id, number) {
            return Err(row.error(at, Problem::DuplicateProject(id.to_owned())));
        }
        self.costs.push(Placed::read(row, columns.cost.unwrap_or(row.len()))?);
        let text = |at| Some(value(row, at)).filter(|text| !text.is_empty());
        self.projects.push(Project {
            id: id.to_owned(),
            cost: 0,
            name: text(columns.name).map(str::to_owned),
            categories: text(columns.category)
                .map(|all| all.split(',').map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect())
                .unwrap_or_default(),
            district: text(columns.district).map(str::to_owned),
        });
        Ok(())
    }

    fn finish(self, end: &ReadError) -> Result<Election, ReadError> {
        let at_end = |problem| ReadError { problem, ..end.clone() };
        let missing = match self.section {
            None => return Err(at_end(Problem::NoSection)),
            Some(Section::Meta) => Some(Section::Projects),
            Some(Section::Projects) => Some(Section::Votes),
            Some(Section::Votes) => None,
        };
        if let Some(section) = missing {
            return Err(at_end(Problem::MissingSection(section)));
        }
        if self.columns.is_none() {
            return Err(at_end(Problem::MissingHeader(Section::Votes)));
        }
        let Some(mut votes) = self.votes else { return Err(at_end(Problem::MissingSection(Section::Votes))) };
        votes.ballots.finish();
        Ok(Election {
            meta: self.meta,
            decimals: self.decimals,
            point_decimals: votes.decimals,
            budget: self.budget,
            projects: self.projects,
            ballots: votes.ballots,
            voter_ids: votes.voter_ids,
            places: Places {
                budget: self.written_budget.map(|budget| budget.place),
                points: self.points_place,
            },
        })
    }
}

fn kind_named(text: &str) -> Option<BallotKind> {
    Some(match text {
        // Knapsack ballots are approvals that cost no more than the budget together.
        "approval" | "knapsack" => BallotKind::Approval,
        "choose-1" => BallotKind::Choose1,
        "cumulative" => BallotKind::Cumulative,
        "scoring" => BallotKind::Scoring,
        "ordinal" => BallotKind::Ordinal,
        _ => return None,
    })
}
