//! What an older system knew of dossiers, and the way back for those that nobody has touched.

use base::Instant;
use base::code::DossierNumber;
use base::id::{AccountId, DossierId, UnitId};
use db::{Error, Query, Row, Tx, params};

use crate::model::{Formerly, OldLine, State};

db::statements! {
    /// What was known of a dossier; nothing if the batch has brought it before.
    INSERT = "INSERT INTO dossier_moved (dossier, batch, system, reference, status, holder) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    /// A line of progress.
    LINE = "INSERT INTO dossier_old_line (dossier, position, at, who, what, note) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Which of a batch are here, in the order of their identifiers.
    REFERENCES = "SELECT reference FROM dossier_moved WHERE batch = $1 ORDER BY reference";
    /// One, whichever.
    ANY = "SELECT dossier FROM dossier_moved LIMIT 1";
    /// A dossier with a number that the batch has not brought.
    TAKEN = "SELECT d.id FROM dossier d LEFT JOIN dossier_moved m ON m.dossier = d.id
        WHERE d.number = $1 AND (m.batch IS NULL OR m.batch <> $2)";
    /// What was known of one.
    FIND = "SELECT system, reference FROM dossier_moved WHERE dossier = $1";
    /// Its lines.
    LINES = "SELECT at, who, what, note FROM dossier_old_line WHERE dossier = $1 ORDER BY position";
    /// What a batch holds, counted.
    COUNTS = "SELECT m.status, d.state, d.competent_unit, (COALESCE(d.received_at, d.submitted_at) + 25200000000) / 86400000000 AS day, COUNT(*)
        FROM dossier_moved m JOIN dossier d ON d.id = m.dossier WHERE m.batch = $1
        GROUP BY m.status, d.state, d.competent_unit, day ORDER BY m.status, d.state, d.competent_unit, day";
    /// How many lines of progress, and how many papers with bytes, a batch holds.
    LINE_COUNT = "SELECT COUNT(*) FROM dossier_moved m JOIN dossier_old_line l ON l.dossier = m.dossier WHERE m.batch = $1";
    PAPER_COUNT = "SELECT COUNT(*) FROM dossier_moved m JOIN dossier_paper p ON p.dossier = m.dossier
        WHERE m.batch = $1 AND p.file_hash IS NOT NULL";
    /// Those of a batch after one, in order.
    OF_BATCH = "SELECT dossier FROM dossier_moved WHERE batch = $1 AND dossier > $2 ORDER BY dossier LIMIT $3";
    /// Those under a number of a person's paper that nobody has claimed.
    UNCLAIMED = "SELECT d.id, d.number FROM dossier_moved m JOIN dossier d ON d.id = m.dossier
        WHERE m.holder = $1 AND d.applicant_account IS NULL ORDER BY d.id LIMIT 500";
    /// Whose it is from now on.
    CLAIM = "UPDATE dossier SET applicant_account = $2, revision = revision + 1 WHERE id = $1 AND applicant_account IS NULL";
    /// Everything of one that is not kept any more.
    NO_DOSSIER = "DELETE FROM dossier WHERE id = $1";
    NO_PAPERS = "DELETE FROM dossier_paper WHERE dossier = $1";
    NO_PICKUP = "DELETE FROM dossier_pickup WHERE dossier = $1";
    NO_WARNING = "DELETE FROM dossier_warning WHERE dossier = $1";
    NO_ASKED = "DELETE FROM dossier_asked WHERE dossier = $1";
    NO_LINES = "DELETE FROM dossier_old_line WHERE dossier = $1";
    NO_MOVED = "DELETE FROM dossier_moved WHERE dossier = $1";
}

/// What is kept of one dossier beside its row.
pub(crate) struct Known<'a> {
    pub(crate) batch: &'a str,
    pub(crate) system: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) status: &'a str,
    pub(crate) holder: Option<&'a str>,
}

