//! Receiving without a network: when it counts as received, which number it may bear, and the due dates that a machine
//! carries along for a day. Pure. The machine's clock is only asked how long ago something was; the server's decides.

use base::code::{AgencyCode, DossierNumber};
use base::{Instant, words};
use jiff::civil::{Date, DateTime, Time};
use serde::Serialize;
use worktime::{Calendar, Cutoff, DueError, Term};

use crate::model::NumberRange;

/// The most numbers that are reserved at once for one day.
pub const MOST_NUMBERS: i64 = 500;
/// The most days ahead, today included, for which numbers are reserved.
pub const MOST_DAYS: i64 = 14;
/// So many seconds a machine's clock may be off before that is said.
pub const CLOCK_TOLERANCE: i64 = 120;
/// Minutes of a day.
const MINUTES: i16 = 24 * 60;

/// Why an intake cannot be taken as it was printed. It stays where it is; an officer may take it with a new number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfflineRefused {
    /// The number is none of those reserved for the machine.
    #[error("the number {0} is not reserved for this machine")]
    NotReserved(DossierNumber),
    /// Another dossier bears the number: two machines gave the same one.
    #[error("the number {0} is taken")]
    Taken(DossierNumber),
    /// The dossier belongs to another agency than the number.
    #[error("the number {number} is not of {agency}")]
    OtherAgency {
        /// The number on the paper.
        number: DossierNumber,
        /// Whose number it must be.
        agency: AgencyCode,
    },
    /// It was not received on the day of its number.
    #[error("received on {received}, the number is of {day}")]
    OtherDay {
        /// When it counts as received.
        received: Date,
        /// The day of the number.
        day: Date,
    },
    /// The machine gets no numbers any more.
    #[error("retired")]
    Retired,
}

impl OfflineRefused {
    /// The code of the refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotReserved(_) => "dossier.offline-not-reserved",
            Self::Taken(_) => "dossier.offline-number-taken",
            Self::OtherAgency { .. } => "dossier.offline-other-agency",
            Self::OtherDay { .. } => "dossier.offline-other-day",
            Self::Retired => "dossier.offline-retired",
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        const NEW: &str = "Hồ sơ vẫn được giữ trong kho của máy; bấm “Tiếp nhận với số mới” để ghi vào hệ thống, rồi in lại giấy tiếp nhận và báo người nộp đổi giấy.";
        match self {
            Self::NotReserved(number) => {
                format!("Số {number} không nằm trong dải số đã cấp cho máy này. {NEW}")
            }
            Self::Taken(number) => format!(
                "Số {number} đã ghi cho một hồ sơ khác: hai máy đã dùng trùng dải số, hoặc kho của máy bị sao chép. {NEW}"
            ),
            Self::OtherAgency { number, agency } => format!(
                "Số {number} là số của cơ quan khác; hồ sơ này phải mang số của {agency} theo nơi giải quyết đã khai. {NEW}"
            ),
            Self::OtherDay { received, day } => format!(
                "Hồ sơ được nhận ngày {}, còn số trên giấy là số của ngày {}: đồng hồ của máy đã chạy sai. {NEW}",
                words::date(*received),
                words::date(*day)
            ),
            Self::Retired => "Máy này đã ngừng dùng làm quầy ngoại tuyến nên không được cấp thêm số. Hồ sơ đã nhận trên máy vẫn đồng bộ được. Muốn dùng tiếp, xin đăng ký lại máy với tên mới.".to_owned(),
        }
    }
}

/// What a machine says of the time of an intake, and what the server knows.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// When it was received, by the machine's clock.
    pub received: Instant,
    /// When it is sent, by the machine's clock.
    pub sent: Instant,
    /// The server's time.
    pub now: Instant,
    /// Before which the machine had no numbers.
    pub reserved_at: Instant,
}

/// When an intake counts as received, and by how many seconds the machine's clock is behind the server's (negative: ahead).
/// Within the tolerance the moment printed on the paper stands; beyond it what the machine says is put right. It is never later
/// than now and never before the numbers were reserved.
#[must_use]
pub fn received_at(claim: &Claim) -> (Instant, i64) {
    let behind = (claim.now.micros() - claim.sent.micros()) / 1_000_000;
    let right = if behind.abs() <= CLOCK_TOLERANCE { 0 } else { behind };
    let moment = claim.received.plus_seconds(right).min(claim.now);
    // The paper says the minute only, so the first intake may seem to lie just before.
    let first = claim.reserved_at.plus_seconds(-60);
    (if moment < first { claim.reserved_at } else { moment }, if right == 0 { 0 } else { behind })
}

