//! A file with every byte of it, to change a little and write back.

use std::collections::HashSet;
use std::io::Read;

use super::error::{Problem, ReadError, Section};
use super::read::section_named;
use super::rows::Rows;

/// A Pabulib file as lines: written back, it is the same bytes but for the cells that were set.
///
/// It takes any text in sections: unknown META fields and columns, odd spacing, quotes and mixed line ends are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    mark: bool,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    section: Option<Section>,
    kind: LineKind,
    raw: String,
    /// Each cell's text, and where it stands in `raw`.
    cells: Vec<(String, std::ops::Range<usize>)>,
    end: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    Name,
    Header,
    Row,
    Blank,
}

impl Document {
    /// Reads a file and keeps all of it.
    ///
    /// # Errors
    /// [`ReadError`] where the text is not UTF-8 or a quote is not closed; what the cells say is not looked at.
    pub fn read(reader: impl Read) -> Result<Self, ReadError> {
        let mut rows = Rows::new(reader);
        let (mut lines, mut section, mut header_next) = (Vec::new(), None, false);
        while let Some(row) = rows.next_row()? {
            let kind = if let Some(named) = section_named(&row) {
                (section, header_next) = (Some(named), true);
                LineKind::Name
            } else if row.is_blank_from(0) {
                LineKind::Blank
            } else if std::mem::take(&mut header_next) {
                LineKind::Header
            } else {
                LineKind::Row
            };
            let cells =
                (0..row.len()).filter_map(|at| Some((row.cell(at).to_owned(), row.written(at)?))).collect();
            let raw = row.raw().to_owned();
            let end = rows.line_end().to_vec();
            lines.push(Line { section, kind, raw, cells, end });
        }
        Ok(Self { mark: rows.has_mark(), lines })
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.mark {
            bytes.extend_from_slice("\u{feff}".as_bytes());
        }
        for line in &self.lines {
            bytes.extend_from_slice(line.raw.as_bytes());
            bytes.extend_from_slice(&line.end);
        }
        bytes
    }

    /// META's keys and values, in order.
    pub fn meta(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rows(Section::Meta).map(|line| (line.cell(0), line.cell(1)))
    }

    /// Sets a value of META, adding the key at the end of META if it is not there.
    ///
    /// # Errors
    /// [`Problem::MissingSection`] in a file without META.
    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<(), Problem> {
        let of_meta = |line: &Line| line.section == Some(Section::Meta);
        let found = self.lines.iter().position(|l| of_meta(l) && l.kind == LineKind::Row && l.cell(0) == key);
        if let Some(at) = found {
            self.lines[at].set(1, value);
            return Ok(());
        }
        let last = self.lines.iter().rposition(|line| of_meta(line) && line.kind != LineKind::Blank);
        let last = last.ok_or(Problem::MissingSection(Section::Meta))?;
        let end = self.lines[0].end.clone();
        let (key, value) = (quoted(key), quoted(value));
        let raw = format!("{key};{value}");
        let cells = vec![(key.clone(), 0..key.len()), (value, key.len() + 1..raw.len())];
        if self.lines[last].end.is_empty() {
            self.lines[last].end.clone_from(&end);
        }
        self.lines
            .insert(last + 1, Line { section: Some(Section::Meta), kind: LineKind::Row, raw, cells, end });
        Ok(())
    }

    /// Writes an outcome into the projects' column `selected`, which is added at the end if it is not there: `1` for
    /// the projects named, `0` for the others.
    ///
    /// # Errors
    /// [`Problem`] if there is no PROJECTS section with a column `project_id`, or an id is not there.
    pub fn set_selected<'a>(&mut self, selected: impl IntoIterator<Item = &'a str>) -> Result<(), Problem> {
        let is_header = |l: &&mut Line| l.section == Some(Section::Projects) && l.kind == LineKind::Header;
        let header = self.lines.iter_mut().find(is_header);
        let header = header.ok_or(Problem::MissingSection(Section::Projects))?;
        let missing = Problem::MissingColumn { section: Section::Projects, column: "project_id" };
        let id = header.find("project_id").ok_or(missing)?;
        let column = header.find("selected").unwrap_or(header.cells.len());
        header.set(column, "selected");
        let mut unseen: HashSet<&str> = selected.into_iter().collect();
        let is_row = |l: &&mut Line| l.section == Some(Section::Projects) && l.kind == LineKind::Row;
        for line in self.lines.iter_mut().filter(is_row) {
            let chosen = unseen.remove(line.cell(id));
            line.set(column, if chosen { "1" } else { "0" });
        }
        match unseen.iter().min() {
            Some(id) => Err(Problem::UnknownProject((*id).to_owned())),
            None => Ok(()),
        }
    }

    fn rows(&self, section: Section) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.section == Some(section) && line.kind == LineKind::Row)
    }
}

impl Line {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |(text, _)| text)
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.cells.iter().position(|(text, _)| text == name)
    }

    /// Sets a cell, adding empty ones before it if the row is shorter. A cell that says so already stays as written.
    fn set(&mut self, at: usize, text: &str) {
        while self.cells.len() <= at {
            self.raw.push(';');
            self.cells.push((String::new(), self.raw.len()..self.raw.len()));
        }
        if self.cells[at].0 == text {
            return;
        }
        let written = quoted(text);
        let place = self.cells[at].1.clone();
        self.raw.replace_range(place.clone(), &written);
        self.cells[at] = (text.to_owned(), place.start..place.start + written.len());
        for (_, later) in &mut self.cells[at + 1..] {
            *later = later.start - place.len() + written.len()..later.end - place.len() + written.len();
        }
    }
}

fn quoted(text: &str) -> String {
    if text.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}META\r\nkey;value\r\nodd ;\"a;b\"\nbudget;10\r\n\r\nPROJECTS\nproject_id;cost;selected;x\n\
                        1;5;1;\"é\"\"\"\n2;5;;z;\nVOTES\nvoter_id;vote\n1;1,2";

    #[test]
    fn what_is_not_changed_is_written_as_it_was() {
        let document = Document::read(FILE.as_bytes()).expect("a document");
        assert_eq!(document.to_bytes(), FILE.as_bytes());
        assert_eq!(document.meta().collect::<Vec<_>>(), [("odd", "a;b"), ("budget", "10")]);
    }

    #[test]
    fn only_the_cells_that_are_set_change() {
        let mut document = Document::read(FILE.as_bytes()).expect("a document");
        document.set_meta("budget", "12").expect("META");
        document.set_meta("rule", "equalshares;add1").expect("META");
        document.set_selected(["2"]).expect("PROJECTS");
        let expected = FILE
            .replace("budget;10\r\n", "budget;12\r\nrule;\"equalshares;add1\"\r\n")
            .replace("1;5;1;", "1;5;0;")
            .replace("2;5;;z", "2;5;1;z");
        assert_eq!(String::from_utf8(document.to_bytes()), Ok(expected));
        assert_eq!(document.set_selected(["7"]), Err(Problem::UnknownProject("7".into())));
    }

    #[test]
    fn a_column_for_the_outcome_is_added_where_there_is_none() {
        let file = "META\nkey;value\nPROJECTS\nproject_id;cost\n1;5\n2;6\nVOTES\nvote\n1\n";
        let mut document = Document::read(file.as_bytes()).expect("a document");
        document.set_selected(["1"]).expect("PROJECTS");
        let expected =
            file.replace("id;cost", "id;cost;selected").replace("1;5", "1;5;1").replace("2;6", "2;6;0");
        assert_eq!(String::from_utf8(document.to_bytes()), Ok(expected));
    }
}
