//! Content codings: which one an answer goes out in, and packing it.

use axum::http::{HeaderMap, HeaderValue, header};
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// Quality, of 11, and window (2^n bytes) for pages, which are packed while someone waits.
const BROTLI: (u32, u32) = (5, 18);

/// How an answer's bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Coding {
    /// The best one that a request accepts.
    pub(crate) fn wanted(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let accepted = accepted.unwrap_or_default();
        let takes = |name: &str| accepted.split(',').any(|part| takes(part, name));
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// Its name in `content-encoding`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The header that tells of it, where there is anything to tell.
    pub(crate) fn header(self) -> Option<HeaderValue> {
        self.name().map(HeaderValue::from_static)
    }

    /// Packs `plain`.
    ///
    /// # Errors
    /// As the packer fails, which it does not for bytes in memory.
    pub(crate) fn pack(self, plain: &[u8]) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(plain.len() / 4);
        match self {
            Self::Identity => packed.extend_from_slice(plain),
            Self::Gzip => {
                let mut gzip = GzEncoder::new(&mut packed, Compression::default());
                gzip.write_all(plain)?;
                gzip.finish()?;
            }
            Self::Brotli => {
                let mut brotli = CompressorWriter::new(&mut packed, 16 * 1024, BROTLI.0, BROTLI.1);
                brotli.write_all(plain)?;
                brotli.flush()?;
            }
        }
        packed.shrink_to_fit();
        Ok(packed)
    }
}

/// Whether one entry of `Accept-Encoding` takes the coding: it names it, and its weight is not 0.
fn takes(entry: &str, name: &str) -> bool {
    let (coding, rest) = entry.split_once(';').unwrap_or((entry, ""));
    let weight = rest.trim().strip_prefix("q=").map(|q| q.trim().parse::<f32>());
    coding.trim().eq_ignore_ascii_case(name) && !matches!(weight, Some(Ok(0.0) | Err(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn wanted(accepted: &str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(accepted).unwrap());
        Coding::wanted(&headers)
    }

    #[test]
    fn the_best_accepted_coding_is_taken() {
        assert_eq!(wanted("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(wanted("gzip;q=1.0, br;q=0"), Coding::Gzip);
        assert_eq!(wanted("GZIP; q=0.5"), Coding::Gzip);
        for plain in ["", "identity", "br;q=0.0, gzip;q=0", "brotli", "br;q=nonsense"] {
            assert_eq!(wanted(plain), Coding::Identity, "{plain}");
        }
    }

    #[test]
    fn what_is_packed_comes_back() {
        let plain = b"a neighbourhood's ideas ".repeat(500);
        let mut back = Vec::new();
        let packed = Coding::Brotli.pack(&plain).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, plain);
        back.clear();
        let packed = Coding::Gzip.pack(&plain).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, plain);
        assert_eq!(Coding::Identity.pack(&plain).unwrap(), plain);
    }
}
