//! Units: one row for the unit, one row for each period in which it had one name, code and place.

use base::code::AgencyCode;
use base::id::UnitId;
use base::{Instant, fold};
use db::{Error, Query, Row, Tx};
use jiff::civil::Date;

use crate::model::{Period, Unit};

db::statements! {
    /// A new unit.
    INSERT = "INSERT INTO unit (id, created_at) VALUES ($1, $2)";
    /// What it is from a day on; nothing if that unit, code or duty has an open version already.
    INSERT_VERSION = "INSERT INTO unit_version (unit, valid_from, valid_to, code, name, folded, kind, duty, area, parent, root, top)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
    /// Ends the open version.
    CLOSE = "UPDATE unit_version SET valid_to = $2 WHERE unit = $1 AND valid_to = '9999-12-31' AND valid_from < $2";
    /// As of a day.
    FIND = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE unit = $1 AND valid_from <= $2 AND valid_to > $2";
    /// The last version, open or ended.
    LATEST = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE unit = $1 ORDER BY valid_from DESC LIMIT 1";
    /// All versions, oldest first.
    HISTORY = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE unit = $1 ORDER BY valid_from";
    /// By code as of a day.
    BY_CODE = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE code = $1 AND valid_from <= $2 AND valid_to > $2";
    /// By what it does directly under another unit, as of a day.
    BY_DUTY = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE parent = $1 AND duty = $2 AND valid_from <= $3 AND valid_to > $3";
    /// By name under a parent (none at the top), as of a day.
    BY_NAME = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE folded = $1 AND COALESCE(parent, '') = $2 AND valid_from <= $3 AND valid_to > $3 ORDER BY unit LIMIT 1";
    /// The body of an administrative area, as of a day.
    BY_AREA = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE area = $1 AND valid_from <= $2 AND valid_to > $2";
    /// Directly under a unit, as of a day.
    CHILDREN = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE parent = $1 AND valid_from <= $2 AND valid_to > $2 ORDER BY folded, unit";
    /// Every unit of a body, as of a day.
    OF_ROOT = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE root = $1 AND valid_from <= $2 AND valid_to > $2 ORDER BY folded, unit LIMIT 2000";
    /// The one-stop unit of a body, as of a day.
    ONE_STOP = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE root = $1 AND kind = 'one-stop' AND valid_from <= $2 AND valid_to > $2 ORDER BY unit LIMIT 1";
    /// Every unit, as of a day; a province with all its communes and their divisions is some thousand rows.
    ALL_ON = "SELECT unit, valid_from, valid_to, code, name, kind, duty, area, parent, root, top FROM unit_version
        WHERE valid_from <= $1 AND valid_to > $1 ORDER BY folded, unit LIMIT 20000";
    /// Whether something still stands under a unit on a day or is planned to.
    COUNT_UNDER = "SELECT CAST(COUNT(*) AS BIGINT) FROM unit_version WHERE parent = $1 AND valid_to > $2";
}

/// Adds a unit with its first version; false if its code or duty is taken.
pub(crate) fn insert(tx: &mut Tx, unit: &Unit, now: Instant) -> Result<bool, Error> {
    tx.exec(&INSERT, db::params![unit.id, now])?;
    insert_version(tx, unit)
}

/// Adds a version; false if the unit has one from that day, or its code or duty is taken.
pub(crate) fn insert_version(tx: &mut Tx, unit: &Unit) -> Result<bool, Error> {
    let added = tx.exec(
        &INSERT_VERSION,
        db::params![
            unit.id,
            unit.period.from,
            unit.period.stored_end(),
            unit.code,
            unit.name,
            fold(unit.name.as_str()),
            unit.kind,
            unit.duty,
            unit.area,
            unit.parent,
            unit.root,
            unit.top
        ],
    )?;
    Ok(added == 1)
}

/// Ends the open version on `day`; false if there is none that began before.
pub(crate) fn close(tx: &mut Tx, id: UnitId, day: Date) -> Result<bool, Error> {
    Ok(tx.exec(&CLOSE, db::params![id, day])? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: UnitId, on: Date) -> Result<Option<Unit>, Error> {
    q.opt(&FIND, db::params![id, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn latest(q: &mut impl Query, id: UnitId) -> Result<Option<Unit>, Error> {
    q.opt(&LATEST, db::params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn history(q: &mut impl Query, id: UnitId) -> Result<Vec<Unit>, Error> {
    q.all(&HISTORY, db::params![id])?.iter().map(read).collect()
}

pub(crate) fn by_code(q: &mut impl Query, code: &AgencyCode, on: Date) -> Result<Option<Unit>, Error> {
    q.opt(&BY_CODE, db::params![code, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn by_duty(
    q: &mut impl Query,
    parent: UnitId,
    duty: &str,
    on: Date,
) -> Result<Option<Unit>, Error> {
    q.opt(&BY_DUTY, db::params![parent, duty, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn by_area(q: &mut impl Query, area: &str, on: Date) -> Result<Option<Unit>, Error> {
    q.opt(&BY_AREA, db::params![area, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn by_name(
    q: &mut impl Query,
    name: &str,
    parent: Option<UnitId>,
    on: Date,
) -> Result<Option<Unit>, Error> {
    let under = parent.map(|id| id.to_string()).unwrap_or_default();
    q.opt(&BY_NAME, db::params![fold(name), under, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn children(q: &mut impl Query, id: UnitId, on: Date) -> Result<Vec<Unit>, Error> {
    q.all(&CHILDREN, db::params![id, on])?.iter().map(read).collect()
}

pub(crate) fn of_root(q: &mut impl Query, root: UnitId, on: Date) -> Result<Vec<Unit>, Error> {
    q.all(&OF_ROOT, db::params![root, on])?.iter().map(read).collect()
}

pub(crate) fn one_stop(q: &mut impl Query, root: UnitId, on: Date) -> Result<Option<Unit>, Error> {
    q.opt(&ONE_STOP, db::params![root, on])?.map(|row| read(&row)).transpose()
}

pub(crate) fn all_on(q: &mut impl Query, on: Date) -> Result<Vec<Unit>, Error> {
    q.all(&ALL_ON, db::params![on])?.iter().map(read).collect()
}

pub(crate) fn count_under(q: &mut impl Query, id: UnitId, on: Date) -> Result<i64, Error> {
    Ok(q.one(&COUNT_UNDER, db::params![id, on])?.get(0)?)
}

fn read(row: &Row) -> Result<Unit, Error> {
    Ok(Unit {
        id: row.get(0)?,
        period: Period::stored(row.get(1)?, row.get(2)?),
        code: row.get(3)?,
        name: row.get(4)?,
        kind: row.get(5)?,
        duty: row.get(6)?,
        area: row.get(7)?,
        parent: row.get(8)?,
        root: row.get(9)?,
        top: row.get(10)?,
    })
}
