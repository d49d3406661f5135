//! The form that proposes a change of a calendar; what it asks depends on what is to change.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use jiff::civil::Date;
use serde::Deserialize;
use web::{Answer, App, Check, Form, Page, Posted, Query, Who, page, see_other};
use worktime::{Alteration, Confidence, Hours, Interval, SpecialDay, SpecialKind, Week, Weekly};

use super::calendar::WEEK;
use super::choices::Refused;
use crate::actions::{NAME_LIMIT, ProposeCalendar, SOURCE_LIMIT, propose_calendar, see_calendar};
use crate::model::{CalendarChangeId, CalendarContent, Unit};
use crate::permissions::MANAGE;

/// The most days in a row that one change makes special.
const LONGEST: usize = 62;

/// What can change: the value of the address, the words, a hint.
const KINDS: [(&str, &str, &str); 7] = [
    (
        "dong-cua",
        "Đóng cửa theo quyết định",
        "Bão, lũ, dịch bệnh, di dời trụ sở. Sự cố máy móc, mạng không dừng thời hạn.",
    ),
    ("nghi-le", "Nghỉ lễ, Tết", "Ngày nghỉ mới công bố, hoặc xác nhận một ngày nghỉ đang chờ."),
    ("nghi-bu", "Nghỉ bù", "Ngày lễ trùng ngày nghỉ hằng tuần."),
    ("hoan-doi", "Hoán đổi ngày làm việc", "Nghỉ một ngày và làm bù một ngày khác."),
    ("ngay-thuong", "Làm việc bình thường trở lại", "Bỏ một ngày đặc biệt khỏi lịch."),
    (
        "biet-den",
        "Đã biết đủ ngày nghỉ đến một ngày",
        "Sau khi nhập xong ngày nghỉ của năm: hạn rơi vào thời gian này thôi là đề xuất.",
    ),
    ("gio-tuan", "Đổi giờ làm việc hằng tuần", "Áp dụng từ một ngày, ví dụ mở cửa sáng thứ Bảy."),
];
/// Taking back an approved change: comes from the page of that change.
const REVOKE: &str = "bai-bo";

/// Whose calendar, what changes.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    loai: Option<String>,
    #[serde(rename = "thay-doi")]
    change: Option<CalendarChangeId>,
}

#[derive(Template)]
#[template(path = "propose_calendar.html")]
struct View<'a> {
    form: &'a Form,
    unit: Unit,
    kind: &'a str,
}

impl View<'_> {
    fn title(&self) -> &'static str {
        KINDS
            .iter()
            .find(|it| it.0 == self.kind)
            .map_or("Bãi bỏ thay đổi lịch đã duyệt", |it| it.1)
    }

    fn known(&self) -> bool {
        self.kind == REVOKE || KINDS.iter().any(|it| it.0 == self.kind)
    }
}

/// `GET /quan-tri/lich/thay-doi`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    ctx.authorise(&MANAGE)?;
    let (of_read, unit) = (ctx.clone(), asked.unit);
    let seen = app.db.read(move |rx| see_calendar(rx, &of_read, unit)).await?;
    let mut form = Form::empty(&ctx).with("unit", seen.unit.id);
    if let Some(kind) = &asked.loai {
        form = form.with("loai", kind);
    }
    if let Some(change) = asked.change {
        let target = seen.changes.iter().find(|it| it.id == change);
        let name = target.map_or_else(String::new, |it| format!("Bãi bỏ: {}", it.name));
        form = form.with("change", change).with("name", name);
    }
    if asked.loai.as_deref() == Some("gio-tuan") {
        form = with_week(form, seen.calendar.data().weekly.last());
    }
    view(&form, seen.unit).answer()
}

/// `POST /quan-tri/lich/thay-doi`
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let input = match read(&form) {
        Ok(input) => input,
        Err(errors) => return again(&app, &ctx, &form.with_errors(errors)).await,
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| propose_calendar(tx, &of_act, &input)).await {
        Ok(id) => Ok(see_other(&format!("/quan-tri/lich/thay-doi/{id}"))),
        Err(error) => again(&app, &ctx, &form.refused(error.into())?).await,
    }
}

async fn again(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    let (of_read, unit) = (ctx.clone(), form.value("unit").parse().ok());
    let seen = app.db.read(move |rx| see_calendar(rx, &of_read, unit)).await?;
    view(form, seen.unit).answer()
}

fn view(form: &Form, unit: Unit) -> Page {
    let back = format!("/quan-tri/lich?don-vi={}", unit.id);
    let view = View { form, unit, kind: form.value("loai") };
    page("Đề nghị thay đổi lịch làm việc", &view).form(form).narrow().back(back, "Lịch làm việc")
}

fn with_week(form: Form, weekly: Option<&Weekly>) -> Form {
    let Some(weekly) = weekly else { return form };
    let days = jiff::civil::Weekday::Monday.cycle_forward();
    WEEK.iter().zip(days).fold(form, |form, ((field, _), day)| {
        let hours: Vec<_> = weekly.hours.of(day).iter().map(ToString::to_string).collect();
        form.with(*field, hours.join(", "))
    })
}

