//! Styles and scripts: joined and minified by esbuild.

use crate::{Places, npm};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// One style sheet: what `entry` imports, joined in its layers.
///
/// # Errors
/// Where esbuild is missing or the styles do not read.
pub(crate) fn style(places: &Places, entry: &Path) -> Result<Vec<u8>> {
    let mut esbuild = esbuild(places);
    esbuild.arg(entry).args(["--bundle", "--minify", "--external:/assets/*"]);
    output(esbuild)
}

/// Every `.mjs` of `folder` as a module by itself, by name. A dynamic import of an address stays as it is.
///
/// # Errors
/// Where esbuild is missing or a script does not read.
pub(crate) fn scripts(
    places: &Places,
    folder: &Path,
    defines: &[(&str, String)],
) -> Result<Vec<(String, Vec<u8>)>> {
    let mut made = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "mjs") {
            continue;
        }
        let name =
            path.file_stem().and_then(|stem| stem.to_str()).context("a script's name is plain text")?;
        let mut esbuild = esbuild(places);
        esbuild.arg(&path).args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--external:./app-*",
            "--external:/assets/*",
        ]);
        for (key, value) in defines {
            esbuild.arg(format!("--define:{key}={value:?}"));
        }
        made.push((name.to_owned(), output(esbuild)?));
    }
    made.sort();
    Ok(made)
}

/// wasm-bindgen's script with its snippets, minified.
///
/// # Errors
/// Where esbuild is missing or fails.
pub(crate) fn script(places: &Places, from: &Path, to: &Path) -> Result<()> {
    let mut esbuild = esbuild(places);
    esbuild.arg(from).args(["--bundle", "--minify", "--format=esm"]);
    fs::write(to, output(esbuild)?)?;
    Ok(())
}

fn esbuild(places: &Places) -> Command {
    let mut command = npm::node(&places.packages, "esbuild/bin/esbuild");
    // Scripts lie beside the app, the packages they import beside the bundler.
    command.env("NODE_PATH", &places.packages);
    command.args(["--log-level=warning", "--charset=utf8", "--legal-comments=none"]);
    command
}

fn output(mut command: Command) -> Result<Vec<u8>> {
    let output = command.stdout(Stdio::piped()).spawn().context("node is missing")?.wait_with_output()?;
    ensure!(output.status.success(), "esbuild failed");
    Ok(output.stdout)
}
