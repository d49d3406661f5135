//! Counters of one-stop units.

use base::id::UnitId;
use base::{Instant, fold};
use db::{Error, Query, Row, Tx};

use crate::model::{Counter, CounterId, CounterName};

db::statements! {
    /// A new one; nothing if the unit has one of that name.
    INSERT = "INSERT INTO counter (id, unit, name, folded, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    /// Another name for one that is open.
    RENAME = "UPDATE counter SET name = $2, folded = $3 WHERE id = $1 AND closed_at IS NULL";
    /// Whether another open one of its unit has that name.
    TAKEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM counter WHERE unit = $1 AND folded = $2 AND closed_at IS NULL AND id <> $3";
    /// Closes one that is open.
    CLOSE = "UPDATE counter SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL";
    /// By identifier.
    FIND = "SELECT id, unit, name, closed_at FROM counter WHERE id = $1";
    /// Those of a unit, in the order in which they were added.
    OF_UNIT = "SELECT id, unit, name, closed_at FROM counter WHERE unit = $1 ORDER BY created_at, id LIMIT 500";
}

/// Adds one; false if the unit has one of that name.
pub(crate) fn insert(tx: &mut Tx, it: &Counter, now: Instant) -> Result<bool, Error> {
    let row = db::params![it.id, it.unit, it.name, fold(it.name.as_str()), now];
    Ok(tx.exec(&INSERT, row)? == 1)
}

/// Whether another open counter of the unit has that name.
pub(crate) fn is_taken(q: &mut impl Query, it: &Counter, name: &CounterName) -> Result<bool, Error> {
    Ok(q.one(&TAKEN, db::params![it.unit, fold(name.as_str()), it.id])?.get::<i64>(0)? > 0)
}

/// Gives one another name; false if it is closed.
pub(crate) fn rename(tx: &mut Tx, id: CounterId, name: &CounterName) -> Result<bool, Error> {
    Ok(tx.exec(&RENAME, db::params![id, name, fold(name.as_str())])? == 1)
}

/// Closes one; false if it is closed.
pub(crate) fn close(tx: &mut Tx, id: CounterId, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&CLOSE, db::params![id, now])? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: CounterId) -> Result<Option<Counter>, Error> {
    q.opt(&FIND, db::params![id])?.map(|row| map(&row)).transpose()
}

pub(crate) fn of_unit(q: &mut impl Query, unit: UnitId) -> Result<Vec<Counter>, Error> {
    q.all(&OF_UNIT, db::params![unit])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Counter, Error> {
    Ok(Counter { id: row.get(0)?, unit: row.get(1)?, name: row.get(2)?, closed_at: row.get(3)? })
}
