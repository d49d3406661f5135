//! The calls of client systems.

use base::Instant;
use base::id::StaffId;
use db::{Error, Query, Row, Tx, Value};

use crate::model::{Call, CallId};

db::statements! {
    /// A call; the same one once.
    INSERT = "INSERT INTO account_call (staff, id, token, at, method, route, status) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (staff, id) DO NOTHING";
    /// The calls of a system before one, the newest first.
    BEFORE = "SELECT staff, id, token, at, method, route, status FROM account_call WHERE staff = $1 AND id < $2
        ORDER BY id DESC LIMIT $3";
    /// The calls of a system after one, the oldest first.
    AFTER = "SELECT staff, id, token, at, method, route, status FROM account_call WHERE staff = $1 AND id > $2
        ORDER BY id LIMIT $3";
    /// Sweeps what is older.
    SWEEP = "DELETE FROM account_call WHERE (staff, id) IN
        (SELECT staff, id FROM account_call WHERE at < $1 ORDER BY at LIMIT $2)";
}

pub(crate) fn insert(tx: &mut Tx, calls: &[Call]) -> Result<(), Error> {
    let row =
        |it: &Call| db::params![it.staff, it.id, it.token, it.at, it.method, it.route, it.status].to_vec();
    let rows: Vec<Vec<Value>> = calls.iter().map(row).collect();
    tx.batch(&INSERT, &rows).map(drop)
}

/// The calls of a system before `id`, the newest first; none is the newest.
pub(crate) fn before(
    q: &mut impl Query,
    staff: StaffId,
    id: Option<CallId>,
    limit: i64,
) -> Result<Vec<Call>, Error> {
    // Sorts after every identifier.
    let below = id.map_or_else(|| "g".to_owned(), |id| id.to_string());
    q.all(&BEFORE, db::params![staff, below, limit])?.iter().map(read).collect()
}

/// The calls of a system after `id`, the oldest first.
pub(crate) fn after(q: &mut impl Query, staff: StaffId, id: CallId, limit: i64) -> Result<Vec<Call>, Error> {
    q.all(&AFTER, db::params![staff, id, limit])?.iter().map(read).collect()
}

/// Removes up to `limit` calls from before `before`; how many there were.
pub(crate) fn sweep(tx: &mut Tx, before: Instant, limit: i64) -> Result<u64, Error> {
    tx.exec(&SWEEP, db::params![before, limit])
}

fn read(row: &Row) -> Result<Call, Error> {
    Ok(Call {
        staff: row.get(0)?,
        id: row.get(1)?,
        token: row.get(2)?,
        at: row.get(3)?,
        method: row.get(4)?,
        route: row.get(5)?,
        status: row.get(6)?,
    })
}
