//! One macro for enums that have a stable key: in the database, in URLs, in JSON and in the message catalogue.

/// The text is not one of the keys of `what`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what}: {given}")]
pub struct UnknownKey {
    /// The enum's name, for logs.
    pub what: &'static str,
    /// What was given instead of a key.
    pub given: String,
}

/// Declares an enum whose variants each have a stable snake_case key.
///
/// Gives `ALL` (in declared order), `key()`, `FromStr`, `Display` and serde as that key.
macro_rules! keyed {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $key)] $variant),+ }

        impl $name {
            /// Every value, in the order it is declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable key: the same in the database, in URLs and in the API.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::keyed::UnknownKey;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($key => Ok(Self::$variant),)+
                    other => Err($crate::keyed::UnknownKey { what: stringify!($name), given: other.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.key())
            }
        }
    };
}

pub(crate) use keyed;
