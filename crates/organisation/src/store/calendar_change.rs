//! Changes of working calendars: proposed, approved or declined, and what lies over the calendar of a unit.

use std::collections::BTreeSet;

use base::Instant;
use base::id::{StaffId, UnitId};
use db::{BadValue, Error, Query, Row, Tx};
use jiff::civil::Date;

use crate::model::{CalendarChange, CalendarChangeId, CalendarChangeState, Layer};

/// The columns of a change, in the order [`map`] reads them, and where they come from.
macro_rules! change {
    ($from:literal) => {
        concat!(
            "SELECT c.id, c.unit, c.name, c.source, c.content, c.first_day, c.last_day, c.proposed_by, c.proposed_at, \
             c.state, c.decided_by, c.decided_at, c.note, c.number, c.effects FROM ",
            $from
        )
    };
}

db::statements! {
    /// A proposal.
    INSERT = "INSERT INTO calendar_change (id, unit, name, source, content, first_day, last_day, proposed_by, proposed_at, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed')";
    /// The answer to a proposal that has none.
    DECIDE = "UPDATE calendar_change SET state = $2, decided_by = $3, decided_at = $4, note = $5, number = $6, known_from = $7,
            effects = $8 WHERE id = $1 AND state = 'proposed'";
    /// The next number.
    NUMBER = "INSERT INTO calendar_number (id, last) VALUES ('all', 1)
        ON CONFLICT (id) DO UPDATE SET last = calendar_number.last + 1 RETURNING last";
    /// One change.
    FIND = change!("calendar_change c WHERE c.id = $1");
    /// Those of a unit and of the units above it, the newest first.
    OVER = line!(change!(
        "line JOIN calendar_change c ON c.unit = line.unit ORDER BY c.proposed_at DESC, c.id DESC LIMIT 200"
    ));
    /// What lies over the calendar of a unit on a day, with how far above it was decided.
    LAYERS = line!("SELECT c.id, c.content, c.number, line.depth FROM line JOIN calendar_change c ON c.unit = line.unit
            WHERE c.state = 'approved' AND c.known_from <= $2 ORDER BY c.number");
    /// The units that have approved changes of their own which still touch a day or a later one.
    ALTERED = "SELECT DISTINCT unit FROM calendar_change WHERE state = 'approved' AND (last_day IS NULL OR last_day >= $1)";
    /// How far above a unit another stands on a day; nothing if it does not.
    DEPTH = line!("SELECT line.depth FROM line WHERE line.unit = $3");
    /// Whether a change was taken back, or is to be: another one's content names it.
    STANDS = "SELECT c.id FROM calendar_change c WHERE c.unit = $1 AND c.content = $2 AND c.state <> 'declined' LIMIT 1";
}

/// Keeps a proposal.
pub(crate) fn insert(tx: &mut Tx, it: &CalendarChange, content: &str) -> Result<(), Error> {
    let row = db::params![
        it.id,
        it.unit,
        it.name,
        it.source,
        content,
        it.first,
        it.last,
        it.proposed_by,
        it.proposed_at
    ];
    tx.exec(&INSERT, row)?;
    Ok(())
}

/// The next number of an approved change.
pub(crate) fn next_number(tx: &mut Tx) -> Result<i64, Error> {
    Ok(tx.one(&NUMBER, db::params![])?.get(0)?)
}

/// What an answer brings beside who gave it.
pub(crate) struct Answer<'a> {
    pub(crate) state: CalendarChangeState,
    pub(crate) note: &'a str,
    /// The number, and under which name the ledger tells of its effects; only of an approved change.
    pub(crate) approved: Option<(i64, &'a str)>,
}

/// Keeps the answer; false if the proposal has one.
pub(crate) fn decide(
    tx: &mut Tx,
    id: CalendarChangeId,
    by: StaffId,
    now: Instant,
    answer: &Answer<'_>,
) -> Result<bool, Error> {
    let number = answer.approved.map(|(number, _)| number);
    let effects = answer.approved.map(|(_, effects)| effects);
    let from = answer.approved.map(|_| now.date());
    let row = db::params![id, answer.state.code(), by, now, answer.note, number, from, effects];
    Ok(tx.exec(&DECIDE, row)? == 1)
}

/// One change.
pub(crate) fn find(q: &mut impl Query, id: CalendarChangeId) -> Result<Option<CalendarChange>, Error> {
    q.opt(&FIND, db::params![id])?.as_ref().map(map).transpose()
}

/// The changes of a unit and of those above it, the newest first.
pub(crate) fn over(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<CalendarChange>, Error> {
    q.all(&OVER, db::params![unit, on])?.iter().map(map).collect()
}

/// What lies over the calendar of a unit on a day.
pub(crate) fn layers(q: &mut impl Query, unit: UnitId, on: Date) -> Result<Vec<Layer>, Error> {
    let layer = |row: &Row| -> Result<Layer, Error> {
        Ok(Layer {
            id: row.get(0)?,
            content: json(&row.get::<String>(1)?)?,
            number: row.get(2)?,
            depth: row.get(3)?,
        })
    };
    q.all(&LAYERS, db::params![unit, on])?.iter().map(layer).collect()
}

/// The units that have changes of their own which still touch `on` or a later day.
pub(crate) fn altered(q: &mut impl Query, on: Date) -> Result<BTreeSet<UnitId>, Error> {
    q.all(&ALTERED, db::params![on])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// How far above `unit` the unit `above` stands on a day.
pub(crate) fn depth(q: &mut impl Query, unit: UnitId, above: UnitId, on: Date) -> Result<Option<i64>, Error> {
    q.opt(&DEPTH, db::params![unit, on, above])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// Whether a change of `unit` with this content stands or waits.
pub(crate) fn stands(q: &mut impl Query, unit: UnitId, content: &str) -> Result<bool, Error> {
    Ok(q.opt(&STANDS, db::params![unit, content])?.is_some())
}

fn map(row: &Row) -> Result<CalendarChange, Error> {
    let state: String = row.get(9)?;
    let by: Option<StaffId> = row.get(10)?;
    let at: Option<Instant> = row.get(11)?;
    let note: Option<String> = row.get(12)?;
    Ok(CalendarChange {
        id: row.get(0)?,
        unit: row.get(1)?,
        name: row.get(2)?,
        source: row.get(3)?,
        content: json(&row.get::<String>(4)?)?,
        first: row.get(5)?,
        last: row.get(6)?,
        proposed_by: row.get(7)?,
        proposed_at: row.get(8)?,
        state: CalendarChangeState::parse(&state)
            .ok_or(BadValue { column: 9, expected: "a state of a change" })?,
        decided: by.zip(at).map(|(by, at)| (by, at, note.unwrap_or_default())),
        number: row.get(13)?,
        effects: row.get(14)?,
    })
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, BadValue> {
    serde_json::from_str(text).map_err(|_| BadValue { column: 4, expected: "a change of a calendar as JSON" })
}
