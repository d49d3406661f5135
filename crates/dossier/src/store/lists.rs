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
         due_original, due_current, step_due, competent_unit FROM dossier WHERE "
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

/// The columns of a line for a branch beside the first one, which the row of the dossier does not hold.
macro_rules! beside {
    () => {
        "SELECT dossier.id, number, state, procedure_name, applicant_name, name, b.assignee, submitted_at, received_at, \
         due_original, due_current, due, competent_unit FROM dossier_branch b JOIN dossier ON dossier.id = b.dossier \
         AND dossier.step <> b.step WHERE "
    };
}

/// Dossiers with a branch beside the first one, each once; that the first one lies in another queue is the caller's to say.
macro_rules! only_beside {
    () => {
        "SELECT COUNT(*) FROM (SELECT DISTINCT dossier.id FROM dossier_branch b JOIN dossier ON dossier.id = b.dossier \
         AND dossier.step <> b.step WHERE "
    };
}

/// Kept under a body.
macro_rules! kept {
    () => {
        "root = $1 AND "
    };
}

/// Decided by a body, and kept under none of the bodies whose identifiers stand in the text of the last parameter.
macro_rules! decided {
    ($bodies:literal) => {
        concat!("competent_unit = $1 AND ", $bodies, " NOT LIKE '%' || root || '%' AND ")
    };
}

/// With a first appointment in a time.
macro_rules! due_between {
    () => {
        concat!("due_original >= $2 AND due_original < $3 AND ", open!())
    };
}

/// Sent and not answered.
macro_rules! unanswered {
    () => {
        "state = 'submitted' AND due_current < $2"
    };
}

macro_rules! counted {
    ($which:expr, $limit:literal) => {
        concat!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE ",
            $which,
            " LIMIT ",
            $limit,
            ") AS counted"
        )
    };
}

db::statements! {
    MINE = concat!(line!(), "assignee = $1 AND (due_current, id) > ($2, $3) AND ", open!(), page!(), "$4");
    MINE_COUNT = concat!("SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE assignee = $1 AND ", open!(), " LIMIT $2) AS counted");
    STEP = concat!(line!(), "step_unit = $1 AND step_role = $2 AND assignee IS NULL AND (due_current, id) > ($3, $4) AND ", open!(), page!(), "$5");
    STEP_COUNT = concat!("SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE step_unit = $1 AND step_role = $2 AND assignee IS NULL AND ", open!(), " LIMIT $3) AS counted");
    MINE_BESIDE = concat!(beside!(), "b.assignee = $1 AND (due_current, dossier.id) > ($2, $3) AND ", open!(), " ORDER BY due_current, dossier.id LIMIT $4");
    MINE_BESIDE_COUNT = concat!(only_beside!(), "b.assignee = $1 AND COALESCE(dossier.assignee, '') <> $1 AND ", open!(), " LIMIT $2) AS counted");
    STEP_BESIDE = concat!(beside!(), "b.unit = $1 AND b.role = $2 AND b.assignee IS NULL AND (due_current, dossier.id) > ($3, $4) AND ", open!(), " ORDER BY due_current, dossier.id LIMIT $5");
    STEP_BESIDE_COUNT = concat!(only_beside!(), "b.unit = $1 AND b.role = $2 AND b.assignee IS NULL AND NOT (step_unit = $1 AND step_role = $2 AND dossier.assignee IS NULL) AND ", open!(), " LIMIT $3) AS counted");
    IN_STATE = concat!(line!(), "root = $1 AND state = $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
    IN_STATE_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM dossier WHERE root = $1 AND state = $2 LIMIT $3) AS counted";
    DUE_KEPT = concat!(line!(), kept!(), due_between!(), " AND (due_current, id) > ($4, $5)", page!(), "$6");
    DUE_KEPT_COUNT = counted!(concat!(kept!(), due_between!()), "$4");
    DUE_DECIDED = concat!(line!(), decided!("$7"), due_between!(), " AND (due_current, id) > ($4, $5)", page!(), "$6");
    DUE_DECIDED_COUNT = counted!(concat!(decided!("$5"), due_between!()), "$4");
    UNANSWERED_KEPT = concat!(line!(), kept!(), unanswered!(), " AND (due_current, id) > ($3, $4)", page!(), "$5");
    UNANSWERED_KEPT_COUNT = counted!(concat!(kept!(), unanswered!()), "$3");
    UNANSWERED_DECIDED = concat!(line!(), decided!("$6"), unanswered!(), " AND (due_current, id) > ($3, $4)", page!(), "$5");
    UNANSWERED_DECIDED_COUNT = counted!(concat!(decided!("$4"), unanswered!()), "$3");
    NAMED_KEPT = concat!(line!(), kept!(), "applicant_search LIKE $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
    NAMED_DECIDED = concat!(line!(), decided!("$6"), "applicant_search LIKE $2 AND (due_current, id) > ($3, $4)", page!(), "$5");
    OF_ACCOUNT = concat!(line!(), "applicant_account = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    FOUND_BY_NUMBER = concat!(line!(), "number = $1 AND (root = $2 OR competent_unit = $2)");
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
    /// The body that decides, on whose calendar time is counted.
    pub competent: UnitId,
}

/// The dossiers of a body, in two halves that share none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Kept under it: its one-stop unit receives them.
    Kept(UnitId),
    /// Decided by it and kept under another body than these: a line agency's come in at the commune it serves.
    Decided(UnitId, Vec<UnitId>),
}

/// Which lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    /// In charge of this person.
    Mine(StaffId),
    /// At a step of this role in this unit, nobody in charge.
    Step(UnitId, Role),
    /// As [`Queue::Mine`], for a branch beside the first one.
    MineBeside(StaffId),
    /// As [`Queue::Step`], for a branch beside the first one.
    StepBeside(UnitId, Role),
    /// In this state, kept under the body.
    InState(UnitId, State),
    /// Open with a first appointment from the one instant on and before the other.
    DueBetween(Of, Instant, Instant),
    /// Sent and not answered by this instant, though it was owed.
    UnansweredBefore(Of, Instant),
    /// Filed in a name that holds these words, accents or not.
    Named(Of, String),
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
    let (statement, mut values, last) = match queue {
        Queue::Mine(staff) => (&MINE, params![staff].to_vec(), None),
        Queue::Step(unit, role) => (&STEP, params![unit, role.code()].to_vec(), None),
        Queue::MineBeside(staff) => (&MINE_BESIDE, params![staff].to_vec(), None),
        Queue::StepBeside(unit, role) => (&STEP_BESIDE, params![unit, role.code()].to_vec(), None),
        Queue::InState(root, state) => (&IN_STATE, params![root, state].to_vec(), None),
        Queue::DueBetween(of, from, to) => {
            let (statement, body, last) = half(of, &DUE_KEPT, &DUE_DECIDED);
            (statement, params![body, from, to].to_vec(), last)
        }
        Queue::UnansweredBefore(of, when) => {
            let (statement, body, last) = half(of, &UNANSWERED_KEPT, &UNANSWERED_DECIDED);
            (statement, params![body, when].to_vec(), last)
        }
        Queue::Named(of, words) => {
            let pattern = format!("%{}%", fold(words).replace(['%', '_', '\\'], ""));
            let (statement, body, last) = half(of, &NAMED_KEPT, &NAMED_DECIDED);
            (statement, params![body, pattern].to_vec(), last)
        }
    };
    values.extend_from_slice(&cursor(after));
    values.push(Value::Int(limit));
    values.extend(last);
    q.all(statement, &values)?.iter().map(map).collect()
}

