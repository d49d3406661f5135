//! Announced changes and how far each effect has come with them.

use base::Instant;
use db::{Query, Tx, params};

use crate::Error;
use crate::effect::EffectRun;

db::statements! {
    /// Announces a change.
    ANNOUNCE = "INSERT INTO ledger_change (id, name, input, actor, announced_at, spread) \
                VALUES ($1, $2, $3, $4, $5, FALSE)";
    /// The first change that has not been spread over the effects.
    UNSPREAD = "SELECT id, name FROM ledger_change WHERE spread = FALSE ORDER BY id LIMIT 1";
    /// The same, kept for this transaction.
    UNSPREAD_FREE = "SELECT id, name FROM ledger_change WHERE spread = FALSE ORDER BY id LIMIT 1 /*lock free*/";
    /// Marks a change as spread.
    SPREAD = "UPDATE ledger_change SET spread = TRUE WHERE id = $1";
    /// Begins an effect of a change.
    BEGIN = "INSERT INTO ledger_effect (change, effect, state, after_key, rows_done, error, changed_at) \
             VALUES ($1, $2, 'running', NULL, 0, '', $3) ON CONFLICT (change, effect) DO NOTHING";
    /// The first change with which an effect is not done.
    RUNNING = "SELECT change FROM ledger_effect WHERE state = 'running' AND effect = $1 ORDER BY change LIMIT 1";
    /// How far it came; kept for this transaction, none if another node has it.
    RUNNING_FREE = "SELECT change, after_key FROM ledger_effect WHERE state = 'running' AND effect = $1 \
                    ORDER BY change LIMIT 1 /*lock free*/";
    /// What a change is about.
    INPUT = "SELECT input FROM ledger_change WHERE id = $1";
    /// Writes down how far it came.
    MOVE = "UPDATE ledger_effect SET state = $3, after_key = $4, rows_done = rows_done + $5, error = '', changed_at = $6 \
            WHERE change = $1 AND effect = $2";
    /// Writes down that it failed.
    FAIL = "UPDATE ledger_effect SET state = 'failed', error = $3, changed_at = $4 WHERE change = $1 AND effect = $2";
    /// Lets a failed effect go on where it stopped.
    RESUME = "UPDATE ledger_effect SET state = 'running', changed_at = $3 \
              WHERE change = $1 AND effect = $2 AND state = 'failed'";
    /// The effects of one change.
    OF_CHANGE = "SELECT change, effect, state, rows_done, error, changed_at FROM ledger_effect \
                 WHERE change = $1 ORDER BY effect";
    /// The failed effects.
    FAILED = "SELECT change, effect, state, rows_done, error, changed_at FROM ledger_effect \
              WHERE state = 'failed' AND (change, effect) > ($1, $2) ORDER BY change, effect LIMIT $3";
}

/// Announces a change.
pub(crate) fn announce(
    tx: &mut Tx,
    id: &str,
    name: &str,
    input: &str,
    actor: &str,
    now: Instant,
) -> Result<(), Error> {
    tx.exec(&ANNOUNCE, params![id, name, input, actor, now])?;
    Ok(())
}

/// Whether a change has not been spread.
pub(crate) fn is_unspread(q: &mut impl Query) -> Result<bool, Error> {
    Ok(q.opt(&UNSPREAD, params![])?.is_some())
}

/// The first change that has not been spread, as (id, name), kept.
pub(crate) fn unspread(tx: &mut Tx) -> Result<Option<(String, String)>, Error> {
    let Some(row) = tx.opt(&UNSPREAD_FREE, params![])? else { return Ok(None) };
    Ok(Some((row.get(0)?, row.get(1)?)))
}

/// Begins these effects of a change and marks it as spread.
pub(crate) fn spread(tx: &mut Tx, change: &str, effects: &[&str], now: Instant) -> Result<(), Error> {
    for effect in effects {
        tx.exec(&BEGIN, params![change, effect, now])?;
    }
    tx.exec(&SPREAD, params![change])?;
    Ok(())
}

/// Whether an effect is not done with some change.
pub(crate) fn is_running(q: &mut impl Query, effect: &str) -> Result<bool, Error> {
    Ok(q.opt(&RUNNING, params![effect])?.is_some())
}

/// The first change with which an effect is not done, as (change, after), kept.
pub(crate) fn running(tx: &mut Tx, effect: &str) -> Result<Option<(String, Option<String>)>, Error> {
    let Some(row) = tx.opt(&RUNNING_FREE, params![effect])? else { return Ok(None) };
    Ok(Some((row.get(0)?, row.get(1)?)))
}

/// What a change is about.
pub(crate) fn input(q: &mut impl Query, change: &str) -> Result<String, Error> {
    Ok(q.one(&INPUT, params![change])?.get(0)?)
}

/// Writes down that a batch changed `rows` rows and came to `after`, or to the end.
pub(crate) fn moved(
    tx: &mut Tx,
    (change, effect): (&str, &str),
    after: Option<&str>,
    rows: i64,
    now: Instant,
) -> Result<(), Error> {
    let state = if after.is_some() { "running" } else { "done" };
    tx.exec(&MOVE, params![change, effect, state, after, rows, now])?;
    Ok(())
}

/// Writes down that it failed.
pub(crate) fn fail(tx: &mut Tx, change: &str, effect: &str, error: &str, now: Instant) -> Result<(), Error> {
    tx.exec(&FAIL, params![change, effect, error, now])?;
    Ok(())
}

/// False if it has not failed.
pub(crate) fn resume(tx: &mut Tx, change: &str, effect: &str, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&RESUME, params![change, effect, now])? == 1)
}

/// The effects of one change.
pub(crate) fn of_change(q: &mut impl Query, change: &str) -> Result<Vec<EffectRun>, Error> {
    q.all(&OF_CHANGE, params![change])?.iter().map(run).collect()
}

/// Up to `limit` failed effects after (change, effect).
pub(crate) fn failed(
    q: &mut impl Query,
    change: &str,
    effect: &str,
    limit: i64,
) -> Result<Vec<EffectRun>, Error> {
    q.all(&FAILED, params![change, effect, limit])?.iter().map(run).collect()
}

fn run(row: &db::Row) -> Result<EffectRun, Error> {
    Ok(EffectRun {
        change: row.get(0)?,
        effect: row.get(1)?,
        state: row.get(2)?,
        rows: row.get(3)?,
        error: row.get(4)?,
        changed_at: row.get(5)?,
    })
}
