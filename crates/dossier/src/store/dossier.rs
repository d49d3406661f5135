//! One dossier: written whole, read whole. The revision guards against pages that are out of date.

use std::sync::Arc;

use base::code::DossierNumber;
use base::id::DossierId;
use catalogue::ProcedureKey;
use catalogue::process::Position;
use db::{Query, Row, ToValue as _, Tx, Value, params};

use crate::error::Error;
use crate::model::{Beside, Channel, Dossier, Now};
use crate::store::{branch, word};

/// The columns of a dossier, in the order [`map`] reads them.
macro_rules! columns {
    () => {
        "id, number, state, revision, procedure_code, procedure_version, procedure_name, case_code, channel, \
         applicant_account, applicant, answers, received_at_unit, competent_unit, root, submitted_at, answer_due, received_at, \
         deadline, position, step, step_name, step_role, step_unit, step_since, step_due, assignee, closed_at, returned_at, \
         result, refusal, decided, lookup, beside, top"
    };
}

db::statements! {
    /// A new dossier.
    INSERT = "INSERT INTO dossier (id, state, revision, procedure_code, procedure_version, procedure_name, case_code, channel,
                  applicant_account, applicant_name, applicant_search, applicant, answers, competent_unit, root, submitted_at, top,
                  beside, answer_due, due_current)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)";
    /// A dossier that was made elsewhere, as it stands.
    INSERT_WHOLE = "INSERT INTO dossier (id, revision, procedure_code, procedure_version, procedure_name, case_code, channel,
                        applicant_account, applicant_name, applicant_search, applicant, answers, competent_unit, root, submitted_at,
                        top, state, number, received_at_unit, received_at, due_original, due_current, deadline, position,
                        step, step_name, step_role, step_unit, step_since, step_due, assignee, closed_at, returned_at, result,
                        refusal, decided, lookup, beside, answer_due, supplements)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                        $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)";
    /// What acts change, at the revision that was read.
    UPDATE = "UPDATE dossier SET revision = revision + 1, state = $3, number = $4, received_at_unit = $5, received_at = $6,
                  due_original = $7, due_current = $8, deadline = $9, position = $10, step = $11, step_name = $12, step_role = $13,
                  step_unit = $14, step_since = $15, step_due = $16, assignee = $17, closed_at = $18, returned_at = $19,
                  result = $20, refusal = $21, decided = $22, lookup = $23, beside = $24, answer_due = $25, supplements = $26
              WHERE id = $1 AND revision = $2";
    /// What a reception said, put right.
    CORRECT = "UPDATE dossier SET applicant_name = $2, applicant_search = $3, applicant = $4, case_code = $5, competent_unit = $6
              WHERE id = $1";
    /// A dossier by its identifier.
    FIND = concat!("SELECT ", columns!(), " FROM dossier WHERE id = $1");
    /// A dossier by its number.
    BY_NUMBER = concat!("SELECT ", columns!(), " FROM dossier WHERE number = $1");
    /// Which one has a number.
    ID_BY_NUMBER = "SELECT id FROM dossier WHERE number = $1";
}

/// What a person sent, as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// The applicant as JSON.
    pub(crate) applicant: String,
    /// The answers as JSON.
    pub(crate) answers: String,
}

/// What stands from the submission on, in the order in which both statements that insert a dossier share it.
fn begun(dossier: &Dossier, sent: &Sent) -> [Value; 14] {
    [
        dossier.procedure.code.to_value(),
        dossier.procedure.version.to_value(),
        dossier.procedure_name.to_value(),
        dossier.case.to_value(),
        dossier.channel.code().to_value(),
        dossier.account.to_value(),
        dossier.applicant.list_name().to_value(),
        word::text_of(&word::names(dossier)).to_value(),
        sent.applicant.to_value(),
        sent.answers.to_value(),
        dossier.competent.to_value(),
        dossier.root.to_value(),
        dossier.submitted_at.to_value(),
        dossier.top.to_value(),
    ]
}

