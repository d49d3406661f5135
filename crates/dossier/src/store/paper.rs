//! The papers of dossiers.

use base::code::FileHash;
use base::id::DossierId;
use db::{Query, Row, Tx, Value, params};

use crate::model::Paper;

db::statements! {
    /// One paper of a dossier.
    INSERT = "INSERT INTO dossier_paper (dossier, position, component, source, file_hash, file_name, media_type, size)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The position behind the last paper.
    NEXT = "SELECT COALESCE(MAX(position) + 1, 0) FROM dossier_paper WHERE dossier = $1";
    /// The papers of a dossier, in their order.
    OF_DOSSIER = "SELECT component, source, file_hash, file_name, media_type, size
                  FROM dossier_paper WHERE dossier = $1 ORDER BY position";
    /// A row when any dossier or draft needs these bytes.
    REFERENCES = "SELECT 1 FROM dossier_paper WHERE file_hash = $1
                  UNION ALL SELECT 1 FROM draft_paper WHERE file_hash = $1 LIMIT 1";
    /// The files that dossiers, drafts and uploads since a moment refer to, in order.
    KEPT = "SELECT file_hash FROM
        (SELECT file_hash FROM dossier_paper WHERE file_hash > $1 ORDER BY file_hash LIMIT $2) AS filed
        UNION SELECT file_hash FROM
        (SELECT file_hash FROM draft_paper WHERE file_hash > $1 ORDER BY file_hash LIMIT $2) AS drafted
        UNION SELECT hash FROM
        (SELECT hash FROM upload WHERE hash > $1 AND uploaded_at >= $3 ORDER BY hash LIMIT $2) AS uploaded
        ORDER BY 1 LIMIT $2";
}

/// Writes the papers of a new dossier.
pub(crate) fn insert_all(tx: &mut Tx, dossier: DossierId, papers: &[Paper]) -> Result<(), db::Error> {
    insert_from(tx, dossier, papers, 0)
}

/// Adds papers behind those that are there.
pub(crate) fn add(tx: &mut Tx, dossier: DossierId, papers: &[Paper]) -> Result<(), db::Error> {
    let first = tx.one(&NEXT, params![dossier])?.get(0)?;
    insert_from(tx, dossier, papers, first)
}

fn insert_from(tx: &mut Tx, dossier: DossierId, papers: &[Paper], first: i64) -> Result<(), db::Error> {
    for row in rows_from(dossier, papers, first) {
        tx.put(&INSERT, &row)?;
    }
    Ok(())
}

/// The rows of the papers of a dossier that was made elsewhere.
pub(crate) fn rows(dossier: DossierId, papers: &[Paper]) -> Vec<Vec<Value>> {
    rows_from(dossier, papers, 0).collect()
}

fn rows_from(dossier: DossierId, papers: &[Paper], first: i64) -> impl Iterator<Item = Vec<Value>> {
    (first..).zip(papers).map(move |(position, paper)| {
        params![
            dossier,
            position,
            paper.component,
            paper.source,
            paper.file_hash,
            paper.file_name,
            paper.media_type,
            paper.size
        ]
        .to_vec()
    })
}

/// The papers of a dossier, in the order of its components.
pub(crate) fn of_dossier(q: &mut impl Query, dossier: DossierId) -> Result<Vec<Paper>, db::Error> {
    q.all(&OF_DOSSIER, params![dossier])?.iter().map(map).collect()
}

/// Whether any dossier or draft needs these bytes.
pub(crate) fn is_referred_to(q: &mut impl Query, hash: &FileHash) -> Result<bool, db::Error> {
    Ok(q.opt(&REFERENCES, params![hash])?.is_some())
}

/// The files after `after` that dossiers, drafts and uploads since a moment refer to.
pub(crate) fn kept(
    q: &mut impl Query,
    since: base::Instant,
    after: Option<&FileHash>,
    most: i64,
) -> Result<Vec<FileHash>, db::Error> {
    let after = after.map_or_else(String::new, ToString::to_string);
    let rows = q.all(&KEPT, params![after, most, since])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Reads one paper from columns component, source, `file_hash`, `file_name`, `media_type`, size.
pub(crate) fn map(row: &Row) -> Result<Paper, db::Error> {
    Ok(Paper {
        component: row.get(0)?,
        source: row.get(1)?,
        file_hash: row.get(2)?,
        file_name: row.get(3)?,
        media_type: row.get(4)?,
        size: row.get(5)?,
    })
}
