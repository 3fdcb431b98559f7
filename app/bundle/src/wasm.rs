//! The islands: compiled by cargo, given their script by wasm-bindgen, made small by wasm-opt.

use crate::{Places, hash, npm, text};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the browser loads to wake the islands.
pub(crate) struct Built {
    pub script: Vec<u8>,
    pub wasm: Vec<u8>,
    /// Where steps keep what they made, by hash.
    pub cache: PathBuf,
}

/// Builds `app` for the browser.
///
/// # Errors
/// Where it does not compile, or a tool is missing or fails.
pub(crate) fn build(places: &Places, release: bool) -> Result<Built> {
    let raw = compile(places, release)?;
    // <target>/wasm32-unknown-unknown/<profile>/app.wasm
    let target = raw.ancestors().nth(3).context("cargo's target folder is there")?;
    let cache = target.join("bundle");
    let input = fs::read(&raw)?;
    let lock = fs::read(places.app.join("bundle/package-lock.json"))?;
    let how = if release { FEATURES.concat() } else { String::new() };
    let kept =
        cache.join(format!("wasm-{}", hash::of(&[&input, &lock, how.as_bytes(), &[u8::from(release)]])));
    if !kept.join("done").exists() {
        bind(&raw, &kept)?;
        if release {
            optimise(places, &kept)?;
        }
        text::script(places, &kept.join("app.js"), &kept.join("app.min.js"))?;
        fs::write(kept.join("done"), "")?;
    }
    Ok(Built { script: fs::read(kept.join("app.min.js"))?, wasm: fs::read(kept.join("app_bg.wasm"))?, cache })
}

/// Runs cargo and returns the path of what it made, as cargo itself says it.
fn compile(places: &Places, release: bool) -> Result<PathBuf> {
    let profile = if release { "wasm-release" } else { "dev" };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&places.top).stdout(Stdio::piped());
    cargo.args([
        "build",
        "-p",
        "app",
        "--lib",
        "--features",
        "hydrate",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    cargo.arg("--message-format=json-render-diagnostics");
    for (name, _) in std::env::vars_os() {
        // What cargo told this program about itself is not for the build it starts.
        if name.to_str().is_some_and(|n| n.starts_with("CARGO_PKG_") || n.starts_with("CARGO_MANIFEST_")) {
            cargo.env_remove(name);
        }
    }
    if release {
        // What panics would say of the builder's home is nobody's business, and weighs.
        cargo.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=cargo", cargo_home().display()));
    }
    let output = cargo.spawn()?.wait_with_output()?;
    ensure!(
        output.status.success(),
        "the browser side does not build; if the target is missing: rustup target add {TARGET}"
    );
    let artifacts = output.stdout.split(|byte| *byte == b'\n');
    artifacts
        .filter_map(|line| serde_json::from_slice::<Value>(line).ok())
        .filter(|line| line["reason"] == "compiler-artifact" && line["target"]["name"] == "app")
        .flat_map(|line| line["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.extension().is_some_and(|e| e == "wasm"))
        .context("cargo names no .wasm among what it built")
}

/// Where cargo keeps the sources of crates.
fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    )
}

fn bind(raw: &Path, kept: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(raw).out_name("app").web(true)?;
    bindgen.typescript(false).omit_default_module_path(true);
    bindgen.keep_debug(false).remove_name_section(true).remove_producers_section(true);
    fs::create_dir_all(kept)?;
    bindgen.generate(kept).context("wasm-bindgen failed")
}

/// What wasm-opt may use: what rustc's target uses and every browser of these years knows. Not `--all-features`: that
/// holds proposals which browsers refuse to read.
const FEATURES: [&str; 9] = [
    "-Oz",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Read by Node's engine, which is a browser's: what it refuses would leave every island asleep.
const READS: &str = "new WebAssembly.Module(require('node:fs').readFileSync(process.argv[1]))";

fn optimise(places: &Places, kept: &Path) -> Result<()> {
    let wasm = kept.join("app_bg.wasm");
    let status = npm::node(&places.packages, "binaryen/bin/wasm-opt")
        .args(FEATURES)
        .arg(&wasm)
        .arg("-o")
        .arg(&wasm)
        .status()
        .context("node is missing")?;
    ensure!(status.success(), "wasm-opt failed");
    let read = Command::new("node").args(["-e", READS]).arg(&wasm).status().context("node is missing")?;
    ensure!(read.success(), "no browser reads what wasm-opt made");
    Ok(())
}
