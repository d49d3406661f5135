//! Drafts: what citizens are still writing.

use base::Instant;
use base::id::{AccountId, DossierId};
use catalogue::ProcedureKey;
use db::{Query, Row, Tx, params};

use super::paper;
use crate::error::Error;
use crate::model::{Draft, Paper};

db::statements! {
    /// A new draft, or the same draft as it is now.
    SAVE = "INSERT INTO draft (id, account, procedure_code, procedure_version, case_code, competent_unit, answers, done, saved_at, applicant)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE SET procedure_version = excluded.procedure_version, case_code = excluded.case_code,
                competent_unit = excluded.competent_unit,
                applicant = excluded.applicant, answers = excluded.answers, done = excluded.done, saved_at = excluded.saved_at";
    /// Locks a draft of its owner until the transaction ends, so that two windows follow one another.
    LOCK = "UPDATE draft SET saved_at = $3 WHERE id = $1 AND account = $2";
    /// A draft of its owner; nobody else's exists.
    FIND = "SELECT id, account, procedure_code, procedure_version, case_code, competent_unit, answers, done, saved_at, applicant
            FROM draft WHERE id = $1 AND account = $2";
    /// The drafts of an account, the last saved first.
    OF_ACCOUNT = "SELECT id, account, procedure_code, procedure_version, case_code, competent_unit, answers, done, saved_at, applicant
                  FROM draft WHERE account = $1 ORDER BY saved_at DESC, id LIMIT 50";
    /// The draft has become a dossier, or its owner threw it away.
    DELETE = "DELETE FROM draft WHERE id = $1";
    DELETE_PAPERS = "DELETE FROM draft_paper WHERE draft = $1";
    /// A file attached; the same bytes twice are one.
    ATTACH = "INSERT INTO draft_paper (draft, component, file_hash, file_name, media_type, size)
              VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (draft, component, file_hash) DO NOTHING";
    DETACH = "DELETE FROM draft_paper WHERE draft = $1 AND component = $2 AND file_hash = $3";
    PAPERS = "SELECT component, 'upload', file_hash, file_name, media_type, size
              FROM draft_paper WHERE draft = $1 ORDER BY component, file_name";
}

/// Writes a draft; its papers are kept apart.
pub(crate) fn save(tx: &mut Tx, draft: &Draft) -> Result<(), Error> {
    tx.exec(
        &SAVE,
        params![
            draft.id,
            draft.account,
            draft.procedure.code,
            draft.procedure.version,
            draft.case,
            draft.competent,
            serde_json::to_string(&draft.answers)?,
            serde_json::to_string(&draft.done)?,
            draft.saved_at,
            serde_json::to_string(&draft.applicant)?
        ],
    )?;
    Ok(())
}

/// Locks the draft `id` of `account` until the transaction ends and notes that it was touched; false if there is none.
pub(crate) fn lock(tx: &mut Tx, id: DossierId, account: AccountId, now: Instant) -> Result<bool, db::Error> {
    Ok(tx.exec(&LOCK, params![id, account, now])? > 0)
}

/// The draft `id` of `account` with its papers.
pub(crate) fn find(q: &mut impl Query, id: DossierId, account: AccountId) -> Result<Option<Draft>, Error> {
    let Some(row) = q.opt(&FIND, params![id, account])? else { return Ok(None) };
    let mut draft = map(&row)?;
    draft.papers = q.all(&PAPERS, params![id])?.iter().map(paper::map).collect::<Result<_, _>>()?;
    Ok(Some(draft))
}

/// The drafts of an account, the last saved first, at most fifty, without their papers.
pub(crate) fn of_account(q: &mut impl Query, account: AccountId) -> Result<Vec<Draft>, Error> {
    q.all(&OF_ACCOUNT, params![account])?.iter().map(map).collect()
}

/// Attaches a file to a component.
pub(crate) fn attach(tx: &mut Tx, draft: DossierId, paper: &Paper) -> Result<(), db::Error> {
    tx.exec(
        &ATTACH,
        params![draft, paper.component, paper.file_hash, paper.file_name, paper.media_type, paper.size],
    )?;
    Ok(())
}

/// Takes a file off a component.
pub(crate) fn detach(tx: &mut Tx, draft: DossierId, component: &str, hash: &str) -> Result<(), db::Error> {
    tx.exec(&DETACH, params![draft, component, hash])?;
    Ok(())
}

/// Removes a draft and what was attached to it.
pub(crate) fn delete(tx: &mut Tx, draft: DossierId) -> Result<(), db::Error> {
    tx.exec(&DELETE_PAPERS, params![draft])?;
    tx.exec(&DELETE, params![draft])?;
    Ok(())
}

fn map(row: &Row) -> Result<Draft, Error> {
    Ok(Draft {
        id: row.get(0)?,
        account: row.get(1)?,
        procedure: ProcedureKey { code: row.get(2)?, version: row.get(3)? },
        case: row.get(4)?,
        competent: row.get(5)?,
        answers: serde_json::from_str(&row.get::<String>(6)?)?,
        done: serde_json::from_str(&row.get::<String>(7)?)?,
        saved_at: row.get(8)?,
        applicant: serde_json::from_str(&row.get::<String>(9)?)?,
        papers: Vec::new(),
    })
}
