//! The rows of a semicolon-separated file, from any reader, one buffer's worth at a time.
//!
//! Lines end with `\n`, `\r\n` or `\r`. A UTF-8 byte-order mark at the start is skipped.

use std::io::Read;

use super::error::{Problem, ReadError};
use super::row::{Cell, Row};

const BUFFER: usize = 1 << 16;
/// How much is told to be ASCII or not at a time.
const PIECE: usize = 1 << 10;

/// Rows from a reader.
pub struct Rows<R> {
    reader: R,
    /// What stands between cells. None: a comma, a semicolon or a tab, whichever the first line has most of.
    separator: Option<u8>,
    buffer: Vec<u8>,
    start: usize,
    filled: usize,
    ended: bool,
    line: u64,
    cells: Vec<Cell>,
    unquoted: String,
    /// Where in the buffer the line end of the row last given stands.
    line_end: std::ops::Range<usize>,
    mark: bool,
    /// What stands in the buffer from here on is ASCII.
    ascii_from: usize,
}

/// A line that comes next, and what comes after it as far as it is there.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a [u8],
    /// Where the line ends.
    pub(super) end: usize,
}

impl<R: Read> Rows<R> {
    /// Starts at the first line of a file with semicolons.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            separator: Some(b';'),
            buffer: vec![0; BUFFER],
            start: 0,
            filled: 0,
            ended: false,
            line: 1,
            cells: Vec::new(),
            unquoted: String::new(),
            line_end: 0..0,
            mark: false,
            ascii_from: 0,
        }
    }

    /// Starts at the first line of a file with commas, semicolons or tabs.
    pub fn of_any_separator(reader: R) -> Self {
        Self { separator: None, ..Self::new(reader) }
    }

    /// The next row, or none at the end of the file.
    ///
    /// # Errors
    /// [`ReadError`] where the text is not UTF-8, a quote is not closed, or the reader fails.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, ReadError> {
        if self.line == 1 && self.start == 0 && self.filled == 0 {
            self.skip_mark()?;
        }
        let Some((end, next, quoted)) = self.find_line()? else { return Ok(None) };
        let (from, line) = (self.start, self.line);
        self.line_end = end..next;
        self.start = next;
        let bytes = &self.buffer[from..end];
        let raw = std::str::from_utf8(bytes).map_err(|e| not_utf8(bytes, e.valid_up_to(), line))?;
        self.line += 1;
        let separator = *self.separator.get_or_insert_with(|| most_of(raw));
        if !quoted {
            return Ok(Some(Row::of_plain(line, raw, separator, &mut self.cells)));
        }
        self.line += raw.bytes().filter(|&b| b == b'\n').count() as u64;
        Ok(Some(Row::of_quoted(line, raw, separator, (&mut self.unquoted, &mut self.cells))))
    }

    /// The line that comes next, if all of it is in the buffer and it is UTF-8 without quotes. It is not taken.
    pub(super) fn plain_line(&self) -> Option<Line<'_>> {
        let text = &self.buffer[self.start..self.filled];
        let end = memchr::memchr3(b'\n', b'\r', b'"', text)?;
        let ends = text[end] == b'\n' || text[end..].starts_with(b"\r\n");
        let reads = || self.start >= self.ascii_from || std::str::from_utf8(&text[..end]).is_ok();
        (ends && reads()).then_some(Line { text, end })
    }

    /// Takes the line that [`Self::plain_line`] gave, which ends there.
    pub(super) fn take_plain_line(&mut self, end: usize) {
        let end = self.start + end;
        self.start = self.after_return(end);
        self.line_end = end..self.start;
        self.line += 1;
    }

    /// The line end of the row last given: `\n`, `\r\n`, `\r`, or nothing at the end of the file.
    pub fn line_end(&self) -> &[u8] {
        &self.buffer[self.line_end.clone()]
    }

    /// Whether the file began with a byte-order mark.
    pub fn has_mark(&self) -> bool {
        self.mark
    }

    /// An error on the line that would come next, or on the last one if that is not ended.
    pub fn error_here(&self, problem: Problem) -> ReadError {
        let unended = u64::from(self.line > 1 && self.line_end.is_empty());
        ReadError { line: self.line - unended, column: 1, problem }
    }

    fn skip_mark(&mut self) -> Result<(), ReadError> {
        while self.filled < 3 && self.fill()? {}
        let head = &self.buffer[..self.filled];
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Err(self.error_here(Problem::Utf16));
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            self.start = 3;
            self.mark = true;
        }
        Ok(())
    }

    /// Where the line ends, where the next one starts, and whether a quote is in it.
    fn find_line(&mut self) -> Result<Option<(usize, usize, bool)>, ReadError> {
        let mut scanned = 0;
        loop {
            let found = memchr::memchr3(b'\n', b'\r', b'"', &self.buffer[self.start + scanned..self.filled]);
            match found.map(|at| self.start + scanned + at) {
                Some(at) if self.buffer[at] == b'"' => return self.find_quoted_line(),
                Some(at) if self.buffer[at] == b'\n' => return Ok(Some((at, at + 1, false))),
                Some(at) => {
                    if at + 1 < self.filled || self.ended {
                        let next = self.after_return(at);
                        return Ok(Some((at, next, false)));
                    }
                    scanned = at - self.start;
                }
                None => scanned = self.filled - self.start,
            }
            if !self.fill()? && scanned == self.filled - self.start {
                return Ok((scanned > 0).then_some((self.filled, self.filled, false)));
            }
        }
    }

    /// As [`Self::find_line`], one byte at a time from the line's start, minding quotes. Linear in the line.
    fn find_quoted_line(&mut self) -> Result<Option<(usize, usize, bool)>, ReadError> {
        let (mut at, mut inside, mut opened, mut cell_start) = (self.start, false, 0, true);
        loop {
            if at + 1 >= self.filled && !self.ended {
                let offset = at - self.start;
                self.fill()?;
                at = self.start + offset;
                continue;
            }
            if at >= self.filled {
                return if inside { Err(self.unclosed(opened)) } else { Ok(Some((at, at, true))) };
            }
            match self.buffer[at] {
                b'"' if inside && self.buffer.get(at + 1) == Some(&b'"') && at + 1 < self.filled => at += 1,
                b'"' if inside => inside = false,
                b'"' if cell_start => (inside, opened) = (true, at - self.start),
                b'\n' if !inside => return Ok(Some((at, at + 1, true))),
                b'\r' if !inside => {
                    let next = self.after_return(at);
                    return Ok(Some((at, next, true)));
                }
                _ => {}
            }
            cell_start = !inside && self.buffer[at] == self.separator.unwrap_or(b',');
            at += 1;
        }
    }

    fn unclosed(&self, opened: usize) -> ReadError {
        let text = String::from_utf8_lossy(&self.buffer[self.start..self.start + opened]);
        let breaks = text.bytes().filter(|&b| b == b'\n').count() as u64;
        let column = text.rsplit('\n').next().map_or(0, |last| last.chars().count()) as u64 + 1;
        ReadError { line: self.line + breaks, column, problem: Problem::UnclosedQuote }
    }

    fn after_return(&self, at: usize) -> usize {
        if self.buffer[at] == b'\r' && at + 1 < self.filled && self.buffer[at + 1] == b'\n' {
            at + 2
        } else {
            at + 1
        }
    }

    /// Reads more behind what is there, whose unread part moves to the front. False at the end of the file.
    fn fill(&mut self) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        if self.start > 0 && (self.filled == self.buffer.len() || self.start > BUFFER / 2) {
            self.buffer.copy_within(self.start..self.filled, 0);
            self.filled -= self.start;
            self.ascii_from = self.ascii_from.saturating_sub(self.start);
            self.start = 0;
        }
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Ok(0) => self.ended = true,
                Ok(n) => {
                    let new = self.buffer[self.filled..self.filled + n].chunks(PIECE);
                    for (at, _) in new.enumerate().filter(|(_, piece)| !piece.is_ascii()) {
                        self.ascii_from = self.filled + (at + 1) * PIECE;
                    }
                    self.filled += n;
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(self.error_here(Problem::Io(e.to_string()))),
            }
            return Ok(!self.ended);
        }
    }
}

