//! Derivations, due moments and differences in Vietnamese, for citizens and officers.

use jiff::civil::{Date, DateTime};

use crate::difference::Difference;
use crate::due::{Amount, Due, Entry, Kind, Point};
use crate::term::{Measure, Term, decimal};

const WEEKDAYS: [&str; 7] = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];

/// One entry as two cells: when, and what.
#[must_use]
pub fn cells(entry: &Entry) -> (String, String) {
    (when(entry), what(entry))
}

/// The due moment: `17:00 thứ Năm, 10/12/2026`.
#[must_use]
pub fn due(at: DateTime) -> String {
    format!("{} {}, {}", at.strftime("%H:%M"), lower(weekday(at.date())), full(at.date()))
}

/// The banner over a due date that rests on something unconfirmed.
#[must_use]
pub fn banner(due: &Due) -> Option<String> {
    if !due.proposed {
        return None;
    }
    let unknown = due.derivation.iter().any(|entry| entry.kind == Kind::Unknown);
    let doubtful: Vec<String> = due
        .derivation
        .iter()
        .filter(|entry| entry.proposed && entry.kind != Kind::Unknown)
        .map(|entry| full(entry.to.date()))
        .collect();
    let mut parts = Vec::new();
    if !doubtful.is_empty() {
        parts.push(format!("ngày {} chưa được quản trị xác nhận", doubtful.join(", ")));
    }
    if unknown {
        parts.push(format!("lịch chưa có ngày nghỉ lễ sau {}", full(due.covers_until)));
    }
    Some(format!("Ngày hẹn đề xuất: {}. Ngày hẹn có thể thay đổi khi lịch được xác nhận.", parts.join("; ")))
}

/// What moved and why, in one sentence.
#[must_use]
pub fn difference(difference: &Difference) -> String {
    let reasons: Vec<String> = difference
        .changes
        .iter()
        .map(|change| {
            let lead = if change.added { "thêm" } else { "bỏ" };
            let (when, what) = cells(&change.entry);
            format!("{lead} {when}: {what}")
        })
        .collect();
    let why =
        if reasons.is_empty() { "lịch làm việc thay đổi".to_owned() } else { reasons.join("; ") };
    if difference.moved() {
        format!("Hẹn trả chuyển từ {} sang {}: {why}.", due(difference.from), due(difference.to))
    } else {
        format!("Hẹn trả vẫn là {}.", due(difference.to))
    }
}

/// Working time: `2 giờ 30 phút`, `4 giờ`, `45 phút`.
#[must_use]
pub fn duration(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let parts = [(hours, "giờ"), (minutes, "phút"), (rest, "giây")];
    let shown: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}")).collect();
    if shown.is_empty() { "0 phút".to_owned() } else { shown.join(" ") }
}

fn when(entry: &Entry) -> String {
    let (from, to) = (entry.from, entry.to);
    match (entry.kind, from, to) {
        (Kind::Cutoff | Kind::Unknown, ..) => format!("Từ {}", lower(&long(to_start(entry)))),
        (_, Point::Day(day), _) if day == to.date() => long(Point::Day(day)),
        (_, Point::Moment(one), Point::Moment(other)) if one == other => long(from),
        (_, Point::Moment(one), Point::Moment(other)) if one.date() == other.date() => {
            format!("{} – {}", long(from), other.strftime("%H:%M"))
        }
        (_, Point::Day(_), Point::Day(day)) if from.date().year() != day.year() => {
            format!("{} – {}/{}", short(from), short(to), day.year())
        }
        _ => format!("{} – {}", short(from), short(to)),
    }
}

/// A cut-off counts from its end; days that are not known, from their beginning.
const fn to_start(entry: &Entry) -> Point {
    match entry.kind {
        Kind::Cutoff => entry.to,
        _ => entry.from,
    }
}

