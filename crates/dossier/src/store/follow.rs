//! Dossiers of units that have ended, and whom they pass to.

use base::id::{DossierId, UnitId};
use db::{Query, Tx, params};

use super::word;
use crate::model::Dossier;

db::statements! {
    /// What is open, or waits to be handed over, kept or decided by a unit or at one of its steps; paged by identifier.
    HELD = "SELECT id FROM dossier WHERE (root = $1 OR competent_unit = $1 OR step_unit = $1 OR received_at_unit = $1)
                AND state NOT IN ('refused', 'withdrawn', 'stopped', 'returned') AND id > $2 ORDER BY id LIMIT $3";
    /// The bodies of a dossier, after others have ended.
    MOVE = "UPDATE dossier SET root = $2, competent_unit = $3, top = $4 WHERE id = $1";
    /// The same for what the controller looks at, and for hand-overs.
    MOVE_OUTSIDE = "UPDATE dossier_outside_list SET root = $2, competent_unit = $3 WHERE dossier = $1";
    GIVER = "UPDATE dossier_handover SET from_body = $3 WHERE dossier = $1 AND from_body = $2";
    TAKER = "UPDATE dossier_handover SET to_body = $3 WHERE dossier = $1 AND to_body = $2";
}

/// At most `limit` dossiers that a unit still holds, after `after`.
pub(crate) fn held(
    q: &mut impl Query,
    unit: UnitId,
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<DossierId>, db::Error> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    q.all(&HELD, params![unit, after, limit])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Writes the bodies of a dossier, under which it is found too.
pub(crate) fn bodies(tx: &mut Tx, before: &Dossier, now: &Dossier) -> Result<(), db::Error> {
    let (id, root, competent) = (now.id, now.root, now.competent);
    word::remove(tx, before)?;
    word::insert(tx, now)?;
    tx.exec(&MOVE, params![id, root, competent, now.top])?;
    tx.exec(&MOVE_OUTSIDE, params![id, root, competent])?;
    Ok(())
}

/// Lets a successor owe what the unit before it owed of hand-overs.
pub(crate) fn handovers(tx: &mut Tx, id: DossierId, from: UnitId, to: UnitId) -> Result<(), db::Error> {
    tx.exec(&GIVER, params![id, from, to])?;
    tx.exec(&TAKER, params![id, from, to])?;
    Ok(())
}
