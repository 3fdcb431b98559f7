//! Accounts: who is looking, what they may do, signing up and in, and one's own page.

mod actors;
mod grants;
mod leave;
mod passwords;
mod sign_in;
mod sign_up;
mod you;

pub use actors::{Admin, Facilitator, Moderator, Resident, Staff, Viewer};
pub use passwords::Passwords;
pub use sign_in::{Attempt, MAX_BY_ACCOUNT, MAX_BY_ADDRESS};
pub use sign_up::SignUp;
pub use you::{Learning, YouPage};
