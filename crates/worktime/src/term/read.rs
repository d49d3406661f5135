//! Reads a term from Vietnamese text, with or without accents, in any case, composed or decomposed.

use std::str::FromStr;

use super::{Measure, Term, TermError};
use crate::interval::shorten;

/// No term takes more characters.
const LONGEST: usize = 80;

impl FromStr for Term {
    type Err = TermError;

    /// Reads `3 ngày làm việc`, `0,5 ngày làm việc`, `nửa ngày làm việc`, `8 giờ làm việc`, `30 phút làm việc`, `10 ngày`,
    /// `2 tuần`, `2 tháng`, `1 năm`, `trong ngày`.
    fn from_str(text: &str) -> Result<Self, TermError> {
        let unreadable = || TermError::Unreadable { text: shorten(text) };
        if text.chars().count() > LONGEST {
            return Err(unreadable());
        }
        let plain = plain(text);
        let words: Vec<&str> = plain.split_whitespace().collect();
        if matches!(words.as_slice(), ["trong", "ngay"] | ["trong", "ngay", "lam", "viec"]) {
            return Ok(Self::SAME_DAY);
        }
        let (number, unit) = words.split_first().ok_or_else(unreadable)?;
        let amount = amount(number, text)?;
        let whole = || {
            if amount % 1000 == 0 {
                Ok(amount / 1000)
            } else {
                Err(TermError::TooFine { text: shorten(text) })
            }
        };
        let measure = match unit {
            ["ngay", "lam", "viec"] => Measure::Thousandths(amount),
            ["gio", "lam", "viec"] if amount * 60 % 1000 == 0 => Measure::Minutes(amount * 60 / 1000),
            ["gio", "lam", "viec"] => return Err(TermError::TooFine { text: shorten(text) }),
            ["phut", "lam", "viec"] => Measure::Minutes(whole()?),
            ["gio" | "phut"] => return Err(TermError::PlainHours { text: shorten(text) }),
            ["ngay"] => Measure::Days(whole()?),
            ["tuan"] => Measure::Days(whole()? * 7),
            ["thang"] => Measure::Months(whole()?),
            ["nam"] => Measure::Months(whole()? * 12),
            _ => return Err(unreadable()),
        };
        Self::bounded(measure)
    }
}

/// A number in thousandths: `3`, `03`, `0,5`, `6.25`, `1/2`, `nua`.
fn amount(number: &str, text: &str) -> Result<i64, TermError> {
    let unreadable = || TermError::Unreadable { text: shorten(text) };
    match number {
        "nua" | "1/2" => return Ok(500),
        "1/4" => return Ok(250),
        "3/4" => return Ok(750),
        _ => {}
    }
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (whole, part) = number.split_once([',', '.']).unwrap_or((number, "0"));
    if !digits(whole, 9) || !digits(part, 9) {
        return Err(unreadable());
    }
    if number.contains('.') && part.len() == 3 && !whole.trim_start_matches('0').is_empty() {
        return Err(TermError::Ambiguous { text: shorten(text) });
    }
    let fine = part.trim_end_matches('0');
    if fine.len() > 3 {
        return Err(TermError::TooFine { text: shorten(text) });
    }
    let whole: i64 = whole.parse().map_err(|_| unreadable())?;
    let part: i64 = format!("{fine:0<3}").parse().map_err(|_| unreadable())?;
    Ok(whole * 1000 + part)
}

/// Lower case without accents, for the few letters that units are written with.
fn plain(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let letters = lower.filter(|letter| !('\u{300}'..='\u{36f}').contains(letter));
    letters.map(base_letter).collect()
}

const fn base_letter(letter: char) -> char {
    match letter {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ'
        | 'ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ'
        | 'ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_officers_write() {
        for (text, shown) in [
            ("3 ngày làm việc", "3 ngày làm việc"),
            ("03 Ngày làm việc", "3 ngày làm việc"),
            ("0,5 ngày làm việc", "0,5 ngày làm việc"),
            ("6.25 ngay lam viec", "6,25 ngày làm việc"),
            ("nửa ngày làm việc", "0,5 ngày làm việc"),
            ("0,100000000 ngày làm việc", "0,1 ngày làm việc"),
            ("8 giờ làm việc", "8 giờ làm việc"),
            ("1,5 giờ làm việc", "1,5 giờ làm việc"),
            ("20 phút làm việc", "20 phút làm việc"),
            ("10 ngày", "10 ngày"),
            ("10 nga\u{300}y", "10 ngày"),
            ("2 tuần", "14 ngày"),
            ("  2   THÁNG ", "2 tháng"),
            ("1 năm", "12 tháng"),
            ("Trong ngày", "trong ngày"),
        ] {
            assert_eq!(text.parse::<Term>().map(|term| term.to_string()).as_deref(), Ok(shown), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let error = |text: &str| text.parse::<Term>().expect_err(text);
        for text in [
            "",
            "ngày",
            "ba ngày",
            "-3 ngày",
            "3 nghìn ngày",
            "3ngày",
            "1e3 ngày",
            "3 ngày làm",
            "3,,5 ngày làm việc",
            "٣ ngày",
            "1234567890 ngày",
            "0,1000000000 ngày làm việc",
        ] {
            assert!(matches!(error(text), TermError::Unreadable { .. }), "{text}");
        }
        assert!(matches!(error("8 giờ"), TermError::PlainHours { .. }));
        assert!(matches!(error("1.500 ngày làm việc"), TermError::Ambiguous { .. }));
        assert!(matches!(error("0,5 ngày"), TermError::TooFine { .. }));
        assert!(matches!(error("0,1234 ngày làm việc"), TermError::TooFine { .. }));
        assert!(matches!(error("0,333 giờ làm việc"), TermError::TooFine { .. }));
        for text in [
            "0 ngày",
            "0,000 ngày làm việc",
            "999999999 ngày",
            "3661 ngày làm việc",
            "11 năm",
            "999999999 tuần",
        ] {
            assert_eq!(error(text), TermError::Bounds, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(minutes in 1_u32..100_000, thousandths in 1_u32..3_660_000, days in 1_u32..3_660, months in 1_u32..120) {
            for term in [Term::working_minutes(minutes), Term::working_day_thousandths(thousandths), Term::days(days), Term::months(months)] {
                let term = term.expect("in bounds");
                prop_assert_eq!(term.to_string().parse::<Term>(), Ok(term));
            }
        }
    }
}