/// Writes a dossier that has just been submitted.
pub(crate) fn insert(tx: &mut Tx, dossier: &Dossier, sent: &Sent) -> Result<(), Error> {
    let mut values = params![dossier.id, dossier.state, dossier.revision].to_vec();
    values.extend(begun(dossier, sent));
    values.extend([beside_text(dossier)?.to_value(), dossier.answer_due.to_value()]);
    tx.put(&INSERT, &values)?;
    Ok(word::insert(tx, dossier)?)
}

/// Writes what an act changed and counts the revision on.
///
/// # Errors
/// [`Error::Stale`] when the row is no longer at the revision that was read.
pub(crate) fn save(tx: &mut Tx, dossier: &mut Dossier) -> Result<(), Error> {
    let mut values = params![dossier.id, dossier.revision].to_vec();
    values.extend(changing(dossier)?);
    let changed = tx.exec(&UPDATE, &values)?;
    if changed == 0 {
        let now = find(tx, dossier.id)?.map_or(0, |d| d.revision);
        return Err(Error::Stale { read: dossier.revision, now });
    }
    if let Some(now) = dossier.step.as_ref().filter(|now| is_parallel(&now.position)) {
        branch::replace(tx, dossier.id, if now.steps.len() > 1 { &now.steps } else { &[] })?;
    }
    dossier.revision += 1;
    Ok(())
}

/// What is owed next: the answer to the citizen, the result, or the right result.
fn due_now(dossier: &Dossier) -> base::Instant {
    dossier.running_due().map_or(dossier.answer_due, |due| base::Instant::from_local(due.due))
}

/// Writes what was put right in a reception, under whose words it is found too; to be followed by [`save`].
pub(crate) fn correct(tx: &mut Tx, before: &Dossier, dossier: &Dossier) -> Result<(), Error> {
    let (name, applicant) = (dossier.applicant.list_name(), serde_json::to_string(&dossier.applicant)?);
    let search = word::text_of(&word::names(dossier));
    word::remove(tx, before)?;
    word::insert(tx, dossier)?;
    tx.put(&CORRECT, params![dossier.id, name, search, applicant, dossier.case, dossier.competent])?;
    Ok(())
}

/// What acts change, from `state` on, in the order of [`UPDATE`].
fn changing(dossier: &Dossier) -> Result<Vec<Value>, Error> {
    let (now, step) = (dossier.step.as_ref(), dossier.open_steps().first());
    let names: Vec<_> = dossier.open_steps().iter().map(|step| step.name.as_str()).collect();
    let values = params![
        dossier.state,
        dossier.number,
        dossier.received_at_unit,
        dossier.received_at,
        dossier.due_by_term(),
        due_now(dossier),
        json(dossier.deadline.as_ref())?,
        json(now.map(|now| &now.position))?,
        step.map(|s| s.code.as_str()),
        step.map(|_| names.join("; ")),
        step.map(|s| s.role.code()),
        step.map(|s| s.unit),
        step.map(|s| s.since),
        step.and_then(|s| s.due),
        step.and_then(|s| s.assignee),
        dossier.closed_at,
        dossier.returned_at,
        json(dossier.result.as_ref())?,
        json(dossier.refusal.as_ref())?,
        dossier.decided,
        dossier.lookup,
        beside_text(dossier)?,
        dossier.answer_due,
        i64::try_from(dossier.beside.supplements.len()).unwrap_or(i64::MAX)
    ];
    Ok(values.to_vec())
}

/// The row of a dossier that was made elsewhere, in the order of [`INSERT_WHOLE`].
pub(crate) fn whole_row(dossier: &Dossier, sent: &Sent) -> Result<Vec<Value>, Error> {
    let mut values = params![dossier.id, dossier.revision].to_vec();
    values.extend(begun(dossier, sent));
    values.extend(changing(dossier)?);
    Ok(values)
}

/// Writes a dossier that was made elsewhere, with the words it is found by.
pub(crate) fn insert_whole(tx: &mut Tx, dossier: &Dossier, sent: &Sent) -> Result<(), Error> {
    tx.exec(&INSERT_WHOLE, &whole_row(dossier, sent)?)?;
    Ok(word::insert(tx, dossier)?)
}

