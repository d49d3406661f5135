//! Derivations, due moments and what is left, in English, as `words` says them in Vietnamese. Days off, pauses and cut-offs have names in
//! the calendar and in the law: these stay Vietnamese and stand between “ and ”.

use jiff::civil::{Date, DateTime};

use crate::due::{Amount, Due, Entry, Kind, Point};
use crate::remaining::Remaining;
use crate::term::{Measure, Term};

/// One entry as two cells: when, and what.
#[must_use]
pub fn cells(entry: &Entry) -> (String, String) {
    (when(entry), what(entry))
}

/// The due moment: `17:00 on Thursday, 10 December 2026`.
#[must_use]
pub fn due(at: DateTime) -> String {
    at.strftime("%H:%M on %A, %-d %B %Y").to_string()
}

/// A term: `15 working days`, `half a working day`, `the same day`.
#[must_use]
pub fn term(term: Term) -> String {
    match term.measure() {
        Measure::Minutes(minutes) => format!("{} of working time", duration(minutes * 60)),
        Measure::Thousandths(thousandths) => working_days(thousandths),
        Measure::Days(days) => count(days, "day"),
        Measure::Months(months) => count(months, "month"),
        Measure::SameDay => "the same day".to_owned(),
    }
}

/// The banner over a due date that rests on something unconfirmed.
#[must_use]
pub fn banner(due: &Due) -> Option<String> {
    if !due.proposed {
        return None;
    }
    let unknown = due.derivation.iter().any(|entry| entry.kind == Kind::Unknown);
    let doubtful = due.derivation.iter().filter(|entry| entry.proposed && entry.kind != Kind::Unknown);
    let doubtful: Vec<String> = doubtful.map(|entry| full(entry.to.date())).collect();
    let mut parts = Vec::new();
    if !doubtful.is_empty() {
        parts.push(format!("{} not confirmed yet", doubtful.join(", ")));
    }
    if unknown {
        parts.push(format!("the holidays after {} are not known yet", full(due.covers_until)));
    }
    Some(format!("A proposed date: {}. It may change when the calendar is confirmed.", parts.join("; ")))
}

/// What is left, or how late it is: `13 working days left`, `2 hours 30 minutes left`, `1 working day late`.
#[must_use]
pub fn remaining(left: &Remaining) -> String {
    let end = if left.late { "late" } else { "left" };
    match (left.days, left.minutes) {
        (0, 0) if left.late => "Just late".to_owned(),
        (0, 0) => "Due now".to_owned(),
        (0, minutes) => format!("{} {end}", duration(minutes * 60)),
        (days, _) => format!("{} {end}", count(days, "working day")),
    }
}

/// Working time: `2 hours 30 minutes`, `1 hour`, `45 minutes`.
#[must_use]
pub fn duration(seconds: i64) -> String {
    let parts = [(seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")];
    let shown: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, unit)| count(*number, unit)).collect();
    if shown.is_empty() { count(0, "minute") } else { shown.join(" ") }
}

fn count(number: impl Into<i64>, unit: &str) -> String {
    let number = number.into();
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// `1 working day`, `0.5 working days`.
fn working_days(thousandths: i64) -> String {
    if thousandths % 1000 == 0 {
        return count(thousandths / 1000, "working day");
    }
    format!("{} working days", crate::term::decimal(thousandths).replace(',', "."))
}

fn when(entry: &Entry) -> String {
    let (from, to) = (entry.from, entry.to);
    match (entry.kind, from, to) {
        (Kind::Cutoff, ..) => format!("From {}", long(to)),
        (Kind::Unknown, ..) => format!("From {}", long(from)),
        (_, Point::Day(day), _) if day == to.date() => long(Point::Day(day)),
        (_, Point::Moment(one), Point::Moment(other)) if one == other => long(from),
        (_, Point::Moment(one), Point::Moment(other)) if one.date() == other.date() => {
            format!("{} – {}", long(from), other.strftime("%H:%M"))
        }
        (_, Point::Day(_), Point::Day(day)) if from.date().year() != day.year() => {
            format!("{} – {} {}", short(from), short(to), day.year())
        }
        _ => format!("{} – {}", short(from), short(to)),
    }
}

fn what(entry: &Entry) -> String {
    let name = &entry.name;
    let text = match entry.kind {
        Kind::Received if entry.source.contains("khoản 2") => {
            "Received as complete; this day is not counted".to_owned()
        }
        Kind::Received => "Received as complete".to_owned(),
        Kind::Cutoff if name.is_empty() => {
            "Received on a day off: counts as received from here on".to_owned()
        }
        Kind::Cutoff => format!("Received after {name}: counts as received from here on"),
        Kind::Counted => counted(entry),
        Kind::MadeUp => format!("{}: “{name}”", counted(entry)),
        Kind::Off => format!("Day off: “{name}”"),
        Kind::Pause => pause(entry),
        Kind::Restart => format!("Counted anew{}", colon(name)),
        Kind::RollForward => "The last day is a day off: it ends on the next working day".to_owned(),
        Kind::MonthEnd => "The month has no such day: its last day is taken".to_owned(),
        Kind::Unknown => "The calendar does not have the holidays of this time yet".to_owned(),
        Kind::Kept => format!("The appointment made by “{name}”, kept as it was"),
        Kind::Part if entry.source.is_empty() => format!("Part “{name}”"),
        Kind::Part => format!("Part “{name}”, after the result of “{}”", entry.source),
    };
    if entry.proposed && entry.kind != Kind::Unknown {
        format!("{text} (proposed, not confirmed yet)")
    } else {
        text
    }
}

fn colon(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(": “{name}”") }
}

