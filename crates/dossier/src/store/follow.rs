//! Dossiers of units that have ended or stand elsewhere, and where they are moved: many at a time.

use base::Instant;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Tx, Value, params};

use super::{branch, pickup, word};
use crate::error::Error;
use crate::events::Move;
use crate::model::{Dossier, OfflineCounterId, State};

db::statements! {
    /// What is open, or waits to be handed over, kept or decided by a unit or at one of its steps; paged by identifier.
    HELD = "SELECT id FROM dossier WHERE (root = $1 OR competent_unit = $1 OR step_unit = $1 OR received_at_unit = $1)
                AND state NOT IN ('refused', 'withdrawn', 'stopped', 'returned') AND id > $2 ORDER BY id LIMIT $3";
    /// What a body keeps that is open, waits to be received, or waits to be handed over; as the partial indexes say it.
    OPEN_OF_BODY = "SELECT id FROM dossier WHERE root = $1 AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')
            ORDER BY due_current, id LIMIT $2";
    WAITING_OF_BODY = "SELECT id FROM dossier WHERE root = $1 AND state = 'submitted' ORDER BY due_current, id LIMIT $2";
    READY_OF_BODY = "SELECT id FROM dossier WHERE root = $1 AND state = 'completed' ORDER BY due_current, id LIMIT $2";
    /// Those received that a body keeps, the newest first.
    OF_BODY = "SELECT id, received_at FROM dossier
            WHERE root = $1 AND received_at IS NOT NULL AND (received_at < $2 OR (received_at = $2 AND id < $3))
            ORDER BY received_at DESC, id DESC LIMIT $4";
    /// Every dossier, the newest first, with the units under which it lies.
    WALK = "SELECT id, number, state, root, competent_unit, received_at_unit, step_unit, top FROM dossier WHERE id < $1
            ORDER BY id DESC LIMIT $2";
    /// The units of open branches of some of them.
    BRANCHES = "SELECT dossier, unit FROM dossier_branch WHERE dossier <= $1 AND dossier >= $2";
    /// The linked dossiers among them.
    WHOLES = "SELECT DISTINCT whole FROM dossier_part WHERE whole <= $1 AND whole >= $2";
    /// Drafts, the newest first, with the body they are for.
    DRAFTS = "SELECT id, competent_unit FROM draft WHERE id < $1 ORDER BY id DESC LIMIT $2";
    /// A draft for another body.
    MOVE_DRAFT = "UPDATE draft SET competent_unit = $2 WHERE id = $1";
    /// Where a dossier lies, after others have ended.
    MOVE = "UPDATE dossier SET revision = revision + 1, root = $2, competent_unit = $3, top = $4, received_at_unit = $5,
                step_unit = $6, assignee = $7, beside = $8 WHERE id = $1";
    /// Under whom it was received, kept once: the first time it moves.
    FORMERLY = "INSERT INTO dossier_formerly (dossier, root, competent_unit, top, received_at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (dossier) DO NOTHING";
    /// The same for what the controller looks at, for what other bodies are asked, for parts, warnings and hand-overs.
    MOVE_OUTSIDE = "UPDATE dossier_outside_list SET root = $2, competent_unit = $3 WHERE dossier = $1";
    MOVE_ASKED = "UPDATE dossier_asked SET root = $2, competent = $3 WHERE dossier = $1";
    ASKED_UNIT = "UPDATE dossier_asked SET unit = $3 WHERE dossier = $1 AND unit = $2";
    MOVE_PARTS = "UPDATE dossier_part SET root = $2 WHERE whole = $1";
    WARNED = "UPDATE dossier_warning SET unit = $3 WHERE dossier = $1 AND unit = $2";
    GIVER = "UPDATE dossier_handover SET from_body = $3 WHERE dossier = $1 AND from_body = $2";
    TAKER = "UPDATE dossier_handover SET to_body = $3 WHERE dossier = $1 AND to_body = $2";
    /// Nothing is owed between a body and itself.
    IN_ONE_HAND = "DELETE FROM dossier_handover WHERE dossier = $1 AND from_body = to_body";
    /// Machines that receive without a network.
    COUNTERS = "SELECT id, root, name FROM offline_counter ORDER BY id";
    /// A machine of a body that ended: it gets no numbers any more, and what it still holds comes in at the heir.
    MOVE_COUNTER = "UPDATE offline_counter SET root = $2, name = $3, retired_at = COALESCE(retired_at, $4) WHERE id = $1";
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

/// A dossier on the walk, with the units that decide whether it moves.
#[derive(Clone, Debug)]
pub(crate) struct Lies {
    pub(crate) id: DossierId,
    pub(crate) number: Option<String>,
    pub(crate) state: State,
    pub(crate) root: UnitId,
    pub(crate) competent: UnitId,
    /// All of them, the two above among them.
    pub(crate) units: Vec<UnitId>,
    pub(crate) is_whole: bool,
}

/// At most `limit` dossiers before `before`, the newest first.
pub(crate) fn walk(q: &mut impl Query, before: &str, limit: i64) -> Result<Vec<Lies>, db::Error> {
    let mut all: Vec<Lies> =
        q.all(&WALK, params![before, limit])?.iter().map(lies).collect::<Result<_, _>>()?;
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Ok(all) };
    let (first, last) = (first.id, last.id);
    for row in q.all(&BRANCHES, params![first, last])? {
        let (id, unit): (DossierId, UnitId) = (row.get(0)?, row.get(1)?);
        all.iter_mut().filter(|it| it.id == id).for_each(|it| it.units.push(unit));
    }
    for row in q.all(&WHOLES, params![first, last])? {
        let id: DossierId = row.get(0)?;
        all.iter_mut().filter(|it| it.id == id).for_each(|it| it.is_whole = true);
    }
    Ok(all)
}

