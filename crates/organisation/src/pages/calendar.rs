//! The working calendar of a body: its weekly hours, its special days, what was proposed and decided for it.

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::words::{date, weekday};
use jiff::civil::Date;
use serde::Deserialize;
use web::{Answer, App, Choice, Form, Query, Who, page};
use worktime::{Confidence, Hours, Interval, SpecialDay, SpecialKind, Weekly};

use super::choices;
use crate::actions::{CalendarSeen, see_calendar};
use crate::model::{CalendarChange, CalendarChangeState};
use crate::permissions::MANAGE;

/// The days of the week as a form names them, and as people do.
pub(super) const WEEK: [(&str, &str); 7] = [
    ("mon", "Thứ Hai"),
    ("tue", "Thứ Ba"),
    ("wed", "Thứ Tư"),
    ("thu", "Thứ Năm"),
    ("fri", "Thứ Sáu"),
    ("sat", "Thứ Bảy"),
    ("sun", "Chủ nhật"),
];

/// Which body, which year.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    nam: Option<i16>,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct View {
    form: Form,
    seen: CalendarSeen,
    bodies: Vec<Choice>,
    year: i16,
    week: Vec<(&'static str, String)>,
    from: String,
    special: Vec<Line>,
    changes: Vec<Change>,
    may_propose: bool,
}

/// One special day.
struct Line {
    day: String,
    kind: &'static str,
    name: String,
    hours: String,
    source: String,
    proposed: bool,
}

/// One change in the list.
struct Change {
    href: String,
    name: String,
    when: String,
    unit: bool,
    tag: (&'static str, &'static str),
}

/// `GET /quan-tri/lich`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let (of_read, unit) = (ctx.clone(), asked.unit);
    let seen = app.db.read(move |rx| see_calendar(rx, &of_read, unit)).await?;
    let today = ctx.now.date();
    let year = asked.nam.filter(|year| (1970..=2199).contains(year)).unwrap_or_else(|| today.year());
    let data = seen.calendar.data();
    let weekly = data.weekly.iter().rfind(|it| it.from <= today).or_else(|| data.weekly.first());
    let special = data.special.iter().filter(|it| it.date.year() == year).map(line).collect();
    let changes = seen.changes.iter().map(|it| change(it, seen.unit.id)).collect();
    let view = View {
        form: Form::empty(&ctx).with("don-vi", seen.unit.id).with("nam", year),
        bodies: choices::units(&seen.bodies),
        week: weekly.map(week).unwrap_or_default(),
        from: weekly.map_or_else(String::new, |it| date(it.from)),
        may_propose: ctx.authorise(&MANAGE).is_ok(),
        year,
        special,
        changes,
        seen,
    };
    page("Lịch làm việc", &view).answer()
}

fn week(weekly: &Weekly) -> Vec<(&'static str, String)> {
    let hours = &weekly.hours;
    let days = [&hours.mon, &hours.tue, &hours.wed, &hours.thu, &hours.fri, &hours.sat, &hours.sun];
    WEEK.iter().zip(days).map(|((_, name), day)| (*name, in_words(day))).collect()
}

/// `07:30-11:30, 13:30-17:00`, or `nghỉ`.
pub(super) fn in_words(hours: &[Interval]) -> String {
    if hours.is_empty() {
        return "nghỉ".to_owned();
    }
    hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn line(day: &SpecialDay) -> Line {
    Line {
        day: day_in_words(day.date),
        kind: kind(day.kind),
        name: day.name.clone(),
        hours: match &day.hours {
            Hours::Off => "nghỉ cả ngày".to_owned(),
            Hours::Like(weekday) => {
                let name = WEEK.get(usize::from(weekday.to_monday_zero_offset().unsigned_abs()));
                format!("làm việc như {}", name.map_or("", |(_, name)| name))
            }
            Hours::These(hours) => in_words(hours),
        },
        source: day.source.clone(),
        proposed: day.confidence == Confidence::M,
    }
}

/// `Thứ Ba 24/11/2026`
pub(super) fn day_in_words(day: Date) -> String {
    format!("{} {}", base::words::upper_first(weekday(day)), date(day))
}

/// The kind as people call it.
pub(super) const fn kind(kind: SpecialKind) -> &'static str {
    match kind {
        SpecialKind::Holiday => "Nghỉ lễ, Tết",
        SpecialKind::Substitute => "Nghỉ bù",
        SpecialKind::SwapOff => "Nghỉ hoán đổi",
        SpecialKind::MakeUp => "Làm bù",
        SpecialKind::Closure => "Đóng cửa theo quyết định",
    }
}

/// Where a change stands, as a tag.
pub(super) const fn state(change: &CalendarChange) -> (&'static str, &'static str) {
    match change.state {
        CalendarChangeState::Proposed => ("hold", "Chờ duyệt"),
        CalendarChangeState::Approved => ("ok", "Đã duyệt"),
        CalendarChangeState::Declined => ("plain", "Không duyệt"),
    }
}

/// `từ 19/11/2026 đến hết 20/11/2026`
pub(super) fn span(first: Date, last: Option<Date>) -> String {
    match last {
        Some(last) if last == first => format!("ngày {}", date(first)),
        Some(last) => format!("từ {} đến hết {}", date(first), date(last)),
        None => format!("từ {}", date(first)),
    }
}

fn change(it: &CalendarChange, unit: UnitId) -> Change {
    Change {
        href: format!("/quan-tri/lich/thay-doi/{}", it.id),
        name: it.name.clone(),
        when: span(it.first, it.last),
        unit: it.unit == unit,
        tag: state(it),
    }
}
