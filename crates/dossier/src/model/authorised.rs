//! Somebody who takes a result for the applicant, and by what right.

use serde::{Deserialize, Serialize};

/// The person a result was handed to on the applicant's behalf (uỷ quyền; Điều 562 Bộ luật Dân sự 2015).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorised {
    /// The kind of their identity paper; none where it was not taken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<IdPaper>,
    /// The number of their identity paper.
    pub number: String,
    /// The paper that authorises them: its kind, number and date.
    pub paper: String,
}

impl Authorised {
    /// What was given, without blanks around; none where nothing was: the applicant came.
    #[must_use]
    pub fn given(number: &str, paper: &str) -> Option<Self> {
        let given = Self { kind: None, number: number.trim().to_owned(), paper: paper.trim().to_owned() };
        (given != Self::default()).then_some(given)
    }

    /// The same, with the kind of the identity paper.
    #[must_use]
    pub fn with(self, kind: Option<IdPaper>) -> Self {
        Self { kind, ..self }
    }

    /// The identity paper as a sentence names it: `căn cước số 025190001234`.
    #[must_use]
    pub fn identity(&self) -> String {
        format!("{} số {}", self.kind.map_or("giấy tờ", IdPaper::within), self.number)
    }
}

base::coded! {
    /// The kind of an identity paper.
    IdPaper {
        /// The card of a citizen, of any generation.
        Card = "can-cuoc", "Thẻ căn cước";
        /// A passport.
        Passport = "ho-chieu", "Hộ chiếu";
        /// The level-2 electronic identity, shown in the application.
        Electronic = "vneid", "Căn cước điện tử trên VNeID";
        /// Another paper with a photo.
        Other = "giay-khac", "Giấy tờ khác có ảnh";
    }
}

impl IdPaper {
    /// The kind within a sentence.
    const fn within(self) -> &'static str {
        match self {
            Self::Card => "thẻ căn cước",
            Self::Passport => "hộ chiếu",
            Self::Electronic => "căn cước điện tử trên VNeID",
            Self::Other => "giấy tờ khác có ảnh",
        }
    }
}
