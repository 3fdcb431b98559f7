//! What Fulcrum answers, address by address, on both databases.

mod api;
mod feed;
mod front;
mod guard;
mod health;
mod proposals;
mod servers;
mod sign_in;
mod sign_out;
mod sign_up;
