//! Somebody who takes a result for the applicant, and by what right.

use serde::{Deserialize, Serialize};

/// The person a result was handed to on the applicant's behalf (uỷ quyền; Điều 562 Bộ luật Dân sự 2015).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorised {
    /// The number of their identity paper.
    pub number: String,
    /// The paper that authorises them: its kind, number and date.
    pub paper: String,
}

impl Authorised {
    /// What was given, without blanks around; none where nothing was: the applicant came.
    #[must_use]
    pub fn given(number: &str, paper: &str) -> Option<Self> {
        let given = Self { number: number.trim().to_owned(), paper: paper.trim().to_owned() };
        (given != Self::default()).then_some(given)
    }
}
