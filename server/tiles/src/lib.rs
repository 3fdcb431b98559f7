//! Floor 1, pure: points and shapes to vector tiles.
//!
//! What lives here: Web Mercator and tile addresses ([`grid`]), the index of points and their clusters ([`index`]),
//! areas made valid ([`areas`]), areas and lines simplified so that shared borders stay shared ([`borders`]), cut to a tile ([`clip`]), and the
//! Mapbox Vector Tile encoding ([`mvt`]). What does not: the database, HTTP, what a property means. No I/O.

pub mod areas;
pub mod borders;
pub mod clip;
pub mod grid;
pub mod index;
pub mod mvt;
pub mod shapes;
