//! `fulcrum demo`: a made-up place with things going on in it.

use crate::config::{DatabaseArgs, ServeArgs};
use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;
use rust_embed::RustEmbed;
use service::Service;
use service::imports::{DemoFiles, Report};
use std::process::ExitCode;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo"]
struct Files;

/// Fills an empty database with the demo (Newham, everyone in it made up) and serves it, with buttons to sign in as
/// a resident, as staff and as a facilitator.
#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    settings: ServeArgs,
    /// Only fill the database.
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    pub(super) async fn run(&self, database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
        super::serve::log();
        let (config, service) = super::open::service(database, &self.settings).await?;
        let place = service.place();
        if !place.is_loaded() {
            fill(&service).await?;
        } else if !place.demo {
            bail!("this database holds {}, a real place: the demo wants one of its own", place.head.name);
        }
        if self.no_serve {
            return Ok(ExitCode::SUCCESS);
        }
        super::serve::serve(&config, service, true).await
    }
}

async fn fill(service: &Service) -> anyhow::Result<()> {
    let read = |file: &str| {
        let path = format!("place/{file}");
        Files::get(&path)
            .map(|file| file.data.into_owned())
            .ok_or_else(|| std::io::Error::other("is not there"))
    };
    service.import_place(&read, true).await?;
    clean(
        "institutions",
        &service.import_institutions(&text("institutions.jsonl")?, true, true, || {}).await?,
    )?;
    clean("levers", &service.import_levers(&text("levers.jsonl")?, true, || {}).await?)?;
    for (position, path) in (1..).zip(module_paths()) {
        clean(&path, &service.import_module_text(&text(&path)?, position).await?)?;
    }
    let proposals = text("proposals.jsonl")?;
    let bar = ProgressBar::new(proposals.lines().count() as u64);
    let files = DemoFiles {
        people: &text("people.jsonl")?,
        proposals: &proposals,
        comments: &text("comments.jsonl")?,
        responses: &text("responses.jsonl")?,
        decisions: &text("decisions.jsonl")?,
    };
    service.import_demo(files, || bar.inc(1)).await?;
    bar.finish_and_clear();
    Ok(())
}

/// In the academy's order: their names begin with their numbers.
fn module_paths() -> Vec<String> {
    let paths = Files::iter().filter(|path| path.starts_with("modules/") && path.ends_with(".md"));
    let mut paths: Vec<_> = paths.map(String::from).collect();
    paths.sort();
    paths
}

fn text(path: &str) -> anyhow::Result<String> {
    let file = Files::get(path).with_context(|| format!("the demo's {path} is not there"))?;
    String::from_utf8(file.data.into_owned()).with_context(|| format!("the demo's {path} is not UTF-8"))
}

/// The demo is ours: a line that is refused is a fault of ours.
fn clean(what: &str, report: &Report) -> anyhow::Result<()> {
    match report.refused.first() {
        None => Ok(()),
        Some(refused) => bail!("the demo's {what}, line {}: {}", refused.line, refused.why),
    }
}
