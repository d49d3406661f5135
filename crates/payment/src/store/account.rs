//! The account of a body.

use base::Instant;
use base::id::UnitId;
use db::{Error, Query, Tx, params};

use crate::model::Account;

db::statements! {
    /// The account of a body.
    FIND = "SELECT bank, number, holder, changed_at FROM payment_account WHERE root = $1";
    /// Another account.
    SET = "INSERT INTO payment_account (root, bank, number, holder, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (root) DO UPDATE SET bank = excluded.bank, number = excluded.number, holder = excluded.holder,
            changed_at = excluded.changed_at";
}

pub(crate) fn find(q: &mut impl Query, root: UnitId) -> Result<Option<Account>, Error> {
    let row = q.opt(&FIND, params![root])?;
    row.map(|row| {
        Ok(Account { bank: row.get(0)?, number: row.get(1)?, holder: row.get(2)?, changed_at: row.get(3)? })
    })
    .transpose()
}

pub(crate) fn set(tx: &mut Tx, root: UnitId, account: &Account, now: Instant) -> Result<(), Error> {
    tx.exec(&SET, params![root, account.bank, account.number, account.holder, now]).map(drop)
}