/// How many lines a queue has, counted no further than `cap`; a search is not counted.
pub(crate) fn count(q: &mut impl Query, queue: &Queue, cap: i64) -> Result<i64, db::Error> {
    let (statement, mut values, last) = match queue {
        Queue::Mine(staff) => (&MINE_COUNT, params![staff].to_vec(), None),
        Queue::Step(unit, role) => (&STEP_COUNT, params![unit, role.code()].to_vec(), None),
        Queue::MineBeside(staff) => (&MINE_BESIDE_COUNT, params![staff].to_vec(), None),
        Queue::StepBeside(unit, role) => (&STEP_BESIDE_COUNT, params![unit, role.code()].to_vec(), None),
        Queue::InState(root, state) => (&IN_STATE_COUNT, params![root, state].to_vec(), None),
        Queue::DueBetween(of, from, to) => {
            let (statement, body, last) = half(of, &DUE_KEPT_COUNT, &DUE_DECIDED_COUNT);
            (statement, params![body, from, to].to_vec(), last)
        }
        Queue::UnansweredBefore(of, when) => {
            let (statement, body, last) = half(of, &UNANSWERED_KEPT_COUNT, &UNANSWERED_DECIDED_COUNT);
            (statement, params![body, when].to_vec(), last)
        }
        Queue::Named(..) => return Ok(0),
    };
    values.push(Value::Int(cap));
    values.extend(last);
    Ok(q.one(statement, &values)?.get(0)?)
}

/// The statement of a half with its first and its last parameter.
fn half(
    of: &Of,
    kept: &'static Statement,
    decided: &'static Statement,
) -> (&'static Statement, UnitId, Option<Value>) {
    match of {
        Of::Kept(body) => (kept, *body, None),
        Of::Decided(body, bodies) => {
            let bodies: Vec<_> = bodies.iter().map(ToString::to_string).collect();
            (decided, *body, Some(Value::Text(bodies.join(" "))))
        }
    }
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

/// The dossier with this number, if the body keeps or decides it.
pub(crate) fn by_number(
    q: &mut impl Query,
    body: UnitId,
    number: &DossierNumber,
) -> Result<Option<Line>, db::Error> {
    q.opt(&FOUND_BY_NUMBER, params![number, body])?.as_ref().map(map).transpose()
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
        competent: row.get(12)?,
    })
}
