//! Numbers of other systems.

use base::Instant;
use base::id::{DossierId, StaffId};
use db::{BadValue, Error, Query, Row, Tx, params};

use crate::model::{OtherNumber, OtherSystem};

db::statements! {
    /// One; nothing if the system's number is taken.
    INSERT = "INSERT INTO dossier_other_number (system, number, dossier, recorded_at, staff) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    /// Whose a number of a system is.
    HOLDER = "SELECT dossier FROM dossier_other_number WHERE system = $1 AND number = $2";
    /// Takes one back.
    DELETE = "DELETE FROM dossier_other_number WHERE system = $1 AND number = $2 AND dossier = $3";
    /// Those of a dossier.
    OF_DOSSIER = "SELECT system, number, recorded_at FROM dossier_other_number WHERE dossier = $1 ORDER BY recorded_at, system, number";
    /// The dossiers that bear a number in any system.
    BEARERS = "SELECT DISTINCT dossier FROM dossier_other_number WHERE number = $1 ORDER BY dossier LIMIT 20";
}

/// Keeps one; false if the system's number is taken.
pub(crate) fn insert(
    tx: &mut Tx,
    dossier: DossierId,
    it: &OtherNumber,
    staff: StaffId,
) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT, params![it.system.code(), it.number, dossier, it.at, staff])? == 1)
}

/// The dossier that bears this number of this system.
pub(crate) fn holder(
    q: &mut impl Query,
    system: OtherSystem,
    number: &str,
) -> Result<Option<DossierId>, Error> {
    q.opt(&HOLDER, params![system.code(), number])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// Takes one back; false if the dossier does not bear it.
pub(crate) fn delete(
    tx: &mut Tx,
    dossier: DossierId,
    system: OtherSystem,
    number: &str,
) -> Result<bool, Error> {
    Ok(tx.exec(&DELETE, params![system.code(), number, dossier])? == 1)
}

pub(crate) fn of_dossier(q: &mut impl Query, dossier: DossierId) -> Result<Vec<OtherNumber>, Error> {
    q.all(&OF_DOSSIER, params![dossier])?.iter().map(map).collect()
}

/// The dossiers that bear a number in any system.
pub(crate) fn bearers(q: &mut impl Query, number: &str) -> Result<Vec<DossierId>, Error> {
    q.all(&BEARERS, params![number])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

fn map(row: &Row) -> Result<OtherNumber, Error> {
    let system: String = row.get(0)?;
    let at: Instant = row.get(2)?;
    let system = OtherSystem::parse(&system).ok_or(BadValue { column: 0, expected: "a system" })?;
    Ok(OtherNumber { system, number: row.get(1)?, at })
}
