//! The folder the server embeds: every file beside its `.br` and `.gz`.

use crate::{compress, hash};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What is to lie in the folder, by path.
#[derive(Default)]
pub(crate) struct Dist {
    files: BTreeMap<String, Vec<u8>>,
}

impl Dist {
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// Adds the file at `path` as `name`.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn add_file(&mut self, name: &str, path: &Path) -> Result<()> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        self.add(name, bytes);
        Ok(())
    }

    /// Adds `bytes` under a name that changes with them, and returns it.
    pub(crate) fn add_hashed(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let name = format!("{stem}-{}.{extension}", hash::of(&[&bytes]));
        self.add(&name, bytes);
        name
    }

    /// Adds a script and the WASM it belongs to under one hash over both: a browser never mixes two builds.
    pub(crate) fn add_pair(&mut self, stem: &str, script: &[u8], wasm: &[u8]) -> (String, String) {
        let hash = hash::of(&[script, wasm]);
        let names = (format!("{stem}-{hash}.js"), format!("{stem}-{hash}.wasm"));
        self.add(&names.0, script.to_vec());
        self.add(&names.1, wasm.to_vec());
        names
    }

    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Makes `folder` hold these files and no others; leaves alone what is already so. Returns how many changed.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub(crate) fn write(&self, folder: &Path, cache: &Path, release: bool) -> Result<usize> {
        let mut wanted = self.files.clone();
        let compressible: Vec<_> = self.files.iter().filter(|(name, _)| compress::worth(name)).collect();
        for (name, forms) in compress::all(&compressible, cache, release)? {
            wanted.extend(forms.into_iter().map(|(suffix, bytes)| (format!("{name}.{suffix}"), bytes)));
        }
        let mut changed = 0;
        for (name, bytes) in &wanted {
            let path = folder.join(name);
            if fs::read(&path).is_ok_and(|there| there == *bytes) {
                continue;
            }
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
            changed += 1;
        }
        let wanted: BTreeSet<PathBuf> = wanted.keys().map(|name| folder.join(name)).collect();
        sweep(folder, &wanted)?;
        Ok(changed)
    }

    /// Name, size, and size as a browser of today is served it, of each file.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub(crate) fn sizes(&self, folder: &Path) -> Result<Vec<(&str, usize, u64)>> {
        self.files
            .iter()
            .filter(|(name, _)| *name != "manifest.json")
            .map(|(name, bytes)| {
                let served =
                    fs::metadata(folder.join(format!("{name}.br"))).map_or(bytes.len() as u64, |m| m.len());
                Ok((name.as_str(), bytes.len(), served))
            })
            .collect()
    }
}

/// Removes what an earlier run left.
fn sweep(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sweep(&path, wanted)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !wanted.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
