//! What a list, radios or checkboxes offer.

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// A line of help under it, or nothing.
    pub hint: String,
    /// The language of both, for `lang`, where it is not that of the page: what a package says is Vietnamese. Else empty.
    pub lang: &'static str,
}

impl Choice {
    /// A choice without help.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: String::new(), lang: "" }
    }

    /// The same as a package or a unit says it: in Vietnamese, on every page.
    #[must_use]
    pub const fn vietnamese(mut self) -> Self {
        self.lang = "vi";
        self
    }

    /// The same with a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}
