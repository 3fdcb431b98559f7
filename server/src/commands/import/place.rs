//! A place's folder.

use clap::Args;
use indicatif::ProgressBar;
use service::Service;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    /// The folder that holds place.toml.
    folder: PathBuf,
}

pub(super) async fn run(service: &Service, args: &PlaceArgs) -> anyhow::Result<ExitCode> {
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    let folder = args.folder.clone();
    let progress = bar.clone();
    let read = move |file: &str| {
        progress.set_message(file.to_owned());
        std::fs::read(folder.join(file))
    };
    let report = service.import_place(&read, false).await;
    bar.finish_and_clear();
    let report = report?;
    println!(
        "{}: {} neighbourhoods, {} names, {} shapes of the basemap; {} proposals lie in another neighbourhood now",
        service.place().head.name,
        report.neighbourhoods,
        report.names,
        report.shapes,
        report.moved
    );
    Ok(ExitCode::SUCCESS)
}
