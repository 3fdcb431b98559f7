//! What stands in a cell.

use super::error::{Problem, ReadError};
use super::row::Row;
use crate::election::Place;
use crate::money::{Decimal, MAX_MONEY};

/// A cell's text, where the word `None` means nothing.
pub(super) fn value<'a>(row: &Row<'a>, at: Option<usize>) -> &'a str {
    let text = at.map_or("", |at| row.cell(at));
    if text.len() == 4 && text.eq_ignore_ascii_case("none") { "" } else { text }
}

/// A number and where it stood.
pub(super) struct Placed {
    pub(super) value: Decimal,
    pub(super) place: Place,
}

impl Placed {
    pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Self, ReadError> {
        let value = Decimal::parse(value(row, Some(at))).map_err(|e| row.error(at, e))?;
        Ok(Self { value, place: row.place(at) })
    }

    pub(super) fn too_large(&self) -> ReadError {
        let Place { line, column } = self.place;
        ReadError { line, column, problem: Problem::TooLarge }
    }

    pub(super) fn scaled(&self, decimals: u32) -> Result<u64, ReadError> {
        self.value.scaled(decimals).filter(|&v| v < MAX_MONEY).ok_or_else(|| self.too_large())
    }
}
