//! What an import did, record by record.

use super::Became;

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// From 1.
    pub line: usize,
    /// For the person at the terminal.
    pub why: String,
}

/// Counts, and every line that was not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub added: usize,
    pub changed: usize,
    /// There already, as it is.
    pub same: usize,
    pub refused: Vec<Refused>,
}

impl Report {
    pub(crate) fn note(&mut self, became: Became) {
        match became {
            Became::Added => self.added += 1,
            Became::Changed => self.changed += 1,
            Became::Same => self.same += 1,
        }
    }

    pub(crate) fn refuse(&mut self, line: usize, why: impl Into<String>) {
        self.refused.push(Refused { line, why: why.into() });
    }
}
