//! Batches and their dossiers.

use base::id::UnitId;
use db::{Error, Query, Row, Tx, params};

use crate::model::{Batch, BatchId};

db::statements! {
    /// A new batch.
    INSERT = "INSERT INTO dossier_batch (id, root, procedure_name, submitter, received_at, received_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
    /// One dossier of it.
    INSERT_LINE = "INSERT INTO dossier_batch_line (batch, position, dossier) VALUES ($1, $2, $3)";
    /// By identifier.
    FIND = "SELECT id, root, procedure_name, submitter, received_at, received_by FROM dossier_batch WHERE id = $1";
    /// The last of a body.
    OF_ROOT = "SELECT id, root, procedure_name, submitter, received_at, received_by FROM dossier_batch WHERE root = $1
        ORDER BY received_at DESC, id DESC LIMIT 20";
    /// The dossiers of a batch, in order.
    LINES = "SELECT dossier FROM dossier_batch_line WHERE batch = $1 ORDER BY position";
}

pub(crate) fn insert(tx: &mut Tx, it: &Batch) -> Result<(), Error> {
    let row = params![it.id, it.root, it.procedure_name, it.submitter, it.received_at, it.received_by];
    tx.put(&INSERT, row)?;
    for (position, dossier) in (1_i64..).zip(&it.dossiers) {
        tx.put(&INSERT_LINE, params![it.id, position, *dossier])?;
    }
    Ok(())
}

pub(crate) fn find(q: &mut impl Query, id: BatchId) -> Result<Option<Batch>, Error> {
    let Some(row) = q.opt(&FIND, params![id])? else { return Ok(None) };
    let lines = q.all(&LINES, params![id])?;
    let dossiers = lines.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    Ok(Some(Batch { dossiers, ..read(&row)? }))
}

/// The last batches of a body, without their dossiers.
pub(crate) fn of_root(q: &mut impl Query, root: UnitId) -> Result<Vec<Batch>, Error> {
    q.all(&OF_ROOT, params![root])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Batch, Error> {
    Ok(Batch {
        id: row.get(0)?,
        root: row.get(1)?,
        procedure_name: row.get(2)?,
        submitter: row.get(3)?,
        received_at: row.get(4)?,
        received_by: row.get(5)?,
        dossiers: Vec::new(),
    })
}
