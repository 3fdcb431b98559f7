//! Files of JSON lines: read, taken in, and told of record by record.

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use service::Service;
use service::imports::{Outside, ProposalOptions, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Largest file taken, so that a wrong one is refused before it fills the memory.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

#[derive(Debug, Args)]
pub(crate) struct RecordArgs {
    /// One JSON object a line.
    file: PathBuf,
    /// Take in nothing where any line is bad.
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ProposalArgs {
    #[command(flatten)]
    records: RecordArgs,
    /// What to do with one outside the boundary or without a position.
    #[arg(long, value_enum, default_value_t = OutsideArg::Refuse)]
    outside: OutsideArg,
    /// With `--outside place`: the neighbourhood (its address) to put them in; without it the nearest.
    #[arg(long)]
    neighbourhood: Option<String>,
    /// The theme of records that name none.
    #[arg(long)]
    theme: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutsideArg {
    /// Put it in a neighbourhood.
    Place,
    /// Refuse it, with the reason.
    Refuse,
    /// Take it as it is, in no neighbourhood.
    Keep,
}

pub(super) async fn institutions(service: &Service, args: &RecordArgs) -> anyhow::Result<ExitCode> {
    let (text, bar) = open(&args.file)?;
    let report = service.import_institutions(&text, args.strict, false, || bar.inc(1)).await?;
    end(service, &bar, &report, args).await
}

pub(super) async fn levers(service: &Service, args: &RecordArgs) -> anyhow::Result<ExitCode> {
    let (text, bar) = open(&args.file)?;
    let report = service.import_levers(&text, args.strict, || bar.inc(1)).await?;
    end(service, &bar, &report, args).await
}

/// JSON lines, or modules with their lessons: a text (`.md`) or a folder of them.
pub(super) async fn modules(service: &Service, args: &RecordArgs) -> anyhow::Result<ExitCode> {
    if args.file.is_dir() || args.file.extension().is_some_and(|end| end == "md") {
        return super::texts::modules(service, &args.file).await;
    }
    let (text, bar) = open(&args.file)?;
    let report = service.import_modules(&text, args.strict, || bar.inc(1)).await?;
    end(service, &bar, &report, args).await
}

pub(super) async fn proposals(service: &Service, args: &ProposalArgs) -> anyhow::Result<ExitCode> {
    if let Some(slug) = &args.neighbourhood
        && service.place().neighbourhood(slug).is_none()
    {
        bail!("there is no neighbourhood {slug}");
    }
    let theme = match &args.theme {
        None => None,
        Some(key) => Some(key.parse().with_context(|| format!("{key} is no theme"))?),
    };
    let options = ProposalOptions {
        outside: match args.outside {
            OutsideArg::Place => Outside::Place,
            OutsideArg::Refuse => Outside::Refuse,
            OutsideArg::Keep => Outside::Keep,
        },
        neighbourhood: args.neighbourhood.clone(),
        theme,
        strict: args.records.strict,
    };
    let (text, bar) = open(&args.records.file)?;
    let report = service.import_proposals(&text, &options, || bar.inc(1)).await?;
    end(service, &bar, &report, &args.records).await
}

fn open(file: &Path) -> anyhow::Result<(String, ProgressBar)> {
    let size = std::fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?.len();
    if size > MOST_BYTES {
        bail!("{} is larger than {} MiB: split it", file.display(), MOST_BYTES / 1024 / 1024);
    }
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read as UTF-8", file.display()))?;
    let bar = ProgressBar::new(text.lines().filter(|line| !line.trim().is_empty()).count() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len}, {eta} left") {
        bar.set_style(style);
    }
    Ok((text, bar))
}

/// Tells what became of the file. Exits 1 where a line was refused, so that a script hears of it.
async fn end(
    service: &Service,
    bar: &ProgressBar,
    report: &Report,
    args: &RecordArgs,
) -> anyhow::Result<ExitCode> {
    bar.finish_and_clear();
    for refused in &report.refused {
        eprintln!("{}:{}: {}", args.file.display(), refused.line, refused.why);
    }
    let refused = report.refused.len();
    if args.strict && refused > 0 {
        println!("Nothing was taken in: {refused} lines are bad.");
        return Ok(ExitCode::FAILURE);
    }
    if report.added + report.changed > 0 {
        service.after_import().await?;
    }
    println!(
        "{} added, {} changed, {} there already, {refused} refused",
        report.added, report.changed, report.same
    );
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
