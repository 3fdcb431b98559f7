//! Settings: by flag, environment or `fulcrum.toml`, in that order.

use anyhow::{Context, bail};
use clap::Args;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Settings every command takes.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// The database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://data/fulcrum.db]
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// The file of settings [default: fulcrum.toml, where there is one]
    #[arg(long, env = "FULCRUM_CONFIG", global = true)]
    pub config: Option<PathBuf>,
}

/// Settings of `fulcrum serve`.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "FULCRUM_ADDR")]
    pub addr: Option<SocketAddr>,
    /// Where people reach it, such as https://ideas.example [default: http://ADDR]
    #[arg(long, env = "FULCRUM_BASE_URL")]
    pub base_url: Option<String>,
    /// Most connections to the database [default: 8]
    #[arg(long, env = "FULCRUM_DATABASE_CONNECTIONS")]
    pub database_connections: Option<u32>,
    /// What lies under the map: a PMTiles archive, or https://…/{z}/{x}/{y}.mvt [default: the place's own layers]
    #[arg(long, env = "FULCRUM_BASEMAP")]
    pub basemap: Option<String>,
    /// Whom the basemap is owed to, shown on every map
    #[arg(long, env = "FULCRUM_BASEMAP_ATTRIBUTION")]
    pub basemap_attribution: Option<String>,
}

/// `fulcrum.toml`: the same names as the flags, with underscores.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    pub database_url: Option<String>,
    pub addr: Option<SocketAddr>,
    pub base_url: Option<String>,
    pub database_connections: Option<u32>,
    pub basemap: Option<String>,
    pub basemap_attribution: Option<String>,
}

/// Settings, settled.
#[derive(Debug, Clone)]
pub struct Config {
    pub database_url: String,
    pub addr: SocketAddr,
    pub base_url: String,
    pub database_connections: u32,
    /// As it was given: `crate::tiles::settle` reads it.
    pub basemap: Option<String>,
    pub basemap_attribution: Option<String>,
}

impl File {
    /// Reads the named file, or `fulcrum.toml` where there is one.
    ///
    /// # Errors
    /// Where a named file is not there, or a setting is unknown or does not read.
    pub fn read(named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.unwrap_or(Path::new("fulcrum.toml"));
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("{} does not read", path.display())),
            Err(_) if named.is_none() => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
        }
    }
}

impl Config {
    /// Flags and environment first, then the file, then what stands by default.
    ///
    /// # Errors
    /// Where the file does not read or the database's address is of no known kind.
    pub fn settle(database: &DatabaseArgs, serve: &ServeArgs) -> anyhow::Result<Self> {
        let file = File::read(database.config.as_deref())?;
        let default = || "sqlite://data/fulcrum.db".to_owned();
        let database_url = database.database_url.clone().or(file.database_url).unwrap_or_else(default);
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|kind| database_url.starts_with(kind)) {
            bail!("the database's address must begin with sqlite: or postgres:");
        }
        let addr = serve.addr.or(file.addr).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000)));
        let base_url = serve.base_url.clone().or(file.base_url).unwrap_or_else(|| format!("http://{addr}"));
        Ok(Self {
            database_url,
            addr,
            base_url: base_url.trim_end_matches('/').to_owned(),
            database_connections: serve.database_connections.or(file.database_connections).unwrap_or(8),
            basemap: serve.basemap.clone().or(file.basemap),
            basemap_attribution: serve.basemap_attribution.clone().or(file.basemap_attribution),
        })
    }
}
