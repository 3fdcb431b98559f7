//! `fulcrum admin`.

use crate::config::{DatabaseArgs, ServeArgs};
use anyhow::bail;
use clap::Subcommand;
use domain::taxonomy::Role;
use service::ServiceError;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Admin {
    /// Gives the account with this e-mail a role: resident, moderator, facilitator or admin.
    Grant { email: String, role: String },
}

impl Admin {
    pub(super) async fn run(&self, database: &DatabaseArgs) -> anyhow::Result<ExitCode> {
        let Self::Grant { email, role } = self;
        let Ok(role) = role.parse::<Role>() else {
            let known: Vec<_> = Role::ALL.iter().map(|role| role.key()).collect();
            bail!("{role} is no role; there are {}", known.join(", "));
        };
        let (_, service) = super::open::service(database, &ServeArgs::default()).await?;
        match service.grant(None, email, role).await {
            Ok(_) => println!("{email} is {role} now."),
            Err(ServiceError::NotFound(_)) => bail!("no account has the e-mail {email}: sign up first"),
            Err(error) => return Err(error.into()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
