//! `/tiles`: the map's sources.

mod base;
mod document;
mod places;
mod proposals;
