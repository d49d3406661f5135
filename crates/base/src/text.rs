//! Texts with a rule: a type per kind of text, made by [`crate::ruled_text`], so that a value is well formed.

/// A text that breaks its rule; says in Vietnamese what is wrong and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadText(
    /// The sentence for the person who typed it.
    pub &'static str,
);

/// Declares a text type read by a function `fn(&str) -> Result<String, &'static str>` that tidies what was typed or
/// says what is wrong.
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
                $read(text).map(Self).map_err($crate::BadText)
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
