//! What a changed calendar may move: open dossiers due from a moment on, body by body, lean enough to look through a hundred thousand.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use catalogue::ProcedureKey;
use db::{Query, Row, params};

use crate::error::Error;
use crate::model::{Beside, Channel};

/// The columns of what is looked through, in the order [`map`] reads them.
macro_rules! counting {
    ($rest:literal) => {
        concat!(
            "SELECT due_current, id, number, procedure_code, procedure_version, case_code, channel, answers, competent_unit, \
             submitted_at, received_at, answer_due, due_original, closed_at, beside FROM dossier WHERE ",
            $rest
        )
    };
}

// The states word for word as the partial indexes say them, or they are not used.
db::statements! {
    /// What waits for an answer, due after a moment.
    WAITING = counting!("competent_unit = $1 AND state = 'submitted' AND (due_current, id) > ($2, $3) ORDER BY due_current, id LIMIT $4");
    /// What is open, due after a moment.
    OPEN = counting!("competent_unit = $1 AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment') \
        AND (due_current, id) > ($2, $3) ORDER BY due_current, id LIMIT $4");
    /// One that is open.
    ONE = counting!("id = $1 AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')");
    /// What was done late, due from a moment on; by when it was received.
    LATE = counting!("competent_unit = $1 AND received_at IS NOT NULL AND (received_at, id) > ($2, $3) AND state IN ('completed', 'returned') \
        AND due_original >= $5 AND closed_at > due_original ORDER BY received_at, id LIMIT $4");
}

/// What is looked through in each body: what waits, what is open, what was done late.
const STAGES: usize = 3;
/// No term is longer than this, in microseconds: what was received before it was due before the change.
const LONGEST: i64 = 2 * 366 * 86_400 * 1_000_000;

/// Of a dossier what its due date follows from.
#[derive(Debug)]
pub(crate) struct Counting {
    pub(crate) id: DossierId,
    pub(crate) number: Option<DossierNumber>,
    pub(crate) procedure: ProcedureKey,
    pub(crate) case: String,
    pub(crate) channel: Channel,
    /// The answers of the form, as JSON.
    pub(crate) answers: String,
    pub(crate) competent: UnitId,
    pub(crate) submitted_at: Instant,
    pub(crate) received_at: Option<Instant>,
    pub(crate) answer_due: Instant,
    pub(crate) due_original: Option<Instant>,
    pub(crate) due_current: Instant,
    pub(crate) closed_at: Option<Instant>,
    pub(crate) beside: Beside,
}

/// Where a look through some bodies is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    body: usize,
    stage: usize,
    /// After which moment: of being due, or received of what was done late.
    at: i64,
    id: String,
}

impl Cursor {
    /// Before everything of a body that is due from `first` on.
    fn begin(body: usize, stage: usize, first: Instant) -> Self {
        let at = if stage < STAGES - 1 { first.micros() - 1 } else { first.micros() - LONGEST };
        Self { body, stage, at, id: String::new() }
    }

    /// As a key of the ledger.
    pub(crate) fn write(&self) -> String {
        format!("{} {} {} {}", self.body, self.stage, self.at, self.id)
    }

    /// Reads a key; none for anything else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let (body, stage) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { body, stage, at: parts.next()?.parse().ok()?, id: parts.next()?.to_owned() })
    }
}

/// At most `limit` dossiers after `at` that these bodies decide and that are due from `first` on, and where to go on; no cursor at the end. What
/// was done late is looked through only if `done`.
pub(crate) fn next(
    q: &mut impl Query,
    bodies: &[UnitId],
    at: Option<Cursor>,
    first: Instant,
    done: bool,
    limit: usize,
) -> Result<(Vec<Counting>, Option<Cursor>), Error> {
    let mut at = at.unwrap_or_else(|| Cursor::begin(0, 0, first));
    let stages = if done { STAGES } else { STAGES - 1 };
    let mut out = Vec::new();
    while let Some(body) = bodies.get(at.body) {
        if at.stage >= stages {
            at = Cursor::begin(at.body + 1, 0, first);
            continue;
        }
        let room = limit - out.len();
        let rows = i64::try_from(room).unwrap_or(i64::MAX);
        let found = match at.stage {
            0 => q.all(&WAITING, params![body, at.at, at.id, rows])?,
            1 => q.all(&OPEN, params![body, at.at, at.id, rows])?,
            _ => q.all(&LATE, params![body, at.at, at.id, rows, first])?,
        };
        for row in &found {
            out.push(map(row)?);
        }
        let last = out.last().filter(|_| found.len() == room);
        let Some(last) = last else {
            at = Cursor::begin(at.body, at.stage + 1, first);
            continue;
        };
        let moment = if at.stage < STAGES - 1 { last.due_current } else { last.received_at.unwrap_or(first) };
        let cursor = Cursor { at: moment.micros(), id: last.id.to_string(), ..at };
        return Ok((out, Some(cursor)));
    }
    Ok((out, None))
}

/// The open dossier `id`.
pub(crate) fn open(q: &mut impl Query, id: DossierId) -> Result<Option<Counting>, Error> {
    q.opt(&ONE, params![id])?.as_ref().map(map).transpose()
}

fn map(row: &Row) -> Result<Counting, Error> {
    let channel: String = row.get(6)?;
    let beside: Option<String> = row.get(14)?;
    Ok(Counting {
        due_current: row.get(0)?,
        id: row.get(1)?,
        number: row.get(2)?,
        procedure: ProcedureKey { code: row.get(3)?, version: row.get(4)? },
        case: row.get(5)?,
        channel: Channel::parse(&channel).ok_or(db::BadValue { column: 6, expected: "a channel" })?,
        answers: row.get(7)?,
        competent: row.get(8)?,
        submitted_at: row.get(9)?,
        received_at: row.get(10)?,
        answer_due: row.get(11)?,
        due_original: row.get(12)?,
        closed_at: row.get(13)?,
        beside: beside.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        let at = Cursor { body: 3, stage: 1, at: -7, id: "d".into() };
        assert_eq!(Cursor::read(&at.write()), Some(at));
        let begin = Cursor::begin(0, 2, Instant::from_micros(5));
        assert_eq!(Cursor::read(&begin.write()), Some(begin));
        assert_eq!(Cursor::read("nonsense"), None);
    }
}
