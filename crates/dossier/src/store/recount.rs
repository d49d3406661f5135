//! What a changed calendar may move: open dossiers due from a moment on, body by body, lean enough to look through a hundred thousand.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use catalogue::ProcedureKey;
use db::{Query, Row, params};

use crate::error::Error;
use crate::model::{Beside, Channel, State};

db::statements! {
    /// The next body under which dossiers are kept.
    ROOT = "SELECT root FROM dossier WHERE root > $1 ORDER BY root LIMIT 1";
    /// What is due in a state after a moment, by the index of the desk.
    NEXT = "SELECT due_current, id, number, procedure_code, procedure_version, case_code, channel, answers, competent_unit,
                submitted_at, received_at, answer_due, due_original, closed_at, beside
            FROM dossier WHERE root = $1 AND state = $2 AND (due_current, id) > ($3, $4) ORDER BY due_current, id LIMIT $5";
}

/// The states looked through: the open ones, then what is done and may have been counted as late.
const STATES: [State; 7] = [
    State::Submitted,
    State::Received,
    State::Processing,
    State::AwaitingSupplement,
    State::AwaitingPayment,
    State::Completed,
    State::Returned,
];

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

/// Where a look through all bodies is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    root: String,
    state: usize,
    due: i64,
    id: String,
}

impl Cursor {
    /// Before everything that is due from `first` on.
    pub(crate) fn begin(first: Instant) -> Self {
        Self { root: String::new(), state: STATES.len(), due: first.micros() - 1, id: String::new() }
    }

    /// As a key of the ledger.
    pub(crate) fn write(&self) -> String {
        format!("{} {} {} {}", self.root, self.state, self.due, self.id)
    }

    /// Reads a key; none for anything else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let root = parts.next()?.to_owned();
        let (state, due) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { root, state, due, id: parts.next()?.to_owned() })
    }
}

/// At most `limit` dossiers after `at` that are due from `first` on, and where to go on; no cursor at the end. What is done is
/// looked through only if `done`.
pub(crate) fn next(
    q: &mut impl Query,
    mut at: Cursor,
    first: Instant,
    done: bool,
    limit: usize,
) -> Result<(Vec<Counting>, Option<Cursor>), Error> {
    let mut out = Vec::new();
    let states = if done { STATES.len() } else { STATES.len() - 2 };
    loop {
        if at.state >= states {
            let Some(row) = q.opt(&ROOT, params![at.root])? else { return Ok((out, None)) };
            at = Cursor { root: row.get(0)?, state: 0, ..Cursor::begin(first) };
        }
        let room = limit - out.len();
        let asked =
            params![at.root, STATES[at.state], at.due, at.id, i64::try_from(room).unwrap_or(i64::MAX)];
        let rows = q.all(&NEXT, asked)?;
        for row in &rows {
            out.push(map(row)?);
        }
        if rows.len() < room {
            at = Cursor { root: at.root, state: at.state + 1, ..Cursor::begin(first) };
        } else if let Some(last) = out.last() {
            let cursor = Cursor { due: last.due_current.micros(), id: last.id.to_string(), ..at };
            return Ok((out, Some(cursor)));
        }
    }
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
        let at = Cursor { root: "r".into(), state: 3, due: -7, id: "d".into() };
        assert_eq!(Cursor::read(&at.write()), Some(at));
        let begin = Cursor::begin(Instant::from_micros(5));
        assert_eq!(Cursor::read(&begin.write()), Some(begin));
        assert_eq!(Cursor::read("nonsense"), None);
    }
}