fn not_utf8(bytes: &[u8], valid: usize, line: u64) -> ReadError {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let breaks = before.bytes().filter(|&b| b == b'\n').count() as u64;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) as u64 + 1;
    ReadError { line: line + breaks, column, problem: Problem::NotUtf8 }
}

/// The separator that a line has most of.
fn most_of(line: &str) -> u8 {
    let count = |separator: &u8| line.bytes().filter(|b| b == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives one byte at a time, so that every boundary is met.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            into[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn all(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, ReadError> {
        let read = |reader: &mut dyn Read| {
            let mut rows = Rows::new(reader);
            let mut found = Vec::new();
            while let Some(row) = rows.next_row()? {
                found.push((row.line, (0..row.len()).map(|i| row.cell(i).to_owned()).collect()));
            }
            Ok(found)
        };
        let whole = read(&mut &*bytes);
        assert_eq!(whole, read(&mut Trickle(bytes)));
        whole
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        all(bytes).expect("rows").into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let expected = vec![vec!["a", "b"], vec![""], vec!["c"]];
        for text in ["a;b\n\nc", "a;b\r\n\r\nc\r\n", "a;b\r\rc\r", "\u{feff}a;b\n\nc\n"] {
            assert_eq!(cells(text.as_bytes()), expected, "{text:?}");
        }
        assert_eq!(cells(b""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quotes_follow_the_csv_rules() {
        let text = "1;\"a;\"\"b\"\"\nc\";2\nx\"y;\"\"\n";
        let expected = vec![
            (1, vec!["1".into(), "a;\"b\"\nc".into(), "2".into()]),
            (3, vec!["x\"y".into(), String::new()]),
        ];
        assert_eq!(all(text.as_bytes()), Ok(expected));
    }

    #[test]
    fn errors_name_the_place() {
        let place = |bytes: &[u8]| all(bytes).map_err(|e| (e.line, e.column, e.problem));
        assert_eq!(place("a\nż;b\"\n;\"x\n\n".as_bytes()), Err((3, 2, Problem::UnclosedQuote)));
        assert_eq!(place(b"a\nxy\xB3z"), Err((2, 3, Problem::NotUtf8)));
        assert_eq!(place(b"\xFF\xFEM\0"), Err((1, 1, Problem::Utf16)));
    }
}
