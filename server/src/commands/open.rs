//! Opening the database as every command does.

use crate::config::{Config, DatabaseArgs, ServeArgs};
use crate::shell::Machine;
use anyhow::Context;
use service::Service;
use std::path::Path;
use std::sync::Arc;
use store::{Store, StoreOptions};

/// The settings and a migrated store.
pub(super) async fn store(database: &DatabaseArgs, serve: &ServeArgs) -> anyhow::Result<(Config, Store)> {
    let config = Config::settle(database, serve)?;
    create_folder(&config.database_url)?;
    let mut options = StoreOptions::new(&config.database_url);
    options.connections = config.database_connections;
    let store = Store::connect(&options).await.context("the database cannot be reached")?;
    store.migrate().await.context("the database cannot be migrated")?;
    Ok((config, store))
}

/// The settings and the use cases on a migrated store.
pub(super) async fn service(database: &DatabaseArgs, serve: &ServeArgs) -> anyhow::Result<(Config, Service)> {
    let (config, store) = store(database, serve).await?;
    let service = Service::start(store, Arc::new(Machine::default())).await?;
    Ok((config, service))
}

/// SQLite makes its file, but not the folder it lies in.
fn create_folder(url: &str) -> anyhow::Result<()> {
    let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) else {
        return Ok(());
    };
    let path = path.split('?').next().unwrap_or_default();
    match Path::new(path).parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => {
            std::fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))
        }
        None => Ok(()),
    }
}
