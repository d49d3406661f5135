//! What programs act under, as long as it is in force.

use base::id::WarrantId;
use db::{Query, Tx, params};

use crate::Error;

db::statements! {
    /// Comes into force.
    GRANT = "INSERT INTO ledger_warrant (id) VALUES ($1)";
    /// Holds it in force until the transaction ends: who withdraws it waits.
    HOLD = "SELECT id FROM ledger_warrant WHERE id = $1 /*hold*/";
    /// No longer in force.
    WITHDRAW = "DELETE FROM ledger_warrant WHERE id = $1";
    /// None is in force any longer.
    WITHDRAW_ALL = "DELETE FROM ledger_warrant";
}

pub(crate) fn grant(tx: &mut Tx, id: WarrantId) -> Result<(), Error> {
    Ok(tx.put(&GRANT, params![id])?)
}

/// Whether it is in force; then it stays so until the transaction ends.
pub(crate) fn hold(tx: &mut Tx, id: WarrantId) -> Result<bool, Error> {
    Ok(tx.opt(&HOLD, params![id])?.is_some())
}

pub(crate) fn withdraw(tx: &mut Tx, id: WarrantId) -> Result<(), Error> {
    Ok(tx.exec(&WITHDRAW, params![id]).map(drop)?)
}

pub(crate) fn withdraw_all(tx: &mut Tx) -> Result<(), Error> {
    Ok(tx.exec(&WITHDRAW_ALL, &[]).map(drop)?)
}
