//! The working calendar of a unit, kept as JSON with the time in which it holds.

use base::id::UnitId;
use db::{Error, Query, Tx};
use jiff::civil::Date;

use crate::model::Period;

db::statements! {
    /// A calendar from a day on; nothing if one begins that day.
    INSERT = "INSERT INTO unit_calendar (unit, valid_from, valid_to, calendar) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    /// Ends the open calendar.
    CLOSE = "UPDATE unit_calendar SET valid_to = $2 WHERE unit = $1 AND valid_to = '9999-12-31' AND valid_from < $2";
    /// The calendars of units that hold on a day or begin later, by unit and day.
    OWN = "SELECT unit, valid_from, calendar FROM unit_calendar WHERE valid_to > $1 ORDER BY unit, valid_from";
    /// The day from which the last calendar holds.
    LAST_FROM = "SELECT valid_from FROM unit_calendar WHERE unit = $1 ORDER BY valid_from DESC LIMIT 1";
    /// The calendar of a unit on a day, or of the nearest unit above that has one.
    IN_FORCE = line!("SELECT c.calendar FROM line JOIN unit_calendar c ON c.unit = line.unit
            WHERE c.valid_from <= $2 AND c.valid_to > $2 ORDER BY line.depth LIMIT 1");
}

/// Adds a calendar; false if one begins on the same day.
pub(crate) fn insert(tx: &mut Tx, unit: UnitId, period: Period, json: &str) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT, db::params![unit, period.from, period.stored_end(), json])? == 1)
}

pub(crate) fn close(tx: &mut Tx, unit: UnitId, day: Date) -> Result<bool, Error> {
    Ok(tx.exec(&CLOSE, db::params![unit, day])? == 1)
}

pub(crate) fn last_from(q: &mut impl Query, unit: UnitId) -> Result<Option<Date>, Error> {
    q.opt(&LAST_FROM, db::params![unit])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// The calendars that units have of their own on a day or later: whose, from when, as JSON.
pub(crate) fn own(q: &mut impl Query, on: Date) -> Result<Vec<(UnitId, Date, String)>, Error> {
    q.all(&OWN, db::params![on])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// The calendar in force as JSON; none if neither the unit nor one above it has its own.
pub(crate) fn in_force(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Option<String>, Error> {
    q.opt(&IN_FORCE, db::params![unit, on])?.map(|row| Ok(row.get(0)?)).transpose()
}