/// The range that holds the number, for something received at `received`.
///
/// # Errors
/// [`OfflineRefused`] where none does, or its day is another one.
pub fn range_of<'a>(
    ranges: &'a [NumberRange],
    number: &DossierNumber,
    received: Instant,
) -> Result<&'a NumberRange, OfflineRefused> {
    let range = ranges.iter().find(|range| range.holds(number));
    let range = range.ok_or_else(|| OfflineRefused::NotReserved(number.clone()))?;
    let received = received.date();
    if received == range.day { Ok(range) } else { Err(OfflineRefused::OtherDay { received, day: range.day }) }
}

/// The due moments of what is received on one day, from a minute on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DueFrom {
    /// From this minute of the day on, 0 to 1439.
    pub minute: i16,
    /// What is received in that minute is due then.
    pub due: DateTime,
    /// Whether each minute later is due a minute later; else all of them are due at the same moment.
    pub runs: bool,
}

/// The due moments of a term for every minute of a day: a table that needs no calendar.
///
/// # Errors
/// [`DueError`] if the calendar cannot carry one of them.
pub fn due_table(
    calendar: &Calendar,
    day: Date,
    term: Term,
    cutoff: Option<&Cutoff>,
) -> Result<Vec<DueFrom>, DueError> {
    let due = |minute: i16| {
        let at = day.to_datetime(time(minute));
        worktime::due(calendar, at, term, cutoff).map(|due| due.due)
    };
    let mut found = vec![(0, due(0)?)];
    let last = (MINUTES - 1, due(MINUTES - 1)?);
    spread(&due, found[0], last, &mut found)?;
    Ok(joined(&found))
}

/// Every minute at which the due moment changes, between two minutes: it never falls, so where both ends are alike nothing lies between.
fn spread(
    due: &impl Fn(i16) -> Result<DateTime, DueError>,
    low: (i16, DateTime),
    high: (i16, DateTime),
    found: &mut Vec<(i16, DateTime)>,
) -> Result<(), DueError> {
    if low.1 == high.1 {
        return Ok(());
    }
    if high.0 - low.0 == 1 {
        found.push(high);
        return Ok(());
    }
    let half = i16::midpoint(low.0, high.0);
    let middle = (half, due(half)?);
    spread(due, low, middle, found)?;
    spread(due, middle, high, found)
}

/// Changes that follow each other minute by minute, each by a minute, are one entry.
fn joined(changes: &[(i16, DateTime)]) -> Vec<DueFrom> {
    let mut table: Vec<DueFrom> = Vec::new();
    for (place, (minute, due)) in changes.iter().enumerate() {
        let step = |to: &(i16, DateTime)| {
            to.0 == minute + 1 && to.1.duration_since(*due) == jiff::SignedDuration::from_mins(1)
        };
        let runs = changes.get(place + 1).is_some_and(step);
        let goes_on = table.last().is_some_and(|last| {
            let minutes = i64::from(minute - last.minute);
            last.runs && due.duration_since(last.due) == jiff::SignedDuration::from_mins(minutes)
        });
        if runs && goes_on {
            continue;
        }
        table.push(DueFrom { minute: *minute, due: *due, runs });
    }
    table
}

fn time(minute: i16) -> Time {
    let (hour, minute) = (minute.div_euclid(60), minute.rem_euclid(60));
    Time::midnight()
        .saturating_add(jiff::SignedDuration::from_hours(hour.into()))
        .saturating_add(jiff::SignedDuration::from_mins(minute.into()))
}

/// What a machine is called: one line of 1 to 60 characters.
///
/// # Errors
/// The sentence for whoever typed it.
pub fn counter_name(typed: &str) -> Result<String, &'static str> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err("Mời đặt tên cho máy, từ 1 đến 60 ký tự, ví dụ: Máy quầy số 1.");
    }
    Ok(name)
}

