//! Names by content.

use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of the SHA-256 over all parts, each told apart by its length.
pub(crate) fn of(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_are_told_apart() {
        assert_eq!(super::of(&[b"ab", b"c"]).len(), 16);
        assert_ne!(super::of(&[b"ab", b"c"]), super::of(&[b"a", b"bc"]));
    }
}
