//! Cutting a module's text into its front matter, its lessons and their quizzes, each with the line it begins on.

use super::{ContentError, Read};

/// A piece of TOML within a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    pub text: &'a str,
    /// The line of the whole text that `text` begins on, from 1.
    pub first_line: usize,
}

/// A lesson, before what its quiz holds is read.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// Of its title, from 1.
    pub line: usize,
    pub title: &'a str,
    pub body: String,
    pub quiz: Option<Block<'a>>,
}

impl Block<'_> {
    /// The line that sets a key at the top level; the block's first where it is not found.
    pub fn line_of(&self, key: &str) -> usize {
        let sets =
            |line: &str| line.trim_start().strip_prefix(key).is_some_and(|l| l.trim_start().starts_with('='));
        self.first_line + self.text.lines().position(sets).unwrap_or(0)
    }

    /// The line of the `n`th table (from 0) with this header; the block's first where it is not found.
    pub fn line_of_table(&self, header: &str, n: usize) -> usize {
        let mut tables = self.text.lines().enumerate().filter(|(_, line)| line.trim() == header);
        self.first_line + tables.nth(n).map_or(0, |(line, _)| line)
    }

    pub fn last_line(&self) -> usize {
        self.first_line + self.text.lines().count()
    }
}

/// Lines with where each begins in the text.
struct Lines<'a> {
    text: &'a str,
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches(['\n', '\r']))
        });
        Self { text, lines: lines.collect() }
    }

    /// Lines `from..to`, counted from 0, as one piece.
    fn block(&self, from: usize, to: usize) -> Block<'a> {
        let at = |n: usize| self.lines.get(n).map_or(self.text.len(), |(start, _)| *start);
        Block { text: &self.text[at(from)..at(to)], first_line: from + 1 }
    }

    /// The first line from `from` on that closes what `from - 1` opened.
    fn closing(&self, from: usize, closes: impl Fn(&str) -> bool) -> Option<usize> {
        (from..self.lines.len()).find(|n| closes(self.lines[*n].1))
    }
}

/// The front matter and the lessons.
pub(super) fn sections(text: &str) -> Read<(Block<'_>, Vec<Section<'_>>)> {
    let lines = Lines::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    let opens = lines.lines.iter().position(|(_, line)| !line.trim().is_empty()).unwrap_or(0);
    if lines.lines.get(opens).is_none_or(|(_, line)| line.trim_end() != "+++") {
        return Err(ContentError::new(opens + 1, "a module begins with a line of +++"));
    }
    let closes = lines.closing(opens + 1, |line| line.trim_end() == "+++");
    let closes = closes.ok_or_else(|| ContentError::new(opens + 1, "the +++ opened here is never closed"))?;
    let front = lines.block(opens + 1, closes);
    let mut found: Vec<Section<'_>> = Vec::new();
    let mut n = closes + 1;
    while let Some((_, line)) = lines.lines.get(n).copied() {
        if let Some(title) = line.strip_prefix("# ") {
            found.push(Section { line: n + 1, title, body: String::new(), quiz: None });
            n += 1;
            continue;
        }
        let Some(section) = found.last_mut() else {
            if !line.trim().is_empty() {
                return Err(ContentError::new(
                    n + 1,
                    "text before the first lesson: begin it with # and a title",
                ));
            }
            n += 1;
            continue;
        };
        n = match fence(line) {
            Some((mark, "quiz")) => quiz(&lines, n, mark, section)?,
            Some((mark, _)) => {
                let end =
                    lines.closing(n + 1, |line| closes_fence(line, mark)).unwrap_or(lines.lines.len() - 1);
                add(section, n, lines.block(n, end + 1).text)?;
                end + 1
            }
            None => {
                add(section, n, line)?;
                section.body.push('\n');
                n + 1
            }
        };
    }
    Ok((front, found))
}

fn quiz<'a>(lines: &Lines<'a>, n: usize, mark: &str, section: &mut Section<'a>) -> Read<usize> {
    if section.quiz.is_some() {
        return Err(ContentError::new(n + 1, "a lesson has one quiz at most"));
    }
    let end = lines.closing(n + 1, |line| closes_fence(line, mark));
    let end = end.ok_or_else(|| ContentError::new(n + 1, "the quiz opened here is never closed"))?;
    section.quiz = Some(lines.block(n + 1, end));
    Ok(end + 1)
}

fn add(section: &mut Section<'_>, n: usize, text: &str) -> Read<()> {
    if section.quiz.is_some() && !text.trim().is_empty() {
        return Err(ContentError::new(n + 1, "text after the quiz: the quiz ends its lesson"));
    }
    section.body.push_str(text);
    Ok(())
}

/// The mark and the word of a line that opens a fenced block.
fn fence(line: &str) -> Option<(&str, &str)> {
    let marks = |c: char| line.chars().take_while(|other| *other == c).count();
    let length = marks('`').max(marks('~'));
    (length >= 3).then(|| (&line[..length], line[length..].trim()))
}

fn closes_fence(line: &str, mark: &str) -> bool {
    let line = line.trim_end();
    line.len() >= mark.len() && line.starts_with(mark) && line.chars().all(|c| mark.starts_with(c))
}
