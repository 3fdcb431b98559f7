//! Answering a proposal: what staff type, and the queues of an institution's inbox.

use crate::field::{self, FieldErrors, Problem};
use crate::ids::LeverId;
use crate::keyed::keyed;
use crate::proposals::key;
use crate::taxonomy::ResponseKind;
use crate::time::parse_day;
use serde::{Deserialize, Serialize};

pub const ANSWER_MOST: u32 = 2_000;
pub const COMMITMENT_MOST: u32 = 200;
/// A commitment lies at most so many years ahead.
pub const DUE_YEARS: i32 = 10;

keyed! {
    /// A queue of an institution's inbox. A proposal is in one of them at a time.
    Queue {
        /// Matched, and waiting for a first word.
        ToAnswer = "to_answer",
        Exploring = "exploring",
        /// Said yes, and not yet done.
        Commitments = "commitments",
        /// Done, or said no.
        Answered = "answered",
        /// Every match was dismissed, nothing was said.
        NotOurs = "not_ours",
    }
}

/// An answer as typed. Fields are as in the form and the API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// A response kind's key.
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub text: String,
    /// What is promised, with `committed`.
    #[serde(default)]
    pub what: Option<String>,
    /// The day it is promised for (`YYYY-MM-DD`), with `committed`.
    #[serde(default)]
    pub due: Option<String>,
    /// The lever that is used, one of the institution's own.
    #[serde(default)]
    pub lever: Option<LeverId>,
}

/// An answer whose own fields are in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAnswer {
    pub kind: ResponseKind,
    pub text: String,
    /// What is promised, and the day (`YYYY-MM-DD`).
    pub commitment: Option<(String, String)>,
    pub lever: Option<LeverId>,
}

impl Answer {
    /// Checks every field and reports all problems at once. `today` is a calendar day in UTC.
    ///
    /// What was typed into `what` and `due` counts only with `committed`.
    ///
    /// # Errors
    /// `kind`: required or unknown. `text`: required with `not_possible` and `done`; too long. `what` and `due`:
    /// required with `committed`; `due` is not a day, has passed, or lies more than [`DUE_YEARS`] ahead.
    pub fn check(&self, today: time::Date) -> Result<CheckedAnswer, FieldErrors> {
        let mut errors = FieldErrors::new();
        let kind: Option<ResponseKind> = errors.take("kind", key(&self.kind));
        let must_say = matches!(kind, Some(ResponseKind::NotPossible | ResponseKind::Done));
        let text = errors.take("text", field::text(&self.text, if must_say { 3 } else { 0 }, ANSWER_MOST));
        let commitment = if kind == Some(ResponseKind::Committed) {
            let what = self.what.as_deref().unwrap_or_default();
            let what = errors.take("what", field::line(what, 3, COMMITMENT_MOST));
            let due = errors.take("due", day_ahead(self.due.as_deref().unwrap_or_default(), today));
            what.zip(due)
        } else {
            None
        };
        match (kind, text) {
            (Some(kind), Some(text)) if errors.is_empty() => {
                Ok(CheckedAnswer { kind, text, commitment, lever: self.lever })
            }
            _ => Err(errors),
        }
    }
}

fn day_ahead(typed: &str, today: time::Date) -> Result<String, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    let day = parse_day(typed).ok_or(Problem::NotADay)?;
    if day < today {
        Err(Problem::InThePast)
    } else if day.year() > today.year() + DUE_YEARS {
        Err(Problem::OutOfRange)
    } else {
        Ok(day.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> time::Date {
        parse_day("2026-11-24").unwrap()
    }

    fn problems(answer: &Answer) -> Vec<(String, Problem)> {
        let errors = answer.check(today()).unwrap_err().into_vec();
        errors.into_iter().map(|e| (e.field, e.problem)).collect()
    }

    #[test]
    fn a_yes_says_what_and_by_when() {
        let yes = Answer { kind: "committed".into(), ..Answer::default() };
        let missing = [("what".into(), Problem::Required), ("due".into(), Problem::Required)];
        assert_eq!(problems(&yes), missing);
        let due = |day: &str| Answer { what: Some("A room".into()), due: Some(day.into()), ..yes.clone() };
        assert_eq!(problems(&due("soon")), [("due".into(), Problem::NotADay)]);
        assert_eq!(problems(&due("2026-11-23")), [("due".into(), Problem::InThePast)]);
        assert_eq!(problems(&due("2037-01-01")), [("due".into(), Problem::OutOfRange)]);
        let kept = due("2026-11-24").check(today()).unwrap();
        assert_eq!(kept.commitment, Some(("A room".into(), "2026-11-24".into())));
    }

    #[test]
    fn a_no_says_why_and_exploring_may_say_nothing() {
        let answer = |kind: &str| Answer { kind: kind.into(), ..Answer::default() };
        assert_eq!(problems(&answer("not_possible")), [("text".into(), Problem::Required)]);
        assert_eq!(problems(&answer("done")), [("text".into(), Problem::Required)]);
        assert_eq!(problems(&answer("perhaps")), [("kind".into(), Problem::Unknown)]);
        assert_eq!(answer("exploring").check(today()).unwrap().commitment, None);
    }
}
