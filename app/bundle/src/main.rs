//! Builds what the browser gets into `app/dist/debug` or `app/dist/release`: WASM, script, styles, fonts; hashed and precompressed.
//!
//! `cargo run -p bundle` while writing, `cargo run -p bundle -- --release` to ship. Each step keeps what it made
//! under the target folder by the hash of what went in, so a second run does only what changed. The server embeds
//! the folder (`server/src/assets.rs`); `manifest.json` names the files whose address holds a hash.

mod compress;
mod dist;
mod hash;
mod npm;
mod text;
mod wasm;

use anyhow::{Context, Result};
use clap::Parser;
use dist::Dist;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

/// Builds what the browser gets: WASM, script, styles, fonts; hashed and precompressed.
#[derive(Debug, Parser)]
#[command(name = "bundle")]
struct Args {
    /// As shipped: optimised for size and compressed as far as it goes (minutes, once).
    #[arg(long)]
    release: bool,
}

/// Where things are.
struct Places {
    /// The checkout.
    top: PathBuf,
    /// `app/`.
    app: PathBuf,
    /// `app/bundle/node_modules`.
    packages: PathBuf,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let begun = Instant::now();
    // Asked when run: a target folder shared between checkouts may hold a bundler that another one built.
    let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let app = Path::new(&own).parent().context("the crate lies in app/")?.to_path_buf();
    let top = app.parent().context("app/ lies in the checkout")?.to_path_buf();
    let packages = npm::install(&app.join("bundle"))?;
    let places = Places { top, app, packages };

    let built = wasm::build(&places, args.release)?;
    let mut dist = Dist::default();
    let manifest = gather(&places, &built, &mut dist)?;
    dist.add("manifest.json", serde_json::to_vec_pretty(&manifest)?);
    let folder = places.app.join("dist").join(if args.release { "release" } else { "debug" });
    let changed = dist.write(&folder, &built.cache, args.release)?;
    println!("bundle: {} files, {changed} changed, in {:.1} s", dist.len(), begun.elapsed().as_secs_f32());
    for (name, plain, small) in dist.sizes(&folder)? {
        println!("  {plain:>8} B, {small:>7} B as served  {name}");
    }
    Ok(())
}

/// Puts every file into `dist` under the name it is served by; returns the manifest.
fn gather(places: &Places, built: &wasm::Built, dist: &mut Dist) -> Result<Value> {
    let mut manifest = Map::new();
    let (module, wasm) = dist.add_pair("app", &built.script, &built.wasm);
    let style = text::style(places, &places.top.join("style/main.css"))?;
    manifest.insert("style".into(), json!(dist.add_hashed("app", "css", style)));

    let defines = [("MODULE", format!("./{module}")), ("WASM", format!("/assets/{wasm}"))];
    for (name, script) in text::scripts(places, &places.app.join("src/js"), &defines)? {
        let file = dist.add_hashed(&name, "js", script);
        manifest.insert(name, json!(file));
    }
    manifest.insert("module".into(), json!(module));
    manifest.insert("wasm".into(), json!(wasm));

    for name in ["icons.svg", "logo.svg", "favicon.svg"] {
        dist.add_file(name, &places.top.join("style").join(name))?;
    }
    let fonts = places.packages.join("@fontsource-variable/atkinson-hyperlegible-next/files");
    for (name, part) in [("atkinson.woff2", "latin"), ("atkinson-ext.woff2", "latin-ext")] {
        let file = fonts.join(format!("atkinson-hyperlegible-next-{part}-wght-normal.woff2"));
        dist.add_file(name, &file)?;
    }
    manifest.insert("maplibre".into(), json!(maplibre(places, dist)?));
    Ok(Value::Object(manifest))
}

/// The map library. Its module looks for the worker beside itself under that very name, so the folder carries the
/// version instead of the files. Its few styles are in `style/components/map.css`.
fn maplibre(places: &Places, dist: &mut Dist) -> Result<String> {
    let package = places.packages.join("maplibre-gl");
    let about: Value = serde_json::from_slice(&fs::read(package.join("package.json"))?)?;
    let folder = format!("maplibre-{}", about["version"].as_str().context("maplibre-gl has a version")?);
    for name in ["maplibre-gl.mjs", "maplibre-gl-worker.mjs"] {
        dist.add_file(&format!("{folder}/{name}"), &package.join("dist").join(name))?;
    }
    Ok(folder)
}
