//! Time: one instant type, one injected clock. Local dates are dates in Asia/Ho_Chi_Minh, never instants.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// Asia/Ho_Chi_Minh: UTC+7 without daylight saving since 1975, so a fixed offset needs no time zone files.
const LOCAL: Offset = jiff::tz::offset(7);

/// A point in time, in microseconds since 1970-01-01T00:00:00Z. What the database keeps as BIGINT.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant of a local wall-clock time.
    ///
    /// # Panics
    /// Never for years 1 to 9998.
    #[must_use]
    pub fn from_local(local: DateTime) -> Self {
        let at = TimeZone::fixed(LOCAL).to_timestamp(local).expect("a fixed offset maps every civil time");
        Self(at.as_microsecond())
    }

    /// The local wall-clock time.
    #[must_use]
    pub fn local(self) -> DateTime {
        LOCAL.to_datetime(self.timestamp())
    }

    /// The local date.
    #[must_use]
    pub fn date(self) -> Date {
        self.local().date()
    }

    /// RFC 3339 with the local offset, to the second: `2026-11-18T09:20:00+07:00`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{}+07:00", self.local().strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// Reads RFC 3339 with any offset.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Self(at.as_microsecond()))
    }

    /// This instant moved by `seconds`, which may be negative; stops at the ends of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole milliseconds since the epoch, for identifiers that sort by time.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1000)
    }

    fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::MAX)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// The one source of time. Injected: the server's clock decides, a test moves it.
pub trait Clock: Send + Sync + 'static {
    /// The present.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Instant {
        Instant(jiff::Timestamp::now().as_microsecond())
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `at`.
    #[must_use]
    pub const fn new(at: Instant) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Puts the clock to `at`.
    pub fn set(&self, at: Instant) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Moves the clock on by `seconds`.
    pub fn advance(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The machine's clock, set forward: what practice runs on, so that a term can be seen to pass.
#[derive(Debug, Default)]
pub struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    /// Sets it `seconds` before the machine's clock, whatever it was before.
    pub fn shift(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Instant {
        SystemClock.now().plus_seconds(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn local_time_is_seven_hours_ahead() {
        let at = Instant::parse_rfc3339("2026-11-18T02:20:00Z").expect("valid");
        assert_eq!(at.rfc3339(), "2026-11-18T09:20:00+07:00");
        assert_eq!(at.date(), jiff::civil::date(2026, 11, 18));
    }

    proptest! {
        #[test]
        fn local_time_and_instant_agree(micros in -60_000_000_000_000_000_i64..250_000_000_000_000_000) {
            let at = Instant::from_micros(micros);
            prop_assert_eq!(Instant::from_local(at.local()), at);
        }
    }
}
