//! Floor 5: the outermost. The router around the app's pages, sessions, headers, assets, and the command line.
//!
//! The router is built by [`http::router`] and can be tested in process. What lives here knows HTTP and the machine
//! (clock, files, signals); what people may do is decided below, in `service`.

pub mod api;
pub mod assets;
pub mod commands;
pub mod config;
pub mod http;
pub mod shell;
pub mod tiles;
