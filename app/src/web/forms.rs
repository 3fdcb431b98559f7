//! Forms post to their own page. On failure the same page comes back with `422`, the messages and what was typed.

use axum::extract::FromRequest;
use axum::http::Request;
use domain::FieldError;
use service::ServiceError;
use std::collections::BTreeMap;

/// The fields of a posted form, in any shape: a form that cannot be read is an empty one, which then says what is
/// missing. A field that comes more than once keeps its last value; see [`Form::all`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A field as typed, empty where it is missing.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A field that was filled in.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// Every value of a field that may come more than once, such as checkboxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every field as it came.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// A number, where one was typed.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.given(name)?.parse().ok()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = super::PageError;

    async fn from_request(request: Request<axum::body::Body>, state: &S) -> Result<Self, Self::Rejection> {
        match axum::Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(axum::Form(fields)) => Ok(Self(fields)),
            Err(error) if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                Err(super::PageError::TooLarge)
            }
            Err(_) => Ok(Self::default()),
        }
    }
}

/// What a form shows: what was typed and what is wrong with it. Empty on a first visit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormState {
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
}

/// Fields that never go back to the page.
const SECRET: &[&str] = &["password", "current_password", "new_password"];

impl FormState {
    /// The form after a failure: `Err` is passed on unless it is about what was typed.
    ///
    /// # Errors
    /// Every error but `Invalid`.
    pub fn after(form: &Form, error: ServiceError) -> Result<Self, ServiceError> {
        match error {
            ServiceError::Invalid(errors) => Ok(Self { errors, ..Self::filled(&form.0) }),
            other => Err(other),
        }
    }

    /// A form filled in beforehand, such as for editing.
    #[must_use]
    pub fn filled(values: &[(String, String)]) -> Self {
        let keep = |(name, _): &&(String, String)| !SECRET.contains(&name.as_str());
        Self { typed: values.iter().filter(keep).cloned().collect(), errors: Vec::new() }
    }

    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.typed.get(name).cloned().unwrap_or_default()
    }

    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.typed.get(name).is_some_and(|typed| typed == value)
    }

    #[must_use]
    pub fn error(&self, name: &str) -> Option<&FieldError> {
        self.errors.iter().find(|error| error.field == name)
    }

    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// `200` on a first visit, `422` with errors.
    #[must_use]
    pub fn status(&self) -> axum::http::StatusCode {
        if self.errors.is_empty() {
            axum::http::StatusCode::OK
        } else {
            axum::http::StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Problem;

    #[test]
    fn what_was_typed_comes_back_but_never_a_password() {
        let form = Form(vec![("email".into(), "a@b.c".into()), ("password".into(), "secret".into())]);
        let state = FormState::after(&form, ServiceError::field("email", Problem::Taken)).unwrap();
        assert_eq!((state.value("email"), state.value("password")), ("a@b.c".into(), String::new()));
        assert_eq!(state.error("email").map(|e| e.problem), Some(Problem::Taken));
        assert!(FormState::after(&form, ServiceError::SignInNeeded).is_err());
    }
}
