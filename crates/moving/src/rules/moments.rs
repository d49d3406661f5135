//! Dates as databases write them. What cannot be is refused with the day that was meant; nothing is put right by guessing.

use jiff::civil::{Date, DateTime, Time};

/// Reads `2026-02-28 09:30:00`, with parts of a second, a zone or a `T`, `2026-02-28`, `28/02/2026 09:30`, or milliseconds since 1970. A zone is
/// taken into account; without one it is the time in Vietnam.
///
/// # Errors
/// A sentence in Vietnamese.
pub(crate) fn read(text: &str) -> Result<DateTime, String> {
    let text = text.trim();
    if (11..=14).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit()) {
        let millis = text.parse::<i64>().map_err(|_| unread(text))?;
        return Ok(base::Instant::from_micros(millis * 1000).local());
    }
    let (day, time) = text.split_once([' ', 'T']).map_or((text, ""), |(day, time)| (day, time.trim()));
    let day = date(day, text)?;
    if time.is_empty() {
        return Ok(day.to_datetime(Time::midnight()));
    }
    clock(day, time, text)
}

fn date(day: &str, whole: &str) -> Result<Date, String> {
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let [a, b, c] = parts[..] else { return Err(unread(whole)) };
    let (year, month, date) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let number = |text: &str, most: usize| {
        let fit = !text.is_empty() && text.len() <= most && text.bytes().all(|it| it.is_ascii_digit());
        if fit { text.parse::<i16>().ok() } else { None }
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(date, 2)) else {
        return Err(unread(whole));
    };
    if !(1990..=2100).contains(&year) {
        return Err(format!(
            "Năm {year} không thể có trong một hồ sơ. Xin sửa năm ở hệ thống cũ hoặc trong tệp."
        ));
    }
    let made = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    made.and_then(|(month, day)| Date::new(year, month, day).ok()).ok_or_else(|| {
        format!("Không có ngày {day:02}/{month:02}/{year}. Xin sửa ngày ở hệ thống cũ hoặc trong tệp.")
    })
}

fn clock(day: Date, time: &str, whole: &str) -> Result<DateTime, String> {
    let zone = time.find(['+', 'Z']).or_else(|| time.rfind('-'));
    let (time, zone) = zone.map_or((time, ""), |at| (time[..at].trim(), &time[at..]));
    let time = time.split('.').next().unwrap_or_default();
    let mut parts = time.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next().flatten(), parts.next().flatten());
    let second = parts.next().map_or(Some(0), |part| part);
    let (Some(hour), Some(minute), Some(second)) = (hour, minute, second) else { return Err(unread(whole)) };
    let time = Time::new(hour, minute, second, 0)
        .map_err(|_| format!("Không có giờ {time}. Xin sửa giờ ở hệ thống cũ hoặc trong tệp."))?;
    let local = day.to_datetime(time);
    let Some(minutes) = offset(zone) else { return Err(unread(whole)) };
    // Vietnam is seven hours ahead.
    let ahead = minutes.map_or(0, |minutes| 420 - minutes);
    local.checked_add(jiff::Span::new().minutes(ahead)).map_err(|_| unread(whole))
}

/// The minutes of a zone; none within for a time without one, nothing for what is no zone.
fn offset(zone: &str) -> Option<Option<i64>> {
    match zone {
        "" => return Some(None),
        "Z" => return Some(Some(0)),
        _ => {}
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

fn unread(text: &str) -> String {
    let text: String = text.chars().take(40).collect();
    format!("“{text}” không phải ngày giờ. Xin xuất theo dạng 2026-02-28 09:30:00.")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::read;

    #[test]
    fn dates_are_read_as_databases_write_them() {
        let at = date(2026, 2, 28).at(9, 30, 0, 0);
        for text in [
            "2026-02-28 09:30:00",
            "2026-02-28 09:30:00.123",
            "2026-02-28T09:30:00",
            "28/02/2026 09:30",
            "2026-02-28 09:30:00+07",
            "2026-02-28 02:30:00Z",
            "2026-02-28T02:30:00+00:00",
            "1772245800000",
        ] {
            assert_eq!(read(text), Ok(at), "{text}");
        }
        assert_eq!(read("2026-02-28"), Ok(date(2026, 2, 28).at(0, 0, 0, 0)));
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_day() {
        assert!(read("2026-02-31 08:00:00").is_err_and(|why| why.starts_with("Không có ngày 31/02/2026")));
        assert!(read("0026-02-03").is_err_and(|why| why.starts_with("Năm 26")));
        assert!(read("2026-02-03 25:00").is_err_and(|why| why.starts_with("Không có giờ")));
        for bad in ["", "hôm qua", "2026-2", "2026-02-28 9h30", "2026-02-28 09:30:00+99"] {
            assert!(read(bad).is_err_and(|why| why.contains("không phải ngày giờ")), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,30}|[0-9:T/ .+Z-]{0,30}") {
            let _ = read(&text);
        }

        #[test]
        fn what_was_written_is_read(days in 0_i32..20_000, second in 0_i32..86_400) {
            let at = date(2000, 1, 1).saturating_add(jiff::Span::new().days(days)).at(0, 0, 0, 0)
                .saturating_add(jiff::Span::new().seconds(second));
            prop_assert_eq!(read(&at.strftime("%Y-%m-%d %H:%M:%S").to_string()), Ok(at));
        }
    }
}
