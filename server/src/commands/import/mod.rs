//! `fulcrum import`.

mod boundaries;
mod place;
mod records;
mod texts;

use crate::config::{DatabaseArgs, ServeArgs};
use clap::Subcommand;
use records::{ProposalArgs, RecordArgs};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// A place from its folder: place.toml and the GeoJSON files it names.
    Place(place::PlaceArgs),
    /// Neighbourhoods from a GeoJSON file of areas.
    Boundaries(boundaries::BoundaryArgs),
    /// Institutions from a file of JSON lines.
    Institutions(RecordArgs),
    /// Levers from a file of JSON lines; their institutions come first.
    Levers(RecordArgs),
    /// Modules: from a file of JSON lines, or with their lessons from a text (.md) or a folder of them.
    Modules(RecordArgs),
    /// Proposals from a file of JSON lines.
    Proposals(ProposalArgs),
}

impl Import {
    pub(super) async fn run(&self, database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
        let (_, service) = super::open::service(database, &ServeArgs::default()).await?;
        match self {
            Self::Place(args) => place::run(&service, args).await,
            Self::Boundaries(args) => boundaries::run(&service, args).await,
            Self::Institutions(args) => records::institutions(&service, args).await,
            Self::Levers(args) => records::levers(&service, args).await,
            Self::Modules(args) => records::modules(&service, args).await,
            Self::Proposals(args) => records::proposals(&service, args).await,
        }
    }
}
