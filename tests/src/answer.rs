//! What the server answered.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The same answer, if it has this status.
    ///
    /// # Panics
    /// With what was answered instead.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        let shown: String = self.text.chars().take(2_000).collect();
        assert_eq!(self.status.as_u16(), status, "answered {}: {shown}", self.status);
        self
    }

    /// A header's text, empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.text) {
            Ok(value) => value,
            Err(error) => panic!("no JSON ({error}): {}", self.text),
        }
    }

    /// The fields that a problem+json names, in its order.
    ///
    /// # Panics
    /// Where this is no problem+json.
    #[track_caller]
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        assert!(
            errors.iter().all(|error| error["message"].as_str().is_some_and(|m| !m.is_empty())),
            "{problem}"
        );
        errors.iter().map(|error| error["field"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Whether the page holds this text as a person would read it, `&`, `<` and quotes as they are written in HTML.
    #[must_use]
    pub fn shows(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}
