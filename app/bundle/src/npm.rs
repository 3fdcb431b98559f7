//! The packages named in `package-lock.json`: installed once, and again when the lock changes.

use crate::hash;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sees to it that `folder/node_modules` holds what the lock names, and returns it.
///
/// # Errors
/// Where npm is missing or cannot install.
pub(crate) fn install(folder: &Path) -> Result<PathBuf> {
    let lock = fs::read(folder.join("package-lock.json")).context("package-lock.json cannot be read")?;
    let packages = folder.join("node_modules");
    let stamp = packages.join(".fulcrum-lock");
    let wanted = hash::of(&[&lock]);
    if fs::read_to_string(&stamp).is_ok_and(|known| known == wanted) {
        return Ok(packages);
    }
    println!("bundle: installing the npm packages of app/bundle");
    let status =
        Command::new("npm").args(["ci", "--ignore-scripts", "--loglevel=error"]).current_dir(folder).status();
    let status = status.context("npm is missing: install Node.js 20 or later with npm")?;
    ensure!(status.success(), "npm ci failed in {}", folder.display());
    fs::write(stamp, wanted)?;
    Ok(packages)
}

/// A command that runs a package's program under Node.
pub(crate) fn node(packages: &Path, program: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(packages.join(program));
    command
}
