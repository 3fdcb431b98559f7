//! What Fulcrum answers, address by address, on both databases.

mod about;
mod academy;
mod api;
mod boundaries;
mod desk;
mod evidence;
mod feed;
mod feeds;
mod front;
mod guard;
mod health;
mod institutions;
mod kept;
mod manage;
mod map;
mod neighbourhoods;
mod proposals;
mod real_input;
mod search;
mod servers;
mod sign_in;
mod sign_out;
mod sign_up;
mod tiles;
mod vocabulary;
mod you;
