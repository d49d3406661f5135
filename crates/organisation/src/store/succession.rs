//! What followed a unit that ended.

use base::id::UnitId;
use db::{Error, Query, Row, Tx};

use crate::model::Succession;

db::statements! {
    /// One line of succession.
    INSERT = "INSERT INTO unit_succession (unit, successor, kind, from_date) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    /// What followed a unit.
    AFTER = "SELECT unit, successor, kind, from_date FROM unit_succession WHERE unit = $1 ORDER BY successor";
    /// What a unit followed.
    BEFORE = "SELECT unit, successor, kind, from_date FROM unit_succession WHERE successor = $1 ORDER BY unit";
}

pub(crate) fn insert(tx: &mut Tx, line: Succession) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT, db::params![line.unit, line.successor, line.kind, line.from])? == 1)
}

pub(crate) fn after(q: &mut impl Query, unit: UnitId) -> Result<Vec<Succession>, Error> {
    q.all(&AFTER, db::params![unit])?.iter().map(read).collect()
}

pub(crate) fn before(q: &mut impl Query, unit: UnitId) -> Result<Vec<Succession>, Error> {
    q.all(&BEFORE, db::params![unit])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Succession, Error> {
    Ok(Succession { unit: row.get(0)?, successor: row.get(1)?, kind: row.get(2)?, from: row.get(3)? })
}
