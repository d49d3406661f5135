//! The paper or number a person is known by. Always optional: a newborn, a foreigner, a person without papers can
//! have an account too.

use std::fmt;

use base::code::CitizenNumber;
use base::{FieldError, Locale, Pair, ruled_text};
use serde::{Deserialize, Serialize};

ruled_text!(
    /// The number of an old identity card (chứng minh nhân dân): nine digits. Not valid for transactions since
    /// 1/1/2025 (Luật Căn cước 26/2023/QH15, Điều 46), but old papers carry it.
    OldCardNumber,
    read_old_card
);
ruled_text!(
    /// The number of a passport of any country: 6 to 15 letters and digits, kept in upper case.
    PassportNumber,
    read_passport
);

/// What a person is known by. A debug print never shows the number.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", content = "number", rename_all = "kebab-case")]
pub enum Identity {
    /// Nothing yet.
    #[default]
    None,
    /// Số định danh cá nhân, twelve digits (Luật Căn cước 26/2023/QH15, Điều 12).
    Citizen(CitizenNumber),
    /// Số chứng minh nhân dân, nine digits.
    OldCard(OldCardNumber),
    /// Số hộ chiếu.
    Passport(PassportNumber),
}

impl Identity {
    /// The code of each kind with what people call it, in the order of screens.
    pub const KINDS: [(&'static str, Pair); 4] = [
        ("citizen", ("Số định danh cá nhân (12 số)", "Personal identification number (12 digits)")),
        ("old-card", ("Chứng minh nhân dân (9 số)", "Old identity card (9 digits)")),
        ("passport", ("Hộ chiếu", "Passport")),
        ("none", ("Chưa có giấy tờ", "No paper yet")),
    ];

    /// The code of the kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Citizen(_) => "citizen",
            Self::OldCard(_) => "old-card",
            Self::Passport(_) => "passport",
        }
    }

    /// What people call the kind.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &'static str {
        let known = Self::KINDS.iter().find(|(code, _)| *code == self.kind());
        known.map_or("", |(_, (vi, en))| locale.t(vi, en))
    }

    /// The number, if there is one.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Citizen(number) => Some(number.as_str()),
            Self::OldCard(number) => Some(number.as_str()),
            Self::Passport(number) => Some(number.as_str()),
        }
    }

    /// The number with all but its last three characters hidden, for screens.
    #[must_use]
    pub fn masked(&self) -> String {
        let number = self.number().unwrap_or_default();
        let hidden = number.chars().count().saturating_sub(3);
        number.chars().enumerate().map(|(at, c)| if at < hidden { '•' } else { c }).collect()
    }

    /// Reads a kind and a number as typed; spaces and points in the number are taken.
    ///
    /// # Errors
    /// The field `identity-kind` or `identity-number` with what is wrong.
    pub fn read(kind: &str, number: &str) -> Result<Self, FieldError> {
        let number: String = number.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let refused = |message: Pair| FieldError::new("identity-number", message);
        match kind {
            "none" | "" if number.is_empty() => Ok(Self::None),
            "none" => Err(FieldError::new(
                "identity-kind",
                (
                    "Đã nhập số giấy tờ. Xin chọn loại giấy tờ.",
                    "You entered a number. Please choose the kind of paper.",
                ),
            )),
            "citizen" => match number.parse::<CitizenNumber>() {
                Ok(number) if !number.as_str().starts_with("000") => Ok(Self::Citizen(number)),
                _ => Err(refused((
                    "Số định danh cá nhân gồm 12 chữ số, ví dụ 025190001234.",
                    "A personal identification number has 12 digits, for example 025190001234.",
                ))),
            },
            "old-card" => number.parse().map(Self::OldCard).map_err(|why| refused((why.0, why.1))),
            "passport" => number.parse().map(Self::Passport).map_err(|why| refused((why.0, why.1))),
            _ => Err(FieldError::new(
                "identity-kind",
                ("Xin chọn loại giấy tờ trong danh sách.", "Please choose the kind of paper from the list."),
            )),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.kind())
    }
}

fn read_old_card(text: &str) -> Result<String, Pair> {
    if text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err((
            "Số chứng minh nhân dân gồm 9 chữ số, ví dụ 131234567.",
            "The number of an old identity card has 9 digits, for example 131234567.",
        ))
    }
}

fn read_passport(text: &str) -> Result<String, Pair> {
    let number = text.to_uppercase();
    if (6..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(number)
    } else {
        Err((
            "Số hộ chiếu gồm 6 đến 15 chữ cái không dấu và chữ số, ví dụ C1234567.",
            "The number of a passport has 6 to 15 letters and digits, for example C1234567.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_has_its_form() {
        assert_eq!(Identity::read("", ""), Ok(Identity::None));
        assert_eq!(Identity::read("citizen", "025 190 001234").map(|it| it.kind()), Ok("citizen"));
        assert_eq!(Identity::read("old-card", "131.234.567").map(|it| it.kind()), Ok("old-card"));
        let passport = Identity::read("passport", "c1234567").expect("a passport");
        assert_eq!((passport.number(), passport.masked().as_str()), (Some("C1234567"), "•••••567"));
        for (kind, number, field) in [
            ("citizen", "131234567", "identity-number"),
            ("citizen", "000190001234", "identity-number"),
            ("old-card", "025190001234", "identity-number"),
            ("passport", "C123", "identity-number"),
            ("passport", "", "identity-number"),
            ("none", "025190001234", "identity-kind"),
            ("", "025190001234", "identity-kind"),
            ("card", "1", "identity-kind"),
        ] {
            let refused = Identity::read(kind, number).expect_err("refused");
            assert_eq!(refused.field, field, "{kind} {number}");
        }
    }

    #[test]
    fn a_debug_print_hides_the_number() {
        let identity = Identity::read("citizen", "025190001234").expect("good");
        assert_eq!(format!("{identity:?}"), "Identity(citizen)");
        assert_eq!(identity.masked(), "•••••••••234");
    }

    proptest! {
        #[test]
        fn what_was_taken_reads_back(kind in "citizen|old-card|passport|none|", number in "[0-9]{12}|[0-9]{9}|[A-Za-z0-9 .]{0,16}") {
            if let Ok(identity) = Identity::read(&kind, &number) {
                let again = Identity::read(identity.kind(), identity.number().unwrap_or_default());
                prop_assert_eq!(again, Ok(identity));
            }
        }
    }
}
