//! Lists of dossiers: one line each, keyset-paged by what is due first, counts capped.

use base::code::DossierNumber;
use base::id::{AccountId, DossierId, StaffId, UnitId};
use base::{Instant, Role, fold};
use db::{Query, Row, Statement, Value, params};

use crate::model::State;

/// Counts of lists stop here and show "1000+".
pub(crate) const CAP: i64 = 1000;

/// The columns of a line, in the order [`map`] reads them.
macro_rules! line {
    () => {
        "SELECT id, number, state, procedure_name, applicant_name, step_name, assignee, submitted_at, received_at, \
         due_original, due_current, step_due FROM dossier WHERE "
    };
}

/// Open: received and not decided. The order of index `dossier_by_root`.
macro_rules! open {
    () => {
        "state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')"
    };
}

macro_rules! page {
    () => {
        " ORDER BY due_current, id LIMIT "
    };
}

db::statements! {
    MINE = concat!(line!(), "assignee = $1 AND (due_current, id) > ($2, $3) AND ", open!(), page!(), "$4");
    MINE_COUNT = concat!("SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE assignee = $1 AND ", open!(), " LIMIT $2) AS counted");
    STEP = concat!(line!(), "step_unit = $1 AND step_role = $2 AND assignee IS NULL AND (due_current, id) > ($3, $4) AND ", open!(), page!(), "$5");
    STEP_COUNT = concat!("SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE step_unit = $1 AND step_role = $2 AND assignee IS NULL AND ", open!(), " LIMIT $3) AS counted");
    IN_STATE = concat!(line!(), "root = $1 AND state = $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
    IN_STATE_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE root = $1 AND state = $2 LIMIT $3) AS counted";
    DUE_BETWEEN = concat!(line!(), "root = $1 AND due_original >= $2 AND due_original < $3 AND (due_current, id) > ($4, $5) AND ", open!(), page!(), "$6");
    DUE_BETWEEN_COUNT = concat!("SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE root = $1 AND due_original >= $2 AND due_original < $3 AND ", open!(), " LIMIT $4) AS counted");
    UNANSWERED = concat!(line!(), "root = $1 AND state = 'submitted' AND due_current < $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
    UNANSWERED_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE root = $1 AND state = 'submitted' AND due_current < $2 LIMIT $3) AS counted";
    OF_ACCOUNT = concat!(line!(), "applicant_account = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    FOUND_BY_NUMBER = concat!(line!(), "root = $1 AND number = $2");
    FOUND_BY_NAME = concat!(line!(), "root = $1 AND applicant_search LIKE $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The dossier.
    pub id: DossierId,
    /// Its number, once received.
    pub number: Option<DossierNumber>,
    /// Where it stands.
    pub state: State,
    /// What it is about.
    pub procedure_name: String,
    /// In whose name.
    pub applicant_name: String,
    /// The step it is in.
    pub step_name: Option<String>,
    /// Who is in charge.
    pub assignee: Option<StaffId>,
    /// When it was sent.
    pub submitted_at: Instant,
    /// When it was received.
    pub received_at: Option<Instant>,
    /// The first appointment.
    pub due_original: Option<Instant>,
    /// What is owed next: the answer until reception, then the result.
    pub due_current: Instant,
    /// By when its step should be done.
    pub step_due: Option<Instant>,
}

/// Which lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    /// In charge of this person.
    Mine(StaffId),
    /// At a step of this role in this unit, nobody in charge.
    Step(UnitId, Role),
    /// In this state, in the body.
    InState(UnitId, State),
    /// Open in the body with a first appointment from the one instant on and before the other.
    DueBetween(UnitId, Instant, Instant),
    /// Sent to the body and not answered by this instant, though it was owed.
    UnansweredBefore(UnitId, Instant),
}

/// After which line a page begins: what is due first, then the identifier.
pub type After = Option<(Instant, DossierId)>;

/// At most `limit` lines of a queue after `after`.
pub(crate) fn queue(
    q: &mut impl Query,
    queue: &Queue,
    after: After,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let (statement, mut values): (&'static Statement, Vec<Value>) = match queue {
        Queue::Mine(staff) => (&MINE, params![staff].to_vec()),
        Queue::Step(unit, role) => (&STEP, params![unit, role.code()].to_vec()),
        Queue::InState(root, state) => (&IN_STATE, params![root, state].to_vec()),
        Queue::DueBetween(root, from, to) => (&DUE_BETWEEN, params![root, from, to].to_vec()),
        Queue::UnansweredBefore(root, when) => (&UNANSWERED, params![root, when].to_vec()),
    };
    values.extend_from_slice(&cursor(after));
    values.push(Value::Int(limit));
    q.all(statement, &values)?.iter().map(map).collect()
}

/// How many lines a queue has, counted no further than `cap`.
pub(crate) fn count(q: &mut impl Query, queue: &Queue, cap: i64) -> Result<i64, db::Error> {
    let row = match queue {
        Queue::Mine(staff) => q.one(&MINE_COUNT, params![staff, cap])?,
        Queue::Step(unit, role) => q.one(&STEP_COUNT, params![unit, role.code(), cap])?,
        Queue::InState(root, state) => q.one(&IN_STATE_COUNT, params![root, state, cap])?,
        Queue::DueBetween(root, from, to) => q.one(&DUE_BETWEEN_COUNT, params![root, from, to, cap])?,
        Queue::UnansweredBefore(root, when) => q.one(&UNANSWERED_COUNT, params![root, when, cap])?,
    };
    Ok(row.get(0)?)
}

/// After every identifier in every collation: their first character is a hexadecimal digit.
const LAST: &str = "g";

/// The dossiers of an account, newest first.
pub(crate) fn of_account(
    q: &mut impl Query,
    account: AccountId,
    before: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let before = before.map_or_else(|| LAST.to_owned(), |id| id.to_string());
    q.all(&OF_ACCOUNT, params![account, before, limit])?.iter().map(map).collect()
}

/// The dossier of a body with this number.
pub(crate) fn by_number(
    q: &mut impl Query,
    root: UnitId,
    number: &DossierNumber,
) -> Result<Option<Line>, db::Error> {
    q.opt(&FOUND_BY_NUMBER, params![root, number])?.as_ref().map(map).transpose()
}

/// The dossiers of a body whose applicant's name holds `words`, accents or not.
pub(crate) fn by_name(
    q: &mut impl Query,
    root: UnitId,
    words: &str,
    after: After,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let pattern = format!("%{}%", fold(words).replace(['%', '_', '\\'], ""));
    let mut values = params![root, pattern].to_vec();
    values.extend_from_slice(&cursor(after));
    values.push(Value::Int(limit));
    q.all(&FOUND_BY_NAME, &values)?.iter().map(map).collect()
}

fn cursor(after: After) -> [Value; 2] {
    match after {
        Some((due, id)) => [Value::Int(due.micros()), Value::Text(id.to_string())],
        None => [Value::Int(i64::MIN), Value::Text(String::new())],
    }
}

fn map(row: &Row) -> Result<Line, db::Error> {
    Ok(Line {
        id: row.get(0)?,
        number: row.get(1)?,
        state: row.get(2)?,
        procedure_name: row.get(3)?,
        applicant_name: row.get(4)?,
        step_name: row.get(5)?,
        assignee: row.get(6)?,
        submitted_at: row.get(7)?,
        received_at: row.get(8)?,
        due_original: row.get(9)?,
        due_current: row.get(10)?,
        step_due: row.get(11)?,
    })
}
