//! Texts with a rule: a type per kind of text, made by [`crate::ruled_text`], so that a value is well formed.

use crate::said::{Pair, Said};

/// A text that breaks its rule; says what is wrong and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadText(
    /// The sentence for the person who typed it, in Vietnamese.
    pub &'static str,
    /// The same in English; empty where only staff type it.
    pub &'static str,
);

impl From<&'static str> for BadText {
    fn from(vietnamese: &'static str) -> Self {
        Self(vietnamese, "")
    }
}

impl From<Pair> for BadText {
    fn from((vietnamese, english): Pair) -> Self {
        Self(vietnamese, english)
    }
}

impl From<BadText> for Said {
    fn from(BadText(vietnamese, english): BadText) -> Self {
        (vietnamese, english).into()
    }
}

/// Declares a text type read by a function `fn(&str) -> Result<String, W>` that tidies what was typed or says what is wrong; `W` is
/// `&'static str`, or [`crate::Pair`] where citizens type it.
#[macro_export]
macro_rules! ruled_text {
    ($(#[$meta:meta])* $name:ident, $read:path) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::BadText;
            fn from_str(text: &str) -> Result<Self, $crate::BadText> {
                $read(text).map(Self).map_err($crate::BadText::from)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::BadText;
            fn try_from(text: String) -> Result<Self, $crate::BadText> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        // Texts of people are personal data: a debug print shows how long, never what.
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "{}({} characters)", stringify!($name), self.0.chars().count())
            }
        }
    };
}
