//! Putting a wrong result right (đính chính): the head says what is wrong and by when it will be right. The first
//! appointment stays what lateness is counted against; the correction has a day of its own.

use base::{FieldError, Instant};
use jiff::civil::{Date, DateTime};
use worktime::Calendar;

use super::words;
use crate::model::Dossier;

/// Longest reason taken, in characters.
const REASON_LIMIT: usize = 2000;
/// The day lies no further than this many days ahead.
const FARTHEST: i64 = 60;

/// By when the right result is promised: the closing time of `day`.
///
/// # Errors
/// One error for each field: no reason, no day, a day that has passed, that is further than 60 days, on which the body
/// does not work, or whose hours are over.
pub fn correction_day(
    calendar: &Calendar,
    now: Instant,
    day: Option<Date>,
    reason: &str,
) -> Result<DateTime, Vec<FieldError>> {
    let ask = "Ghi rõ kết quả sai ở đâu; người nộp đọc nguyên văn.";
    let mut errors: Vec<_> = words("reason", reason, REASON_LIMIT, ask).into_iter().collect();
    let found = day.ok_or("Nhập ngày trả kết quả đã sửa có thật: ngày, tháng, năm.");
    match found.and_then(|day| closing(calendar, now, day)) {
        Ok(moment) if errors.is_empty() => return Ok(moment),
        Ok(_) => {}
        Err(message) => errors.push(FieldError::new("day", message)),
    }
    Err(errors)
}

/// A result is being put right, and the act does not go together with that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("under correction")]
pub struct UnderCorrection;

/// What may be done only while no result is put right: another day, another reception, a stop, a wish to withdraw.
///
/// # Errors
/// [`UnderCorrection`] while one is.
pub fn not_under_correction(dossier: &Dossier) -> Result<(), UnderCorrection> {
    if dossier.beside.open_correction().is_none() { Ok(()) } else { Err(UnderCorrection) }
}

fn closing(calendar: &Calendar, now: Instant, day: Date) -> Result<DateTime, &'static str> {
    let today = now.date();
    if day < today {
        return Err("Ngày này đã qua. Xin chọn từ hôm nay trở đi.");
    }
    if day > today.saturating_add(jiff::Span::new().days(FARTHEST)) {
        return Err("Việc đính chính không hẹn quá 60 ngày. Xin chọn ngày sớm hơn.");
    }
    let Some(last) = calendar.hours(day).last() else {
        return Err("Ngày này cơ quan không làm việc. Xin chọn ngày làm việc.");
    };
    let moment = day.to_datetime(last.to());
    if moment <= now.local() {
        return Err("Đã hết giờ làm việc của ngày này. Xin chọn ngày làm việc sau.");
    }
    Ok(moment)
}
