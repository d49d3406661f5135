//! Codes with a format of their own: procedures, units, dossiers, citizens. A value of these types is well formed.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text that does not have the format its type asks for; says the format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct BadCode {
    /// The format, with an example.
    pub expected: &'static str,
}

macro_rules! text_code {
    ($(#[$meta:meta])* $name:ident, $expected:literal, $valid:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadCode;
            fn from_str(text: &str) -> Result<Self, BadCode> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(BadCode { expected: $expected }) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadCode;
            fn try_from(text: String) -> Result<Self, BadCode> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_code!(
    /// The code of an administrative procedure in the national database: `1.013225`, with a province's suffix
    /// `1.000948.H38` or the long form `2.000815.000.00.00.H55`.
    ProcedureCode,
    "a procedure code such as 1.013225",
    |text| {
        let mut parts = text.split('.');
        let head = parts.next().is_some_and(|p| p.len() == 1 && digits(p));
        let body = parts.next().is_some_and(|p| p.len() == 6 && digits(p));
        head && body && text.len() <= 32 && parts.all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric()))
    }
);

text_code!(
    /// The electronic identifier of an agency (QĐ 20/2020/QĐ-TTg): `H44`, `H44.12.03`; the older form
    /// `000.00.16.H40` is taken too.
    AgencyCode,
    "an agency code such as H44.12.03",
    |text| {
        (2..=35).contains(&text.len())
            && text.split('.').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
    }
);

text_code!(
    /// Số định danh cá nhân: twelve digits (Luật Căn cước 26/2023/QH15). Only the form is checked here.
    CitizenNumber,
    "twelve digits",
    |text| text.len() == 12 && digits(text)
);

text_code!(
    /// Mã số doanh nghiệp, which is its tax number too: ten digits, the last a check digit (Thông tư 105/2020/TT-BTC Điều 5, the form
    /// kept by its successors), and for a branch or a representative office a hyphen and three digits more.
    EnterpriseCode,
    "an enterprise code such as 0100109106 or 0100109106-001",
    |text| match text.split_once('-') {
        Some((head, branch)) => enterprise(head) && branch.len() == 3 && digits(branch) && branch != "000",
        None => enterprise(text),
    }
);

text_code!(
    /// The number of a dossier: `<agency>-<yymmdd of receipt>-<sequence in the day, four digits or more>`.
    DossierNumber,
    "a dossier number such as H44.12.03-261118-0042",
    |text| {
        let mut parts = text.splitn(3, '-');
        parts.next().is_some_and(|p| p.parse::<AgencyCode>().is_ok())
            && parts.next().is_some_and(|p| p.len() == 6 && digits(p))
            && parts.next().is_some_and(|p| (4..=9).contains(&p.len()) && digits(p))
    }
);

text_code!(
    /// The address of stored bytes: their SHA-256, as 64 hexadecimal digits in lower case.
    FileHash,
    "64 hexadecimal digits",
    |text| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
);

impl DossierNumber {
    /// The number of the `sequence`-th dossier that `agency` received on `day`.
    #[must_use]
    pub fn compose(agency: &AgencyCode, day: Date, sequence: i64) -> Self {
        let year = day.year().rem_euclid(100);
        Self(format!("{agency}-{year:02}{:02}{:02}-{sequence:04}", day.month(), day.day()))
    }

    /// The code of the agency that gave it.
    #[must_use]
    pub fn agency(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// Ten digits of which the last is ten less the weighted sum of the others modulo eleven.
fn enterprise(text: &str) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let numbers: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum =
        |numbers: &[u32]| numbers.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>();
    text.len() == 10 && numbers.len() == 10 && numbers.last() == Some(&(10 - sum(&numbers) % 11))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_of_the_field_are_taken_and_others_refused() {
        for good in ["1.013225", "1.000948.H38", "2.000815.000.00.00.H55"] {
            assert!(good.parse::<ProcedureCode>().is_ok(), "{good}");
        }
        for bad in ["", "1", "1.01322", "x.013225", "1.013225.", "1.013225.H-8", "1.013225 "] {
            assert!(bad.parse::<ProcedureCode>().is_err(), "{bad}");
        }
        for good in ["H44", "H44.12.03", "000.00.16.H40", "G22.99"] {
            assert!(good.parse::<AgencyCode>().is_ok(), "{good}");
        }
        for bad in ["", "h44", "H44.", "H44-1"] {
            assert!(bad.parse::<AgencyCode>().is_err(), "{bad}");
        }
        assert!("001099012345".parse::<CitizenNumber>().is_ok());
        assert!("00109901234".parse::<CitizenNumber>().is_err());
    }

    #[test]
    fn an_enterprise_code_has_a_check_digit_and_a_branch_three_more() {
        for good in ["0100109106", "0101248141", "0100112437", "0100109106-001"] {
            assert!(good.parse::<EnterpriseCode>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "0100109107",
            "010010910",
            "01001091061",
            "0100109106-",
            "0100109106-000",
            "0100109106-1",
            "0100109106001",
            "０１００109106",
        ] {
            assert!(bad.parse::<EnterpriseCode>().is_err(), "{bad}");
        }
    }

    proptest! {
        /// One digit typed wrong is always noticed.
        #[test]
        fn one_wrong_digit_of_an_enterprise_code_is_noticed(head in "[0-9]{9}", at in 0_usize..10, other in 1_u8..10) {
            let found = (b'0'..=b'9').map(|last| format!("{head}{}", char::from(last))).find(|it| it.parse::<EnterpriseCode>().is_ok());
            prop_assume!(found.is_some());
            let mut wrong = found.unwrap_or_default().into_bytes();
            wrong[at] = (wrong[at] - b'0' + other) % 10 + b'0';
            let wrong = String::from_utf8(wrong).expect("digits");
            prop_assert!(wrong.parse::<EnterpriseCode>().is_err(), "{wrong}");
        }

        #[test]
        fn a_composed_number_reads_back(sequence in 1_i64..99_999_999, day in 0_i32..20_000) {
            let agency: AgencyCode = "H44.12.03".parse().expect("valid");
            let date = jiff::civil::date(1990, 1, 1).saturating_add(jiff::Span::new().days(day));
            let number = DossierNumber::compose(&agency, date, sequence);
            prop_assert_eq!(number.as_str().parse::<DossierNumber>(), Ok(number.clone()));
        }
    }
}