/// The rows of the branches of a dossier that was made elsewhere, while several are open.
pub(crate) fn branches(dossier: &Dossier) -> Vec<Vec<Value>> {
    let several = dossier.step.as_ref().filter(|now| is_parallel(&now.position) && now.steps.len() > 1);
    several.map_or_else(Vec::new, |now| branch::rows(dossier.id, &now.steps))
}

/// The dossier `id`.
pub(crate) fn find(q: &mut impl Query, id: DossierId) -> Result<Option<Dossier>, Error> {
    let row = q.opt(&FIND, params![id])?;
    whole(q, row)
}

/// The dossier with this number.
/// Which dossier has a number.
pub(crate) fn id_by_number(q: &mut impl Query, number: &DossierNumber) -> Result<Option<DossierId>, Error> {
    q.opt(&ID_BY_NUMBER, db::params![number])?.map(|row| Ok(row.get(0)?)).transpose()
}

pub(crate) fn by_number(q: &mut impl Query, number: &DossierNumber) -> Result<Option<Dossier>, Error> {
    let row = q.opt(&BY_NUMBER, params![number])?;
    whole(q, row)
}

/// The dossier of a row, with all its branches while several are open.
fn whole(q: &mut impl Query, row: Option<Row>) -> Result<Option<Dossier>, Error> {
    let mut dossier = row.as_ref().map(map).transpose()?;
    if let Some(Dossier { id, step: Some(now), .. }) = &mut dossier
        && is_parallel(&now.position)
    {
        let open = branch::of_dossier(q, *id)?;
        now.steps = if open.is_empty() { std::mem::take(&mut now.steps) } else { open };
    }
    Ok(dossier)
}

/// Whether branches run side by side, also when only one is still open.
const fn is_parallel(position: &Position) -> bool {
    matches!(position, Position::Parallel { .. })
}

/// What stands beside the state, as it is kept.
pub(crate) fn beside_text(dossier: &Dossier) -> Result<Option<String>, serde_json::Error> {
    json(beside(dossier))
}

/// What stands beside the state, where anything does.
fn beside(dossier: &Dossier) -> Option<&Beside> {
    Some(&dossier.beside).filter(|beside| **beside != Beside::default())
}

fn json<T: serde::Serialize>(value: Option<&T>) -> Result<Option<String>, serde_json::Error> {
    value.map(serde_json::to_string).transpose()
}

fn parse<T: serde::de::DeserializeOwned>(row: &Row, column: usize) -> Result<Option<T>, Error> {
    Ok(row.get::<Option<String>>(column)?.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn map(row: &Row) -> Result<Dossier, Error> {
    Ok(Dossier {
        id: row.get(0)?,
        number: row.get(1)?,
        state: row.get(2)?,
        revision: row.get(3)?,
        procedure: ProcedureKey { code: row.get(4)?, version: row.get(5)? },
        procedure_name: row.get(6)?,
        case: row.get(7)?,
        channel: channel(row)?,
        account: row.get(9)?,
        applicant: serde_json::from_str(&row.get::<String>(10)?)?,
        answers: Arc::new(serde_json::from_str(&row.get::<String>(11)?)?),
        received_at_unit: row.get(12)?,
        competent: row.get(13)?,
        root: row.get(14)?,
        submitted_at: row.get(15)?,
        answer_due: row.get(16)?,
        received_at: row.get(17)?,
        deadline: parse(row, 18)?,
        step: step(row)?,
        closed_at: row.get(27)?,
        returned_at: row.get(28)?,
        result: parse(row, 29)?,
        refusal: parse(row, 30)?,
        decided: row.get(31)?,
        lookup: row.get(32)?,
        beside: parse(row, 33)?.unwrap_or_default(),
        top: row.get(34)?,
    })
}

fn channel(row: &Row) -> Result<Channel, db::BadValue> {
    Channel::parse(&row.get::<String>(8)?).ok_or(db::BadValue { column: 8, expected: "a channel" })
}

fn step(row: &Row) -> Result<Option<Now>, Error> {
    let Some(position) = parse(row, 19)? else { return Ok(None) };
    Ok(Some(Now { position, steps: vec![branch::step(row, 20)?] }))
}
