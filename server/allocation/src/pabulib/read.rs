//! A file as an election: one pass, row by row.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use super::error::{Problem, ReadError, Section};
use super::ids::Ids;
use super::rows::{Row, Rows};
use crate::ballots::{BallotKind, Ballots};
use crate::election::{Election, Project};
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
    while let Some(row) = rows.next_row()? {
        reading.take(&row)?;
    }
    reading.finish(&rows.error_here(Problem::NoSection))
}

/// The number under which a section stands in the order of sections.
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

/// A cell's text, where the word `None` means nothing.
fn value<'a>(row: &Row<'a>, at: Option<usize>) -> &'a str {
    let text = at.map_or("", |at| row.cell(at));
    if text.len() == 4 && text.eq_ignore_ascii_case("none") { "" } else { text }
}

/// A number and where it stood.
struct Placed {
    value: Decimal,
    line: u64,
    column: u64,
}

impl Placed {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, ReadError> {
        let place = row.error(at, Problem::TooLarge);
        let value = Decimal::parse(value(row, Some(at))).map_err(|e| row.error(at, e))?;
        Ok(Self { value, line: place.line, column: place.column })
    }

    fn too_large(&self) -> ReadError {
        ReadError { line: self.line, column: self.column, problem: Problem::TooLarge }
    }

    fn scaled(&self, decimals: u32) -> Result<u64, ReadError> {
        self.value.scaled(decimals).filter(|&v| v < MAX_MONEY).ok_or_else(|| self.too_large())
    }
}

struct Reading {
    keep: Keep,
    section: Option<Section>,
    columns: Option<Columns>,
    meta: BTreeMap<String, String>,
    budget: Option<Placed>,
    kind: Option<BallotKind>,
    projects: Vec<Project>,
    costs: Vec<Placed>,
    ids: Ids,
    votes: Option<Votes>,
}

/// Where the columns that matter stand.
#[derive(Clone, Default)]
struct Columns {
    len: usize,
    id: Option<usize>,
    cost: Option<usize>,
    name: Option<usize>,
    category: Option<usize>,
    district: Option<usize>,
    vote: Option<usize>,
    points: Option<usize>,
    voter: Option<usize>,
}

impl Reading {
    fn new(keep: Keep) -> Self {
        Self {
            keep,
            section: None,
            columns: None,
            meta: BTreeMap::new(),
            budget: None,
            kind: None,
            projects: Vec::new(),
            costs: Vec::new(),
            ids: Ids::new(),
            votes: None,
        }
    }

    fn take(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        if let Some(section) = section_named(row) {
            return self.enter(row, section);
        }
        if row.is_blank_from(0) {
            return Ok(());
        }
        let Some(section) = self.section else { return Err(row.error(0, Problem::NoSection)) };
        let Some(columns) = &self.columns else {
            self.columns = Some(header(row, section, self.kind)?);
            return Ok(());
        };
        if row.len() > columns.len && section != Section::Meta && !row.is_blank_from(columns.len) {
            let problem = Problem::TooManyCells { cells: row.len(), columns: columns.len };
            return Err(row.error(columns.len, problem));
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
            self.ids.seal();
            let kind = self.kind.unwrap_or(BallotKind::Approval);
            self.votes = Some(Votes::new(kind, self.keep.voters));
        }
        self.section = Some(section);
        self.columns = None;
        Ok(())
    }

