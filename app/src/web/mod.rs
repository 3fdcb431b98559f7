//! Between axum and the pages: state, who is looking, forms, errors, and drawing a page.

pub mod errors;
pub mod forms;
pub mod markdown;
pub mod once;
pub mod page;
pub mod query;
pub mod state;
pub mod who;

pub use errors::PageError;
pub use forms::{Form, FormState};
pub use page::{Flash, Head, redirect};
pub use query::Query;
pub use state::App;
pub use who::{RequestPath, Who};

/// What a page's handler answers.
pub type PageResult = std::result::Result<axum::response::Response, PageError>;
