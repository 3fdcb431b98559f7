//! Entities: one file a table. Private to this crate: other floors see rows of `domain`.

pub mod accounts;
pub mod audit_events;
pub mod basemap;
pub mod comments;
pub mod gazetteer;
pub mod memberships;
pub mod neighbourhoods;
pub mod places;
pub mod proposals;
pub mod sessions;
pub mod sign_in_attempts;
