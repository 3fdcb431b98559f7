//! Neighbourhoods from a file of areas.

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;
use service::Service;
use service::places::import::{BoundaryOptions, MOST_BYTES};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct BoundaryArgs {
    /// A GeoJSON file of polygons or multi-polygons in WGS 84.
    file: PathBuf,
    /// The property that holds the name [default: a usual one: name, ward, WD23NM…]
    #[arg(long, value_name = "PROPERTY")]
    name: Option<String>,
    /// The property that the address is made of [default: the name]
    #[arg(long, value_name = "PROPERTY")]
    slug: Option<String>,
    /// The property that holds an official code [default: a usual one, where there is one]
    #[arg(long, value_name = "PROPERTY")]
    code: Option<String>,
    /// Leaves out detail finer than this; borders that two areas share stay shared.
    #[arg(long, value_name = "METRES", default_value_t = 0.0)]
    simplify: f64,
}

pub(super) async fn run(service: &Service, args: &BoundaryArgs) -> anyhow::Result<ExitCode> {
    let bytes = read(&args.file)?;
    let options = BoundaryOptions {
        name: args.name.clone(),
        slug: args.slug.clone(),
        code: args.code.clone(),
        simplify: args.simplify,
    };
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    bar.set_message("checking and joining areas");
    let report = service.import_boundaries(&args.file.display().to_string(), bytes, &options).await;
    bar.finish_and_clear();
    let report = report?;
    for name in &report.mended {
        eprintln!("{name}: its shape was put right");
    }
    if args.simplify > 0.0 && report.simplified < args.simplify {
        eprintln!("simplified by {} m: more would have broken a shape", report.simplified);
    }
    println!(
        "{} added, {} changed, {} there already, {} gone; {} proposals lie in another neighbourhood now",
        report.added, report.changed, report.same, report.gone, report.moved
    );
    Ok(ExitCode::SUCCESS)
}

/// Its size is looked at first: a file of gigabytes must not fill the memory.
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(unreadable)?.len();
    if size > MOST_BYTES as u64 {
        let (mib, most) = (size / 1024 / 1024, MOST_BYTES / 1024 / 1024);
        bail!(
            "{} has {mib} MiB, more than {most}: simplify it first (docs/place.md says how)",
            file.display()
        );
    }
    std::fs::read(file).with_context(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_200_mb_is_refused_before_it_is_read() {
        let path = std::env::temp_dir().join(format!("fulcrum-large-{}.geojson", std::process::id()));
        std::fs::File::create(&path).and_then(|file| file.set_len(200 * 1024 * 1024)).unwrap();
        let refused = read(&path).unwrap_err().to_string();
        std::fs::remove_file(&path).unwrap();
        assert!(
            refused.contains("200 MiB, more than 64") && refused.contains("simplify it first"),
            "{refused}"
        );
        assert!(read(&path).unwrap_err().to_string().contains("cannot be read"));
    }
}
