//! Modules with their lessons, each a text of its own.

use anyhow::{Context, bail};
use service::Service;
use service::imports::Report;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Largest text taken.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Takes in a text, or every `.md` of a folder. They stand in the academy as their names begin with a number
/// (`07-…`), those without one by their order.
pub(super) async fn modules(service: &Service, path: &Path) -> anyhow::Result<ExitCode> {
    let files = if path.is_dir() { texts_in(path)? } else { vec![path.to_owned()] };
    let mut all = Report::default();
    for (n, file) in (1..).zip(&files) {
        let report = service.import_module_text(&read(file)?, position(file).unwrap_or(n)).await?;
        for refused in &report.refused {
            eprintln!("{}:{}: {}", file.display(), refused.line, refused.why);
        }
        all.added += report.added;
        all.changed += report.changed;
        all.same += report.same;
        all.refused.extend(report.refused);
    }
    if all.added + all.changed > 0 {
        service.after_import().await?;
    }
    let refused = all.refused.len();
    println!("{} added, {} changed, {} there already, {refused} refused", all.added, all.changed, all.same);
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn texts_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || format!("{} cannot be read", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if path.extension().is_some_and(|end| end == "md") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("there is no .md in {}", folder.display());
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> anyhow::Result<String> {
    let size = std::fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?.len();
    if size > MOST_BYTES {
        bail!("{} is larger than {} MiB", file.display(), MOST_BYTES / 1024 / 1024);
    }
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read as UTF-8", file.display()))
}

/// The number a file's name begins with.
fn position(file: &Path) -> Option<u32> {
    let name = file.file_name()?.to_str()?;
    let digits = name.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}
