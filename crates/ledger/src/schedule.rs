//! Jobs that come round by themselves.

use base::{Ctx, Instant, Rng};
use db::{Db, Tx};
use jiff::civil::Time;

use crate::store::schedules;
use crate::{Error, enqueue};

/// Enqueues a job again and again; over all nodes each time only once, and never a second while one waits or runs.
/// What was missed while the system stood still is done once, not many times.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Unique, `context.what`.
    pub name: &'static str,
    /// When.
    pub when: When,
    /// The name of the job; its payload is `null`.
    pub job: &'static str,
}

/// When a schedule comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every so many seconds, from 1, counted from when the schedule was first seen.
    Every(i64),
    /// Each day at this local time (Asia/Ho_Chi_Minh): hour 0 to 23, minute 0 to 59.
    Daily(i8, i8),
}

impl When {
    /// The first round after `last`. A daily time outside its range counts as midnight.
    #[must_use]
    pub fn next(self, last: Instant) -> Instant {
        match self {
            Self::Every(seconds) => last.plus_seconds(seconds.max(1)),
            Self::Daily(hour, minute) => {
                let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
                let today = Instant::from_local(last.date().to_datetime(time));
                if today > last { today } else { today.plus_seconds(24 * 3600) }
            }
        }
    }
}

/// Lets those of `all` come round whose time it is; how many did.
pub(crate) async fn tick(db: &Db, rng: &Rng, all: &[Schedule], now: Instant) -> Result<usize, Error> {
    let names: Vec<_> = all.iter().map(|it| it.name).collect();
    let lasts = db.read(move |rx| {
        names.iter().map(|name| schedules::last(rx, name)).collect::<Result<Vec<_>, Error>>()
    });
    let mut rounds = 0;
    for (schedule, last) in all.iter().zip(lasts.await?) {
        let (name, job) = (schedule.name, schedule.job);
        let Some(last) = last else {
            db.write(move |tx| schedules::begin(tx, name, now)).await?;
            continue;
        };
        if schedule.when.next(last) <= now {
            let ctx = Ctx::system(name, now, rng);
            rounds += usize::from(db.write(move |tx| come_round(tx, &ctx, name, job, last)).await?);
        }
    }
    Ok(rounds)
}

/// Enqueues the job of a round unless another node was quicker.
fn come_round(
    tx: &mut Tx,
    ctx: &Ctx,
    name: &'static str,
    job: &'static str,
    last: Instant,
) -> Result<bool, Error> {
    let ours = schedules::take(tx, name, last, ctx.now)?;
    if ours {
        enqueue(tx, ctx, job, &(), Some(name), ctx.now)?;
    }
    Ok(ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daily_round_follows_the_local_day() {
        let at = |text: &str| Instant::parse_rfc3339(text).expect("valid");
        let when = When::Daily(6, 30);
        assert_eq!(when.next(at("2026-11-22T06:29:59+07:00")), at("2026-11-22T06:30:00+07:00"));
        assert_eq!(when.next(at("2026-11-22T06:30:00+07:00")), at("2026-11-23T06:30:00+07:00"));
        assert_eq!(when.next(at("2026-11-22T23:59:00+00:00")), at("2026-11-24T06:30:00+07:00"));
        assert_eq!(When::Every(90).next(at("2026-11-22T06:00:00+07:00")), at("2026-11-22T06:01:30+07:00"));
    }
}
