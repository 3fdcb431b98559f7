//! `fulcrum audit`.

use crate::config::{DatabaseArgs, ServeArgs};
use std::process::ExitCode;

/// Exits 1 where a count was wrong, so that a nightly run is heard.
pub(super) async fn run(database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
    let (_, service) = super::open::service(database, &ServeArgs::default()).await?;
    let found = service.recount().await?;
    println!("supports: {} counts were wrong", found.supports);
    println!("comments: {} counts were wrong", found.comments);
    Ok(if found.supports + found.comments == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
