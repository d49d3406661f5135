//! What `motcua due` asks and prints.

use std::fmt::Write as _;

use jiff::civil::DateTime;

use crate::builtin::hanh_chinh;
use crate::calendar::Calendar;
use crate::due::{Cutoff, Due};
use crate::error::DueError;
use crate::interval::{shorten, time};
use crate::{compute, day, words};

/// The due date of a term on a calendar, all as texts of the command line. Without a calendar, `hanh-chinh`.
///
/// # Errors
/// Which argument is wrong and how to write it; otherwise as for [`crate::due`].
pub fn due(
    from: &str,
    term: &str,
    calendar: Option<&Calendar>,
    cutoff: Option<&str>,
) -> Result<Due, DueError> {
    let received = moment(from).ok_or_else(|| DueError::From { text: shorten(from) })?;
    let term = term.parse()?;
    let cutoff = cutoff.map(cut_off).transpose()?;
    compute::due(calendar.unwrap_or_else(|| hanh_chinh()), received, term, cutoff.as_ref())
}

/// The built-in calendar of a code, for a command that has no database.
///
/// # Errors
/// When there is none.
pub fn calendar(code: &str) -> Result<&'static Calendar, DueError> {
    crate::builtin(code).ok_or_else(|| DueError::Calendar { code: shorten(code) })
}

fn cut_off(text: &str) -> Result<Cutoff, DueError> {
    let at = time(text).ok_or_else(|| DueError::Cutoff { text: shorten(text) })?;
    Ok(Cutoff { at, source: String::new() })
}

/// `2026-02-13T10:00`, with a space for the T, with seconds, with any offset; without one it is local time.
fn moment(text: &str) -> Option<DateTime> {
    let text = text.trim();
    if !text.is_ascii() || !(16..=40).contains(&text.len()) {
        return None;
    }
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        let local = jiff::tz::offset(7).to_datetime(at);
        return Some(local);
    }
    let (date, clock) = text.split_at(10);
    let time = time(clock.strip_prefix(['T', 't', ' '])?)?;
    Some(date.parse::<jiff::civil::Date>().ok().filter(|date| day::known(*date))?.to_datetime(time))
}

/// The answer as JSON: everything of [`Due`], with `due` in RFC 3339 and `derivation` as a list, each line also in words, and the banner.
#[must_use]
pub fn to_json(due: &Due) -> serde_json::Value {
    let mut json = serde_json::to_value(due).unwrap_or_default();
    if let Some(lines) = json["derivation"].as_array_mut() {
        for (line, entry) in lines.iter_mut().zip(&due.derivation) {
            let (when, what) = words::cells(entry);
            line["when"] = when.into();
            line["what"] = what.into();
        }
    }
    json["banner"] = words::banner(due).into();
    json
}

/// The answer as text for a terminal, ending in a line break.
#[must_use]
pub fn to_text(due: &Due) -> String {
    let mut text = format!("Hẹn trả: {}\n", words::due(due.due));
    let rows: Vec<(String, String, &str)> = due
        .derivation
        .iter()
        .map(|entry| {
            let (when, what) = words::cells(entry);
            (when, what, entry.source.as_str())
        })
        .collect();
    let wide = rows.iter().map(|(when, ..)| when.chars().count()).max().unwrap_or(0);
    if let Some(banner) = words::banner(due) {
        let _ = writeln!(text, "{banner}");
    }
    let _ = writeln!(text, "Thời hạn {}, lịch {}@{}:", due.term, due.calendar, due.version);
    for (when, what, source) in rows {
        let pad = " ".repeat(wide - when.chars().count());
        let cite = if source.is_empty() { String::new() } else { format!(" [{source}]") };
        let _ = writeln!(text, "  {when}{pad}  {what}{cite}");
    }
    text
}
