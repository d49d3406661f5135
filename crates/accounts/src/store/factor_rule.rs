//! Who must have a second factor.

use base::Role;
use base::id::UnitId;
use db::{BadValue, Error, Query, Tx};
use jiff::civil::Date;

use crate::model::FactorRule;

db::statements! {
    /// From a day on, in place of the day there was.
    PUT = "INSERT INTO account_factor_rule (body, role, first_day) VALUES ($1, $2, $3)
        ON CONFLICT (body, role) DO UPDATE SET first_day = excluded.first_day";
    /// No longer.
    DELETE = "DELETE FROM account_factor_rule WHERE body = $1 AND role = $2";
    /// Those of a body.
    OF_BODY = "SELECT role, first_day FROM account_factor_rule WHERE body = $1 ORDER BY role";
    /// From when on for one role.
    FIND = "SELECT first_day FROM account_factor_rule WHERE body = $1 AND role = $2";
}

pub(crate) fn put(tx: &mut Tx, body: UnitId, rule: FactorRule) -> Result<(), Error> {
    tx.exec(&PUT, db::params![body, rule.role.code(), rule.first_day]).map(drop)
}

pub(crate) fn delete(tx: &mut Tx, body: UnitId, role: Role) -> Result<bool, Error> {
    Ok(tx.exec(&DELETE, db::params![body, role.code()])? == 1)
}

pub(crate) fn of_body(q: &mut impl Query, body: UnitId) -> Result<Vec<FactorRule>, Error> {
    let rows = q.all(&OF_BODY, db::params![body])?;
    let read = |row: &db::Row| {
        let role: String = row.get(0)?;
        let role = Role::parse(&role).ok_or(BadValue { column: 0, expected: "a role" })?;
        Ok(FactorRule { role, first_day: row.get(1)? })
    };
    rows.iter().map(read).collect()
}

/// The first day on which holders of a role in a body must have a second factor, if they must.
pub(crate) fn find(q: &mut impl Query, body: UnitId, role: Role) -> Result<Option<Date>, Error> {
    q.opt(&FIND, db::params![body, role.code()])?.map(|row| Ok(row.get(0)?)).transpose()
}
