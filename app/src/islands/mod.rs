//! Islands: the few things that must move. Compiled for the server and for the browser.
//!
//! Each is small, named after what it does, and useless to miss: what it does is also there as a plain form or
//! link. Its sentences come as props, its calls go to the public API, whose use cases the forms share.

mod alike;
mod back;
#[cfg(feature = "hydrate")]
mod call;

pub use alike::{Alike, AlikeItem};
pub use back::Back;
