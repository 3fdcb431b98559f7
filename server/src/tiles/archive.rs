//! A PMTiles archive (<https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>), checked when it is opened.
//!
//! The browser reads it by ranges; here it is only looked at closely enough that one cut short, or something else of
//! the same name, is refused before anyone is served.

use anyhow::{Context, bail, ensure};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

const HEADER: usize = 127;
/// Header and root directory lie in the first 16 KiB, says the standard.
const FIRST: u64 = 16 * 1024;
/// Largest root directory taken, unpacked.
const MOST_UNPACKED: u64 = 1024 * 1024;

/// An open archive. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Archive {
    file: Arc<File>,
    bytes: u64,
    /// A strong tag with its quotes: the file as it was when it was opened.
    tag: String,
}

impl Archive {
    /// Opens and checks an archive of vector tiles.
    ///
    /// # Errors
    /// Where it cannot be read, is no PMTiles of version 3, holds no vector tiles, or is shorter than it says.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        Self::checked(path).with_context(|| format!("the basemap {} cannot be taken", path.display()))
    }

    fn checked(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        ensure!(about.is_file(), "it is no file");
        let bytes = about.len();
        let mut header = [0; HEADER];
        let holds_header = bytes >= HEADER as u64;
        if holds_header {
            file.read_exact_at(&mut header, 0)?;
        }
        ensure!(holds_header && &header[..7] == b"PMTiles", "it is no PMTiles archive");
        ensure!(header[7] == 3, "it is PMTiles of version {}; version 3 is wanted", header[7]);
        check_parts(&header, bytes)?;
        ensure!(header[99] == 1, "it holds no vector tiles (MVT), but pictures or something else");
        check_root(&file, &header)?;
        let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let changed = changed.map_or(0, |at| at.as_nanos());
        Ok(Self { file: Arc::new(file), bytes, tag: format!("\"{bytes:x}-{changed:x}\"") })
    }

    #[must_use]
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    #[must_use]
    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    /// So many bytes from `at` on. Blocks.
    ///
    /// # Errors
    /// Where the file does not give them.
    pub(super) fn read(&self, at: u64, many: usize) -> std::io::Result<Vec<u8>> {
        let mut out = vec![0; many];
        self.file.read_exact_at(&mut out, at)?;
        Ok(out)
    }
}

fn number(header: &[u8; HEADER], at: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&header[at..at + 8]);
    u64::from_le_bytes(eight)
}

/// Every part that the header tells of ends within the file.
fn check_parts(header: &[u8; HEADER], bytes: u64) -> anyhow::Result<()> {
    for (part, at) in [("root directory", 8), ("metadata", 24), ("leaf directories", 40), ("tiles", 56)] {
        let (from, long) = (number(header, at), number(header, at + 8));
        match from.checked_add(long) {
            Some(end) if end <= bytes => {}
            Some(end) => bail!("it is cut short: its {part} end at byte {end}, and it has {bytes}"),
            None => bail!("its header does not make sense: its {part} end beyond any file"),
        }
    }
    let (from, long) = (number(header, 8), number(header, 16));
    ensure!(
        from >= HEADER as u64 && from + long <= FIRST && long > 0,
        "its root directory is not where it belongs"
    );
    Ok(())
}

/// The root directory unpacks, and its count of entries is one that fits.
fn check_root(file: &File, header: &[u8; HEADER]) -> anyhow::Result<()> {
    let mut packed = vec![0; usize::try_from(number(header, 16))?];
    file.read_exact_at(&mut packed, number(header, 8))?;
    let root = match header[97] {
        1 => packed,
        2 => {
            let mut out = Vec::new();
            GzDecoder::new(packed.as_slice())
                .take(MOST_UNPACKED)
                .read_to_end(&mut out)
                .context("its root directory does not unpack")?;
            out
        }
        other => bail!(
            "its directories are compressed in a way ({other}) that the map cannot read: gzip is wanted"
        ),
    };
    let mut entries = 0_u64;
    for (n, byte) in root.iter().take(9).enumerate() {
        entries |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            // Four numbers an entry, each of at least a byte.
            ensure!(
                entries > 0 && entries.saturating_mul(4) < root.len() as u64 + 1,
                "its root directory does not read"
            );
            return Ok(());
        }
    }
    bail!("its root directory does not read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One entry, no tiles to speak of.
    pub(crate) fn small() -> Vec<u8> {
        let root = [1, 0, 1, 4, 1];
        let mut out = b"PMTiles\x03".to_vec();
        for (from, long) in [(127, 5), (132, 2), (134, 0), (134, 4)] {
            out.extend(u64::to_le_bytes(from));
            out.extend(u64::to_le_bytes(long));
        }
        out.resize(HEADER, 0);
        (out[97], out[98], out[99]) = (1, 1, 1);
        out.extend(root);
        out.extend(b"{}tile");
        out
    }

    fn open(bytes: &[u8]) -> Result<Archive, String> {
        let path = std::env::temp_dir().join(format!("fulcrum-archive-{}-{:p}", std::process::id(), bytes));
        std::fs::write(&path, bytes).unwrap();
        let opened = Archive::open(&path);
        std::fs::remove_file(&path).unwrap();
        opened.map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn one_cut_short_or_something_else_is_refused_and_told_why() {
        assert_eq!(open(&small()).unwrap().bytes(), 138);
        for cut in 1..small().len() {
            let why = open(&small()[..cut]).unwrap_err();
            assert!(why.contains(if cut < HEADER { "no PMTiles" } else { "cut short" }), "{cut}: {why}");
        }
        let changed = |at: usize, byte: u8| {
            let mut bytes = small();
            bytes[at] = byte;
            open(&bytes).unwrap_err()
        };
        assert!(changed(7, 2).contains("version 2"));
        assert!(changed(99, 2).contains("no vector tiles"));
        assert!(changed(97, 4).contains("gzip is wanted"));
        assert!(changed(97, 2).contains("does not unpack"));
        assert!(changed(15, 255).contains("does not make sense") || changed(15, 255).contains("cut short"));
        assert!(changed(127, 90).contains("does not read"));
        assert!(open(b"").unwrap_err().contains("no PMTiles"));
        assert!(Archive::open(Path::new("/nowhere/at.all")).is_err());
    }

    proptest! {
        #[test]
        fn any_header_is_taken_or_refused(changes in prop::collection::vec((7..138_usize, any::<u8>()), 0..20)) {
            let mut bytes = small();
            for (at, byte) in changes {
                bytes[at] = byte;
            }
            let _ = open(&bytes);
        }
    }
}
