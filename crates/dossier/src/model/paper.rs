//! The papers of a dossier: which component each satisfies and from where it comes.

use std::fmt;
use std::str::FromStr;

use super::state::UnknownCode;

/// Where a required paper comes from. Asking again for what the State holds must not happen (once only).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A file the citizen sent.
    Upload,
    /// Paper shown or handed in at the counter.
    Paper,
    /// The result of an earlier part of the same linked dossier.
    Result,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 3] = [Self::Upload, Self::Paper, Self::Result];

    /// The code kept in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Paper => "paper",
            Self::Result => "result",
        }
    }

    /// The source as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upload => "Bản điện tử",
            Self::Paper => "Bản giấy nộp tại quầy",
            Self::Result => "Kết quả của phần liên thông trước",
        }
    }

    /// How it came, in this language.
    #[must_use]
    pub const fn called(self, locale: base::Locale) -> &'static str {
        let english = match self {
            Self::Upload => "Electronic copy",
            Self::Paper => "On paper, at the counter",
            Self::Result => "Result of an earlier part",
        };
        locale.t(self.label(), english)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Source {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|source| source.code() == code).ok_or(UnknownCode)
    }
}

db::text_value!(Source);

/// One paper of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Paper {
    /// The code of the component it satisfies.
    pub component: String,
    /// Where it comes from.
    pub source: Source,
    /// SHA-256 of the bytes in the file store, in hexadecimal; none for paper on paper.
    pub file_hash: Option<String>,
    /// The name the file had with the sender.
    pub file_name: Option<String>,
    /// The type found in the bytes, never the one the sender claimed.
    pub media_type: Option<String>,
    /// Bytes; 0 for paper on paper.
    pub size: i64,
}

impl Paper {
    /// Paper shown or handed in at the counter.
    #[must_use]
    pub fn on_paper(component: &str) -> Self {
        Self {
            component: component.to_owned(),
            source: Source::Paper,
            file_hash: None,
            file_name: None,
            media_type: None,
            size: 0,
        }
    }

    /// The result of an earlier part, by its name, number and date.
    #[must_use]
    pub fn of_result(component: &str, result: &str) -> Self {
        Self { source: Source::Result, file_name: Some(result.to_owned()), ..Self::on_paper(component) }
    }
}
