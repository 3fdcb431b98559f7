//! Ballots as nearly all lines hold them, taken straight from the bytes.
//!
//! A plain ballot names projects at a glance ([`Ids::list`]), each point is a few digits, and the row has no more cells than
//! there are columns. Whatever else a line may be, [`Votes::row`] reads it or says what is wrong with it; what is taken
//! here is what that would take.

use super::columns::Columns;
use super::ids::Ids;
use super::rows::Line;
use super::votes::Votes;
use crate::ballots::BallotKind;

/// With more projects, sorting a ballot's is faster than looking for them in a set.
const LARGE: usize = 512;

/// Where plain ballots stand.
pub(super) struct Plain {
    /// The column of projects.
    vote: usize,
    /// How many columns after that the points are, where there are any.
    points: Option<usize>,
    /// Number of columns.
    columns: usize,
    kind: BallotKind,
    /// A set of projects, empty between ballots.
    set: Vec<u64>,
}

impl Plain {
    /// None if ballots are never plain: points before projects, or numbers of voters.
    pub(super) fn new(columns: &Columns, kind: BallotKind, projects: usize) -> Option<Self> {
        let vote = columns.vote.filter(|_| columns.weight.is_none())?;
        let points = columns.points.filter(|_| kind.has_points()).map(|points| points.checked_sub(vote + 1));
        let set = vec![0; projects.div_ceil(64)];
        match points {
            Some(None) => None,
            points => Some(Self { vote, points: points.flatten(), columns: columns.len, kind, set }),
        }
    }

    /// Whether a ballot names no project twice; an approval ballot's are sorted, and named once.
    fn order(&mut self, projects: &mut Vec<u32>) -> bool {
        if projects.len() < 2 {
            return true;
        }
        let count = projects.len();
        if let (1..=2, false) = (self.set.len(), self.kind.has_order()) {
            // All in two words, which need not be written anywhere.
            let (mut low, mut high) = (0, 0);
            for &project in &*projects {
                let (bit, is_low) = (1 << (project % 64), u64::from(project / 64).wrapping_sub(1));
                low |= bit & is_low;
                high |= bit & !is_low;
            }
            projects.clear();
            put(low, 0, projects);
            put(high, 64, projects);
            return true;
        }
        projects.iter().for_each(|&project| self.set[project as usize / 64] |= 1 << (project % 64));
        if !self.kind.has_order() && self.set.len() * 64 <= LARGE {
            projects.clear();
            for (at, word) in self.set.iter_mut().enumerate() {
                put(std::mem::take(word), at as u32 * 64, projects);
            }
            return true;
        }
        let mut different = 0;
        for &project in &*projects {
            different += std::mem::take(&mut self.set[project as usize / 64]).count_ones() as usize;
        }
        different == count || !self.kind.has_order()
    }
}

/// Adds the numbers of a word's bits.
#[inline]
fn put(mut bits: u64, first: u32, into: &mut Vec<u32>) {
    while bits != 0 {
        into.push(first + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

impl Votes {
    /// Adds the ballot of a line if it is plain. None, and nothing is added, if it is not.
    pub(super) fn take_plain(&mut self, plain: &mut Plain, line: &Line<'_>, ids: &Ids) -> Option<()> {
        let Line { text, end } = *line;
        let mut at = 0;
        for _ in 0..plain.vote {
            at += memchr::memchr(b';', &text[at..end])? + 1;
        }
        self.projects.clear();
        self.points.clear();
        let mut column = plain.vote;
        at = ids.list(text, at, end, &mut self.projects)?;
        // A row that is not blank, and no section's name.
        if column == 0 && !text[0].is_ascii_digit() {
            return None;
        }
        if let Some(between) = plain.points {
            for _ in 0..between {
                at += memchr::memchr(b';', text.get(at + 1..end)?)? + 1;
            }
            column += between + 1;
            at = points(text.get(..end)?, at + 1, &mut self.points)?;
            if self.decimals > 0 || self.points.len() != self.projects.len() {
                return None;
            }
        }
        let more = text[at..end].iter().filter(|&&byte| byte == b';').count();
        if column + more >= plain.columns || !self.has_room() || !plain.order(&mut self.projects) {
            return None;
        }
        self.ballots.add(&mut self.projects, &mut self.points);
        Some(())
    }
}

/// Reads numbers of up to nine digits with commas between them, from `at` to a semicolon or the end of the text. Where they
/// end; none if there is anything else.
fn points(text: &[u8], mut at: usize, into: &mut Vec<u64>) -> Option<usize> {
    loop {
        let from = at;
        let mut number = 0_u64;
        while let Some(digit) = text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        if !(1..=9).contains(&(at - from)) {
            return None;
        }
        into.push(number);
        match text.get(at) {
            Some(b',') => at += 1,
            Some(b';') | None => return Some(at),
            Some(_) => return None,
        }
    }
}
