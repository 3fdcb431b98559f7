//! `/api/…`

mod accounts;
mod comments;
mod document;
mod geojson;
mod institutions;
mod matches;
mod modules;
mod places;
mod problems;
mod proposals;
mod responses;
mod session;
mod similar;
mod support;
