//! The languages of the screens: Vietnamese first, English second.

/// A language a person can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Locale {
    /// The text in this language.
    #[must_use]
    pub const fn t<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// The language tag for `lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}
