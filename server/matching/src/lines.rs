//! Texts as JSON lines and matches as JSON lines: what `fulcrum match` reads and writes. Opening files, and saying
//! reasons, is the caller's.

use crate::Evidence;
use crate::index::{Index, Match};
use crate::text::{InstitutionText, LeverText, ModuleText, ProposalText, Site};
use domain::institutions::Remit;
use domain::places::{NeighbourhoodName, Position};
use domain::taxonomy::{InstitutionKind, LeverKind, Skill, Stage, Strand, Theme};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    pub why: String,
}

/// What was read and what could not be.
pub type Read<T> = (Vec<T>, Vec<BadLine>);

/// Institutions: `{"id", "name", "kind", "about"?, "sites"?: [{"name", "lat", "lon"}]}`. An unknown kind is `other`.
#[must_use]
pub fn institutions(text: &str) -> Read<InstitutionText> {
    read(text, |line: InstitutionLine| {
        let sites: Result<Vec<Site>, String> = line
            .sites
            .into_iter()
            .map(|s| Ok(Site { position: position(s.lon, s.lat, &s.name)?, name: s.name }))
            .collect();
        let kind = line.kind.parse().unwrap_or(InstitutionKind::Other);
        Ok(InstitutionText { id: named(line.id)?, name: line.name, kind, about: line.about, sites: sites? })
    })
}

/// Levers: `{"id", "institution", "kind", "title", "text"}` and optionally `themes`, `remit`, `cost_ceiling`,
/// `constituted_group`, `capacity`, `open` (true when left out).
#[must_use]
pub fn levers(text: &str) -> Read<LeverText> {
    read(text, |line: LeverLine| {
        Ok(LeverText {
            id: named(line.id)?,
            institution: line.institution,
            kind: line.kind,
            title: line.title,
            text: line.text,
            themes: line.themes,
            remit: line.remit,
            cost_ceiling: line.cost_ceiling,
            constituted_group: line.constituted_group,
            capacity_left: line.capacity,
            open: line.open,
        })
    })
}

/// Modules: `{"id", "title", "text", "strand", "skills"}`.
#[must_use]
pub fn modules(text: &str) -> Read<ModuleText> {
    read(text, |line: ModuleLine| {
        let ModuleLine { id, title, text, strand, skills } = line;
        Ok(ModuleText { id: named(id)?, title, text, strand, skills })
    })
}

/// Proposals: `{"id", "title", "text", "theme"?, "stage"?, "lat"?, "lon"?, "neighbourhood"?}`; null is as left out.
#[must_use]
pub fn proposals(text: &str) -> Read<ProposalText> {
    read(text, |line: ProposalLine| {
        let point = match (line.lon, line.lat) {
            (Some(lon), Some(lat)) => Some(position(lon, lat, "the proposal")?),
            (None, None) => None,
            _ => return Err("lat and lon come together".to_owned()),
        };
        let neighbourhood =
            line.neighbourhood.map(|name| NeighbourhoodName { slug: domain::places::slug(&name), name });
        Ok(ProposalText {
            id: named(line.id)?,
            title: line.title,
            body: line.text,
            theme: line.theme,
            stage: line.stage,
            skills: line.skills,
            point,
            neighbourhood,
        })
    })
}

/// What is printed for a proposal: `{"proposal", "levers": [{"id", "score", "reasons"}], "modules": […]}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutLine<R> {
    pub proposal: String,
    pub levers: Vec<OutMatch<R>>,
    pub modules: Vec<OutMatch<R>>,
}

/// One match as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutMatch<R> {
    pub id: String,
    pub score: f32,
    pub reasons: Vec<R>,
}

/// Matches one proposal; `say` turns a match of a lever (true) or module (false) into its printed reasons.
pub fn answer<R>(
    index: &Index,
    proposal: &ProposalText,
    evidence: &Evidence,
    mut say: impl FnMut(bool, &Match) -> Vec<R>,
) -> OutLine<R> {
    let (levers, modules) = index.matches(proposal, evidence);
    let mut out = |lever: bool, found: &[Match]| {
        let out = found.iter().map(|m| OutMatch { id: m.id.clone(), score: m.score, reasons: say(lever, m) });
        out.collect::<Vec<_>>()
    };
    OutLine { proposal: proposal.id.clone(), levers: out(true, &levers), modules: out(false, &modules) }
}

fn read<L: DeserializeOwned, T>(text: &str, make: impl Fn(L) -> Result<T, String>) -> Read<T> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let made = serde_json::from_str::<L>(line).map_err(|e| e.to_string()).and_then(&make);
        match made {
            Ok(made) => good.push(made),
            Err(why) => bad.push(BadLine { line: number + 1, why }),
        }
    }
    (good, bad)
}

fn named(id: String) -> Result<String, String> {
    if id.trim().is_empty() { Err("an empty id".to_owned()) } else { Ok(id) }
}

fn position(lon: f64, lat: f64, what: &str) -> Result<Position, String> {
    Position::new(lon, lat).map_err(|_| format!("{what}: lat {lat}, lon {lon} is nowhere on earth"))
}

#[derive(Deserialize)]
struct InstitutionLine {
    id: String,
    name: String,
    kind: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    sites: Vec<SiteLine>,
}

#[derive(Deserialize)]
struct SiteLine {
    name: String,
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct LeverLine {
    id: String,
    institution: String,
    kind: LeverKind,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    themes: Vec<Theme>,
    #[serde(default)]
    remit: Remit,
    #[serde(default)]
    cost_ceiling: Option<u64>,
    #[serde(default)]
    constituted_group: bool,
    #[serde(default)]
    capacity: Option<u32>,
    #[serde(default = "yes")]
    open: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct ModuleLine {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    strand: Strand,
    #[serde(default)]
    skills: Vec<Skill>,
}

#[derive(Deserialize)]
struct ProposalLine {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    theme: Option<Theme>,
    #[serde(default)]
    stage: Option<Stage>,
    #[serde(default)]
    skills: Vec<Skill>,
    #[serde(default)]
    lat: Option<f64>,
    #[serde(default)]
    lon: Option<f64>,
    #[serde(default)]
    neighbourhood: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_are_named_and_the_others_read() {
        let (good, bad) = proposals(
            "{\"id\":\"a\",\"title\":\"t\",\"text\":\"b\",\"theme\":\"food\",\"lat\":51.5,\"lon\":0.0,\"origin\":\"x\"}\n\n\
             not json\n{\"id\":\"b\",\"lat\":99,\"lon\":0}\n{\"id\":\"c\",\"lat\":null,\"lon\":null}\n{\"id\":\"\"}",
        );
        assert_eq!(good.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(bad.iter().map(|b| b.line).collect::<Vec<_>>(), [3, 4, 6]);
        assert!(bad[1].to_string().contains("nowhere on earth"), "{}", bad[1]);
    }

    #[test]
    fn a_lever_without_text_reads_and_an_unknown_kind_does_not() {
        let (good, bad) = levers(
            "{\"id\":\"a\",\"institution\":\"i\",\"kind\":\"land\"}\n{\"id\":\"b\",\"institution\":\"i\",\"kind\":\"magic\"}",
        );
        assert!(good[0].open && good[0].text.is_empty());
        assert!(bad[0].why.contains("magic"), "{}", bad[0].why);
    }
}
