//! Ballots, row by row.

use std::collections::HashSet;

use super::columns::Columns;
use super::error::{Problem, ReadError};
use super::ids::Ids;
use super::number::value;
use super::row::Row;
use crate::ballots::{BallotKind, Ballots};
use crate::election::Project;
use crate::money::Decimal;

/// A voter's points for a project are below this, in the smallest unit: with less than 2³⁰ voters no sum leaves 2⁶².
const MOST_POINTS: u64 = 1 << 32;

/// The ballots while they are read.
pub(super) struct Votes {
    pub(super) ballots: Ballots,
    pub(super) decimals: u32,
    pub(super) voter_ids: Option<Vec<String>>,
    pub(super) projects: Vec<u32>,
    pub(super) points: Vec<u64>,
    /// What a ballot's projects may cost together.
    most: Option<u64>,
}

impl Votes {
    /// No ballots yet. `most`: what a ballot's projects may cost together, if that is limited.
    pub(super) fn new(kind: BallotKind, keep: bool, most: Option<u64>) -> Self {
        Self {
            ballots: Ballots::new(kind, keep),
            decimals: 0,
            voter_ids: keep.then(Vec::new),
            projects: Vec::new(),
            points: Vec::new(),
            most,
        }
    }

    /// Adds a ballot. `named` are the projects that `ids` finds.
    pub(super) fn row(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        ids: &Ids,
        named: &[Project],
    ) -> Result<(), ReadError> {
        let at = columns.vote.unwrap_or(0);
        self.read_projects(row, at, ids)?;
        self.points.clear();
        if self.ballots.kind().has_points() {
            self.read_points(row, columns.points.unwrap_or(0))?;
        }
        if !matches!(self.ballots.kind(), BallotKind::Approval | BallotKind::Choose1) {
            self.refuse_twice(row, at, named)?;
        }
        if let Some(most) = self.most {
            self.projects.sort_unstable();
            self.projects.dedup();
            // All costs together fit.
            if self.projects.iter().map(|&p| named[p as usize].cost).sum::<u64>() > most {
                return Err(row.error(at, Problem::OverBudget));
            }
        }
        let weight = columns.weight.map_or(Ok(1), |at| weight(row, at))?;
        if self.ballots.voters() + u64::from(weight) > u64::from(u32::MAX) {
            return Err(row.error(columns.weight.unwrap_or(0), Problem::TooMany));
        }
        if let Some(voter_ids) = &mut self.voter_ids {
            let id = columns.voter.map_or("", |at| row.cell(at));
            voter_ids.extend((0..weight).map(|_| id.to_owned()));
        }
        self.ballots.add_weighted(&mut self.projects, &mut self.points, weight);
        Ok(())
    }

    /// Whether one more voter is counted.
    pub(super) fn has_room(&self) -> bool {
        self.ballots.voters() < u64::from(u32::MAX)
    }

    fn read_projects(&mut self, row: &Row<'_>, at: usize, ids: &Ids) -> Result<(), ReadError> {
        self.projects.clear();
        let vote = value(row, Some(at));
        let beyond = row.text_from(vote);
        let mut from = 0;
        while from < vote.len() {
            if let Some((project, end)) = ids.at(beyond, from, vote.len())
                && (end == vote.len() || beyond[end] == b',')
            {
                self.projects.push(project);
                from = end + 1;
                continue;
            }
            let end = vote[from..].find(',').map_or(vote.len(), |comma| from + comma);
            let id = vote[from..end].trim();
            if !id.is_empty() {
                let unknown = || row.error_at(at, id, Problem::UnknownProject(id.to_owned()));
                self.projects.push(ids.get(id).ok_or_else(unknown)?);
            }
            from = end + 1;
        }
        Ok(())
    }

    fn read_points(&mut self, row: &Row<'_>, at: usize) -> Result<(), ReadError> {
        let text = value(row, Some(at));
        for part in text.split(',').filter(|_| !text.is_empty()) {
            if let (0, Some(points)) = (self.decimals, few_digits(part)) {
                self.points.push(points);
                continue;
            }
            let points = Decimal::parse(part).map_err(|e| row.error_at(at, part, e))?;
            let too_large = || row.error_at(at, part, Problem::TooLarge);
            if points.decimals > self.decimals {
                let factor = 10_u64.checked_pow(points.decimals - self.decimals).ok_or_else(too_large)?;
                let scale = |p: &mut u64| p.checked_mul(factor).filter(|&s| s < MOST_POINTS).map(|s| *p = s);
                let fits = self.ballots.scale_points(factor, MOST_POINTS)
                    && self.points.iter_mut().all(|points| scale(points).is_some());
                if !fits {
                    return Err(too_large());
                }
                self.decimals = points.decimals;
            }
            let points = points.scaled(self.decimals).filter(|&p| p < MOST_POINTS).ok_or_else(too_large)?;
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

/// How many voters cast a ballot: a whole number.
fn weight(row: &Row<'_>, at: usize) -> Result<u32, ReadError> {
    let weight = Decimal::parse(value(row, Some(at))).map_err(|e| row.error(at, e))?;
    let whole = weight.scaled(0).and_then(|weight| u32::try_from(weight).ok());
    whole.filter(|&weight| weight > 0).ok_or_else(|| row.error(at, Problem::Weight))
}

/// A whole number of up to nine digits and nothing else, as most points are.
fn few_digits(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    let whole = (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    whole.then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}
