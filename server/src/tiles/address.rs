//! `{z}/{x}/{y}.mvt` as a tile.

use super::problem::TileProblem;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use tiles::grid::Tile;

/// The tile an address names, up to zoom `CLOSEST`.
pub(super) struct TileAddress<const CLOSEST: u8>(pub Tile);

impl<S: Send + Sync, const CLOSEST: u8> FromRequestParts<S> for TileAddress<CLOSEST> {
    type Rejection = TileProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TileProblem> {
        let path = Path::<(String, String, String)>::from_request_parts(parts, state).await;
        let Path((z, x, y)) = path.map_err(|_| TileProblem::Address)?;
        read(&z, &x, &y, CLOSEST).map(Self)
    }
}

fn read(z: &str, x: &str, y: &str, closest: u8) -> Result<Tile, TileProblem> {
    let y = y.strip_suffix(".mvt").ok_or(TileProblem::Address)?;
    let [z, x, y] = [z, x, y].map(number);
    let (z, x, y) = (z?, x?, y?);
    let tile = u8::try_from(z)
        .ok()
        .filter(|z| *z <= closest)
        .and_then(|z| Tile::new(z, u32::try_from(x).ok()?, u32::try_from(y).ok()?));
    tile.ok_or(TileProblem::NoTile { closest })
}

/// Digits alone; one too large for any zoom is a number all the same.
fn number(text: &str) -> Result<u64, TileProblem> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(TileProblem::Address);
    }
    Ok(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_three_whole_numbers_within_the_zoom() {
        assert!(read("14", "8190", "5447.mvt", 16).is_ok());
        for (z, x, y) in [
            ("17", "0", "0.mvt"),
            ("40", "1", "1.mvt"),
            ("3", "8", "0.mvt"),
            ("0", "0", "99999999999999999999.mvt"),
        ] {
            assert!(matches!(read(z, x, y, 16), Err(TileProblem::NoTile { .. })), "{z}/{x}/{y}");
        }
        for (z, x, y) in [
            ("1", "1", "1"),
            ("-1", "0", "0.mvt"),
            ("1.5", "0", "0.mvt"),
            ("NaN", "0", "0.mvt"),
            ("", "", ".mvt"),
            ("+1", "0", "0.mvt"),
            ("1", "0", "0.mvt.mvt"),
        ] {
            assert!(matches!(read(z, x, y, 16), Err(TileProblem::Address)), "{z}/{x}/{y}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_tile_or_a_problem(z in ".{0,6}", x in ".{0,12}", y in ".{0,24}") {
            let _ = read(&z, &x, &y, 16);
        }

        #[test]
        fn any_numbers_are_a_tile_only_within_range(z: u64, x: u64, y: u64, near in 0..22_u64) {
            for z in [z, near] {
                let there = z <= 16 && x < 1 << z && y < 1 << z;
                prop_assert_eq!(read(&z.to_string(), &x.to_string(), &format!("{y}.mvt"), 16).is_ok(), there);
            }
        }
    }
}
