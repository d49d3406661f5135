//! Handing a dossier over between the body that received it and the body that decides it, and back with the result.

use base::Instant;
use base::id::{StaffId, UnitId};
use serde::{Deserialize, Serialize};

/// In which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HandoverWay {
    /// From the receiving body to the competent one, with the papers.
    Out,
    /// From the competent body to the receiving one, with the result.
    Back,
}

impl HandoverWay {
    /// The code kept in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Back => "back",
        }
    }

    /// The way of this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Out, Self::Back].into_iter().find(|way| way.code() == code)
    }

    /// What is handed over, as people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Out => "Bàn giao hồ sơ",
            Self::Back => "Bàn giao kết quả",
        }
    }
}

/// One line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedPaper {
    /// The code of the component, or of the result.
    pub component: String,
    /// SHA-256 of the bytes of an electronic paper; none for an original that travels on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// A hand-over with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// In which direction.
    pub way: HandoverWay,
    /// The body that hands over.
    pub from: UnitId,
    /// The body that takes over.
    pub to: UnitId,
    /// What goes along; the data of the form go with every dossier.
    pub papers: Vec<HandedPaper>,
    /// What is said with it, up to 500 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: StaffId,
    /// By when it should be acknowledged.
    pub due: Instant,
    /// What the other body answered; none while it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<HandoverAnswer>,
}

/// What the body that takes over answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAnswer {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: StaffId,
    /// What is missing, up to 1000 characters; empty acknowledges everything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub missing: String,
}

impl HandoverAnswer {
    /// Whether everything was there.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Where the person takes the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReturnAt {
    /// At the body that received the dossier.
    #[serde(rename = "receiving")]
    Receiving,
    /// At the body that decided it.
    #[serde(rename = "competent")]
    Competent,
}

impl ReturnAt {
    /// The one of this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "receiving" => Some(Self::Receiving),
            "competent" => Some(Self::Competent),
            _ => None,
        }
    }
}
