//! Accounts: signing in, up and out, and one's own page.

pub mod demo;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod you;
