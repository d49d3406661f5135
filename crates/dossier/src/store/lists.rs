//! Lists of dossiers: one line each, keyset-paged by what is due first, counts capped.

use std::collections::BTreeMap;

use base::code::{DossierNumber, ProcedureCode};
use base::id::{AccountId, DossierId, StaffId, UnitId};
use base::{Instant, Role};
use db::{Query, Row, Statement, ToValue as _, Value, params};

use super::narrow::Narrow;
use super::word;
use crate::model::State;

/// Counts of lists stop here and show "1000+".
pub(crate) const CAP: i64 = 1000;

/// The columns of a line, in the order [`map`] reads them.
macro_rules! line {
    () => {
        "SELECT id, number, state, procedure_name, applicant_name, step_name, assignee, submitted_at, received_at, \
         due_original, due_current, step_due, competent_unit, root, step_unit, step_role, procedure_code FROM dossier WHERE "
    };
}

/// Open: received and not decided. Word for word as the partial indexes `dossier_open_by_…` say it, or they are not used.
macro_rules! open {
    () => {
        "state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')"
    };
}

/// The end of a page of a queue: parameters 1 to 8 narrow it (words of a name or else the procedures that the words speak of, number,
/// procedure, one of the steps that a line names), 9 to 11 say from where on and how many, 12 and 13 up to where.
macro_rules! page {
    ($id:literal, $steps:literal) => {
        concat!(
            " AND (due_current, ",
            $id,
            ") > ($9, $10) AND (due_current, ",
            $id,
            ") <= ($12, $13)",
            " AND (' ' || applicant_search LIKE $1 AND ' ' || applicant_search LIKE $2",
            " AND ' ' || applicant_search LIKE $3 AND ' ' || applicant_search LIKE $4",
            " OR $5 LIKE '%|' || procedure_code || '|%')",
            " AND COALESCE(number, '') LIKE $6 AND procedure_code LIKE $7 AND '; ' || COALESCE(",
            $steps,
            ", '') || '; ' LIKE $8 ESCAPE '!' ORDER BY due_current, ",
            $id,
            " LIMIT $11"
        )
    };
}

/// Paused because the citizen is awaited. Word for word as the partial indexes `dossier_paused_by_…` say it.
macro_rules! paused {
    () => {
        "state IN ('awaiting-supplement', 'awaiting-payment')"
    };
}

/// Open, and another body was asked and has not answered.
macro_rules! asked {
    () => {
        concat!("id IN (SELECT a.dossier FROM dossier_asked a) AND ", open!())
    };
}

