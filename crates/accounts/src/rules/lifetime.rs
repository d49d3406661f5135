//! How long a session lives: until it is idle too long, and never longer than its end.

use base::Instant;

use crate::model::{Holder, Session};

const HOUR: i64 = 3600;

/// How long a session may be left alone, in seconds. A desk at a counter is shared: an hour. A citizen fills in a long
/// form with papers to look for: two hours.
pub(crate) const fn idle_seconds(holder: Holder) -> i64 {
    match holder {
        Holder::Staff(_) => HOUR,
        Holder::Citizen(_) => 2 * HOUR,
    }
}

/// How long a session of staff may last, in seconds: a working day.
pub(crate) const LONGEST_OF_STAFF: i64 = 12 * HOUR;

/// How long a session may last, in seconds: a working day of staff, a day of a citizen.
pub(crate) const fn longest_seconds(holder: Holder) -> i64 {
    match holder {
        Holder::Staff(_) => LONGEST_OF_STAFF,
        Holder::Citizen(_) => 24 * HOUR,
    }
}

/// How long a sign-in whose password was right waits for the second factor, in seconds: time to fetch the telephone.
pub(crate) const HALF_SECONDS: i64 = 10 * 60;

/// How often the time of last use is written, in seconds: a session may end this much early or late by idleness.
pub(crate) const SEEN_EVERY: i64 = 60;

/// The moment at which the session ends unless it is used before.
pub(crate) fn ends(session: &Session) -> Instant {
    session.seen_at.plus_seconds(idle_seconds(session.holder)).min(session.expires_at)
}

/// Whether the session still lives.
pub(crate) fn lives(session: &Session, now: Instant) -> bool {
    now < ends(session)
}

/// Whether its time of last use should be written again.
pub(crate) fn worth_noting(session: &Session, now: Instant) -> bool {
    now >= session.seen_at.plus_seconds(SEEN_EVERY)
}