fn what(entry: &Entry) -> String {
    let name = &entry.name;
    let text = match entry.kind {
        Kind::Received if entry.source.contains("khoản 2") => {
            "Tiếp nhận hợp lệ, ngày không tính".to_owned()
        }
        Kind::Received => "Tiếp nhận hợp lệ".to_owned(),
        Kind::Cutoff if name.is_empty() => "Nhận vào ngày nghỉ: tính như nhận từ lúc này".to_owned(),
        Kind::Cutoff => format!("Nhận sau {name}: tính như nhận từ lúc này"),
        Kind::Counted => counted(entry),
        Kind::MadeUp => format!("{}: {name}", counted(entry)),
        Kind::Off => format!("Nghỉ: {name}"),
        Kind::Pause => pause(entry),
        Kind::Restart => format!("Tính lại từ đầu{}", colon(name)),
        Kind::RollForward => "Ngày cuối là ngày nghỉ: kết thúc vào ngày làm việc tiếp theo".to_owned(),
        Kind::MonthEnd => "Tháng không có ngày tương ứng: lấy ngày cuối tháng".to_owned(),
        Kind::Unknown => "Lịch chưa có ngày nghỉ lễ của thời gian này".to_owned(),
        Kind::Kept => format!("Ngày hẹn của {name}, giữ nguyên"),
        Kind::Part if entry.source.is_empty() => format!("Phần {name}"),
        Kind::Part => format!("Phần {name}, sau khi có kết quả {}", entry.source),
    };
    if entry.proposed && entry.kind != Kind::Unknown {
        format!("{text} (đề xuất, chờ xác nhận)")
    } else {
        text
    }
}

fn colon(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(": {name}") }
}

fn pause(entry: &Entry) -> String {
    let left = entry.amount.map_or_else(String::new, |amount| format!("; còn {}", self::amount(amount)));
    format!("Tạm dừng{}{left}", colon(&entry.name))
}

fn counted(entry: &Entry) -> String {
    let amount = entry.amount.map(self::amount);
    let whole = entry.reached.map(brief);
    match (amount, whole) {
        (Some(amount), Some(_)) if is_all(entry) => {
            format!("{amount}, đủ thời hạn")
        }
        (Some(amount), Some(whole)) => format!("{amount}, đủ {whole}"),
        (Some(amount), None) => amount,
        (None, _) => "Trả trong ngày".to_owned(),
    }
}

/// True when this line alone counts the whole term.
fn is_all(entry: &Entry) -> bool {
    match (entry.amount, entry.reached.map(Term::measure)) {
        (Some(Amount::WorkingDayThousandths(one)), Some(Measure::Thousandths(all)))
        | (Some(Amount::Days(one)), Some(Measure::Days(all))) => one == all,
        (Some(Amount::WorkingSeconds(one)), Some(Measure::Minutes(all))) => one == all * 60,
        _ => false,
    }
}

/// A term without repeating "làm việc".
fn brief(term: Term) -> String {
    term.to_string().replace(" làm việc", "")
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::WorkingDayThousandths(thousandths) => format!("{} ngày làm việc", decimal(thousandths)),
        Amount::WorkingSeconds(seconds) => format!("{} làm việc", duration(seconds)),
        Amount::Days(days) => format!("{days} ngày"),
    }
}

/// A weekday within a sentence: `thứ Năm`, `chủ nhật`.
fn lower(text: &str) -> String {
    text.replacen('T', "t", 1).replacen('C', "c", 1)
}

/// `Thứ Tư 18/11, 09:20` or `Thứ Ba 24/11`.
fn long(point: Point) -> String {
    format!("{} {}", weekday(point.date()), short(point))
}

/// `18/11, 09:20` or `24/11`.
fn short(point: Point) -> String {
    match point {
        Point::Day(date) => format!("{}/{}", date.day(), date.month()),
        Point::Moment(at) => format!("{}/{}, {}", at.day(), at.month(), at.strftime("%H:%M")),
    }
}

fn full(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn weekday(date: Date) -> &'static str {
    WEEKDAYS[crate::day::index_of(date.weekday())]
}