/// The columns of a line for a branch beside the first one, which the row of the dossier does not hold.
macro_rules! beside {
    () => {
        "SELECT dossier.id, number, state, procedure_name, applicant_name, name, b.assignee, submitted_at, received_at, \
         due_original, due_current, due, competent_unit, root, b.unit, b.role, procedure_code FROM dossier_branch b JOIN dossier ON dossier.id = b.dossier \
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

/// At a step of this position, where one is named.
macro_rules! in_position {
    ($unit:literal, $role:literal, $of:literal, $as:literal) => {
        concat!(
            "(CAST(",
            $of,
            " AS TEXT) IS NULL OR ",
            $unit,
            " = ",
            $of,
            " AND ",
            $role,
            " = ",
            $as,
            ") AND "
        )
    };
}

/// Kept under a body.
macro_rules! kept {
    ($body:literal) => {
        concat!("root = ", $body, " AND ")
    };
}

/// Decided by a body, and kept under none of the bodies whose identifiers stand in the text of another parameter.
macro_rules! decided {
    ($body:literal, $bodies:literal) => {
        concat!("competent_unit = ", $body, " AND ", $bodies, " NOT LIKE '%' || root || '%' AND ")
    };
}

/// Kept under any body of a province or ministry.
macro_rules! under {
    ($top:literal) => {
        concat!("top = ", $top, " AND ")
    };
}

/// Open, with a first appointment in a time.
macro_rules! due {
    ($from:literal, $to:literal) => {
        concat!("due_original >= ", $from, " AND due_original < ", $to, " AND ", open!())
    };
}

/// Sent and not answered, though it was owed.
macro_rules! unanswered {
    ($when:literal) => {
        concat!("state = 'submitted' AND due_current < ", $when)
    };
}

/// A unit was warned of it, the moment is not past, and it is still owed: by the whole, by its step, or by a branch beside it. With
/// a person, what others are in charge of is left out.
macro_rules! warned {
    ($unit:literal, $now:literal, $person:literal) => {
        concat!(
            "id IN (SELECT w.dossier FROM dossier_warning w JOIN dossier d ON d.id = w.dossier WHERE w.unit = ",
            $unit,
            " AND w.due > ",
            $now,
            " AND (CAST(",
            $person,
            " AS TEXT) IS NULL OR w.person IS NULL OR w.person = ",
            $person,
            ") AND (w.due = d.due_current OR w.due = d.step_due OR w.due IN (SELECT b.due FROM dossier_branch b WHERE b.dossier = d.id))) AND state IN ('submitted', 'received', 'processing')"
        )
    };
}

/// One of [`AT_ONCE`] dossiers.
macro_rules! fifty {
    () => {
        "id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
         $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
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
    MINE = concat!(line!(), "assignee = $14 AND ", in_position!("step_unit", "step_role", "$15", "$16"), open!(), page!("id", "step_name"));
    MINE_COUNT = counted!(concat!("assignee = $1 AND ", in_position!("step_unit", "step_role", "$2", "$3"), open!()), "$4");
    STEP = concat!(line!(), "step_unit = $14 AND step_role = $15 AND assignee IS NULL AND ", open!(), page!("id", "step_name"));
    STEP_COUNT = counted!(concat!("step_unit = $1 AND step_role = $2 AND assignee IS NULL AND ", open!()), "$3");
    MINE_BESIDE = concat!(beside!(), "b.assignee = $14 AND ", in_position!("b.unit", "b.role", "$15", "$16"), open!(), page!("dossier.id", "name"));
    MINE_BESIDE_COUNT = concat!(only_beside!(), "b.assignee = $1 AND COALESCE(dossier.assignee, '') <> $1 AND ", in_position!("b.unit", "b.role", "$2", "$3"), open!(), " LIMIT $4) AS counted");
    STEP_BESIDE = concat!(beside!(), "b.unit = $14 AND b.role = $15 AND b.assignee IS NULL AND ", open!(), page!("dossier.id", "name"));
    STEP_BESIDE_COUNT = concat!(only_beside!(), "b.unit = $1 AND b.role = $2 AND b.assignee IS NULL AND NOT (step_unit = $1 AND step_role = $2 AND dossier.assignee IS NULL) AND ", open!(), " LIMIT $3) AS counted");
    TEAM = concat!(line!(), "step_unit = $14 AND step_unit IS NOT NULL AND ", open!(), page!("id", "step_name"));
    TEAM_COUNT = counted!(concat!("step_unit = $1 AND step_unit IS NOT NULL AND ", open!()), "$2");
    TEAM_BESIDE = concat!(beside!(), "b.unit = $14 AND ", open!(), page!("dossier.id", "name"));
    TEAM_BESIDE_COUNT = concat!(only_beside!(), "b.unit = $1 AND COALESCE(step_unit, '') <> $1 AND ", open!(), " LIMIT $2) AS counted");
    PAUSED_KEPT = concat!(line!(), kept!("$14"), paused!(), page!("id", "step_name"));
    PAUSED_KEPT_COUNT = counted!(concat!(kept!("$1"), paused!()), "$2");
    PAUSED_DECIDED = concat!(line!(), decided!("$14", "$15"), paused!(), page!("id", "step_name"));
    PAUSED_DECIDED_COUNT = counted!(concat!(decided!("$1", "$3"), paused!()), "$2");
    PAUSED_UNDER = concat!(line!(), under!("$14"), paused!(), page!("id", "step_name"));
    PAUSED_UNDER_COUNT = counted!(concat!(under!("$1"), paused!()), "$2");
    ASKED_KEPT = concat!(line!(), kept!("$14"), asked!(), page!("id", "step_name"));
    ASKED_KEPT_COUNT = counted!(concat!(kept!("$1"), asked!()), "$2");
    ASKED_DECIDED = concat!(line!(), decided!("$14", "$15"), asked!(), page!("id", "step_name"));
    ASKED_DECIDED_COUNT = counted!(concat!(decided!("$1", "$3"), asked!()), "$2");
    ASKED_UNDER = concat!(line!(), under!("$14"), asked!(), page!("id", "step_name"));
    ASKED_UNDER_COUNT = counted!(concat!(under!("$1"), asked!()), "$2");
    WAITING = concat!(line!(), kept!("$14"), "state = 'submitted'", page!("id", "step_name"));
    WAITING_COUNT = counted!(concat!(kept!("$1"), "state = 'submitted'"), "$2");
    READY = concat!(line!(), kept!("$14"), "state = 'completed'", page!("id", "step_name"));
    READY_COUNT = counted!(concat!(kept!("$1"), "state = 'completed'"), "$2");
    DUE_KEPT = concat!(line!(), kept!("$14"), due!("$15", "$16"), page!("id", "step_name"));
    DUE_KEPT_COUNT = counted!(concat!(kept!("$1"), due!("$2", "$3")), "$4");
    DUE_DECIDED = concat!(line!(), decided!("$14", "$17"), due!("$15", "$16"), page!("id", "step_name"));
    DUE_DECIDED_COUNT = counted!(concat!(decided!("$1", "$5"), due!("$2", "$3")), "$4");
    DUE_UNDER = concat!(line!(), under!("$14"), due!("$15", "$16"), page!("id", "step_name"));
    DUE_UNDER_COUNT = counted!(concat!(under!("$1"), due!("$2", "$3")), "$4");
    UNANSWERED_KEPT = concat!(line!(), kept!("$14"), unanswered!("$15"), page!("id", "step_name"));
    UNANSWERED_KEPT_COUNT = counted!(concat!(kept!("$1"), unanswered!("$2")), "$3");
    UNANSWERED_DECIDED = concat!(line!(), decided!("$14", "$16"), unanswered!("$15"), page!("id", "step_name"));
    UNANSWERED_DECIDED_COUNT = counted!(concat!(decided!("$1", "$4"), unanswered!("$2")), "$3");
    UNANSWERED_UNDER = concat!(line!(), under!("$14"), unanswered!("$15"), page!("id", "step_name"));
    UNANSWERED_UNDER_COUNT = counted!(concat!(under!("$1"), unanswered!("$2")), "$3");
    WARNED = concat!(line!(), warned!("$14", "$15", "$16"), page!("id", "step_name"));
    WARNED_COUNT = counted!(warned!("$1", "$2", "$3"), "$4");
    OF_ACCOUNT = concat!(line!(), "applicant_account = $1 AND id < $2 AND NOT EXISTS (SELECT 1 FROM dossier_part WHERE dossier_part.dossier = dossier.id) ORDER BY id DESC LIMIT $3");
    OF_FILING_BODY = concat!(line!(), "id IN (SELECT f.dossier FROM dossier_filed_by f WHERE f.body = $1 AND f.dossier < $2 ORDER BY f.dossier DESC LIMIT $3) ORDER BY id DESC");
    BY_NUMBER = concat!(line!(), "number = $1 AND $2 IN (root, competent_unit, COALESCE(top, ''))");
    BY_OTHER_NUMBER = concat!(line!(), "id IN (SELECT dossier FROM dossier_other_number WHERE dossier_other_number.number = $1) AND $2 IN (root, competent_unit, COALESCE(top, '')) ORDER BY id LIMIT 20");
    WHOSE = concat!("SELECT id, root, competent_unit, top, step_unit FROM dossier WHERE ", fifty!());
    ALL_OF = concat!(line!(), fifty!());
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
    /// The body that keeps it.
    pub root: UnitId,
    /// The code of the procedure.
    pub procedure: ProcedureCode,
    /// The position that its step waits for: unit and role.
    pub at: Option<(UnitId, Role)>,
}

/// Whose dossiers: the parts of somebody's bodies share none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Kept under it: its one-stop unit receives them.
    Kept(UnitId),
    /// Decided by it and kept under another body than these: a line agency's come in at the commune it serves.
    Decided(UnitId, Vec<UnitId>),
    /// Kept under any body of this province or ministry.
    Under(UnitId),
}

/// A unit and a role in it; none for all that somebody holds.
pub(crate) type Position = Option<(UnitId, Role)>;

/// Which lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    /// In charge of this person, in this position alone if one is named.
    Mine(StaffId, Position),
    /// At a step of this role in this unit, nobody in charge.
    Step(UnitId, Role),
    /// As [`Queue::Mine`], for a branch beside the first one.
    MineBeside(StaffId, Position),
    /// As [`Queue::Step`], for a branch beside the first one.
    StepBeside(UnitId, Role),
    /// At any step of this unit, whoever is in charge.
    Team(UnitId),
    /// As [`Queue::Team`], for a branch beside the first one.
    TeamBeside(UnitId),
    /// Paused because the citizen is awaited.
    Paused(Of),
    /// Open, and another body was asked and has not answered.
    Asked(Of),
    /// Sent to the body and not received.
    Waiting(UnitId),
    /// With a result that waits at the body to be handed over.
    Ready(UnitId),
    /// Of which this unit was warned, not past at this instant; of what is in somebody's charge only what is in this person's.
    Warned(UnitId, Option<StaffId>, Instant),
    /// Open with a first appointment from the one instant on and before the other.
    DueBetween(Of, Instant, Instant),
    /// Sent and not answered by this instant, though it was owed.
    UnansweredBefore(Of, Instant),
}

/// After which line a page begins: what is due first, then the identifier.
pub type After = Option<(Instant, DossierId)>;

/// Which units have to do with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) root: UnitId,
    pub(crate) competent: UnitId,
    pub(crate) top: Option<UnitId>,
    /// That of the step it is in.
    pub(crate) at: Option<UnitId>,
}

