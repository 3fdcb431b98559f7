//! One row of a semicolon-separated file and its cells.
//!
//! Cells follow the rules of Python's `csv` module, with which Pabulib files are written: a cell that starts with a
//! quote runs to the closing quote (`""` stands for one), over line ends if need be; elsewhere a quote is a character.

use super::error::{Problem, ReadError};
use crate::election::Place;

/// A cell: where its text is, and where it starts in the line as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    start: usize,
    end: usize,
    written: usize,
}

/// One row of cells.
#[derive(Debug)]
pub struct Row<'a> {
    /// The line the row starts on, from 1.
    pub line: u64,
    raw: &'a str,
    text: &'a str,
    cells: &'a [Cell],
}

impl<'a> Row<'a> {
    /// The cells of a line without quotes, put into `cells`.
    pub(super) fn of_plain(line: u64, raw: &'a str, separator: u8, cells: &'a mut Vec<Cell>) -> Self {
        cells.clear();
        split(raw, separator, cells);
        Self { line, raw, text: raw, cells }
    }

    /// The cells of a line with quotes, put into `cells`, and their text without quotes into `text`.
    pub(super) fn of_quoted(
        line: u64,
        raw: &'a str,
        separator: u8,
        (text, cells): (&'a mut String, &'a mut Vec<Cell>),
    ) -> Self {
        cells.clear();
        text.clear();
        split_quoted(raw, separator, text, cells);
        Self { line, raw, text, cells }
    }

    /// Number of cells; a blank line has one, which is empty.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without surrounding blanks; empty if the row has no such cell.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).map_or("", |c| trimmed(&self.text[c.start..c.end]))
    }

    /// Where the text of a cell starts, as [`Self::cell`] gives it, and all of the row's text from there on: looking at more
    /// bytes at a time than the cell has is faster than minding its end.
    pub(super) fn text_from(&self, cell: &str) -> &'a [u8] {
        let at = (cell.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    /// Whether the row can be no section's name and is not blank: it starts with a digit, as most do.
    pub(super) fn is_plain(&self) -> bool {
        self.raw.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    /// Whether all cells from `at` on are empty.
    pub fn is_blank_from(&self, at: usize) -> bool {
        (at..self.len()).all(|i| self.cell(i).is_empty())
    }

    /// The row as written, without its line end.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Where a cell stands in [`Self::raw`], quotes included; none if the row has no such cell.
    pub fn written(&self, at: usize) -> Option<std::ops::Range<usize>> {
        let start = self.cells.get(at)?.written;
        let end = self.cells.get(at + 1).map_or(self.raw.len(), |next| next.written - 1);
        Some(start..end)
    }

    /// An error at a cell.
    pub fn error(&self, at: usize, problem: impl Into<Problem>) -> ReadError {
        let written = self.cells.get(at).map_or(self.raw.len(), |c| c.written);
        self.error_at_byte(written, problem)
    }

    /// Where a cell stands.
    pub fn place(&self, at: usize) -> Place {
        let ReadError { line, column, .. } = self.error(at, Problem::TooLarge);
        Place { line, column }
    }

    /// An error at a part of a cell, which must be a slice of what [`Self::cell`] gave.
    pub fn error_at(&self, at: usize, part: &str, problem: impl Into<Problem>) -> ReadError {
        let Some(cell) = self.cells.get(at) else { return self.error(at, problem) };
        let inside = (part.as_ptr() as usize).wrapping_sub(self.text[cell.start..].as_ptr() as usize);
        let inside = if inside <= cell.end - cell.start { inside } else { 0 };
        self.error_at_byte(cell.written + inside, problem)
    }

    fn error_at_byte(&self, byte: usize, problem: impl Into<Problem>) -> ReadError {
        let mut end = byte.min(self.raw.len());
        while !self.raw.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.raw[..end];
        let breaks = before.bytes().filter(|&b| b == b'\n').count() as u64;
        let last = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[last..].chars().count() as u64 + 1;
        ReadError { line: self.line + breaks, column, problem: problem.into() }
    }
}

/// A text without blanks around it.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] | [first @ last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn split(raw: &str, separator: u8, cells: &mut Vec<Cell>) {
    let bytes = raw.as_bytes();
    let mut start = 0;
    let mut cut = |end: usize| {
        cells.push(Cell { start, end, written: start });
        start = end + 1;
    };
    // Cells are short: eight bytes at a time is faster than a search for each.
    let (words, rest) = bytes.as_chunks::<8>();
    let all = u64::from_le_bytes([separator; 8]);
    for (at, word) in words.iter().enumerate() {
        let different = u64::from_le_bytes(*word) ^ all;
        // The highest bit of each byte that is the same: no byte's sum carries into the next.
        let mut same = !(((different & !HIGH) + !HIGH) | different) & HIGH;
        while same != 0 {
            cut(at * 8 + same.trailing_zeros() as usize / 8);
            same &= same - 1;
        }
    }
    let done = words.len() * 8;
    for (at, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == separator) {
        cut(done + at);
    }
    cells.push(Cell { start, end: raw.len(), written: start });
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

fn split_quoted(raw: &str, separator: u8, text: &mut String, cells: &mut Vec<Cell>) {
    let separator = char::from(separator);
    let (mut start, mut written, mut inside, mut cell_start) = (0, 0, false, true);
    let mut chars = raw.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' if inside && matches!(chars.peek(), Some((_, '"'))) => {
                chars.next();
                text.push('"');
            }
            '"' if inside => inside = false,
            '"' if cell_start => inside = true,
            _ if char == separator && !inside => {
                cells.push(Cell { start, end: text.len(), written });
                (start, written) = (text.len(), at + 1);
            }
            _ => text.push(char),
        }
        cell_start = char == separator && !inside;
    }
    cells.push(Cell { start, end: text.len(), written });
}
