//! Guessing gets slower. A try counts before what was typed is looked at, so that sixteen tries at once are sixteen
//! tries; a success takes it back. Waiting grows by doubling and stays short enough that nobody can lock another
//! person out for long.

use base::Instant;

/// What is known of tries under one key (a login, the number of a dossier, an address).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tries {
    /// Tries without success since the last pause long enough to forget them.
    pub(crate) failures: i64,
    /// When the last one came.
    pub(crate) last_at: Instant,
    /// No try is heard before.
    pub(crate) blocked_until: Instant,
}

/// How tries under one kind of key are slowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// How many tries come without waiting.
    pub(crate) free: i64,
    /// The first wait, in seconds; each further one doubles.
    pub(crate) first_wait: i64,
    /// The longest wait, in seconds.
    pub(crate) longest_wait: i64,
    /// After this long without a try, in seconds, everything is forgotten.
    pub(crate) forget_after: i64,
}

/// For one thing that is guessed at, as the password of a login: five tries, then 30 seconds, a minute, two… up to a quarter of an hour.
pub(crate) const THING: Limit =
    Limit { free: 5, first_wait: 30, longest_wait: 15 * 60, forget_after: 24 * 3600 };

/// For one address: a hundred tries, because a whole office or village may share one; then the same.
pub(crate) const ADDRESS: Limit =
    Limit { free: 100, first_wait: 30, longest_wait: 15 * 60, forget_after: 3600 };

/// Counts one more try at `now`; refuses with the moment from which one is heard again. A refused try does not count:
/// trying while blocked makes nothing longer.
pub(crate) fn count(tries: Option<Tries>, limit: Limit, now: Instant) -> Result<Tries, Instant> {
    let known = tries.filter(|tries| now < tries.last_at.plus_seconds(limit.forget_after));
    if let Some(tries) = known
        && now < tries.blocked_until
    {
        return Err(tries.blocked_until);
    }
    let failures = known.map_or(0, |tries| tries.failures) + 1;
    let blocked_until = now.plus_seconds(wait(failures, limit));
    Ok(Tries { failures, last_at: now, blocked_until })
}

/// How long the next try waits after this many, in seconds.
fn wait(failures: i64, limit: Limit) -> i64 {
    let over = failures - limit.free;
    if over < 0 {
        return 0;
    }
    let doubled = u32::try_from(over).ok().and_then(|n| limit.first_wait.checked_shl(n.min(30)));
    doubled.unwrap_or(limit.longest_wait).min(limit.longest_wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(seconds)
    }

    #[test]
    fn five_tries_are_free_then_waiting_doubles_up_to_a_quarter_of_an_hour() {
        let mut tries = None;
        for _ in 0..5 {
            tries = Some(count(tries, THING, at(0)).expect("free"));
        }
        assert_eq!(count(tries, THING, at(29)), Err(at(30)));
        let mut now = 30;
        for expected in [60, 120, 240, 480, 900, 900] {
            tries = Some(count(tries, THING, at(now)).expect("the wait is over"));
            assert_eq!(count(tries, THING, at(now)), Err(at(now + expected)));
            now += expected;
        }
        assert_eq!(count(tries, THING, at(now + THING.forget_after)).map(|it| it.failures), Ok(1));
    }

    proptest! {
        #[test]
        fn whatever_comes_nobody_waits_longer_than_the_longest_wait(steps in prop::collection::vec(0_i64..2000, 1..80)) {
            let (mut tries, mut now, mut heard) = (None, 0, 0_i64);
            for step in steps {
                now += step;
                match count(tries, THING, at(now)) {
                    Ok(next) => {
                        heard += 1;
                        prop_assert!(next.failures <= heard);
                        prop_assert!(next.blocked_until <= at(now + THING.longest_wait));
                        tries = Some(next);
                    }
                    Err(until) => prop_assert!(until > at(now) && until <= at(now + THING.longest_wait)),
                }
            }
        }

        #[test]
        fn no_more_than_five_tries_are_heard_in_half_a_minute(gaps in prop::collection::vec(0_i64..3, 10)) {
            let (mut tries, mut now, mut heard) = (None, 0, 0);
            for gap in gaps {
                now += gap;
                if let Ok(next) = count(tries, THING, at(now)) {
                    heard += 1;
                    tries = Some(next);
                }
            }
            prop_assert!(heard <= 5);
        }
    }
}