    fn check_meta(&self, row: &Row<'_>) -> Result<(), ReadError> {
        if self.budget.is_none() {
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
            "budget" => self.budget = Some(Placed::read(row, 1)?),
            "vote_type" => {
                let unknown = || row.error(1, Problem::UnknownVoteType(text.to_owned()));
                self.kind = Some(kind_named(text).ok_or_else(unknown)?);
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

    fn finish(mut self, end: &ReadError) -> Result<Election, ReadError> {
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
        let (Some(budget), Some(mut votes)) = (self.budget, self.votes) else {
            return Err(at_end(Problem::MissingMeta("budget")));
        };
        let decimals = self.costs.iter().chain([&budget]).map(|p| p.value.decimals).max().unwrap_or(0);
        let mut total = 0_u64;
        for (project, cost) in self.projects.iter_mut().zip(&self.costs) {
            project.cost = cost.scaled(decimals)?;
            total =
                total.checked_add(project.cost).filter(|&t| t < MAX_MONEY).ok_or_else(|| cost.too_large())?;
        }
        votes.ballots.finish();
        Ok(Election {
            meta: self.meta,
            decimals,
            point_decimals: votes.decimals,
            budget: budget.scaled(decimals)?,
            projects: self.projects,
            ballots: votes.ballots,
            voter_ids: votes.voter_ids,
        })
    }
}

fn kind_named(text: &str) -> Option<BallotKind> {
    Some(match text {
        "approval" => BallotKind::Approval,
        "choose-1" => BallotKind::Choose1,
        "cumulative" => BallotKind::Cumulative,
        "scoring" => BallotKind::Scoring,
        "ordinal" => BallotKind::Ordinal,
        _ => return None,
    })
}

fn header(row: &Row<'_>, section: Section, kind: Option<BallotKind>) -> Result<Columns, ReadError> {
    if section == Section::Meta && !row.cell(0).eq_ignore_ascii_case("key") {
        return Err(row.error(0, Problem::MissingHeader(section)));
    }
    let mut columns = Columns { len: row.len(), ..Columns::default() };
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
            "neighborhood" | "neighbourhood" | "subunit" => columns.district = columns.district.or(Some(at)),
            "vote" => columns.vote = Some(at),
            "points" => columns.points = Some(at),
            "voter_id" => columns.voter = Some(at),
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

/// The ballots while they are read.
struct Votes {
    ballots: Ballots,
    decimals: u32,
    voter_ids: Option<Vec<String>>,
    projects: Vec<u32>,
    points: Vec<u64>,
}

impl Votes {
    fn new(kind: BallotKind, keep: bool) -> Self {
        Self {
            ballots: Ballots::new(kind, keep),
            decimals: 0,
            voter_ids: keep.then(Vec::new),
            projects: Vec::new(),
            points: Vec::new(),
        }
    }

    fn row(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        ids: &Ids,
        named: &[Project],
    ) -> Result<(), ReadError> {
        let at = columns.vote.unwrap_or(0);
        self.projects.clear();
        let vote = value(row, Some(at));
        for id in vote.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            let unknown = || row.error_at(at, id, Problem::UnknownProject(id.to_owned()));
            self.projects.push(ids.get(id).ok_or_else(unknown)?);
        }
        self.points.clear();
        if self.ballots.kind().has_points() {
            self.read_points(row, columns.points.unwrap_or(0))?;
        }
        if self.ballots.voters() == u64::from(u32::MAX) {
            return Err(row.error(0, Problem::TooMany));
        }
        if !matches!(self.ballots.kind(), BallotKind::Approval | BallotKind::Choose1) {
            self.refuse_twice(row, at, named)?;
        }
        if let Some(voter_ids) = &mut self.voter_ids {
            voter_ids.push(columns.voter.map_or("", |at| row.cell(at)).to_owned());
        }
        self.ballots.add(&mut self.projects, &mut self.points);
        Ok(())
    }

    fn read_points(&mut self, row: &Row<'_>, at: usize) -> Result<(), ReadError> {
        let text = value(row, Some(at));
        for part in text.split(',').filter(|_| !text.is_empty()) {
            let points = Decimal::parse(part).map_err(|e| row.error_at(at, part, e))?;
            let too_large = || row.error_at(at, part, Problem::TooLarge);
            if points.decimals > self.decimals {
                let factor = 10_u64.checked_pow(points.decimals - self.decimals).ok_or_else(too_large)?;
                let fits = self.ballots.scale_points(factor)
                    && self.points.iter_mut().all(|p| p.checked_mul(factor).map(|s| *p = s).is_some());
                if !fits {
                    return Err(too_large());
                }
                self.decimals = points.decimals;
            }
            let points = points.scaled(self.decimals).filter(|&p| p < 1 << 32).ok_or_else(too_large)?;
            self.points.push(points);
        }
        if self.points.len() == self.projects.len() {
            return Ok(());
        }
        let problem = Problem::PointsMismatch { projects: self.projects.len(), points: self.points.len() };
        Err(row.error(at, problem))
    }

    fn refuse_twice(&self, row: &Row<'_>, at: usize, named: &[Project]) -> Result<(), ReadError> {
        let few = self.projects.len() <= 16;
        let twice = if few {
            (1..self.projects.len()).find(|&i| self.projects[..i].contains(&self.projects[i]))
        } else {
            let mut seen = HashSet::new();
            (0..self.projects.len()).find(|&i| !seen.insert(self.projects[i]))
        };
        let Some(twice) = twice else { return Ok(()) };
        let id = &named[self.projects[twice] as usize].id;
        Err(row.error(at, Problem::TwiceInBallot(id.clone())))
    }
}
