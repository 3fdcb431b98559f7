//! Accounts as they are typed and shown.

use crate::field::{self, Problem};
use crate::ids::{AccountId, InstitutionId};
use crate::taxonomy::Role;
use serde::{Deserialize, Serialize};

/// Who an account is, as far as pages show it and permissions need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub display_name: String,
    pub role: Role,
    /// The institutions this account answers for.
    pub memberships: Vec<Membership>,
    /// Unread notices, for the dot on "You".
    pub unread: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub institution: InstitutionId,
    pub slug: String,
    pub name: String,
}

/// An e-mail address as typed, trimmed and lower-cased: one `@`, something on both sides, a dot in the domain.
///
/// # Errors
/// `Required`, `NotAnEmail`, `TooLong` over 254 characters (RFC 5321).
pub fn email(typed: &str) -> Result<String, Problem> {
    let email = typed.trim().to_lowercase();
    if email.is_empty() {
        return Err(Problem::Required);
    }
    if email.chars().count() > 254 {
        return Err(Problem::TooLong { most: 254 });
    }
    let (name, domain) = email.split_once('@').ok_or(Problem::NotAnEmail)?;
    let label_ok = |l: &str| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-');
    let ok = !name.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(label_ok)
        && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c));
    if ok { Ok(email) } else { Err(Problem::NotAnEmail) }
}

/// A new password: 10 to 200 characters, as typed (spaces count). NIST SP 800-63B: length, no composition rules.
///
/// # Errors
/// `Required`, `TooShort`, `TooLong`.
pub fn new_password(typed: &str) -> Result<&str, Problem> {
    match typed.chars().count() {
        0 => Err(Problem::Required),
        1..=9 => Err(Problem::TooShort { least: 10 }),
        10..=200 => Ok(typed),
        _ => Err(Problem::TooLong { most: 200 }),
    }
}

/// The name neighbours see: 2 to 60 characters on one line.
///
/// # Errors
/// As [`field::line`].
pub fn display_name(typed: &str) -> Result<String, Problem> {
    field::line(typed, 2, 60)
}

/// One or two letters for a face without a picture: "Rukhsana B." gives "RB".
#[must_use]
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_are_lowered_and_odd_ones_refused() {
        assert_eq!(email(" Ana@Example.ORG "), Ok("ana@example.org".into()));
        for odd in ["a", "a@b", "@b.c", "a@b.", "a@.b", "a b@c.d", "a@b@c.d", "a@b..c", "<a@b.c>"] {
            assert_eq!(email(odd), Err(Problem::NotAnEmail), "{odd}");
        }
    }

    #[test]
    fn initials_come_from_any_alphabet() {
        assert_eq!(initials("Rukhsana B."), "RB");
        assert_eq!(initials("żaneta"), "Ż");
        assert_eq!(initials("🙂"), "");
    }
}
