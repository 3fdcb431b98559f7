//! Where things lie: Web Mercator (EPSG:3857) as one square, and the tiles it is cut into.

use geo::Coord;
use std::f64::consts::PI;

/// Units along the side of a tile.
pub const EXTENT: u32 = 4096;
/// Web Mercator ends here, north and south.
pub const MOST_LAT: f64 = 85.051_128_779_806_59;
/// The closest zoom whose tiles have an address here: a unit is then one cell of the fine grid ([`place`]).
pub const MOST_ZOOM: u8 = 20;

/// A tile of the usual scheme: `x` counts eastwards from the date line, `y` southwards from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    z: u8,
    x: u32,
    y: u32,
}

impl Tile {
    /// `None` where the zoom is over [`MOST_ZOOM`] or no such tile is there.
    #[must_use]
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        let there = z <= MOST_ZOOM && x >> z == 0 && y >> z == 0;
        there.then_some(Self { z, x, y })
    }

    /// The tile at zoom `z` that a place of the fine grid lies in.
    #[must_use]
    pub fn of(z: u8, place: u64) -> Self {
        let z = z.min(MOST_ZOOM);
        let (x, y) = unfold(place);
        Self { z, x: shrink(x, z), y: shrink(y, z) }
    }

    #[must_use]
    pub fn z(self) -> u8 {
        self.z
    }

    #[must_use]
    pub fn x(self) -> u32 {
        self.x
    }

    #[must_use]
    pub fn y(self) -> u32 {
        self.y
    }

    /// The first and the last place of the fine grid that lie in it.
    #[must_use]
    pub fn places(self) -> (u64, u64) {
        if self.z == 0 {
            return (0, u64::MAX);
        }
        let shift = 2 * (32 - u32::from(self.z));
        let first = fold(self.x, self.y) << shift;
        (first, first | ((1 << shift) - 1))
    }

    /// A place of the fine grid that lies in it, in units of the tile: `0 <= x, y < 4096`.
    #[must_use]
    pub fn units(self, x: u32, y: u32) -> (u32, u32) {
        // The 12 bits behind the tile's own.
        let shift = 20 - u32::from(self.z);
        ((x >> shift) % EXTENT, (y >> shift) % EXTENT)
    }

    /// A position of the unit square in units of the tile; outside of it below 0 or from 4096 on.
    #[must_use]
    pub fn local(self, at: Coord) -> Coord {
        let tiles = f64::from(self.z).exp2();
        Coord {
            x: (at.x * tiles - f64::from(self.x)) * f64::from(EXTENT),
            y: (at.y * tiles - f64::from(self.y)) * f64::from(EXTENT),
        }
    }
}

/// Longitude and latitude in degrees to the unit square: 0 at the date line and in the north, 1 at the end.
#[must_use]
pub fn project(lon: f64, lat: f64) -> Coord {
    let lat = lat.clamp(-MOST_LAT, MOST_LAT).to_radians();
    let x = (lon + 180.0) / 360.0;
    let y = (1.0 - lat.tan().asinh() / PI) / 2.0;
    Coord { x: x.clamp(0.0, 1.0), y: y.clamp(0.0, 1.0) }
}

/// The place of the fine grid (2³² by 2³² cells) that a position lies in, its two numbers folded bit by bit (Morton
/// order), so that what lies in one tile lies in one run. NaN counts as 0.
#[must_use]
pub fn place(lon: f64, lat: f64) -> u64 {
    let at = project(lon, lat);
    // `as` keeps within the type: 1.0, the date line from the west, is the last cell.
    let cell = |v: f64| (v * 4_294_967_296.0) as u32;
    fold(cell(at.x), cell(at.y))
}

/// Two numbers to one, bit by bit.
#[must_use]
pub fn fold(x: u32, y: u32) -> u64 {
    spread(x) | (spread(y) << 1)
}

/// The two numbers of [`fold`].
#[must_use]
pub fn unfold(place: u64) -> (u32, u32) {
    (gather(place), gather(place >> 1))
}

fn shrink(v: u32, z: u8) -> u32 {
    u32::try_from(u64::from(v) >> (32 - u32::from(z))).unwrap_or(0)
}

fn spread(v: u32) -> u64 {
    let mut v = u64::from(v);
    v = (v | (v << 16)) & 0x0000_ffff_0000_ffff;
    v = (v | (v << 8)) & 0x00ff_00ff_00ff_00ff;
    v = (v | (v << 4)) & 0x0f0f_0f0f_0f0f_0f0f;
    v = (v | (v << 2)) & 0x3333_3333_3333_3333;
    (v | (v << 1)) & 0x5555_5555_5555_5555
}

fn gather(v: u64) -> u32 {
    let mut v = v & 0x5555_5555_5555_5555;
    v = (v | (v >> 1)) & 0x3333_3333_3333_3333;
    v = (v | (v >> 2)) & 0x0f0f_0f0f_0f0f_0f0f;
    v = (v | (v >> 4)) & 0x00ff_00ff_00ff_00ff;
    v = (v | (v >> 8)) & 0x0000_ffff_0000_ffff;
    v = (v | (v >> 16)) & 0x0000_0000_ffff_ffff;
    u32::try_from(v).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tile_out_of_range_is_none() {
        assert!(Tile::new(0, 0, 0).is_some() && Tile::new(20, (1 << 20) - 1, 0).is_some());
        for (z, x, y) in [(0, 1, 0), (3, 8, 0), (3, 0, 8), (21, 0, 0), (40, 0, 0), (255, 0, 0)] {
            assert_eq!(Tile::new(z, x, y), None, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn the_date_line_and_the_poles_lie_on_the_edge() {
        let (x, y) = unfold(place(180.0, -90.0));
        assert_eq!((x, y), (u32::MAX, u32::MAX));
        assert_eq!(unfold(place(-180.0, 90.0)), (0, 0));
        assert_eq!(unfold(place(f64::NAN, f64::NAN)), (0, 0));
        assert_eq!(Tile::of(4, place(180.0, 0.0)).x(), 15);
        assert_eq!(Tile::of(4, place(-180.0, 0.0)).x(), 0);
    }

    proptest! {
        #[test]
        fn what_is_folded_unfolds(x: u32, y: u32) {
            prop_assert_eq!(unfold(fold(x, y)), (x, y));
        }

        #[test]
        fn a_place_lies_in_its_tile_and_within_its_units(lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64, z in 0..=MOST_ZOOM) {
            let place = place(lon, lat);
            let tile = Tile::of(z, place);
            let (first, last) = tile.places();
            prop_assert!(first <= place && place <= last);
            prop_assert_eq!(Tile::new(tile.z(), tile.x(), tile.y()), Some(tile));
            let (x, y) = unfold(place);
            let (ux, uy) = tile.units(x, y);
            prop_assert!(ux < EXTENT && uy < EXTENT);
            let local = tile.local(project(lon, lat));
            prop_assert!((local.x - f64::from(ux)).abs() <= 1.01 && (local.y - f64::from(uy)).abs() <= 1.01, "{:?} {} {}", local, ux, uy);
        }
    }
}
