//! Neighbourhoods: all of them by what they ask for, and each by itself.

pub mod list;
pub mod show;

/// Where a list of one neighbourhood's ideas, or its feed, is found.
fn query(slug: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair("neighbourhood", slug).finish()
}
