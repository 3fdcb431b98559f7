//! `/api/…`

mod accounts;
mod comments;
mod document;
mod geojson;
mod institutions;
mod matches;
mod modules;
mod problems;
mod proposals;
mod responses;
mod session;
mod support;
