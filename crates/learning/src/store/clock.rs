//! The clock of practice; its row marks the data as practice.

use db::{Query, Tx, params};

use crate::error::Error;

/// The only row.
const NAME: &str = "practice";

db::statements! {
    /// How far it stands before the machine's clock.
    SHIFT = "SELECT shift_seconds FROM learning_clock WHERE name = $1";
    /// Sets it.
    SET = "INSERT INTO learning_clock (name, shift_seconds) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET shift_seconds = excluded.shift_seconds";
}

pub(crate) fn shift(q: &mut impl Query) -> Result<Option<i64>, Error> {
    Ok(q.opt(&SHIFT, params![NAME])?.map(|row| row.get(0)).transpose()?)
}

pub(crate) fn set(tx: &mut Tx, seconds: i64) -> Result<(), Error> {
    tx.exec(&SET, params![NAME, seconds])?;
    Ok(())
}
