//! Members of staff.

use base::id::StaffId;
use base::{Instant, fold};
use db::{Error, Query, Row, Tx};

use crate::model::StaffMember;

db::statements! {
    /// A new person; nothing if the number is taken.
    INSERT = "INSERT INTO staff (id, number, name, folded, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    /// By identifier.
    FIND = "SELECT id, number, name FROM staff WHERE id = $1";
    /// By number.
    BY_NUMBER = "SELECT id, number, name FROM staff WHERE number = $1";
}

/// Adds a person; false if the number is taken.
pub(crate) fn insert(tx: &mut Tx, person: &StaffMember, now: Instant) -> Result<bool, Error> {
    let row = db::params![person.id, person.number, person.name, fold(person.name.as_str()), now];
    Ok(tx.exec(&INSERT, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: StaffId) -> Result<Option<StaffMember>, Error> {
    q.opt(&FIND, db::params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn by_number(q: &mut impl Query, number: &str) -> Result<Option<StaffMember>, Error> {
    q.opt(&BY_NUMBER, db::params![number])?.map(|row| read(&row)).transpose()
}

fn read(row: &Row) -> Result<StaffMember, Error> {
    Ok(StaffMember { id: row.get(0)?, number: row.get(1)?, name: row.get(2)? })
}
