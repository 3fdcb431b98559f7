//! `/tiles`: the map's sources.

mod base;
mod basemap;
mod document;
mod places;
mod proposals;
