//! Reading the vocabulary's files.
//!
//! A file is a list of concepts. `#` begins a comment. `== theme, theme` begins a section: its themes are those of the
//! concepts below; `== theme | task .5` also says what every one of them takes. A concept is
//!
//! ```text
//! speeding problem: speeding cars -> slower traffic
//!   says: speeding, rat run, cars racing, drive too fast
//!   offers: vehicle speeds, speed reduction
//!   leads: road_safety 1, traffic_data .4
//!   takes: counting .8
//! ```
//!
//! a key, a kind (left out for a thing), a label, and where it differs what is wanted. `says` and `offers` are the
//! forms of residents and of institutions, `other` those in other languages, `themes` replaces the section's, `skills`
//! and `institutions` are for tasks and bodies. A number left out is 1. `+ speeding` goes on with a concept that was
//! begun before, in whichever file.

use super::{Concept, Kind};
use domain::taxonomy::Theme;
use std::str::FromStr;

/// The files, in the order they are read.
const FILES: &[(&str, &str)] = &[
    ("means.vocab", include_str!("../../vocabulary/means.vocab")),
    ("outdoors.vocab", include_str!("../../vocabulary/outdoors.vocab")),
    ("places.vocab", include_str!("../../vocabulary/places.vocab")),
    ("people.vocab", include_str!("../../vocabulary/people.vocab")),
    ("culture.vocab", include_str!("../../vocabulary/culture.vocab")),
    ("town.vocab", include_str!("../../vocabulary/town.vocab")),
    ("ways.vocab", include_str!("../../vocabulary/ways.vocab")),
    ("greens.vocab", include_str!("../../vocabulary/greens.vocab")),
    ("streets.vocab", include_str!("../../vocabulary/streets.vocab")),
    ("lives.vocab", include_str!("../../vocabulary/lives.vocab")),
    ("families.vocab", include_str!("../../vocabulary/families.vocab")),
    ("talk.vocab", include_str!("../../vocabulary/talk.vocab")),
    ("voids.vocab", include_str!("../../vocabulary/voids.vocab")),
    ("offices.vocab", include_str!("../../vocabulary/offices.vocab")),
    ("links.vocab", include_str!("../../vocabulary/links.vocab")),
    ("languages.vocab", include_str!("../../vocabulary/languages.vocab")),
];

/// What is wrong with a line of a vocabulary file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {why}")]
pub(crate) struct ParseError {
    file: String,
    line: usize,
    why: String,
}

/// The concepts that Fulcrum comes with. The files are part of the program: a test reads every line of them, so what
/// does not parse here is left out rather than stopping a running server.
pub(crate) fn built_in() -> Vec<Concept> {
    let mut concepts = Vec::new();
    for (name, text) in FILES {
        // Of a file that does not parse, what stands before the fault is kept.
        let _ = parse_on(&mut concepts, name, text);
    }
    concepts
}

/// Reads one file on top of those before it.
fn parse_on(concepts: &mut Vec<Concept>, file: &str, text: &str) -> Result<(), ParseError> {
    let mut at = None;
    let mut section = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let fail = |why: String| ParseError { file: file.to_owned(), line: number + 1, why };
        let bare = line.split('#').next().unwrap_or_default().trim_end();
        if bare.trim().is_empty() {
            continue;
        }
        if let Some(head) = bare.strip_prefix("==") {
            let (themes, takes) = head.split_once('|').unwrap_or((head, ""));
            section = (keys(themes).map_err(&fail)?, weighted(takes).map_err(&fail)?);
        } else if bare.starts_with(' ') {
            let concept = at.and_then(|at: usize| concepts.get_mut(at));
            let concept = concept.ok_or_else(|| fail("a field before any concept".into()))?;
            let (field, value) = bare.trim().split_once(':').ok_or_else(|| fail("no colon".into()))?;
            set(concept, field, value).map_err(fail)?;
        } else if let Some(key) = bare.strip_prefix('+') {
            let key = key.trim();
            let known = concepts.iter().position(|c| c.key == key);
            at = Some(known.ok_or_else(|| fail(format!("no concept {key} to go on with")))?);
        } else {
            at = Some(concepts.len());
            concepts.push(head(bare, &section).map_err(fail)?);
        }
    }
    Ok(())
}

