//! How the server of a channel fares, and its pace.

use base::Instant;
use db::{Query, Row, Tx, params};

use super::coded;
use crate::error::Error;
use crate::model::{Channel, Reason, Trouble};

db::statements! {
    /// The next free moment, kept for the caller: one follows the other by the step.
    TAKE = "INSERT INTO notice_channel (channel, free_at, failures) VALUES ($1, CAST($2 AS BIGINT) + $3, 0)
        ON CONFLICT (channel) DO UPDATE SET free_at =
            CASE WHEN notice_channel.free_at > $2 THEN notice_channel.free_at ELSE $2 END + $3
        RETURNING free_at";
    /// It took something.
    WELL = "UPDATE notice_channel SET failures = 0, failing_since = NULL, reason = NULL WHERE channel = $1 AND failures > 0";
    /// It did not.
    ILL = "UPDATE notice_channel SET failures = failures + 1, failing_since = COALESCE(failing_since, $2), reason = $3
        WHERE channel = $1";
    /// Those that have not taken anything for some tries.
    TROUBLE = "SELECT channel, failing_since, failures, reason FROM notice_channel
        WHERE failures >= $1 AND failing_since IS NOT NULL AND reason IS NOT NULL ORDER BY channel";
}

/// The moment from which on the caller may ask the server, `step` microseconds after the one before.
pub(crate) fn take(tx: &mut Tx, channel: Channel, now: Instant, step: i64) -> Result<Instant, Error> {
    let free: i64 = tx.one(&TAKE, params![channel.code(), now, step])?.get(0)?;
    Ok(Instant::from_micros(free - step))
}

pub(crate) fn well(tx: &mut Tx, channel: Channel) -> Result<(), Error> {
    tx.exec(&WELL, params![channel.code()])?;
    Ok(())
}

pub(crate) fn ill(tx: &mut Tx, channel: Channel, reason: Reason, now: Instant) -> Result<(), Error> {
    tx.exec(&ILL, params![channel.code(), now, reason.code()])?;
    Ok(())
}

pub(crate) fn trouble(q: &mut impl Query, failures: i64) -> Result<Vec<Trouble>, Error> {
    q.all(&TROUBLE, params![failures])?.iter().map(one).collect()
}

fn one(row: &Row) -> Result<Trouble, Error> {
    Ok(Trouble {
        channel: coded(&row.get::<String>(0)?, Channel::parse)?,
        since: row.get(1)?,
        failures: row.get(2)?,
        reason: coded(&row.get::<String>(3)?, Reason::parse)?,
    })
}
