//! What a calendar must satisfy before anything is counted on it. Reports the first fault with its place.

use jiff::civil::Date;

use crate::calendar::CalendarData;
use crate::day;
use crate::error::CalendarError;
use crate::interval::Interval;
use crate::special::{Hours, SpecialDay, SpecialKind};

/// At most so many versions of weekly hours.
const WEEKLY_MAX: usize = 200;
/// At most so many special days: about a hundred years of them.
const SPECIAL_MAX: usize = 5_000;
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Checks data whose weekly hours and special days are in order of date.
pub(crate) fn validate(data: &CalendarData) -> Result<(), CalendarError> {
    code(&data.code)?;
    text("name", &data.name, 200)?;
    text("version", &data.version, 60)?;
    if data.version.contains(char::is_whitespace) {
        return Err(CalendarError::Text { field: "version".to_owned(), max: 60 });
    }
    known("covers_until", data.covers_until)?;
    weekly(data)?;
    special(data)
}

fn code(code: &str) -> Result<(), CalendarError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=60).contains(&code.len()) && code.bytes().all(plain) {
        Ok(())
    } else {
        Err(CalendarError::Code { code: crate::interval::shorten(code) })
    }
}

fn text(field: &str, value: &str, max: usize) -> Result<(), CalendarError> {
    let length = value.chars().count();
    if value.trim().is_empty() || length > max || value.contains(char::is_control) {
        return Err(CalendarError::Text { field: field.to_owned(), max });
    }
    Ok(())
}

fn known(field: &str, date: Date) -> Result<(), CalendarError> {
    if day::known(date) { Ok(()) } else { Err(CalendarError::Range { field: field.to_owned(), date }) }
}

fn weekly(data: &CalendarData) -> Result<(), CalendarError> {
    if data.weekly.is_empty() {
        return Err(CalendarError::NoWeek);
    }
    if data.weekly.len() > WEEKLY_MAX {
        return Err(CalendarError::TooMany { field: "weekly", max: WEEKLY_MAX });
    }
    for (at, version) in data.weekly.iter().enumerate() {
        let place = format!("weekly[{at}]");
        known(&format!("{place}.from"), version.from)?;
        if at > 0 && data.weekly[at - 1].from == version.from {
            return Err(CalendarError::SameFrom { date: version.from });
        }
        if !version.source.is_empty() {
            text(&format!("{place}.source"), &version.source, 300)?;
        }
        for (name, hours) in NAMES.iter().zip(version.hours.days()) {
            intervals(&format!("{place}.hours.{name}"), hours)?;
        }
    }
    Ok(())
}

fn intervals(field: &str, hours: &[Interval]) -> Result<(), CalendarError> {
    if hours.len() > 12 {
        return Err(CalendarError::Overlap { field: field.to_owned() });
    }
    let ordered = hours.windows(2).all(|pair| pair[0].to() <= pair[1].from());
    if ordered { Ok(()) } else { Err(CalendarError::Overlap { field: field.to_owned() }) }
}

fn special(data: &CalendarData) -> Result<(), CalendarError> {
    if data.special.len() > SPECIAL_MAX {
        return Err(CalendarError::TooMany { field: "special", max: SPECIAL_MAX });
    }
    for pair in data.special.windows(2) {
        if pair[0].date == pair[1].date {
            return Err(CalendarError::SameDay {
                date: pair[0].date,
                one: pair[0].name.clone(),
                other: pair[1].name.clone(),
            });
        }
    }
    let begins = data.weekly[0].from;
    for special in &data.special {
        one(special, begins)?;
    }
    Ok(())
}

fn one(special: &SpecialDay, begins: Date) -> Result<(), CalendarError> {
    let place = |field: &str| format!("special[{}].{field}", special.date);
    known(&place("date"), special.date)?;
    if special.date < begins {
        return Err(CalendarError::BeforeBegin { date: special.date, begins });
    }
    text(&place("name"), &special.name, 200)?;
    text(&place("source"), &special.source, 300)?;
    match (&special.hours, special.kind) {
        (Hours::Off, SpecialKind::MakeUp) => Err(CalendarError::MakeUpWithoutHours { date: special.date }),
        (Hours::These(hours), SpecialKind::MakeUp) if hours.is_empty() => {
            Err(CalendarError::MakeUpWithoutHours { date: special.date })
        }
        (Hours::These(hours), _) => intervals(&place("hours"), hours),
        (Hours::Off | Hours::Like(_), _) => Ok(()),
    }
}
