//! A sentence to a person in both languages. The two stand together where the sentence is made, so that whoever changes one sees the other.

use crate::locale::Locale;

/// A sentence in Vietnamese and in English, before anything is filled in.
pub type Pair = (&'static str, &'static str);

/// A sentence in both languages; the English one is empty where only staff read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// In Vietnamese.
    pub vietnamese: String,
    /// In English, or nothing.
    pub english: String,
}

impl Said {
    /// The sentence in this language; Vietnamese where there is no other.
    #[must_use]
    pub fn spoken(&self, locale: Locale) -> &str {
        match locale {
            Locale::En if !self.english.is_empty() => &self.english,
            Locale::En | Locale::Vi => &self.vietnamese,
        }
    }

    /// The same change to both: what stands before the sentence, or around it.
    #[must_use]
    pub fn map(&self, vietnamese: impl FnOnce(&str) -> String, english: impl FnOnce(&str) -> String) -> Self {
        let english = if self.english.is_empty() { String::new() } else { english(&self.english) };
        Self { vietnamese: vietnamese(&self.vietnamese), english }
    }
}

impl<V: Into<String>, E: Into<String>> From<(V, E)> for Said {
    fn from((vietnamese, english): (V, E)) -> Self {
        Self { vietnamese: vietnamese.into(), english: english.into() }
    }
}

impl From<String> for Said {
    fn from(vietnamese: String) -> Self {
        Self { vietnamese, english: String::new() }
    }
}

impl From<&str> for Said {
    fn from(vietnamese: &str) -> Self {
        vietnamese.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_said_where_there_is_any() {
        let both = Said::from(("Xin nhập tên.", "Please enter the name."));
        assert_eq!(
            (both.spoken(Locale::Vi), both.spoken(Locale::En)),
            ("Xin nhập tên.", "Please enter the name.")
        );
        let one = Said::from("Xin nhập tên.");
        assert_eq!(one.spoken(Locale::En), "Xin nhập tên.");
        let row = |of: &Said| of.map(|text| format!("Dòng 2: {text}"), |text| format!("Row 2: {text}"));
        assert_eq!(row(&both).english, "Row 2: Please enter the name.");
        assert_eq!(row(&one), "Dòng 2: Xin nhập tên.".into(), "what is not said in English stays unsaid");
    }
}
