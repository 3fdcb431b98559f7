//! Brotli and gzip beside each file, made once and kept by content.

use crate::hash;
use anyhow::{Result, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A file's name with its compressed forms by suffix.
type Forms = (String, Vec<(&'static str, Vec<u8>)>);

/// Whether a file shrinks: fonts are compressed already, and nobody asks for the manifest.
pub(crate) fn worth(name: &str) -> bool {
    !name.ends_with(".woff2") && name != "manifest.json"
}

/// Compresses all files, as many at once as the machine has cores.
///
/// # Errors
/// Where the cache cannot be written.
pub(crate) fn all(files: &[(&String, &Vec<u8>)], cache: &Path, release: bool) -> Result<Vec<Forms>> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<Forms>> {
        let mut done = Vec::new();
        while let Some((name, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(((*name).clone(), forms(bytes, cache, release)?));
        }
        Ok(done)
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut done = Vec::new();
        for worker in workers {
            done.extend(worker.join().map_err(|_| anyhow!("compression panicked"))??);
        }
        Ok(done)
    })
}

/// Both forms, those only that are smaller than the file.
fn forms(bytes: &[u8], cache: &Path, release: bool) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let (br, gz) = if release { (11, 9) } else { (5, 6) };
    let forms = [
        ("br", kept(bytes, cache, &format!("br{br}"), |out| brotli(bytes, br, out))?),
        ("gz", kept(bytes, cache, &format!("gz{gz}"), |out| gzip(bytes, gz, out))?),
    ];
    Ok(forms.into_iter().filter(|(_, form)| form.len() < bytes.len()).collect())
}

fn kept(
    bytes: &[u8],
    cache: &Path,
    kind: &str,
    make: impl FnOnce(&mut Vec<u8>) -> Result<()>,
) -> Result<Vec<u8>> {
    let path = cache.join(format!("{}.{kind}", hash::of(&[bytes])));
    if let Ok(known) = fs::read(&path) {
        return Ok(known);
    }
    let mut made = Vec::new();
    make(&mut made)?;
    // Written aside and renamed: another checkout may share the folder.
    let aside = path.with_extension(format!("{kind}.{}", std::process::id()));
    fs::create_dir_all(cache)?;
    fs::write(&aside, &made)?;
    fs::rename(&aside, &path)?;
    Ok(made)
}

fn brotli(bytes: &[u8], quality: u32, out: &mut Vec<u8>) -> Result<()> {
    let mut encoder = brotli::CompressorWriter::new(out, 64 * 1024, quality, 22);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    drop(encoder);
    Ok(())
}

fn gzip(bytes: &[u8], level: u32, out: &mut Vec<u8>) -> Result<()> {
    let mut encoder = GzEncoder::new(out, Compression::new(level));
    encoder.write_all(bytes)?;
    encoder.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_give_the_file_back() {
        let bytes = b"a neighbourhood's ideas ".repeat(500);
        for quality in [5, 11] {
            let mut packed = Vec::new();
            brotli(&bytes, quality, &mut packed).unwrap();
            let mut plain = Vec::new();
            brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut plain).unwrap();
            assert_eq!(plain, bytes);
        }
        let mut packed = Vec::new();
        gzip(&bytes, 9, &mut packed).unwrap();
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, bytes);
    }
}
