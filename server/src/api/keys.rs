//! The taxonomy's keys in the document: always those that `domain` knows.

use serde::Serialize;
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! keys {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Serialize)]
        #[serde(transparent)]
        pub(super) struct $name(pub domain::taxonomy::$name);

        impl From<domain::taxonomy::$name> for $name {
            fn from(key: domain::taxonomy::$name) -> Self { Self(key) }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                enumeration(domain::taxonomy::$name::ALL.iter().map(|key| key.key()))
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> { Cow::Borrowed(stringify!($name)) }
        }
    )+};
}

keys! {
    InstitutionKind,
    LeverKind,
    MatchStatus,
    ResponseKind,
    Role,
    Skill,
    Stage,
    Strand,
    Theme,
}

fn enumeration(keys: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(keys)).into()
}
