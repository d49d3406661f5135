//! Looking a dossier up at any counter: what must come with it, how often, and which look-ups the controller sees.

use base::code::DossierNumber;
use base::{FieldError, Instant, Rng};

use crate::model::LookUpReason;
use crate::rules::other_number;

/// How many look-ups by number alone an officer makes in an hour.
pub const MOST_AN_HOUR: i64 = 40;
/// The longest words, in characters.
pub const WORDS_LIMIT: usize = 300;
/// Of how many look-ups of a day one is drawn, and how many at least and at most.
const ONE_OF: usize = 10;
const LEAST: usize = 5;
const MOST: usize = 20;

/// What an officer typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// The number, ours or another system's; or what the QR code of the receipt says.
    pub number: &'a str,
    /// The look-up code of the receipt.
    pub code: &'a str,
    /// Why, where there is no code.
    pub reason: Option<LookUpReason>,
    /// More words on why.
    pub words: &'a str,
}

/// How a dossier is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// With what the receipt bears: the person is there.
    ByCode(DossierNumber, String),
    /// By a number alone, with a reason.
    ByNumber(Number, LookUpReason, String),
}

/// A number somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// One of ours, which another system may use too.
    Ours(DossierNumber),
    /// One that only another system can have given.
    Other(String),
}

/// What is asked; each mistake beside its field.
///
/// # Errors
/// The fields that are missing or wrong.
pub fn asked(typed: &Typed<'_>) -> Result<Asked, Vec<FieldError>> {
    let (number, code) = from_qr(typed.number).unwrap_or((typed.number, typed.code));
    let (number, code) = (number.trim().to_uppercase(), code.trim());
    let mut wrong = Vec::new();
    let found = match (number.parse().ok(), other_number::tidy(&number)) {
        (Some(ours), _) => Some(Number::Ours(ours)),
        (None, Ok(other)) => Some(Number::Other(other)),
        (None, Err(_)) => {
            let sentence =
                "Nhập mã hồ sơ như trên giấy tiếp nhận, hoặc số của hệ thống khác, hoặc quét mã QR.";
            wrong.push(FieldError::new("number", sentence));
            None
        }
    };
    if !code.is_empty() {
        return match found {
            Some(Number::Ours(ours)) => Ok(Asked::ByCode(ours, code.to_owned())),
            _ => {
                let sentence = "Mã tra cứu đi cùng mã hồ sơ trên giấy tiếp nhận. Xin nhập mã hồ sơ đó.";
                Err(vec![FieldError::new("number", sentence)])
            }
        };
    }
    if typed.reason.is_none() {
        wrong
            .push(FieldError::new("reason", "Chọn lý do tra cứu, hoặc nhập mã tra cứu trên giấy tiếp nhận."));
    }
    let words = typed.words.trim();
    match words.chars().count() {
        0 => wrong.push(FieldError::new("words", "Ghi rõ ai hỏi hoặc việc gì, để người kiểm soát hiểu.")),
        n if n > WORDS_LIMIT => {
            wrong.push(FieldError::new(
                "words",
                format!("Nội dung dài tối đa {WORDS_LIMIT} ký tự. Xin rút gọn."),
            ));
        }
        _ => {}
    }
    match (found, typed.reason) {
        (Some(number), Some(reason)) if wrong.is_empty() => {
            Ok(Asked::ByNumber(number, reason, words.to_owned()))
        }
        _ => Err(wrong),
    }
}

/// Number and code from the address that the QR code of a receipt says.
fn from_qr(text: &str) -> Option<(&str, &str)> {
    let (_, query) = text.trim().split_once("/tra-cuu?")?;
    let part = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    Some((part("ma")?, part("tra")?))
}

/// The hour of a look-up, counted from 1970, and when the next one begins.
#[must_use]
pub const fn hour(now: Instant) -> (i64, Instant) {
    const HOUR: i64 = 3_600_000_000;
    let hour = now.micros().div_euclid(HOUR);
    (hour, Instant::from_micros((hour + 1) * HOUR))
}

/// How many of `all` look-ups of a day are drawn: a tenth, five at least, twenty at most.
#[must_use]
pub fn sample_size(all: usize) -> usize {
    (all / ONE_OF).clamp(LEAST, MOST).min(all)
}

/// Draws the sample of a day: each look-up has the same chance.
#[must_use]
pub fn draw<T>(mut all: Vec<T>, rng: &Rng) -> Vec<T> {
    let size = sample_size(all.len());
    for place in 0..size {
        let rest = u64::try_from(all.len() - place).unwrap_or(0);
        let other = place + usize::try_from(rng.below(rest)).unwrap_or(0);
        all.swap(place, other);
    }
    all.truncate(size);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Rng;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const NUMBER: &str = "H44.101-261118-0001";

    fn fields(typed: &Typed<'_>) -> Vec<String> {
        asked(typed).err().into_iter().flatten().map(|it| it.field).collect()
    }

    #[test]
    fn a_number_alone_owes_a_reason_and_a_code_owes_none() {
        let by_number = Typed { number: NUMBER, ..Typed::default() };
        assert_eq!(fields(&by_number), ["reason", "words"]);
        let told = Typed { reason: Some(LookUpReason::ByPhone), words: " Bà Lan hỏi ", ..by_number };
        let ours = || NUMBER.parse().expect("a number");
        let expected = Asked::ByNumber(Number::Ours(ours()), LookUpReason::ByPhone, "Bà Lan hỏi".to_owned());
        assert_eq!(asked(&told), Ok(expected));
        let by_code = Typed { number: "h44.101-261118-0001", code: "ABCD2345", ..Typed::default() };
        assert_eq!(asked(&by_code), Ok(Asked::ByCode(ours(), "ABCD2345".to_owned())));
        let qr = format!("https://dvc.vn/tra-cuu?ma={NUMBER}&tra=ABCD2345");
        let scanned = Typed { number: &qr, ..Typed::default() };
        assert_eq!(asked(&scanned), Ok(Asked::ByCode(ours(), "ABCD2345".to_owned())));
        assert_eq!(fields(&Typed { number: "x", ..told }), ["number"]);
        assert_eq!(fields(&Typed { number: "", ..Typed::default() }), ["number", "reason", "words"]);
        assert_eq!(fields(&Typed { words: &"a".repeat(WORDS_LIMIT + 1), ..told }), ["words"]);
        assert_eq!(fields(&Typed { number: "000.00.12", code: "ABCD2345", ..told }), ["number"]);
    }

    #[test]
    fn an_hour_begins_anew() {
        let at = |minute: i8| Instant::from_local(jiff::civil::date(2026, 11, 18).at(9, minute, 0, 0));
        assert_eq!(hour(at(0)), hour(at(59)));
        assert_eq!(hour(at(30)).1, Instant::from_local(jiff::civil::date(2026, 11, 18).at(10, 0, 0, 0)));
    }

    #[test]
    fn a_tenth_is_drawn_within_bounds() {
        assert_eq!([0, 3, 5, 40, 120, 5000].map(sample_size), [0, 3, 5, 5, 12, 20]);
    }

    proptest! {
        #[test]
        fn a_sample_holds_each_once_and_depends_on_the_seed_alone(all in 0_usize..300, seed in 0_u64..1000) {
            let one = draw((0..all).collect(), &Rng::seeded(seed));
            let two = draw((0..all).collect(), &Rng::seeded(seed));
            prop_assert_eq!(&one, &two);
            prop_assert_eq!(one.len(), sample_size(all));
            prop_assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), one.len());
            prop_assert!(one.iter().all(|it| *it < all));
        }
    }
}
