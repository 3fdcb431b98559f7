//! Accounts: signing in, up and out.

pub mod demo;
pub mod sign_in;
pub mod sign_up;
