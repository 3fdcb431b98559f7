//! The command line.

mod admin;
mod allocate;
mod audit;
mod demo;
mod import;
mod match_files;
mod migrate;
mod open;
mod serve;

use crate::config::DatabaseArgs;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Fulcrum: where a neighbourhood's ideas meet the institutions that have the levers to move them.
///
/// One place (a borough, a town) runs one Fulcrum: one binary, one database. Settings come by flag, environment or
/// fulcrum.toml, in that order.
#[derive(Debug, Parser)]
#[command(name = "fulcrum", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Creates the database where there is none, migrates it, and serves.
    Serve(serve::Serve),
    Demo(demo::Demo),
    /// Applies the migrations that are not yet applied.
    Migrate,
    /// Things for those who run the place.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Takes in a place, institutions, levers, modules or proposals from files; can be run again.
    #[command(subcommand)]
    Import(import::Import),
    Match(match_files::MatchFiles),
    Allocate(Box<allocate::Allocate>),
    /// Recounts every stored count; says how many were wrong and puts them right.
    Audit,
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// With what went wrong, for the person at the terminal.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        // Sharing out a fund waits for nothing.
        if let Command::Allocate(allocate) = &self.command {
            return allocate.run();
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            match self.command {
                Command::Serve(serve) => serve.run(&self.database).await,
                Command::Demo(demo) => demo.run(&self.database).await,
                Command::Migrate => migrate::run(&self.database).await,
                Command::Admin(admin) => admin.run(&self.database).await,
                Command::Import(import) => import.run(&self.database).await,
                Command::Match(files) => files.run(),
                Command::Allocate(allocate) => allocate.run(),
                Command::Audit => audit::run(&self.database).await,
            }
        })
    }
}
