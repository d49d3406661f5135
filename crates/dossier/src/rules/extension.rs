//! The one re-appointment: the body apologises and names a later day (form 04; NQ 131/NQ-CP II.2.đ; NĐ 61/2018/NĐ-CP
//! Điều 19 khoản 9). Lateness goes on to be counted against the first appointment.

use base::FieldError;
use jiff::civil::{Date, DateTime};
use worktime::Calendar;

use super::words;

/// Longest reason taken, in characters.
const REASON_LIMIT: usize = 2000;
/// The new day lies no further than this many days after the old one.
const FARTHEST: i64 = 366;

/// The moment of the new appointment: the closing time of `day`.
///
/// # Errors
/// One error for each field: no reason, no day, a day that is not later than the present appointment or has passed, one on
/// which the body does not work, one that is too far.
pub fn new_appointment(
    calendar: &Calendar,
    present: DateTime,
    today: Date,
    day: Option<Date>,
    reason: &str,
) -> Result<DateTime, Vec<FieldError>> {
    let ask = "Ghi lý do chậm; người nộp đọc nguyên văn trong văn bản xin lỗi.";
    let mut errors: Vec<_> = words("reason", reason, REASON_LIMIT, ask).into_iter().collect();
    let found = day.ok_or_else(|| "Nhập ngày hẹn mới có thật: ngày, tháng, năm.".to_owned());
    let found = found.and_then(|day| closing(calendar, present, today, day));
    match found {
        Ok(moment) if errors.is_empty() => Ok(moment),
        Ok(_) => Err(errors),
        Err(message) => {
            errors.push(FieldError::new("day", message));
            Err(errors)
        }
    }
}

fn closing(calendar: &Calendar, present: DateTime, today: Date, day: Date) -> Result<DateTime, String> {
    if day < today {
        return Err("Ngày hẹn mới đã qua. Xin chọn từ hôm nay trở đi.".to_owned());
    }
    let late = |days: i64| day > present.date().saturating_add(jiff::Span::new().days(days));
    if late(FARTHEST) {
        return Err("Ngày hẹn mới cách ngày hẹn cũ quá một năm. Xin kiểm tra lại.".to_owned());
    }
    let Some(last) = calendar.hours(day).last() else {
        return Err("Ngày này cơ quan không làm việc. Xin chọn ngày làm việc.".to_owned());
    };
    let moment = day.to_datetime(last.to());
    if moment <= present {
        return Err("Ngày hẹn mới phải sau ngày hẹn đang ghi trên giấy tiếp nhận.".to_owned());
    }
    Ok(moment)
}
