//! Permissions as types. Only [`Viewer`] makes the others, and only where the account may.

use crate::{Denied, Missing, Result, Service, ServiceError};
use domain::ids::{AccountId, InstitutionId};
use domain::people::{Account, Membership};
use domain::taxonomy::Role;
use std::ops::Deref;
use std::sync::Arc;

/// Whoever is looking.
#[derive(Debug, Clone, Default)]
pub enum Viewer {
    #[default]
    Anonymous,
    SignedIn(Arc<Account>),
}

macro_rules! actor {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name(Arc<Account>);

        impl Deref for $name {
            type Target = Account;
            fn deref(&self) -> &Account { &self.0 }
        }

        impl $name {
            /// The same person as a viewer.
            #[must_use]
            pub fn viewer(&self) -> Viewer { Viewer::SignedIn(Arc::clone(&self.0)) }
        }
    };
}

actor! {
    /// Anyone signed in.
    Resident
}
actor! {
    /// May hide what is abusive.
    Moderator
}
actor! {
    /// Runs the partnership's work: institutions, levers, staff, stages. Also moderates.
    Facilitator
}
actor! {
    /// May do everything, grant roles included.
    Admin
}

/// Someone who answers for an institution.
#[derive(Debug, Clone)]
pub struct Staff {
    account: Arc<Account>,
    membership: Membership,
}

impl Viewer {
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Anonymous => None,
            Self::SignedIn(account) => Some(account),
        }
    }

    #[must_use]
    pub fn id(&self) -> Option<AccountId> {
        self.account().map(|account| account.id)
    }

    /// # Errors
    /// `SignInNeeded` for the anonymous.
    pub fn resident(&self) -> Result<Resident> {
        Ok(Resident(self.signed_in()?))
    }

    /// # Errors
    /// `SignInNeeded`; `Denied` without a moderator's role.
    pub fn moderator(&self) -> Result<Moderator> {
        let account = self.signed_in()?;
        match account.role {
            Role::Moderator | Role::Facilitator | Role::Admin => Ok(Moderator(account)),
            Role::Resident => Err(ServiceError::Denied(Denied::NotModerator)),
        }
    }

    /// # Errors
    /// `SignInNeeded`; `Denied` without a facilitator's role.
    pub fn facilitator(&self) -> Result<Facilitator> {
        let account = self.signed_in()?;
        match account.role {
            Role::Facilitator | Role::Admin => Ok(Facilitator(account)),
            Role::Resident | Role::Moderator => Err(ServiceError::Denied(Denied::NotFacilitator)),
        }
    }

    /// # Errors
    /// `SignInNeeded`; `Denied` without an admin's role.
    pub fn admin(&self) -> Result<Admin> {
        let account = self.signed_in()?;
        if account.role == Role::Admin {
            Ok(Admin(account))
        } else {
            Err(ServiceError::Denied(Denied::NotAdmin))
        }
    }

    /// Staff of the institution with this slug.
    ///
    /// # Errors
    /// `SignInNeeded`; `Denied` where the account is no member of it.
    pub fn staff(&self, slug: &str) -> Result<Staff> {
        let account = self.signed_in()?;
        let membership = account.memberships.iter().find(|m| m.slug == slug).cloned();
        let membership = membership.ok_or(ServiceError::Denied(Denied::NotStaff))?;
        Ok(Staff { account, membership })
    }

    fn signed_in(&self) -> Result<Arc<Account>> {
        match self {
            Self::Anonymous => Err(ServiceError::SignInNeeded),
            Self::SignedIn(account) => Ok(Arc::clone(account)),
        }
    }
}

impl Staff {
    /// The same person as a viewer.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        Viewer::SignedIn(Arc::clone(&self.account))
    }

    #[must_use]
    pub fn institution(&self) -> InstitutionId {
        self.membership.institution
    }

    #[must_use]
    pub fn membership(&self) -> &Membership {
        &self.membership
    }
}

impl Deref for Staff {
    type Target = Account;
    fn deref(&self) -> &Account {
        &self.account
    }
}

impl Service {
    /// The viewer behind an account id that a session holds; anonymous where the account has gone.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn viewer(&self, account: Option<AccountId>) -> Result<Viewer> {
        let Some(id) = account else { return Ok(Viewer::Anonymous) };
        let found = store::people::account(self.store(), id).await?;
        Ok(found.map_or(Viewer::Anonymous, |account| Viewer::SignedIn(Arc::new(account))))
    }

    /// The viewer whose session this is; `None` where there is no such session, or it is no one's.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn viewer_of_session(&self, session: &str) -> Result<Option<Viewer>> {
        let found = store::people::account_of_session(self.store(), session, self.now()).await?;
        Ok(found.map(|account| Viewer::SignedIn(Arc::new(account))))
    }

    /// The account with this id.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn account(&self, id: AccountId) -> Result<Account> {
        store::people::account(self.store(), id).await?.ok_or(ServiceError::NotFound(Missing::Account))
    }
}