/// Which units have to do with each of these dossiers, as far as they exist; [`AT_ONCE`] are read at a time.
pub(crate) fn whose(q: &mut impl Query, ids: &[DossierId]) -> Result<BTreeMap<DossierId, Whose>, db::Error> {
    let mut out = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        for row in q.all(&WHOSE, &one_of(some))? {
            let whose =
                Whose { root: row.get(1)?, competent: row.get(2)?, top: row.get(3)?, at: row.get(4)? };
            out.insert(row.get(0)?, whose);
        }
    }
    Ok(out)
}

/// At most `limit` lines of a queue after `after`, narrowed by words.
pub(crate) fn queue(
    q: &mut impl Query,
    queue: &Queue,
    narrow: &Narrow,
    after: After,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let (statement, which, last) = match queue {
        Queue::Mine(staff, at) => (&MINE, held(staff, at), None),
        Queue::Step(unit, role) => (&STEP, params![unit, role.code()].to_vec(), None),
        Queue::MineBeside(staff, at) => (&MINE_BESIDE, held(staff, at), None),
        Queue::StepBeside(unit, role) => (&STEP_BESIDE, params![unit, role.code()].to_vec(), None),
        Queue::Team(unit) => (&TEAM, params![unit].to_vec(), None),
        Queue::TeamBeside(unit) => (&TEAM_BESIDE, params![unit].to_vec(), None),
        Queue::Paused(of) => {
            let (statement, body, last) = part(of, [&PAUSED_KEPT, &PAUSED_DECIDED, &PAUSED_UNDER]);
            (statement, params![body].to_vec(), last)
        }
        Queue::Asked(of) => {
            let (statement, body, last) = part(of, [&ASKED_KEPT, &ASKED_DECIDED, &ASKED_UNDER]);
            (statement, params![body].to_vec(), last)
        }
        Queue::Waiting(root) => (&WAITING, params![root].to_vec(), None),
        Queue::Ready(root) => (&READY, params![root].to_vec(), None),
        Queue::Warned(unit, person, now) => (&WARNED, params![unit, now, person].to_vec(), None),
        Queue::DueBetween(of, from, to) => {
            let (statement, body, last) = part(of, [&DUE_KEPT, &DUE_DECIDED, &DUE_UNDER]);
            (statement, params![body, from, to].to_vec(), last)
        }
        Queue::UnansweredBefore(of, when) => {
            let (statement, body, last) =
                part(of, [&UNANSWERED_KEPT, &UNANSWERED_DECIDED, &UNANSWERED_UNDER]);
            (statement, params![body, when].to_vec(), last)
        }
    };
    let mut values = narrow.values();
    values.extend(cursor(after));
    values.push(Value::Int(limit));
    values.extend(end(narrow.upto));
    values.extend(which);
    values.extend(last);
    q.all(statement, &values)?.iter().map(map).collect()
}