fn pause(entry: &Entry) -> String {
    let left = entry.amount.map_or_else(String::new, |left| format!("; {} left", amount(left)));
    format!("Stopped{}{left}", colon(&entry.name))
}

fn counted(entry: &Entry) -> String {
    match (entry.amount.map(amount), entry.reached.map(term)) {
        (Some(amount), Some(whole)) if amount == whole => format!("{amount}, the whole time limit"),
        (Some(amount), Some(whole)) => format!("{amount}, which makes {whole}"),
        (Some(amount), None) => amount,
        (None, _) => "To be answered on the same day".to_owned(),
    }
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::WorkingDayThousandths(thousandths) => working_days(thousandths),
        Amount::WorkingSeconds(seconds) => format!("{} of working time", duration(seconds)),
        Amount::Days(days) => count(days, "day"),
    }
}

/// `Wednesday 18 November, 09:20` or `Tuesday 24 November`.
fn long(point: Point) -> String {
    format!("{} {}", point.date().strftime("%A"), short(point))
}

/// `18 November, 09:20` or `24 November`.
fn short(point: Point) -> String {
    match point {
        Point::Day(date) => date.strftime("%-d %B").to_string(),
        Point::Moment(at) => at.strftime("%-d %B, %H:%M").to_string(),
    }
}

fn full(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cutoff, hanh_chinh};
    use jiff::civil::{date, time};

    #[test]
    fn a_derivation_reads_in_english_and_quotes_what_is_not() {
        let received = date(2026, 11, 18).at(16, 20, 0, 0);
        let cutoff = Cutoff { at: time(15, 0, 0, 0), source: String::new() };
        let due = crate::due(hanh_chinh(), received, Term::working_days(10).expect("a term"), Some(&cutoff));
        let lines: Vec<_> = due.expect("a due date").derivation.iter().map(cells).collect();
        assert_eq!(lines[0].0, "Wednesday 18 November, 16:20");
        assert_eq!(lines[0].1, "Received as complete; this day is not counted");
        assert!(lines[1].1.starts_with("Received after 15:00"), "{lines:?}");
        assert!(lines.iter().any(|(_, what)| what.starts_with("Day off: “")), "{lines:?}");
        assert!(lines.last().is_some_and(|(_, what)| what.contains("10 working days")), "{lines:?}");
        for (when, what) in &lines {
            let plain =
                |text: &str| text.split('”').filter_map(|part| part.split('“').next()).collect::<String>();
            let said = format!("{when} {}", plain(what));
            assert!(said.chars().all(|c| c.is_ascii() || c == '–'), "{said}");
        }
    }

    #[test]
    fn durations_read_naturally() {
        let left = |late, days, minutes| remaining(&Remaining { late, days, minutes });
        assert_eq!(left(false, 3, 0), "3 working days left");
        assert_eq!(left(true, 1, 0), "1 working day late");
        assert_eq!(left(false, 0, 150), "2 hours 30 minutes left");
        assert_eq!((left(true, 0, 0).as_str(), left(false, 0, 0).as_str()), ("Just late", "Due now"));
        let said = |text: &str| term(text.parse().expect("a term"));
        assert_eq!(said("0,5 ngày làm việc"), "0.5 working days");
        assert_eq!(
            (said("1 ngày làm việc"), said("trong ngày")),
            ("1 working day".into(), "the same day".into())
        );
        assert_eq!(
            (said("8 giờ làm việc"), said("2 tháng")),
            ("8 hours of working time".into(), "2 months".into())
        );
    }
}