fn head(line: &str, section: &(Vec<Theme>, Vec<(String, f32)>)) -> Result<Concept, String> {
    let (name, label) = line.split_once(':').ok_or("no colon")?;
    let mut name = name.split_whitespace();
    let key = name.next().ok_or("no key")?;
    let kind = match name.next() {
        None => Kind::Thing,
        Some("problem") => Kind::Problem,
        Some("who") => Kind::Who,
        Some("means") => Kind::Means,
        Some("body") => Kind::Body,
        Some("task") => Kind::Task,
        Some("void") => Kind::Void,
        Some(other) => return Err(format!("unknown kind {other}")),
    };
    let (label, want) =
        label.split_once("->").map_or((label, None), |(label, want)| (label, Some(want.trim().to_owned())));
    let takes = if matches!(kind, Kind::Thing | Kind::Problem) { section.1.clone() } else { Vec::new() };
    Ok(Concept {
        key: key.to_owned(),
        label: label.trim().to_owned(),
        want,
        kind,
        themes: section.0.clone(),
        forms: Vec::new(),
        leads: Vec::new(),
        takes,
        skills: Vec::new(),
        institutions: Vec::new(),
    })
}

fn set(concept: &mut Concept, field: &str, value: &str) -> Result<(), String> {
    match field {
        "says" | "offers" | "other" => concept.forms.extend(items(value).map(str::to_owned)),
        "leads" => concept.leads.extend(weighted(value)?),
        "takes" => {
            for (key, strength) in weighted(value)? {
                concept.takes.retain(|(had, _)| *had != key);
                concept.takes.push((key, strength));
            }
        }
        "themes" => concept.themes = keys(value)?,
        "skills" => concept.skills = keys(value)?,
        "institutions" => concept.institutions = keys(value)?,
        other => return Err(format!("unknown field {other}")),
    }
    Ok(())
}

fn items(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn keys<T: FromStr<Err = impl std::fmt::Display>>(value: &str) -> Result<Vec<T>, String> {
    items(value).map(|item| item.parse::<T>().map_err(|e| e.to_string())).collect()
}

fn weighted(value: &str) -> Result<Vec<(String, f32)>, String> {
    items(value)
        .map(|item| match item.split_once(' ') {
            None => Ok((item.to_owned(), 1.0)),
            Some((key, number)) => {
                let strength: f32 = number.trim().parse().map_err(|_| format!("not a number: {number}"))?;
                if strength > 0.0 && strength <= 1.0 {
                    Ok((key.to_owned(), strength))
                } else {
                    Err(format!("a strength is over 0 and at most 1: {item}"))
                }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    fn all() -> Vec<Concept> {
        let mut concepts = Vec::new();
        for (name, text) in FILES {
            parse_on(&mut concepts, name, text).unwrap_or_else(|e| panic!("{e}"));
        }
        concepts
    }

    fn parse(file: &str, text: &str) -> Result<Vec<Concept>, ParseError> {
        let mut concepts = Vec::new();
        parse_on(&mut concepts, file, text).map(|()| concepts)
    }

    #[test]
    fn every_line_reads_and_every_key_is_there_once() {
        let concepts = all();
        let mut seen = HashSet::new();
        for concept in &concepts {
            assert!(seen.insert(concept.key.as_str()), "twice: {}", concept.key);
            assert!(!concept.forms.is_empty(), "no forms: {}", concept.key);
            assert!(!concept.label.is_empty(), "no label: {}", concept.key);
        }
        let kinds: HashMap<&str, Kind> = concepts.iter().map(|c| (c.key.as_str(), c.kind)).collect();
        for concept in &concepts {
            for (key, _) in &concept.leads {
                assert!(
                    kinds.contains_key(key.as_str()),
                    "{} leads to {key}, which is not there",
                    concept.key
                );
            }
            for (key, _) in &concept.takes {
                assert_eq!(kinds.get(key.as_str()), Some(&Kind::Task), "{} takes {key}", concept.key);
            }
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(parse("x", "a: b\n  foo: c").unwrap_err().to_string(), "x:2: unknown field foo");
        assert_eq!(parse("x", "== nowhere").unwrap_err().to_string(), "x:1: unknown Theme: nowhere");
        assert!(parse("x", "a: b\n  leads: c 2").is_err());
        assert_eq!(parse("x", "+ a").unwrap_err().to_string(), "x:1: no concept a to go on with");
    }

    #[test]
    fn a_concept_can_be_gone_on_with() {
        let concepts = parse("x", "a: b\n  says: one\nc: d\n  says: two\n+ a\n  other: drei").expect("reads");
        assert_eq!(concepts[0].forms, ["one", "drei"]);
        assert_eq!(concepts.len(), 2);
    }
}
