//! `fulcrum migrate`.

use crate::config::{DatabaseArgs, ServeArgs};
use std::process::ExitCode;

pub(super) async fn run(database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
    let (_, store) = super::open::store(database, &ServeArgs::default()).await?;
    println!("The database is up to date.");
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}
