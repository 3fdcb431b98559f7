//! `/proposals…`

pub(super) mod comments;
pub(super) mod create;
pub(super) mod geojson;
pub(super) mod list;
pub(super) mod matches;
pub(super) mod responses;
pub(super) mod show;
pub(super) mod similar;
pub(super) mod support;
