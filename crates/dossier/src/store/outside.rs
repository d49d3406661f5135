//! Papers asked for outside the published list, for the controller.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};
use db::{Query, Row, Tx, Value, params};

use crate::model::{Dossier, Item};

db::statements! {
    /// One paper.
    INSERT = "INSERT INTO dossier_outside_list (dossier, asked_at, component, root, competent_unit, name, citation, staff)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The last ones of a body that keeps or decides, newest first.
    OF_BODY = "SELECT o.dossier, d.number, o.asked_at, o.name, o.citation, o.staff FROM dossier_outside_list o
        JOIN dossier d ON d.id = o.dossier
        WHERE (o.root = $1 OR o.competent_unit = $1) AND o.asked_at >= $2
        ORDER BY o.asked_at DESC, o.dossier, o.component LIMIT $3";
    /// The last ones under a province or ministry, newest first.
    OF_TOP = "SELECT o.dossier, d.number, o.asked_at, o.name, o.citation, o.staff FROM dossier_outside_list o
        JOIN dossier d ON d.id = o.dossier
        WHERE d.top = $1 AND o.asked_at >= $2
        ORDER BY o.asked_at DESC, o.dossier, o.component LIMIT $3";
}

/// A paper that was asked for outside the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Its number, once received.
    pub number: Option<String>,
    /// When.
    pub asked_at: Instant,
    /// What.
    pub name: String,
    /// On which article.
    pub citation: String,
    /// By whom.
    pub staff: StaffId,
}

/// Notes the papers of a request that no published component names.
pub(crate) fn note(
    tx: &mut Tx,
    dossier: &Dossier,
    items: &[Item],
    staff: StaffId,
    now: Instant,
) -> Result<(), db::Error> {
    let rows = rows(dossier, items, staff, now);
    if rows.is_empty() { Ok(()) } else { tx.batch(&INSERT, &rows).map(drop) }
}

/// The rows of these papers.
pub(crate) fn rows(dossier: &Dossier, items: &[Item], staff: StaffId, now: Instant) -> Vec<Vec<Value>> {
    let row = |item: &Item| {
        let citation = item.citation.as_ref()?;
        let (root, competent) = (dossier.root, dossier.competent);
        Some(params![dossier.id, now, item.component, root, competent, item.name, citation, staff].to_vec())
    };
    items.iter().filter_map(row).collect()
}

/// What was asked for under a province or ministry outside the list since a moment, newest first, at most `limit`.
pub(crate) fn of_top(
    q: &mut impl Query,
    top: UnitId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Outside>, db::Error> {
    q.all(&OF_TOP, params![top, since, limit])?.iter().map(map).collect()
}

/// What a body asked for outside the list since a moment, newest first, at most `limit`.
pub(crate) fn of_body(
    q: &mut impl Query,
    body: UnitId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Outside>, db::Error> {
    q.all(&OF_BODY, params![body, since, limit])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Outside, db::Error> {
    Ok(Outside {
        dossier: row.get(0)?,
        number: row.get(1)?,
        asked_at: row.get(2)?,
        name: row.get(3)?,
        citation: row.get(4)?,
        staff: row.get(5)?,
    })
}