/// Keeps what was known; false if the batch has brought this one before.
pub(crate) fn insert(
    tx: &mut Tx,
    dossier: DossierId,
    it: &Known<'_>,
    lines: &[OldLine],
) -> Result<bool, Error> {
    let row = params![dossier, it.batch, it.system, it.reference, it.status, it.holder];
    if tx.exec(&INSERT, row)? == 0 {
        return Ok(false);
    }
    let rows: Vec<_> = (0_i64..)
        .zip(lines)
        .map(|(position, line)| params![dossier, position, line.at, line.who, line.what, line.note].to_vec())
        .collect();
    if !rows.is_empty() {
        tx.batch(&LINE, &rows)?;
    }
    Ok(true)
}

/// The identifiers, in the older system, of what a batch has brought.
pub(crate) fn references(q: &mut impl Query, batch: &str) -> Result<Vec<String>, Error> {
    q.all(&REFERENCES, params![batch])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Whether anything has moved in.
pub(crate) fn any(q: &mut impl Query) -> Result<bool, Error> {
    Ok(q.opt(&ANY, params![])?.is_some())
}

/// Whether a dossier bears the number that the batch has not brought.
pub(crate) fn is_taken(q: &mut impl Query, number: &DossierNumber, batch: &str) -> Result<bool, Error> {
    Ok(q.opt(&TAKEN, params![number, batch])?.is_some())
}

/// What was known of one before; none for one that was always here.
pub(crate) fn formerly(q: &mut impl Query, dossier: DossierId) -> Result<Option<Formerly>, Error> {
    let Some(row) = q.opt(&FIND, params![dossier])? else { return Ok(None) };
    let lines = q.all(&LINES, params![dossier])?.iter().map(line).collect::<Result<_, Error>>()?;
    Ok(Some(Formerly { system: row.get(0)?, reference: row.get(1)?, lines }))
}

fn line(row: &Row) -> Result<OldLine, Error> {
    Ok(OldLine { at: row.get(0)?, who: row.get(1)?, what: row.get(2)?, note: row.get(3)? })
}

/// How many of a batch have a status there and a state here, by body and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedCount {
    /// The status there.
    pub status: String,
    /// The state here.
    pub state: State,
    /// The body that decides.
    pub competent: UnitId,
    /// The day in Vietnam on which it was received, or sent where it was not.
    pub day: jiff::civil::Date,
    /// How many.
    pub count: i64,
}

pub(crate) fn counts(q: &mut impl Query, batch: &str) -> Result<Vec<MovedCount>, Error> {
    let one = |row: &Row| {
        let day: i64 = row.get(3)?;
        let noon = Instant::from_micros(day * 86_400_000_000 + 12 * 3_600_000_000 - 25_200_000_000);
        Ok(MovedCount {
            status: row.get(0)?,
            state: row.get(1)?,
            competent: row.get(2)?,
            day: noon.date(),
            count: row.get(4)?,
        })
    };
    q.all(&COUNTS, params![batch])?.iter().map(one).collect()
}

/// How many lines of progress and how many papers with bytes a batch holds.
pub(crate) fn beside(q: &mut impl Query, batch: &str) -> Result<(i64, i64), Error> {
    let lines = q.one(&LINE_COUNT, params![batch])?.get(0)?;
    Ok((lines, q.one(&PAPER_COUNT, params![batch])?.get(0)?))
}

/// At most `limit` dossiers of a batch after one.
pub(crate) fn of_batch(
    q: &mut impl Query,
    batch: &str,
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<DossierId>, Error> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    q.all(&OF_BATCH, params![batch, after, limit])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// What stands under the number of a person's paper and was not claimed, with its numbers.
pub(crate) fn unclaimed(q: &mut impl Query, holder: &str) -> Result<Vec<(DossierId, Option<String>)>, Error> {
    q.all(&UNCLAIMED, params![holder])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Gives it to an account; false if somebody has it.
pub(crate) fn claim(tx: &mut Tx, dossier: DossierId, account: AccountId) -> Result<bool, Error> {
    Ok(tx.exec(&CLAIM, params![dossier, account])? == 1)
}

/// Takes everything away that moving in wrote. Its words are taken away before.
pub(crate) fn remove(tx: &mut Tx, dossier: DossierId) -> Result<(), Error> {
    for statement in [&NO_PAPERS, &NO_PICKUP, &NO_WARNING, &NO_ASKED, &NO_LINES, &NO_MOVED, &NO_DOSSIER] {
        tx.exec(statement, params![dossier])?;
    }
    Ok(())
}
