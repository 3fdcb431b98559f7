//! Accounts: signing in, up and out, and one's own page.

pub mod demo;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod you;

/// `?next=…` for an address that leads back to where someone was; nothing where they were nowhere.
fn onwards(next: Option<&str>) -> String {
    let encoded = |next: &str| url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>();
    next.map(|next| format!("?next={}", encoded(next))).unwrap_or_default()
}
