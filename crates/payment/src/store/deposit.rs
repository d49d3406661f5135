//! What was paid in.

use base::id::UnitId;
use db::{Error, Query, Row, Tx, params};

use crate::model::{DepositId, Slip};

db::statements! {
    /// A new slip; nothing if the body has one of this number.
    INSERT = "INSERT INTO payment_deposit (id, root, slip, paid_on, place, amount, deposited_at, deposited_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    /// By identifier.
    FIND = "SELECT id, root, slip, paid_on, place, amount, deposited_at, deposited_by FROM payment_deposit WHERE id = $1";
    /// The last of a body.
    OF_ROOT = "SELECT id, root, slip, paid_on, place, amount, deposited_at, deposited_by FROM payment_deposit WHERE root = $1
        ORDER BY deposited_at DESC LIMIT 30";
}

/// False when the number of the slip is known.
pub(crate) fn insert(tx: &mut Tx, it: &Slip) -> Result<bool, Error> {
    let row =
        params![it.id, it.root, it.slip, it.paid_on, it.place, it.amount, it.deposited_at, it.deposited_by];
    Ok(tx.exec(&INSERT, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: DepositId) -> Result<Option<Slip>, Error> {
    q.opt(&FIND, params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn of_root(q: &mut impl Query, root: UnitId) -> Result<Vec<Slip>, Error> {
    q.all(&OF_ROOT, params![root])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Slip, Error> {
    Ok(Slip {
        id: row.get(0)?,
        root: row.get(1)?,
        slip: row.get(2)?,
        paid_on: row.get(3)?,
        place: row.get(4)?,
        amount: row.get(5)?,
        deposited_at: row.get(6)?,
        deposited_by: row.get(7)?,
    })
}
