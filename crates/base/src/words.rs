//! Dates and times as Vietnamese writes them.

use jiff::civil::{Date, DateTime, Weekday};

/// The day of the week: `thứ Năm`, `Chủ nhật`.
#[must_use]
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// `10/12/2026`.
#[must_use]
pub fn date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `thứ Năm, 10/12/2026`.
#[must_use]
pub fn long_date(day: Date) -> String {
    format!("{}, {}", weekday(day), date(day))
}

/// `17:00 thứ Năm, 10/12/2026`.
#[must_use]
pub fn moment(at: DateTime) -> String {
    format!("{:02}:{:02} {}", at.hour(), at.minute(), long_date(at.date()))
}

/// `10/12/2026, 17:00`.
#[must_use]
pub fn short_moment(at: DateTime) -> String {
    format!("{}, {:02}:{:02}", date(at.date()), at.hour(), at.minute())
}

/// Words as they stand within a sentence: with a small letter first.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Words as a sentence begins: with a large letter first.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn a_due_date_reads_as_on_the_slip() {
        assert_eq!(moment(civil::date(2026, 12, 10).at(17, 0, 0, 0)), "17:00 thứ Năm, 10/12/2026");
        assert_eq!(short_moment(civil::date(2026, 2, 1).at(8, 5, 0, 0)), "01/02/2026, 08:05");
    }

    #[test]
    fn the_first_letter_is_made_small_or_large_and_nothing_else() {
        assert_eq!(
            (lower_first("Đơn đề nghị QĐ"), upper_first("đơn đề nghị QĐ")),
            ("đơn đề nghị QĐ".into(), "Đơn đề nghị QĐ".into())
        );
        assert_eq!((lower_first(""), upper_first("7 ngày")), (String::new(), "7 ngày".into()));
    }
}
