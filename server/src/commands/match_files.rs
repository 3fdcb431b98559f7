//! `fulcrum match`: ranks without a database.

use anyhow::Context;
use app::say;
use clap::Args;
use matching::lines::{self, BadLine};
use matching::{Evidence, Index, Match, Vocabulary};
use serde::Serialize;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Matches proposals to levers and modules, from files of JSON lines, and prints one JSON line a proposal.
#[derive(Debug, Args)]
pub(super) struct MatchFiles {
    #[arg(long)]
    levers: PathBuf,
    #[arg(long)]
    institutions: PathBuf,
    #[arg(long)]
    modules: PathBuf,
    #[arg(long)]
    proposals: PathBuf,
}

#[derive(Serialize)]
struct Reason {
    kind: &'static str,
    text: String,
}

impl MatchFiles {
    /// Bad lines are named on standard error and the rest is matched; exits 1 where there were any.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let mut bad = 0;
        let institutions = read(&self.institutions, lines::institutions, &mut bad)?;
        let levers = read(&self.levers, lines::levers, &mut bad)?;
        let modules = read(&self.modules, lines::modules, &mut bad)?;
        let proposals = read(&self.proposals, lines::proposals, &mut bad)?;
        let names: HashMap<&str, &str> =
            institutions.iter().map(|i| (i.id.as_str(), i.name.as_str())).collect();
        let holders: HashMap<&str, &str> = levers
            .iter()
            .map(|l| {
                (l.id.as_str(), names.get(l.institution.as_str()).copied().unwrap_or(l.institution.as_str()))
            })
            .collect();
        let index = Index::build(&Vocabulary::built_in(), &institutions, &levers, &modules);
        let say = |lever: bool, found: &Match| -> Vec<Reason> {
            let institution =
                if lever { holders.get(found.id.as_str()).copied().unwrap_or_default() } else { "" };
            let said = |r: &domain::reason::Reason| Reason {
                kind: r.kind(),
                text: say::reason(r, institution, "GBP"),
            };
            found.reasons.iter().map(said).collect()
        };
        let mut out = BufWriter::new(std::io::stdout().lock());
        for proposal in &proposals {
            let line = lines::answer(&index, proposal, &Evidence::default(), say);
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn read<T>(
    file: &Path,
    parse: fn(&str) -> (Vec<T>, Vec<BadLine>),
    bad: &mut usize,
) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read as UTF-8", file.display()))?;
    let (good, refused) = parse(&text);
    for line in &refused {
        eprintln!("{}:{}: {}", file.display(), line.line, line.why);
    }
    *bad += refused.len();
    Ok(good)
}
