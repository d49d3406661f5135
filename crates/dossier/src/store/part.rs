//! Which dossier is a part of which linked one.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use db::{Query, Tx, params};

db::statements! {
    /// A part was opened.
    INSERT = "INSERT INTO dossier_part (dossier, whole, part, root) VALUES ($1, $2, $3, $4)";
    /// The linked dossier that one is a part of.
    WHOLE_OF = "SELECT whole FROM dossier_part WHERE dossier = $1";
    /// The parts of linked dossiers that a body leads, open past their own first appointment, the longest overdue first.
    OVERDUE = "SELECT whole.id, whole.number, own.number, own.procedure_name, own.competent_unit, own.due_original
               FROM dossier_part p JOIN dossier own ON own.id = p.dossier JOIN dossier whole ON whole.id = p.whole
               WHERE p.root = $1 AND own.due_original < $2
                 AND own.state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')
               ORDER BY own.due_original, own.id LIMIT $3";
}

/// Notes that `dossier` is a part of `whole`, which the body `root` leads.
pub(crate) fn insert(
    tx: &mut Tx,
    dossier: DossierId,
    whole: DossierId,
    part: &str,
    root: UnitId,
) -> Result<(), db::Error> {
    tx.put(&INSERT, params![dossier, whole, part, root])
}

/// The linked dossier that `dossier` is a part of; it never changes.
pub(crate) fn whole_of(q: &mut impl Query, dossier: DossierId) -> Result<Option<DossierId>, db::Error> {
    Ok(q.opt(&WHOLE_OF, params![dossier])?.map(|row| row.get(0)).transpose()?)
}

/// A part that its body owes.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The linked dossier.
    pub whole: DossierId,
    /// Its number.
    pub number: Option<DossierNumber>,
    /// The number of the part's own dossier.
    pub own: Option<DossierNumber>,
    /// The part.
    pub name: String,
    /// The body that owes it.
    pub body: UnitId,
    /// Since when.
    pub since: Instant,
}

/// The parts of linked dossiers led by the body `root` that are overdue at `now`; at most `limit`.
pub(crate) fn overdue(
    q: &mut impl Query,
    root: UnitId,
    now: Instant,
    limit: i64,
) -> Result<Vec<Owed>, db::Error> {
    let rows = q.all(&OVERDUE, params![root, now, limit])?;
    let map = |row: &db::Row| {
        Ok(Owed {
            whole: row.get(0)?,
            number: row.get(1)?,
            own: row.get(2)?,
            name: row.get(3)?,
            body: row.get(4)?,
            since: row.get(5)?,
        })
    };
    rows.iter().map(map).collect()
}
