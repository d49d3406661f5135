//! Look-ups by officers, how many an hour, and the sample of each day.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};
use db::{BadValue, Error, Query, Row, Tx, params};
use jiff::civil::Date;

use crate::model::{LookUpId, LookUpReason, SampleState, Sampled};

/// The columns of a sampled look-up, in the order [`map`] reads them.
macro_rules! sampled {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.dossier, d.number, l.staff, l.body, l.top, l.reason, l.words, l.looked_at, s.day, s.state, \
             s.asked, s.answer FROM dossier_look_up_sample s JOIN dossier_look_up l ON l.id = s.look_up \
             JOIN dossier d ON d.id = l.dossier WHERE ",
            $rest
        )
    };
}

db::statements! {
    /// One more in this hour, if that is not too many; how many there are.
    COUNT = "INSERT INTO dossier_look_up_count (staff, hour, made) VALUES ($1, $2, 1)
        ON CONFLICT (staff, hour) DO UPDATE SET made = dossier_look_up_count.made + 1 WHERE dossier_look_up_count.made < $3
        RETURNING made";
    /// Forgets the hours before.
    FORGET = "DELETE FROM dossier_look_up_count WHERE staff = $1 AND hour < $2";
    /// One look-up.
    INSERT = "INSERT INTO dossier_look_up (id, dossier, staff, body, top, reason, words, looked_at, day)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Those of a day under a province or ministry.
    OF_DAY = "SELECT id, dossier FROM dossier_look_up WHERE top = $1 AND day = $2 ORDER BY id";
    /// The provinces and ministries with look-ups on a day of which no sample was drawn.
    UNDRAWN = "SELECT DISTINCT l.top FROM dossier_look_up l WHERE l.day = $1
        AND NOT EXISTS (SELECT 1 FROM dossier_look_up_drawn d WHERE d.top = l.top AND d.day = l.day)";
    /// That it was drawn; nothing if it was before.
    DRAWN = "INSERT INTO dossier_look_up_drawn (top, day, drawn_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// One in the sample.
    SAMPLE = "INSERT INTO dossier_look_up_sample (look_up, day, state, asked, answer, changed_at)
        VALUES ($1, $2, 'drawn', '', '', $3)";
    /// By its look-up.
    FIND = sampled!("s.look_up = $1");
    /// What a controller of a province has to look at: open first, then what was settled last.
    OF_TOP = sampled!("l.top = $1 AND (s.state <> 'fine' OR s.day >= $2) ORDER BY s.state = 'fine', s.changed_at DESC, l.id LIMIT $3");
    /// The same for the controller of a body.
    OF_BODY = sampled!("l.body = $1 AND (s.state <> 'fine' OR s.day >= $2) ORDER BY s.state = 'fine', s.changed_at DESC, l.id LIMIT $3");
    /// What an officer is asked about, and what they answered.
    OF_STAFF = sampled!("l.staff = $1 AND s.state IN ('asked', 'explained') ORDER BY s.state, s.changed_at, l.id LIMIT $2");
    /// The same three, for programs: those looked up before one, the last first.
    PAGE_OF_TOP = sampled!("l.top = $1 AND (s.state <> 'fine' OR s.day >= $2) AND l.id < $3 ORDER BY l.id DESC LIMIT $4");
    /// Of a body.
    PAGE_OF_BODY = sampled!("l.body = $1 AND (s.state <> 'fine' OR s.day >= $2) AND l.id < $3 ORDER BY l.id DESC LIMIT $4");
    /// Of an officer.
    PAGE_OF_STAFF = sampled!("l.staff = $1 AND s.state IN ('asked', 'explained') AND l.id < $2 ORDER BY l.id DESC LIMIT $3");
    /// What the controller says of one that is in one of two states.
    JUDGE = "UPDATE dossier_look_up_sample SET state = $2, asked = $3, judged_by = $4, changed_at = $5
        WHERE look_up = $1 AND state IN ('drawn', 'explained', 'asked')";
    /// What the officer answers.
    EXPLAIN = "UPDATE dossier_look_up_sample SET state = 'explained', answer = $2, changed_at = $3
        WHERE look_up = $1 AND state = 'asked'";
}

/// Counts one more look-up in this hour; false if there were `most`.
pub(crate) fn count(tx: &mut Tx, staff: StaffId, hour: i64, most: i64) -> Result<bool, Error> {
    tx.exec(&FORGET, params![staff, hour])?;
    Ok(tx.opt(&COUNT, params![staff, hour, most])?.is_some())
}

/// A look-up by number.
#[derive(Clone, Debug)]
pub(crate) struct New<'a> {
    pub(crate) id: LookUpId,
    pub(crate) dossier: DossierId,
    pub(crate) staff: StaffId,
    pub(crate) body: UnitId,
    pub(crate) top: UnitId,
    pub(crate) reason: LookUpReason,
    pub(crate) words: &'a str,
    pub(crate) at: Instant,
}

