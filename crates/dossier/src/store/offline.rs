//! Machines that receive without a network, their numbers, their intakes.

use base::code::{AgencyCode, DossierNumber};
use base::id::{RequestId, StaffId, UnitId};
use db::{Error, Query, Row, Tx, params};
use jiff::civil::Date;

use base::Instant;

use crate::model::{Intake, NumberRange, OfflineCounter, OfflineCounterId};

db::statements! {
    /// A new machine; nothing where the body has one of this name.
    INSERT = "INSERT INTO offline_counter (id, root, name, secret, registered_at, registered_by) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    /// By identifier.
    FIND = "SELECT id, root, name, registered_at, registered_by, retired_at FROM offline_counter WHERE id = $1";
    /// Those of a body, the newest first.
    OF_ROOT = "SELECT id, root, name, registered_at, registered_by, retired_at FROM offline_counter WHERE root = $1
        ORDER BY registered_at DESC, id DESC LIMIT 100";
    /// What opens a machine's store beside its own key.
    SECRET = "SELECT secret FROM offline_counter WHERE id = $1";
    /// It gets no numbers any more.
    RETIRE = "UPDATE offline_counter SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL";
    /// So many numbers out of the sequence of an agency's day; the last of them.
    TAKE = "INSERT INTO dossier_sequence (agency, day, last) VALUES ($1, $2, $3)
        ON CONFLICT (agency, day) DO UPDATE SET last = dossier_sequence.last + excluded.last
        RETURNING last";
    /// A reserved range.
    INSERT_RANGE = "INSERT INTO offline_range (agency, day, first, last, counter, reserved_at, reserved_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The ranges of a machine from a day on.
    RANGES = "SELECT agency, day, first, last, reserved_at FROM offline_range WHERE counter = $1 AND day >= $2
        ORDER BY day, agency, first LIMIT 1000";
    /// An intake with its first answer.
    INSERT_INTAKE = "INSERT INTO offline_intake
        (request, counter, printed, dossier, digest, answer, received_at, synced_at, synced_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// By request.
    INTAKE = "SELECT request, counter, printed, dossier, digest, answer, received_at, synced_at, synced_by
        FROM offline_intake WHERE request = $1";
    /// The last of a machine.
    LAST = "SELECT request, counter, printed, dossier, digest, answer, received_at, synced_at, synced_by
        FROM offline_intake WHERE counter = $1 ORDER BY synced_at DESC, request DESC LIMIT 50";
    /// How many a machine has brought in.
    COUNT = "SELECT COUNT(*) FROM offline_intake WHERE counter = $1";
}

/// False where the body has a machine of this name.
pub(crate) fn insert(tx: &mut Tx, it: &OfflineCounter, secret: &[u8]) -> Result<bool, Error> {
    let row = params![it.id, it.root, it.name, secret, it.registered_at, it.registered_by];
    Ok(tx.exec(&INSERT, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: OfflineCounterId) -> Result<Option<OfflineCounter>, Error> {
    q.opt(&FIND, params![id])?.as_ref().map(read).transpose()
}

pub(crate) fn of_root(q: &mut impl Query, root: UnitId) -> Result<Vec<OfflineCounter>, Error> {
    q.all(&OF_ROOT, params![root])?.iter().map(read).collect()
}

pub(crate) fn secret(q: &mut impl Query, id: OfflineCounterId) -> Result<Option<Vec<u8>>, Error> {
    q.opt(&SECRET, params![id])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// False if it was retired before.
pub(crate) fn retire(tx: &mut Tx, id: OfflineCounterId, at: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&RETIRE, params![id, at])? == 1)
}

/// Takes `count` numbers out of the sequence of the agency's day and writes down whose they are.
pub(crate) fn reserve(
    tx: &mut Tx,
    counter: OfflineCounterId,
    (agency, day, count): (&AgencyCode, Date, i64),
    (at, by): (Instant, StaffId),
) -> Result<NumberRange, Error> {
    let last: i64 = tx.one(&TAKE, params![agency, day, count])?.get(0)?;
    let first = last - count + 1;
    tx.exec(&INSERT_RANGE, params![agency, day, first, last, counter, at, by])?;
    Ok(NumberRange { agency: agency.clone(), day, first, last, reserved_at: at })
}

pub(crate) fn ranges(
    q: &mut impl Query,
    counter: OfflineCounterId,
    from: Date,
) -> Result<Vec<NumberRange>, Error> {
    q.all(&RANGES, params![counter, from])?.iter().map(range).collect()
}

pub(crate) fn insert_intake(tx: &mut Tx, it: &Intake) -> Result<(), Error> {
    let row = params![
        it.request,
        it.counter,
        it.printed,
        it.dossier,
        it.digest,
        it.answer,
        it.received_at,
        it.synced_at,
        it.synced_by
    ];
    tx.exec(&INSERT_INTAKE, row)?;
    Ok(())
}

pub(crate) fn intake(q: &mut impl Query, request: RequestId) -> Result<Option<Intake>, Error> {
    q.opt(&INTAKE, params![request])?.as_ref().map(read_intake).transpose()
}

pub(crate) fn last_intakes(q: &mut impl Query, counter: OfflineCounterId) -> Result<Vec<Intake>, Error> {
    q.all(&LAST, params![counter])?.iter().map(read_intake).collect()
}

pub(crate) fn count(q: &mut impl Query, counter: OfflineCounterId) -> Result<i64, Error> {
    Ok(q.one(&COUNT, params![counter])?.get(0)?)
}

fn read(row: &Row) -> Result<OfflineCounter, Error> {
    Ok(OfflineCounter {
        id: row.get(0)?,
        root: row.get(1)?,
        name: row.get(2)?,
        registered_at: row.get(3)?,
        registered_by: row.get(4)?,
        retired_at: row.get(5)?,
    })
}

fn range(row: &Row) -> Result<NumberRange, Error> {
    Ok(NumberRange {
        agency: row.get(0)?,
        day: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        reserved_at: row.get(4)?,
    })
}

fn read_intake(row: &Row) -> Result<Intake, Error> {
    Ok(Intake {
        request: row.get(0)?,
        counter: row.get(1)?,
        printed: row.get::<DossierNumber>(2)?,
        dossier: row.get(3)?,
        digest: row.get(4)?,
        answer: row.get(5)?,
        received_at: row.get(6)?,
        synced_at: row.get(7)?,
        synced_by: row.get(8)?,
    })
}