/// How many lines a queue has, counted no further than `cap`.
pub(crate) fn count(q: &mut impl Query, queue: &Queue, cap: i64) -> Result<i64, db::Error> {
    let (statement, mut values, last) = match queue {
        Queue::Mine(staff, at) => (&MINE_COUNT, held(staff, at), None),
        Queue::Step(unit, role) => (&STEP_COUNT, params![unit, role.code()].to_vec(), None),
        Queue::MineBeside(staff, at) => (&MINE_BESIDE_COUNT, held(staff, at), None),
        Queue::StepBeside(unit, role) => (&STEP_BESIDE_COUNT, params![unit, role.code()].to_vec(), None),
        Queue::Team(unit) => (&TEAM_COUNT, params![unit].to_vec(), None),
        Queue::TeamBeside(unit) => (&TEAM_BESIDE_COUNT, params![unit].to_vec(), None),
        Queue::Paused(of) => {
            let counts = [&PAUSED_KEPT_COUNT, &PAUSED_DECIDED_COUNT, &PAUSED_UNDER_COUNT];
            let (statement, body, last) = part(of, counts);
            (statement, params![body].to_vec(), last)
        }
        Queue::Asked(of) => {
            let counts = [&ASKED_KEPT_COUNT, &ASKED_DECIDED_COUNT, &ASKED_UNDER_COUNT];
            let (statement, body, last) = part(of, counts);
            (statement, params![body].to_vec(), last)
        }
        Queue::Waiting(root) => (&WAITING_COUNT, params![root].to_vec(), None),
        Queue::Ready(root) => (&READY_COUNT, params![root].to_vec(), None),
        Queue::Warned(unit, person, now) => (&WARNED_COUNT, params![unit, now, person].to_vec(), None),
        Queue::DueBetween(of, from, to) => {
            let (statement, body, last) = part(of, [&DUE_KEPT_COUNT, &DUE_DECIDED_COUNT, &DUE_UNDER_COUNT]);
            (statement, params![body, from, to].to_vec(), last)
        }
        Queue::UnansweredBefore(of, when) => {
            let counts = [&UNANSWERED_KEPT_COUNT, &UNANSWERED_DECIDED_COUNT, &UNANSWERED_UNDER_COUNT];
            let (statement, body, last) = part(of, counts);
            (statement, params![body, when].to_vec(), last)
        }
    };
    values.push(Value::Int(cap));
    values.extend(last);
    Ok(q.one(statement, &values)?.get(0)?)
}