pub(crate) fn insert(tx: &mut Tx, it: &New<'_>) -> Result<(), Error> {
    let reason = it.reason.code();
    let day = it.at.date();
    let row = params![it.id, it.dossier, it.staff, it.body, it.top, reason, it.words, it.at, day];
    tx.exec(&INSERT, row).map(drop)
}

/// The look-ups of a day under a province or ministry, each with its dossier.
pub(crate) fn of_day(
    q: &mut impl Query,
    top: UnitId,
    day: Date,
) -> Result<Vec<(LookUpId, DossierId)>, Error> {
    q.all(&OF_DAY, params![top, day])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub(crate) fn undrawn(q: &mut impl Query, day: Date) -> Result<Vec<UnitId>, Error> {
    q.all(&UNDRAWN, params![day])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Notes that the sample of a day was drawn; false if it was before.
pub(crate) fn drawn(tx: &mut Tx, top: UnitId, day: Date, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&DRAWN, params![top, day, now])? == 1)
}

pub(crate) fn sample(tx: &mut Tx, id: LookUpId, day: Date, now: Instant) -> Result<(), Error> {
    tx.exec(&SAMPLE, params![id, day, now]).map(drop)
}

pub(crate) fn find(q: &mut impl Query, id: LookUpId) -> Result<Option<Sampled>, Error> {
    q.opt(&FIND, params![id])?.map(|row| map(&row)).transpose()
}

/// The sample under a province or ministry: what is open, and what was fine since a day.
pub(crate) fn of_top(
    q: &mut impl Query,
    top: UnitId,
    since: Date,
    limit: i64,
) -> Result<Vec<Sampled>, Error> {
    q.all(&OF_TOP, params![top, since, limit])?.iter().map(map).collect()
}

/// The same of a body.
pub(crate) fn of_body(
    q: &mut impl Query,
    body: UnitId,
    since: Date,
    limit: i64,
) -> Result<Vec<Sampled>, Error> {
    q.all(&OF_BODY, params![body, since, limit])?.iter().map(map).collect()
}

/// What an officer is asked about and has answered, what is owed first.
pub(crate) fn of_staff(q: &mut impl Query, staff: StaffId, limit: i64) -> Result<Vec<Sampled>, Error> {
    q.all(&OF_STAFF, params![staff, limit])?.iter().map(map).collect()
}

/// Which look-ups of a list for programs: those before one, so many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LookUpPage {
    pub(crate) after: Option<LookUpId>,
    pub(crate) size: i64,
}

impl LookUpPage {
    /// What every identifier of the page sorts before; “g” comes after all of them.
    fn below(self) -> String {
        self.after.map_or_else(|| "g".to_owned(), |id| id.to_string())
    }
}

/// A page of the sample under a province or ministry.
pub(crate) fn page_of_top(
    q: &mut impl Query,
    top: UnitId,
    since: Date,
    page: LookUpPage,
) -> Result<Vec<Sampled>, Error> {
    q.all(&PAGE_OF_TOP, params![top, since, page.below(), page.size])?.iter().map(map).collect()
}

/// A page of the sample of a body.
pub(crate) fn page_of_body(
    q: &mut impl Query,
    body: UnitId,
    since: Date,
    page: LookUpPage,
) -> Result<Vec<Sampled>, Error> {
    q.all(&PAGE_OF_BODY, params![body, since, page.below(), page.size])?.iter().map(map).collect()
}

/// A page of what an officer is asked about and has answered.
pub(crate) fn page_of_staff(
    q: &mut impl Query,
    staff: StaffId,
    page: LookUpPage,
) -> Result<Vec<Sampled>, Error> {
    q.all(&PAGE_OF_STAFF, params![staff, page.below(), page.size])?.iter().map(map).collect()
}

pub(crate) fn judge(
    tx: &mut Tx,
    id: LookUpId,
    state: SampleState,
    asked: &str,
    by: StaffId,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx.exec(&JUDGE, params![id, state.code(), asked, by, now])? == 1)
}

pub(crate) fn explain(tx: &mut Tx, id: LookUpId, answer: &str, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&EXPLAIN, params![id, answer, now])? == 1)
}

fn map(row: &Row) -> Result<Sampled, Error> {
    let (reason, state): (String, String) = (row.get(6)?, row.get(10)?);
    Ok(Sampled {
        id: row.get(0)?,
        dossier: row.get(1)?,
        number: row.get(2)?,
        staff: row.get(3)?,
        body: row.get(4)?,
        top: row.get(5)?,
        reason: LookUpReason::parse(&reason).ok_or(BadValue { column: 6, expected: "a reason" })?,
        words: row.get(7)?,
        at: row.get(8)?,
        day: row.get(9)?,
        state: SampleState::parse(&state).ok_or(BadValue { column: 10, expected: "a state" })?,
        asked: row.get(11)?,
        answer: row.get(12)?,
    })
}
