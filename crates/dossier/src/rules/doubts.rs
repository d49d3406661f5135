//! What looks wrong about a person's number and is taken all the same: the law that gives the digits their meaning has exceptions
//! (numbers given before 2016, corrected papers), so a doubt is shown to whoever can look closer and refuses nobody.
//!
//! Twelve digits: three of the province or country of first registration, one of century and sex, two of the year of birth, six of
//! chance (NĐ 137/2015/NĐ-CP Điều 13, kept by NĐ 70/2024/NĐ-CP; lists of codes of the Ministry of Public Security).

use base::code::CitizenNumber;
use base::{Pair, Said};
use jiff::civil::Date;

use crate::model::{Acting, Applicant, Identifier, PartyKind, Sex};

/// The codes of the provinces of before 1/7/2025, which numbers keep.
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40,
    42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83,
    84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];
/// The age of majority in years (BLDS 2015 Điều 20).
const MAJORITY: i16 = 18;

/// What looks wrong about a number, beside what is known of its holder: a sentence each.
#[must_use]
pub fn number_doubts(number: &CitizenNumber, born: Option<Date>, sex: Option<Sex>) -> Vec<Pair> {
    let digits = number.as_str();
    let part = |range| digits.get(range).and_then(|text: &str| text.parse::<u16>().ok()).unwrap_or_default();
    let (place, century, year) = (part(0..3), part(3..4), part(4..6));
    let mut out = Vec::new();
    if place == 0 || place < 100 && !PROVINCES.contains(&place) {
        out.push((
            "ba chữ số đầu không phải mã tỉnh hoặc mã nước nào",
            "the first three digits are the code of no province and no country",
        ));
    }
    if let Some(born) = born {
        let full = 1900
            + 100 * i16::try_from(century / 2).unwrap_or_default()
            + i16::try_from(year).unwrap_or_default();
        if full != born.year() {
            out.push((
                "năm sinh trong số định danh khác ngày sinh đã khai",
                "the year of birth in the number differs from the date of birth that was stated",
            ));
        }
    }
    if sex.is_some_and(|sex| (century % 2 == 0) != (sex == Sex::Male)) {
        out.push((
            "giới tính trong số định danh khác giới tính đã khai",
            "the sex in the number differs from the one that was stated",
        ));
    }
    out
}

/// Everything that looks wrong about the people of a dossier on a day, as sentences that name whom.
#[must_use]
pub fn doubts(applicant: &Applicant, today: Date) -> Vec<Said> {
    let mut out = Vec::new();
    let mut note = |name: &str, (vi, en): Pair| {
        out.push((format!("{name}: {vi}."), format!("“{name}”: {en}.")).into());
    };
    if let Some(number) = &applicant.number {
        for what in number_doubts(number, applicant.born, applicant.sex) {
            note(&applicant.name, what);
        }
    }
    for party in &applicant.people {
        if let Some(Identifier::Citizen(number)) = &party.identifier {
            for what in number_doubts(number, party.born, party.sex) {
                note(&party.name, what);
            }
            if applicant.number.as_ref() == Some(number) {
                let same =
                    ("trùng số định danh với người nộp", "has the same number as the person who files");
                note(&party.name, same);
            }
        }
    }
    for party in applicant.owners().filter(|party| party.kind == PartyKind::Citizen) {
        let adult = party
            .born
            .map(|born| born.checked_add(jiff::Span::new().years(MAJORITY)).is_ok_and(|day| day <= today));
        match (applicant.acting(), adult) {
            (Acting::Parent, Some(true)) => note(
                &party.name,
                (
                    "đã đủ 18 tuổi; cần giấy tờ giám hộ hoặc văn bản ủy quyền",
                    "is 18 years old; papers of guardianship or a mandate are needed",
                ),
            ),
            (Acting::Mandate, Some(false)) => note(
                &party.name,
                (
                    "chưa đủ 18 tuổi, thường do cha, mẹ hoặc người giám hộ đại diện",
                    "is under 18 years old, and is usually represented by a parent or guardian",
                ),
            ),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn number(text: &str) -> CitizenNumber {
        text.parse().expect("twelve digits")
    }

    #[test]
    fn a_number_agrees_with_its_holder() {
        let (woman, born) = (number("025190001234"), Some(date(1990, 4, 12)));
        assert!(number_doubts(&woman, born, Some(Sex::Female)).is_empty());
        assert_eq!(number_doubts(&woman, born, Some(Sex::Male)).len(), 1);
        assert_eq!(number_doubts(&woman, Some(date(1991, 4, 12)), None).len(), 1);
        assert!(
            number_doubts(&number("025226000001"), Some(date(2026, 1, 1)), Some(Sex::Male)).is_empty(),
            "born after 2000"
        );
        assert_eq!(number_doubts(&number("003190001234"), None, None).len(), 1, "no province has 003");
        assert!(number_doubts(&number("101190001234"), None, None).is_empty(), "born abroad");
    }

    proptest! {
        /// A number made by the rule is never doubted; doubts never refuse.
        #[test]
        fn a_number_made_by_the_rule_is_never_doubted(place in 0_usize..63, year in 1900_i16..2100, male: bool, rest in 0_u32..1_000_000) {
            let century = (year / 100 - 19) * 2 + i16::from(!male);
            let text = format!("{:03}{century}{:02}{rest:06}", PROVINCES[place], year % 100);
            let sex = if male { Sex::Male } else { Sex::Female };
            prop_assert!(number_doubts(&number(&text), Some(date(year, 6, 1)), Some(sex)).is_empty(), "{text}");
        }
    }
}