/// A person and the position that is named.
fn held(staff: &StaffId, at: &Position) -> Vec<Value> {
    let (unit, role) = (at.map(|(unit, _)| unit), at.map(|(_, role)| role.code()));
    params![staff, unit, role].to_vec()
}

/// The statement of a part (kept, decided, under) with its first and its last parameter.
fn part(
    of: &Of,
    [kept, decided, under]: [&'static Statement; 3],
) -> (&'static Statement, UnitId, Option<Value>) {
    match of {
        Of::Kept(body) => (kept, *body, None),
        Of::Under(top) => (under, *top, None),
        Of::Decided(body, bodies) => {
            let bodies: Vec<_> = bodies.iter().map(ToString::to_string).collect();
            (decided, *body, Some(Value::Text(bodies.join(" "))))
        }
    }
}

/// The dossiers of an account, newest first.
pub(crate) fn of_account(
    q: &mut impl Query,
    account: AccountId,
    before: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let before = before.map_or_else(|| word::LAST.to_owned(), |id| id.to_string());
    q.all(&OF_ACCOUNT, params![account, before, limit])?.iter().map(map).collect()
}

/// What a body filed with others, newest first.
pub(crate) fn of_filing_body(
    q: &mut impl Query,
    body: UnitId,
    before: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let before = before.map_or_else(|| word::LAST.to_owned(), |id| id.to_string());
    q.all(&OF_FILING_BODY, params![body, before, limit])?.iter().map(map).collect()
}

/// The dossiers that bear this number of another system, if this body keeps or decides them, or this province has them.
pub(crate) fn by_other_number(
    q: &mut impl Query,
    scope: UnitId,
    number: &str,
) -> Result<Vec<Line>, db::Error> {
    q.all(&BY_OTHER_NUMBER, params![number, scope])?.iter().map(map).collect()
}

/// The dossier with this number, if this body keeps or decides it, or this province has it.
pub(crate) fn by_number(
    q: &mut impl Query,
    scope: UnitId,
    number: &DossierNumber,
) -> Result<Option<Line>, db::Error> {
    q.opt(&BY_NUMBER, params![number, scope])?.as_ref().map(map).transpose()
}

/// How many lines [`of_ids`] reads.
pub(crate) const AT_ONCE: usize = 50;

/// The lines of these dossiers in this order, at most [`AT_ONCE`].
pub(crate) fn of_ids(q: &mut impl Query, ids: &[DossierId]) -> Result<Vec<Line>, db::Error> {
    let ids = ids.get(..AT_ONCE).unwrap_or(ids);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines: Vec<Line> = q.all(&ALL_OF, &one_of(ids))?.iter().map(map).collect::<Result<_, _>>()?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(lines)
}

/// Some dossiers, the last one as often as makes [`AT_ONCE`].
fn one_of(ids: &[DossierId]) -> Vec<Value> {
    (0..AT_ONCE).filter_map(|at| ids.get(at).or(ids.last())).map(DossierId::to_value).collect()
}

fn cursor(after: After) -> [Value; 2] {
    match after {
        Some((due, id)) => [Value::Int(due.micros()), Value::Text(id.to_string())],
        None => [Value::Int(i64::MIN), Value::Text(String::new())],
    }
}

/// The last line that is looked at; after every other if none is named.
fn end(upto: After) -> [Value; 2] {
    match upto {
        Some(_) => cursor(upto),
        None => [Value::Int(i64::MAX), Value::Text(word::LAST.to_owned())],
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
        root: row.get(13)?,
        procedure: row.get(16)?,
        at: at(row)?,
    })
}

/// The position that a step waits for.
fn at(row: &Row) -> Result<Option<(UnitId, Role)>, db::Error> {
    let (unit, role): (Option<UnitId>, Option<String>) = (row.get(14)?, row.get(15)?);
    Ok(unit.zip(role.as_deref().and_then(Role::parse)))
}