fn read(form: &Form) -> Result<ProposeCalendar, Refused> {
    let mut check = Check::new(form);
    let unit = super::choices::chosen(&mut check, form, "unit", "Chọn cơ quan.");
    let name = check.text("name", "tên của thay đổi", NAME_LIMIT);
    let source = check.text("source", "văn bản làm căn cứ", SOURCE_LIMIT);
    let said = (name.as_deref().unwrap_or_default(), source.as_deref().unwrap_or_default());
    let content = content(&mut check, form, said);
    let build = || {
        Some(ProposeCalendar { unit: unit?, name: name.clone()?, source: source.clone()?, content: content? })
    };
    check.finish(build).map_err(|invalid| invalid.0)
}

fn content(check: &mut Check<'_>, form: &Form, said: (&str, &str)) -> Option<CalendarContent> {
    let alteration = match form.value("loai") {
        "dong-cua" => days(check, form, SpecialKind::Closure, said),
        "nghi-le" => days(check, form, SpecialKind::Holiday, said),
        "nghi-bu" => days(check, form, SpecialKind::Substitute, said),
        "hoan-doi" => swapped(check, said),
        "ngay-thuong" => dates(check).map(|days| Alteration::Ordinary { days }),
        "biet-den" => check.date("until", "ngày cuối đã biết").map(|until| Alteration::Known { until }),
        "gio-tuan" => week(check, form, said.1),
        REVOKE => {
            let change = super::choices::chosen(check, form, "change", "Chọn thay đổi cần bãi bỏ.");
            return change.map(CalendarContent::Revoke);
        }
        _ => {
            check.refuse("loai", "Chọn loại thay đổi.");
            None
        }
    };
    alteration.map(CalendarContent::Alter)
}

/// The dates from the first to the last, which may be missing.
fn dates(check: &mut Check<'_>) -> Option<Vec<Date>> {
    let first = check.date("first", "ngày đầu")?;
    let last = check.optional_date("last", "ngày cuối").unwrap_or(first);
    if last < first {
        check.refuse("last", "Ngày cuối phải từ ngày đầu trở đi. Xin nhập lại.");
        return None;
    }
    let days: Vec<_> =
        first.series(jiff::Span::new().days(1)).take(LONGEST + 1).take_while(|day| *day <= last).collect();
    if days.len() > LONGEST {
        check.refuse(
            "last",
            format!("Một thay đổi gồm tối đa {LONGEST} ngày liền nhau. Xin tách thành nhiều lần."),
        );
        return None;
    }
    Some(days)
}

fn days(
    check: &mut Check<'_>,
    form: &Form,
    kind: SpecialKind,
    (name, source): (&str, &str),
) -> Option<Alteration> {
    let days = dates(check);
    let hours = match intervals(form.value("hours")) {
        Ok(hours) if hours.is_empty() => Hours::Off,
        Ok(hours) => Hours::These(hours),
        Err(error) => {
            check.refuse("hours", error);
            return None;
        }
    };
    let day = |date| SpecialDay {
        date,
        kind,
        name: name.to_owned(),
        hours: hours.clone(),
        source: source.to_owned(),
        confidence: Confidence::H,
    };
    Some(Alteration::Days { days: days?.into_iter().map(day).collect() })
}

fn swapped(check: &mut Check<'_>, (name, source): (&str, &str)) -> Option<Alteration> {
    let off = check.date("off", "ngày nghỉ");
    let work = check.date("work", "ngày làm bù");
    let (off, work) = (off?, work?);
    if off == work {
        check.refuse("work", "Ngày làm bù phải khác ngày nghỉ. Xin nhập lại.");
        return None;
    }
    let days = vec![
        SpecialDay::off(off, SpecialKind::SwapOff, name, source),
        SpecialDay::make_up(work, off.weekday(), name, source),
    ];
    Some(Alteration::Days { days })
}

fn week(check: &mut Check<'_>, form: &Form, source: &str) -> Option<Alteration> {
    let from = check.date("from", "ngày áp dụng");
    let mut days = Vec::new();
    for (field, _) in WEEK {
        match intervals(form.value(field)) {
            Ok(hours) => days.push(hours),
            Err(error) => check.refuse(field, error),
        }
    }
    let [mon, tue, wed, thu, fri, sat, sun] = <[Vec<Interval>; 7]>::try_from(days).ok()?;
    let hours = Week { mon, tue, wed, thu, fri, sat, sun };
    Some(Alteration::Week { weekly: Weekly { from: from?, hours, source: source.to_owned() } })
}

/// `07:30-11:30, 13:30-17:00`; nothing for a day off.
fn intervals(text: &str) -> Result<Vec<Interval>, String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<Interval>().map_err(|error| format!("{error}."))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_taken_as_people_write_them() {
        assert_eq!(intervals(" 07:30-11:30 ; 13:30 - 17:00,").map(|it| it.len()), Ok(2));
        assert_eq!(intervals(" "), Ok(vec![]));
        assert!(intervals("11:30-07:30").is_err());
    }
}
