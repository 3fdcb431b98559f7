//! What is wrong with what someone typed: a field and a problem, never a sentence.

use serde::{Deserialize, Serialize};

/// One field that cannot be taken as typed. The catalogue says it to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form and in the API, such as `title`.
    pub field: String,
    pub problem: Problem,
}

impl FieldError {
    #[must_use]
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// What is wrong. Lengths count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    Required,
    TooShort {
        least: u32,
    },
    TooLong {
        most: u32,
    },
    NotAnEmail,
    /// An account or a record with this value is there already.
    Taken,
    /// Not one of the choices.
    Unknown,
    NotANumber,
    /// A number or day out of its range.
    OutOfRange,
    NotADay,
    /// The day lies behind us.
    InThePast,
    /// The point lies outside the place's boundary.
    OutsidePlace,
    /// The place is not known by that name.
    NoSuchPlace,
    /// Several places go by that name: one is to be chosen.
    Ambiguous,
    /// The e-mail and the password do not belong together (or there is no such account: never said which).
    WrongCredentials,
    /// The current password is not the one given.
    WrongPassword,
    /// Control characters, or text that cannot be shown.
    Unreadable,
    /// Not one to six words of which one says something by itself.
    NoForm,
    /// There are as many as there may be.
    Full,
    /// Something else builds on it.
    InUse,
    /// It points at itself.
    Itself,
}

/// Gathers problems field by field, so that a person hears of all of them at once.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    /// The value, or `None` with its problem noted under `field`.
    pub fn take<T>(&mut self, field: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(field, problem)).ok()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

/// Text a person typed: trimmed, line ends made `\n`, within `least..=most` characters, no control characters
/// but line breaks and tabs.
///
/// # Errors
/// `Required` when empty, `TooShort`, `TooLong`, `Unreadable`.
pub fn text(typed: &str, least: u32, most: u32) -> Result<String, Problem> {
    let cleaned = typed.replace("\r\n", "\n").replace('\r', "\n");
    let cleaned = cleaned.trim();
    let count = u32::try_from(cleaned.chars().count()).unwrap_or(u32::MAX);
    if count == 0 {
        return if least == 0 { Ok(String::new()) } else { Err(Problem::Required) };
    }
    if count < least {
        return Err(Problem::TooShort { least });
    }
    if count > most {
        return Err(Problem::TooLong { most });
    }
    if cleaned.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Problem::Unreadable);
    }
    Ok(cleaned.to_owned())
}

/// One line of text: as [`text`], with line breaks and runs of space made one space.
///
/// # Errors
/// As [`text`].
pub fn line(typed: &str, least: u32, most: u32) -> Result<String, Problem> {
    let joined = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    text(&joined, least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_counted_and_cleaned() {
        assert_eq!(text("  a\r\nb ", 1, 10), Ok("a\nb".into()));
        assert_eq!(text("   ", 1, 10), Err(Problem::Required));
        assert_eq!(text("", 0, 10), Ok(String::new()));
        assert_eq!(text("ab", 3, 10), Err(Problem::TooShort { least: 3 }));
        assert_eq!(text("কেমন আছেন", 1, 5), Err(Problem::TooLong { most: 5 }));
        assert_eq!(text("a\u{0}b", 1, 5), Err(Problem::Unreadable));
        assert_eq!(line("  a \n b\t c ", 1, 10), Ok("a b c".into()));
    }
}
