//! Those who use the place, a type each, so that a test says who does what.

use crate::{Browser, Place};
use app::web::who::ACCOUNT;
use domain::ids::{AccountId, InstitutionId};
use domain::taxonomy::Role;
use serde_json::json;
use server::http::Sessions;
use service::people::Viewer;
use std::collections::HashMap;
use std::ops::Deref;
use store::people::NewAccount;
use time::{Duration, OffsetDateTime};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};

macro_rules! actor {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty),* }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name {
            browser: Browser,
            $($(#[$fmeta])* pub $field: $type),*
        }

        impl Deref for $name {
            type Target = Browser;
            fn deref(&self) -> &Browser { &self.browser }
        }

        impl $name {
            /// Their browser, to change what it sends.
            pub fn browser(&mut self) -> &mut Browser { &mut self.browser }
        }
    };
}

actor! {
    /// Someone who has not signed in (yet).
    Anonymous {}
}
actor! {
    /// Someone with an account, signed in.
    Resident { id: AccountId, email: String }
}
actor! {
    /// Someone who answers for an institution, signed in.
    Staff { id: AccountId, institution: InstitutionId }
}
actor! {
    /// Someone who runs the partnership's work, signed in.
    Facilitator { id: AccountId }
}

impl Place {
    #[must_use]
    pub fn anonymous(&self) -> Anonymous {
        Anonymous { browser: self.browser() }
    }

    /// Someone new, signed in. The account has no password: whoever signs in by one signs up by the form first.
    pub async fn resident(&self, name: &str) -> Resident {
        let (browser, id, email) = self.signed_in(name, Role::Resident).await;
        Resident { browser, id, email }
    }

    /// Someone who has an account already, signed in on another device.
    ///
    /// # Panics
    /// Where there is no such account.
    pub async fn resident_again(&self, id: AccountId) -> Resident {
        let details = store::people::own_details(self.store(), id).await.expect("the database");
        let browser = self.browser();
        browser.set_cookie("fulcrum", &self.session(id).await);
        Resident { browser, id, email: details.expect("an account").0 }
    }

    /// Someone new on an institution's staff, signed in.
    ///
    /// # Panics
    /// Where there is no such institution.
    pub async fn staff(&self, name: &str, institution: InstitutionId) -> Staff {
        let (browser, id, _) = self.signed_in(name, Role::Resident).await;
        let membership = self.fresh_id();
        let joined = store::people::join(self.store(), membership, id, institution, self.now()).await;
        assert!(joined.expect("an institution"));
        Staff { browser, id, institution }
    }

    pub async fn facilitator(&self, name: &str) -> Facilitator {
        let (browser, id, _) = self.signed_in(name, Role::Facilitator).await;
        Facilitator { browser, id }
    }

    /// An account as the use cases know whoever is looking.
    ///
    /// # Panics
    /// Where there is no such account.
    pub async fn viewer(&self, id: AccountId) -> Viewer {
        let viewer = self.service().viewer(Some(id)).await.expect("the database");
        assert!(viewer.account().is_some(), "no account {id}");
        viewer
    }

    async fn signed_in(&self, name: &str, role: Role) -> (Browser, AccountId, String) {
        let id = AccountId(self.fresh_id());
        let email = format!("{id}@example.org");
        let new = NewAccount {
            id,
            external_id: None,
            email: email.clone(),
            password_hash: "!".to_owned(),
            display_name: name.to_owned(),
            role,
            demo: false,
            created_at: self.now(),
        };
        store::people::create(self.store(), new).await.expect("an account");
        let browser = self.browser();
        browser.set_cookie("fulcrum", &self.session(id).await);
        (browser, id, email)
    }

    async fn session(&self, account: AccountId) -> String {
        let mut record = Record {
            id: Id::default(),
            data: HashMap::from([(ACCOUNT.to_owned(), json!(account))]),
            expiry_date: OffsetDateTime::now_utc() + Duration::days(30),
        };
        Sessions::new(self.service().clone()).create(&mut record).await.expect("a session");
        record.id.to_string()
    }
}
