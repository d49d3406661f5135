//! The calendar that ships with the product: office hours of the administration with the public holidays of 2018 to 2026.
//!
//! `data/holidays.csv` holds facts only: date, kind, name, date swapped with, source, confidence. The days up to 2026 were compared with
//! version 0.109 of the `holidays` package of Python; people read the law as the source. A date without
//! an entry beyond 2026 is unknown, not ordinary.

use std::sync::LazyLock;

use jiff::civil::{Date, date};

use crate::calendar::{Calendar, CalendarData, Weekly};
use crate::interval::{Interval, Week};
use crate::special::{Confidence, Hours, SpecialDay, SpecialKind};

/// The code of the built-in calendar.
pub const HANH_CHINH: &str = "hanh-chinh";

static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::new(hanh_chinh_data()).expect("the calendar that ships is valid: tested"));

/// Lịch hành chính: Monday to Friday, 08:00-12:00 and 13:00-17:00, with the public holidays of 2018 to 2026.
#[must_use]
pub fn hanh_chinh() -> &'static Calendar {
    &CALENDAR
}

/// The built-in calendar of a code.
#[must_use]
pub fn builtin(code: &str) -> Option<&'static Calendar> {
    (code == HANH_CHINH).then(hanh_chinh)
}

fn hanh_chinh_data() -> CalendarData {
    let hours: Vec<Interval> =
        ["08:00-12:00", "13:00-17:00"].iter().filter_map(|text| text.parse().ok()).collect();
    CalendarData {
        code: HANH_CHINH.to_owned(),
        name: "Lịch hành chính".to_owned(),
        version: "2026.1".to_owned(),
        covers_until: date(2026, 12, 31),
        weekly: vec![Weekly {
            from: date(2018, 1, 1),
            hours: Week::monday_to_friday(&hours),
            source: String::new(),
        }],
        special: special_days(include_str!("data/holidays.csv")),
    }
}

fn special_days(csv: &str) -> Vec<SpecialDay> {
    csv.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| special_day(line).expect("each line of the file that ships is valid: tested"))
        .collect()
}

/// `date,kind,name,swapped_with,source,confidence`; none of them holds a comma unless it is quoted.
fn special_day(line: &str) -> Option<SpecialDay> {
    let fields = fields(line);
    let [date, kind, name, swapped, source, confidence] = fields.as_slice() else { return None };
    let (kind, hours) = match kind.as_str() {
        "nghi_le" => (SpecialKind::Holiday, Hours::Off),
        "nghi_bu" => (SpecialKind::Substitute, Hours::Off),
        "nghi_hoan_doi" => (SpecialKind::SwapOff, Hours::Off),
        "lam_bu" => (SpecialKind::MakeUp, Hours::Like(swapped.parse::<Date>().ok()?.weekday())),
        _ => return None,
    };
    let confidence = match confidence.as_str() {
        "H" => Confidence::H,
        "M" => Confidence::M,
        _ => return None,
    };
    Some(SpecialDay {
        date: date.parse().ok()?,
        kind,
        name: name.clone(),
        hours,
        source: source.clone(),
        confidence,
    })
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("never empty").push(other),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ships_every_day_of_the_file() {
        let calendar = hanh_chinh();
        assert_eq!(calendar.data().special.len(), include_str!("data/holidays.csv").lines().count() - 1);
        assert_eq!(calendar.label(), "hanh-chinh@2026.1");
        assert_eq!(
            calendar.proposed().map(|day| day.date).collect::<Vec<_>>(),
            [date(2026, 1, 2), date(2026, 1, 10)]
        );
        assert!(builtin("hanh-chinh").is_some() && builtin("khac").is_none());
    }

    #[test]
    fn weekdays_of_swapped_days_are_worked() {
        assert_eq!(hanh_chinh().hours(date(2026, 8, 22)).len(), 2);
        assert!(!hanh_chinh().works(date(2026, 8, 31)));
        assert!(!hanh_chinh().works(date(2026, 11, 24)));
    }
}
