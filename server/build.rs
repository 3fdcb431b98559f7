//! Which bundle the binary holds: `app/dist/release` in a release build, else `app/dist/debug`, which is read from the
//! disk when asked for.

use std::path::Path;
use std::{env, fs};

fn main() {
    let kind = env::var("PROFILE").expect("cargo sets it");
    let server = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let dist = Path::new(&server).with_file_name("app").join("dist").join(&kind);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=FULCRUM_DIST={}", dist.display());
    if kind == "release" {
        // An empty folder, so that a bundle built later is seen.
        fs::create_dir_all(&dist).expect("app/dist can be written");
        println!("cargo::rerun-if-changed={}", dist.display());
        if !dist.join("manifest.json").exists() {
            println!(
                "cargo::warning=no bundle in app/dist/release: pages will have no styles (see `make build`)"
            );
        }
    }
}
