//! Editions in preparation: one row for each procedure.

use base::code::ProcedureCode;
use db::{Error, Query, Row, Tx, params};

use crate::edition::Edition;
use crate::package::Written;

db::statements! {
    /// A new one; nothing where the procedure has one.
    INSERT = "INSERT INTO procedure_edition
        (code, base, revision, procedure_text, form_text, process_text, begun_at, begun_by, changed_at, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    /// By code.
    FIND = "SELECT code, base, revision, procedure_text, form_text, process_text, begun_at, begun_by, changed_at, changed_by
        FROM procedure_edition WHERE code = $1";
    /// All of them, what was changed last first.
    LIST = "SELECT code, base, revision, procedure_text, form_text, process_text, begun_at, begun_by, changed_at, changed_by
        FROM procedure_edition ORDER BY changed_at DESC, code LIMIT 500";
    /// What it says now.
    SAVE = "UPDATE procedure_edition SET revision = $2, procedure_text = $3, form_text = $4, process_text = $5,
        changed_at = $6, changed_by = $7 WHERE code = $1";
    /// It is gone: published or given up.
    DELETE = "DELETE FROM procedure_edition WHERE code = $1";
}

/// False where the procedure has one.
pub(crate) fn insert(tx: &mut Tx, it: &Edition) -> Result<bool, Error> {
    let Written { procedure, form, process } = it.texts.clone();
    let row = params![
        it.code,
        it.base,
        it.revision,
        procedure,
        form,
        process,
        it.begun_at,
        it.begun_by,
        it.changed_at,
        it.changed_by
    ];
    Ok(tx.exec(&INSERT, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, code: &ProcedureCode) -> Result<Option<Edition>, Error> {
    q.opt(&FIND, params![code])?.as_ref().map(read).transpose()
}

pub(crate) fn list(q: &mut impl Query) -> Result<Vec<Edition>, Error> {
    q.all(&LIST, params![])?.iter().map(read).collect()
}

pub(crate) fn save(tx: &mut Tx, it: &Edition) -> Result<(), Error> {
    let Written { procedure, form, process } = it.texts.clone();
    tx.exec(&SAVE, params![it.code, it.revision, procedure, form, process, it.changed_at, it.changed_by])?;
    Ok(())
}

pub(crate) fn delete(tx: &mut Tx, code: &ProcedureCode) -> Result<(), Error> {
    tx.exec(&DELETE, params![code])?;
    Ok(())
}

fn read(row: &Row) -> Result<Edition, Error> {
    Ok(Edition {
        code: row.get(0)?,
        base: row.get(1)?,
        revision: row.get(2)?,
        texts: Written { procedure: row.get(3)?, form: row.get(4)?, process: row.get(5)? },
        begun_at: row.get(6)?,
        begun_by: row.get(7)?,
        changed_at: row.get(8)?,
        changed_by: row.get(9)?,
    })
}