fn lies(row: &Row) -> Result<Lies, db::Error> {
    let (root, competent): (UnitId, UnitId) = (row.get(3)?, row.get(4)?);
    let mut units = vec![root, competent];
    units.extend(row.get::<Option<UnitId>>(5)?);
    units.extend(row.get::<Option<UnitId>>(6)?);
    let (id, number, state) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Lies { id, number, state, root, competent, units, is_whole: false })
}

/// At most `limit` dossiers that a body keeps and that somebody waits for.
pub(crate) fn open_of_body(
    q: &mut impl Query,
    body: UnitId,
    limit: usize,
) -> Result<Vec<DossierId>, db::Error> {
    let mut ids = Vec::new();
    for statement in [&OPEN_OF_BODY, &WAITING_OF_BODY, &READY_OF_BODY] {
        let room = i64::try_from(limit - ids.len()).unwrap_or(0);
        if room > 0 {
            for row in q.all(statement, params![body, room])? {
                ids.push(row.get(0)?);
            }
        }
    }
    Ok(ids)
}

/// At most `limit` received dossiers that a body keeps, before one, the newest first, each with the moment of its reception.
pub(crate) fn of_body(
    q: &mut impl Query,
    body: UnitId,
    before: Option<(Instant, DossierId)>,
    limit: i64,
) -> Result<Vec<(DossierId, Instant)>, db::Error> {
    let (at, id) = before.map_or((i64::MAX, String::new()), |(at, id)| (at.micros(), id.to_string()));
    q.all(&OF_BODY, params![body, at, id, limit])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// At most `limit` drafts before `before`, the newest first, with the body they are for.
pub(crate) fn drafts(
    q: &mut impl Query,
    before: &str,
    limit: i64,
) -> Result<Vec<(DossierId, UnitId)>, db::Error> {
    q.all(&DRAFTS, params![before, limit])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Drafts for other bodies.
pub(crate) fn move_drafts(tx: &mut Tx, all: &[(DossierId, UnitId)]) -> Result<(), db::Error> {
    let rows: Vec<Vec<Value>> = all.iter().map(|(id, body)| params![*id, *body].to_vec()).collect();
    batch(tx, &MOVE_DRAFT, &rows)
}

/// The machines that receive without a network, with body and name.
pub(crate) fn counters(q: &mut impl Query) -> Result<Vec<(OfflineCounterId, UnitId, String)>, db::Error> {
    q.all(&COUNTERS, params![])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// A machine of a body that ended belongs to the heir and gets no numbers any more.
pub(crate) fn move_counter(
    tx: &mut Tx,
    id: OfflineCounterId,
    root: UnitId,
    name: &str,
    now: Instant,
) -> Result<(), db::Error> {
    tx.exec(&MOVE_COUNTER, params![id, root, name, now]).map(drop)
}

/// A dossier that moves.
pub(crate) struct Moved {
    pub(crate) before: Dossier,
    pub(crate) now: Dossier,
    pub(crate) moves: Vec<Move>,
}

/// Writes where dossiers lie now, under which they are found too, and under whom they were received.
pub(crate) fn write(tx: &mut Tx, all: &mut [Moved]) -> Result<(), Error> {
    let mut rows = Vec::new();
    for it in all.iter() {
        let (now, step) = (&it.now, it.now.open_steps().first());
        let beside = super::dossier::beside_text(now)?;
        let (unit, assignee) = (step.map(|it| it.unit), step.and_then(|it| it.assignee));
        let row =
            params![now.id, now.root, now.competent, now.top, now.received_at_unit, unit, assignee, beside];
        rows.push(row.to_vec());
    }
    batch(tx, &MOVE, &rows)?;
    words(tx, all)?;
    formerly(tx, all)?;
    beside(tx, all)?;
    for it in all {
        if it.now.open_steps().len() > 1 {
            branch::replace(tx, it.now.id, it.now.open_steps())?;
        }
        if it.now.state == State::Completed {
            pickup::keep(tx, &it.now)?;
        }
        it.now.revision += 1;
    }
    Ok(())
}

fn words(tx: &mut Tx, all: &[Moved]) -> Result<(), db::Error> {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for it in all {
        let scopes = |it: &Dossier| word::scopes_of(it.root, it.competent, it.top);
        let (before, now) = (scopes(&it.before), scopes(&it.now));
        let left: Vec<UnitId> = before.iter().filter(|id| !now.contains(id)).copied().collect();
        let new: Vec<UnitId> = now.iter().filter(|id| !before.contains(id)).copied().collect();
        let name = word::names(&it.now);
        gone.extend(
            word::rows(it.now.id, &left, &name).into_iter().map(|row| row.into_iter().take(3).collect()),
        );
        come.extend(word::rows(it.now.id, &new, &name));
    }
    word::exchange(tx, &gone, &come)
}

fn formerly(tx: &mut Tx, all: &[Moved]) -> Result<(), db::Error> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for it in all {
        let Dossier { id, root, competent, top, received_at, .. } = &it.before;
        if let (Some(at), Some(top)) = (received_at, top)
            && (*competent, Some(*top)) != (it.now.competent, it.now.top)
        {
            rows.push(params![*id, *root, *competent, *top, *at].to_vec());
        }
    }
    batch(tx, &FORMERLY, &rows)
}

/// What stands beside dossiers in tables of its own.
fn beside(tx: &mut Tx, all: &[Moved]) -> Result<(), db::Error> {
    let (mut outside, mut asked, mut parts, mut ends, mut ids) = (vec![], vec![], vec![], vec![], vec![]);
    for it in all.iter() {
        let Dossier { id, root, competent, beside, state, .. } = &it.now;
        if !beside.supplements.is_empty() {
            outside.push(params![*id, *root, *competent].to_vec());
        }
        if !beside.parts.is_empty() {
            parts.push(params![*id, *root].to_vec());
        }
        if !state.is_closed() || *state == State::Completed {
            asked.push(params![*id, *root, *competent].to_vec());
            ends.extend(it.moves.iter().map(|one| params![*id, one.from, one.to].to_vec()));
            ids.push(params![*id].to_vec());
        }
    }
    batch(tx, &MOVE_OUTSIDE, &outside)?;
    batch(tx, &MOVE_PARTS, &parts)?;
    batch(tx, &MOVE_ASKED, &asked)?;
    for statement in [&ASKED_UNIT, &WARNED, &GIVER, &TAKER] {
        batch(tx, statement, &ends)?;
    }
    batch(tx, &IN_ONE_HAND, &ids)
}

fn batch(tx: &mut Tx, statement: &'static db::Statement, rows: &[Vec<Value>]) -> Result<(), db::Error> {
    if rows.is_empty() { Ok(()) } else { tx.batch(statement, rows).map(drop) }
}
