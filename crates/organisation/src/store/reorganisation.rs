//! Reorganisations: the plan, its operations, what the receiving bodies said, and where each unit's work goes.

use std::collections::BTreeMap;

use base::Instant;
use base::id::{StaffId, UnitId};
use db::{Query, Row, Tx, Value, params};
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{Acceptance, Operation, Rehoming, Reorganisation, ReorganisationId, Said};

/// The columns of a reorganisation, in the order [`read`] reads them.
macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, root, decision, decided_on, first_day, stage, revision, problem, change, made_by, made_at, effect_at \
             FROM reorganisation ",
            $rest
        )
    };
}

db::statements! {
    /// A new plan.
    INSERT = "INSERT INTO reorganisation (id, root, decision, decided_on, first_day, stage, revision, problem, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9)";
    /// What acts change, at the revision that was read.
    UPDATE = "UPDATE reorganisation SET decision = $3, decided_on = $4, first_day = $5, stage = $6, problem = $7, change = $8,
            effect_at = $9, revision = revision + 1
        WHERE id = $1 AND revision = $2";
    /// By identifier.
    FIND = columns!("WHERE id = $1");
    /// Those an administrator of a body leads, the newest first.
    OF_ROOT = columns!("WHERE root = $1 ORDER BY id DESC LIMIT 200");
    /// Those that ask a body for its acceptance, the newest first.
    OF_RECEIVER = columns!("WHERE stage <> 'draft' AND id IN (SELECT reorganisation FROM reorganisation_acceptance WHERE body = $1) ORDER BY id DESC LIMIT 200");
    /// Those that ask a body which does not stand yet on a day, and into which this one goes, the newest first.
    OF_SOURCE = columns!("WHERE stage <> 'draft' AND id IN (SELECT r.reorganisation FROM reorganisation_rehoming r \
        JOIN reorganisation_acceptance a ON a.reorganisation = r.reorganisation AND a.body = r.heir_root \
        WHERE r.unit = $1 AND NOT EXISTS (SELECT 1 FROM unit_version v WHERE v.unit = r.heir_root AND v.valid_from <= $2 AND v.valid_to > $2)) \
        ORDER BY id DESC LIMIT 200");
    /// Those approved whose first day has come, but for those held up on a first day that has passed.
    DUE = columns!("WHERE stage = 'approved' AND first_day <= $1 AND (problem = '' OR first_day = $1) ORDER BY first_day, id LIMIT 100");
    /// The operations in order.
    OPERATIONS = "SELECT operation FROM reorganisation_operation WHERE reorganisation = $1 ORDER BY position";
    /// The operations of before.
    FORGET_OPERATIONS = "DELETE FROM reorganisation_operation WHERE reorganisation = $1";
    /// One operation.
    ADD_OPERATION = "INSERT INTO reorganisation_operation (reorganisation, position, operation) VALUES ($1, $2, $3)";
    /// The bodies that are asked and what they said.
    ACCEPTANCES = "SELECT body, name, staff, staff_name, said_at, refusal FROM reorganisation_acceptance WHERE reorganisation = $1
        ORDER BY name, body";
    /// Nobody is asked any more.
    FORGET_ACCEPTANCES = "DELETE FROM reorganisation_acceptance WHERE reorganisation = $1";
    /// A body that is asked.
    ASK = "INSERT INTO reorganisation_acceptance (reorganisation, body, name) VALUES ($1, $2, $3)";
    /// What it said.
    SAY = "UPDATE reorganisation_acceptance SET staff = $3, staff_name = $4, said_at = $5, refusal = $6
        WHERE reorganisation = $1 AND body = $2 AND said_at IS NULL";
    /// Where each unit's work goes.
    REHOMINGS = "SELECT unit, root, heir, heir_root, heir_top FROM reorganisation_rehoming WHERE reorganisation = $1";
    /// The calendar of each unit that has one of its own on a day.
    CALENDARS = "SELECT unit, calendar FROM unit_calendar WHERE valid_from <= $1 AND valid_to > $1";
    /// What was foreseen before.
    FORGET_REHOMINGS = "DELETE FROM reorganisation_rehoming WHERE reorganisation = $1";
    /// Where the work of one unit goes.
    REHOME = "INSERT INTO reorganisation_rehoming (reorganisation, unit, root, heir, heir_root, heir_top) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// Keeps a new plan.
pub(crate) fn insert(tx: &mut Tx, it: &Reorganisation) -> Result<(), Error> {
    let row = params![
        it.id,
        it.root,
        it.decision,
        it.decided_on,
        it.first_day,
        it.stage,
        it.revision,
        it.made_by,
        it.made_at
    ];
    tx.exec(&INSERT, row)?;
    operations(tx, it)
}

/// Writes what an act changed; false if somebody changed it meanwhile.
pub(crate) fn save(tx: &mut Tx, it: &mut Reorganisation) -> Result<bool, Error> {
    let row = params![
        it.id,
        it.revision,
        it.decision,
        it.decided_on,
        it.first_day,
        it.stage,
        it.problem,
        it.change,
        it.effect_at
    ];
    let saved = tx.exec(&UPDATE, row)? == 1;
    it.revision += 1;
    Ok(saved)
}

/// Writes the operations in place of those before.
pub(crate) fn operations(tx: &mut Tx, it: &Reorganisation) -> Result<(), Error> {
    tx.exec(&FORGET_OPERATIONS, params![it.id])?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (position, operation) in (1_i64..).zip(&it.operations) {
        let text = serde_json::to_string(operation).map_err(Error::Operation)?;
        rows.push(params![it.id, position, text].to_vec());
    }
    if !rows.is_empty() {
        tx.batch(&ADD_OPERATION, &rows)?;
    }
    Ok(())
}

pub(crate) fn find(q: &mut impl Query, id: ReorganisationId) -> Result<Option<Reorganisation>, Error> {
    let Some(row) = q.opt(&FIND, params![id])? else { return Ok(None) };
    let mut found = read(&row)?;
    for row in q.all(&OPERATIONS, params![id])? {
        let text: String = row.get(0)?;
        let operation: Operation = serde_json::from_str(&text).map_err(Error::Operation)?;
        found.operations.push(operation);
    }
    Ok(Some(found))
}

/// Those led by a body, without their operations.
pub(crate) fn of_root(q: &mut impl Query, root: UnitId) -> Result<Vec<Reorganisation>, Error> {
    q.all(&OF_ROOT, params![root])?.iter().map(|row| Ok(read(row)?)).collect()
}

/// Those that ask a body, without their operations.
pub(crate) fn of_receiver(q: &mut impl Query, body: UnitId) -> Result<Vec<Reorganisation>, Error> {
    q.all(&OF_RECEIVER, params![body])?.iter().map(|row| Ok(read(row)?)).collect()
}

/// Those in which a body goes into one that does not stand yet on a day, without their operations.
pub(crate) fn of_source(q: &mut impl Query, body: UnitId, on: Date) -> Result<Vec<Reorganisation>, Error> {
    q.all(&OF_SOURCE, params![body, on])?.iter().map(|row| Ok(read(row)?)).collect()
}

/// Those approved whose first day has come.
pub(crate) fn due(q: &mut impl Query, today: Date) -> Result<Vec<ReorganisationId>, Error> {
    q.all(&DUE, params![today])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub(crate) fn acceptances(q: &mut impl Query, id: ReorganisationId) -> Result<Vec<Acceptance>, Error> {
    let map = |row: &Row| {
        let at: Option<Instant> = row.get(4)?;
        let said = match (row.get::<Option<StaffId>>(2)?, at) {
            (Some(staff), Some(at)) => Some(Said {
                staff,
                name: row.get::<Option<String>>(3)?.unwrap_or_default(),
                at,
                refusal: row.get::<Option<String>>(5)?.unwrap_or_default(),
            }),
            _ => None,
        };
        Ok(Acceptance { body: row.get(0)?, name: row.get(1)?, said })
    };
    q.all(&ACCEPTANCES, params![id])?.iter().map(map).collect()
}

/// Asks these bodies, by identifier and name, and nobody else.
pub(crate) fn ask(tx: &mut Tx, id: ReorganisationId, bodies: &[(UnitId, String)]) -> Result<(), Error> {
    tx.exec(&FORGET_ACCEPTANCES, params![id])?;
    let rows: Vec<Vec<Value>> = bodies.iter().map(|(body, name)| params![id, body, name].to_vec()).collect();
    if !rows.is_empty() {
        tx.batch(&ASK, &rows)?;
    }
    Ok(())
}

/// Keeps what a body said; false if it had said something.
pub(crate) fn say(tx: &mut Tx, id: ReorganisationId, body: UnitId, said: &Said) -> Result<bool, Error> {
    let row = params![id, body, said.staff, said.name, said.at, said.refusal];
    Ok(tx.exec(&SAY, row)? == 1)
}

pub(crate) fn rehomings(q: &mut impl Query, id: ReorganisationId) -> Result<Vec<Rehoming>, db::Error> {
    let map = |row: &Row| {
        Ok(Rehoming {
            unit: row.get(0)?,
            root: row.get(1)?,
            heir: row.get(2)?,
            heir_root: row.get(3)?,
            heir_top: row.get(4)?,
        })
    };
    q.all(&REHOMINGS, params![id])?.iter().map(map).collect()
}

/// Writes where each unit's work goes, in place of what was foreseen before.
pub(crate) fn rehome(tx: &mut Tx, id: ReorganisationId, all: &[Rehoming]) -> Result<(), Error> {
    tx.exec(&FORGET_REHOMINGS, params![id])?;
    let row = |it: &Rehoming| params![id, it.unit, it.root, it.heir, it.heir_root, it.heir_top].to_vec();
    let rows: Vec<Vec<Value>> = all.iter().map(row).collect();
    if !rows.is_empty() {
        tx.batch(&REHOME, &rows)?;
    }
    Ok(())
}

/// The calendar of each unit that has one of its own on a day, as it is kept.
pub(crate) fn calendars(q: &mut impl Query, on: Date) -> Result<BTreeMap<UnitId, String>, Error> {
    q.all(&CALENDARS, params![on])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn read(row: &Row) -> Result<Reorganisation, db::BadValue> {
    Ok(Reorganisation {
        id: row.get(0)?,
        root: row.get(1)?,
        decision: row.get(2)?,
        decided_on: row.get(3)?,
        first_day: row.get(4)?,
        stage: row.get(5)?,
        revision: row.get(6)?,
        problem: row.get(7)?,
        change: row.get(8)?,
        made_by: row.get(9)?,
        made_at: row.get(10)?,
        effect_at: row.get(11)?,
        operations: Vec::new(),
    })
}
