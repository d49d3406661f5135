//! How long a token of a client system may live, and how one stands at a moment.

use base::Instant;
use jiff::civil::Date;

use crate::model::ClientToken;

/// The longest life of a token, in days: it is renewed at least once a year.
pub(crate) const LONGEST_DAYS: i64 = 366;

/// How long a token lives unless the administrator says otherwise, in days.
pub(crate) const USUAL_DAYS: i64 = 90;

/// How a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It lets in.
    InForce,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// The moment at which a token ends whose last day is `last`.
///
/// # Errors
/// A sentence in Vietnamese with what is wrong with that day.
pub(crate) fn ends(last: Date, today: Date) -> Result<Instant, &'static str> {
    let longest = today.saturating_add(jiff::Span::new().days(LONGEST_DAYS));
    if last < today {
        return Err("Ngày hết hạn đã qua. Xin chọn từ hôm nay trở đi.");
    }
    if last > longest {
        return Err("Mã truy cập có hiệu lực dài nhất 366 ngày. Xin chọn ngày gần hơn.");
    }
    let after = last.tomorrow().unwrap_or(last);
    Ok(Instant::from_local(after.at(0, 0, 0, 0)))
}

/// How a token stands at `now`.
pub(crate) fn standing(token: &ClientToken, now: Instant) -> Standing {
    match token.revoked_at {
        Some(_) => Standing::Revoked,
        None if now >= token.expires_at => Standing::Expired,
        None => Standing::InForce,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_last_day_is_whole() {
        let today = date(2026, 11, 18);
        let end = ends(today, today).expect("today will do");
        assert_eq!(end, Instant::from_local(date(2026, 11, 19).at(0, 0, 0, 0)));
        assert!(ends(date(2026, 11, 17), today).is_err());
        assert!(ends(date(2027, 11, 19), today).is_ok() && ends(date(2027, 11, 20), today).is_err());
    }

    proptest! {
        #[test]
        fn none_lives_longer_than_the_longest(days in -400_i64..800) {
            let today = date(2026, 11, 18);
            let last = today.saturating_add(jiff::Span::new().days(days));
            let taken = ends(last, today);
            prop_assert_eq!(taken.is_ok(), (0..=LONGEST_DAYS).contains(&days));
            if let Ok(end) = taken {
                prop_assert_eq!(end.plus_seconds(-1).date(), last);
            }
        }
    }
}
