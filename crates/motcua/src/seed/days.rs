//! The working days of some years, and moments in them counted in minutes of work: 480 a day, from eight to twelve and from
//! one to five.

use base::Instant;
use jiff::civil::{Date, Weekday};
use worktime::Calendar;

use super::dice::{Dice, Weighted};

/// Minutes of work on a day.
pub(super) const DAY: i64 = 480;

/// Working days in their order. A moment of work is `480 × day + minute`.
pub(super) struct Days {
    dates: Vec<Date>,
    /// The first instant of each.
    midnights: Vec<i64>,
}

impl Days {
    /// The working days from `from` to `to`, both included.
    pub(super) fn of(calendar: &Calendar, from: Date, to: Date) -> Self {
        let all = std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(|day| *day <= to);
        let dates: Vec<Date> = all.filter(|day| calendar.works(*day)).collect();
        let midnights = dates.iter().map(|day| Instant::from_local(day.at(0, 0, 0, 0)).micros()).collect();
        Self { dates, midnights }
    }

    /// The instant of a moment of work, `second` seconds after the minute; beyond the last day, that many days further.
    pub(super) fn instant(&self, work: i64, second: i64) -> Instant {
        let day = usize::try_from(work.div_euclid(DAY)).unwrap_or(0);
        let minute = work.rem_euclid(DAY);
        let clock = if minute < DAY / 2 { 8 * 60 + minute } else { 9 * 60 + minute };
        let midnight = self.midnights.get(day).copied().unwrap_or_else(|| {
            let beyond = i64::try_from(day + 1 - self.midnights.len()).unwrap_or(0);
            self.midnights.last().copied().unwrap_or(0) + beyond * 86_400_000_000
        });
        Instant::from_micros(midnight + (clock * 60 + second) * 1_000_000)
    }

    /// The day of a moment of work.
    pub(super) fn date(&self, work: i64) -> Date {
        self.instant(work, 0).date()
    }

    /// The moment of work of an instant: the next one if it falls outside.
    pub(super) fn work(&self, at: Instant) -> i64 {
        let day = self.midnights.partition_point(|midnight| *midnight <= at.micros());
        let Some(before) = day.checked_sub(1) else { return 0 };
        let midnight = self.midnights.get(before).copied().unwrap_or(0);
        let minute = (at.micros() - midnight) / 60_000_000;
        let worked = if minute < 12 * 60 { minute - 8 * 60 } else { (minute - 9 * 60).max(DAY / 2) };
        i64::try_from(before).unwrap_or(0) * DAY + worked.clamp(0, DAY)
    }

    /// How many dossiers of `all` fall on each day: more in spring and before school, few around Tết, most on Mondays, and every
    /// year some more.
    pub(super) fn shares(&self, all: u64, dice: &mut Dice) -> Vec<u64> {
        let weights = self.dates.iter().enumerate().map(|(at, day)| {
            let month = [55, 45, 105, 110, 115, 120, 110, 120, 105, 100, 100, 90];
            let month = month.get(usize::from(day.month().unsigned_abs()) - 1).copied().unwrap_or(100);
            let week = match day.weekday() {
                Weekday::Monday => 125,
                Weekday::Friday => 85,
                _ => 100,
            };
            let growth = 1.0 + at as f64 / 2000.0;
            (f64::from(month * week) / 10_000.0 * growth, at)
        });
        let weighted = Weighted::new(weights);
        let mut shares = vec![0; self.dates.len()];
        for _ in 0..all {
            if let Some(share) = weighted.pick(dice).and_then(|at| shares.get_mut(*at)) {
                *share += 1;
            }
        }
        shares
    }

    /// A minute of the day at which people come: most between nine and eleven, and between two and four.
    pub(super) fn minute(dice: &mut Dice) -> i64 {
        let half = dice.between(0, 119) + dice.between(0, 119);
        if dice.once_in_thousand(560) { half } else { DAY / 2 + half }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn november() -> Days {
        Days::of(worktime::hanh_chinh(), date(2026, 11, 2), date(2026, 11, 30))
    }

    #[test]
    fn moments_of_work_fall_into_office_hours_and_back() {
        let days = november();
        for work in 0..i64::try_from(days.dates.len()).unwrap() * DAY {
            let at = days.instant(work, 30);
            assert!(worktime::hanh_chinh().works(at.date()));
            let hour = at.local().hour();
            assert!((8..12).contains(&hour) || (13..17).contains(&hour), "{at:?}");
            assert_eq!(days.work(at), work);
        }
    }

    #[test]
    fn every_dossier_has_a_day() {
        let days = november();
        let shares = days.shares(1000, &mut Dice::new(1));
        assert_eq!(shares.iter().sum::<u64>(), 1000);
    }
}