/// Why somebody asks for what opens a store, or gives a machine up: 5 to 500 characters.
///
/// # Errors
/// The sentence for whoever typed it.
pub fn reason(typed: &str) -> Result<String, &'static str> {
    let reason = typed.trim();
    if !(5..=500).contains(&reason.chars().count()) {
        return Err("Mời ghi lý do, từ 5 đến 500 ký tự.");
    }
    Ok(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(table: &[DueFrom], minute: i16) -> DateTime {
        let entry = table.iter().rev().find(|entry| entry.minute <= minute).expect("an entry");
        let later = if entry.runs { minute - entry.minute } else { 0 };
        entry.due.saturating_add(jiff::SignedDuration::from_mins(later.into()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The table says what the library says, for every minute of the day.
        #[test]
        fn the_table_is_the_library(
            offset in 0_i32..700,
            term in prop::sample::select(vec![
                "trong ngày", "4 giờ làm việc", "8 giờ làm việc", "1 ngày làm việc", "7 ngày làm việc", "15 ngày", "1 tháng", "24 giờ",
            ]),
            cut in prop::option::of(prop::sample::select(vec![(15_i8, 0_i8), (10, 30)])),
        ) {
            let Ok(term) = term.parse::<Term>() else { return Ok(()) };
            let day = jiff::civil::date(2026, 1, 5).saturating_add(jiff::Span::new().days(offset));
            let cutoff = cut.map(|(hour, minute)| Cutoff {
                at: jiff::civil::time(hour, minute, 0, 0),
                source: String::new(),
            });
            let calendar = worktime::hanh_chinh();
            let table = due_table(calendar, day, term, cutoff.as_ref()).expect("a table");
            for minute in 0..MINUTES {
                let right = worktime::due(calendar, day.to_datetime(time(minute)), term, cutoff.as_ref()).expect("due").due;
                prop_assert_eq!(at(&table, minute), right, "minute {} of {}", minute, day);
            }
        }

        /// Never later than now, never before the numbers were there; and with a clock that is right, what the paper says.
        #[test]
        fn the_server_decides_when(received in -900_000_i64..900_000, sent in -900_000_i64..900_000, reserved in -80_000_i64..0) {
            let now = Instant::from_local(jiff::civil::date(2026, 11, 18).at(15, 0, 0, 0));
            let reserved_at = now.plus_seconds(reserved);
            let claim = Claim { received: now.plus_seconds(received), sent: now.plus_seconds(sent), now, reserved_at };
            let (moment, behind) = received_at(&claim);
            prop_assert!(moment <= now && moment >= reserved_at.plus_seconds(-60));
            if sent.abs() <= CLOCK_TOLERANCE {
                prop_assert_eq!(behind, 0);
                if received <= 0 && received >= reserved {
                    prop_assert_eq!(moment, claim.received);
                }
            } else {
                prop_assert_eq!(behind, -sent);
            }
        }
    }

    #[test]
    fn a_table_of_days_is_short() {
        let day = jiff::civil::date(2026, 11, 18);
        let term: Term = "7 ngày làm việc".parse().expect("a term");
        let table = due_table(worktime::hanh_chinh(), day, term, None).expect("a table");
        assert_eq!(table.len(), 1, "{table:?}");
        let hours: Term = "8 giờ làm việc".parse().expect("a term");
        let table = due_table(worktime::hanh_chinh(), day, hours, None).expect("a table");
        assert!(table.len() < 12, "{table:?}");
    }

    #[test]
    fn a_clock_that_is_wrong_by_an_hour_is_put_right() {
        let now = Instant::from_local(jiff::civil::date(2026, 11, 18).at(15, 0, 0, 0));
        let claim = Claim {
            received: now.plus_seconds(-3 * 3600),
            sent: now.plus_seconds(-3600),
            now,
            reserved_at: now.plus_seconds(-8 * 3600),
        };
        assert_eq!(received_at(&claim), (now.plus_seconds(-2 * 3600), 3600));
    }

    #[test]
    fn names_and_reasons_are_measured() {
        assert_eq!(counter_name("  Máy   quầy 1 "), Ok("Máy quầy 1".to_owned()));
        assert!(
            counter_name(" ").is_err()
                && counter_name(&"x".repeat(61)).is_err()
                && counter_name("a\u{7}b").is_err()
        );
        assert!(reason("hỏng").is_err() && reason(&"x".repeat(501)).is_err());
        assert_eq!(reason(" Máy hỏng ổ cứng. "), Ok("Máy hỏng ổ cứng.".to_owned()));
    }
}
