//! Correct a reception: what the one-stop unit took down wrongly is put right, with a reason; what it said before stays on
//! record. Another case or another body begins the process anew, with an appointment counted from the reception.

use base::id::{DossierId, UnitId};
use base::{Authority, Ctx, FieldError, Instant};
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{clock, fresh, owe};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Applicant, Dossier, ReceptionBefore, State, TypedApplicant};
use crate::submission::{content_of, receiving_body};
use crate::{events, permissions, queries, rules, steps, store};

/// Longest reason taken, in characters.
const REASON_LIMIT: usize = 2000;

/// What is put right; what is none stays.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectReception {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// In whose name; only where an officer took it down.
    pub applicant: Option<TypedApplicant>,
    /// The case.
    pub case: Option<String>,
    /// The body that decides.
    pub competent: Option<UnitId>,
    /// Why.
    pub reason: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptionCorrected {
    /// The dossier.
    pub id: DossierId,
    /// When the result is due now.
    pub due: Instant,
}

/// Puts it right.
///
/// # Errors
/// [`Error::NotFound`] outside the receiving body, [`Error::Illegal`] outside handling, [`Error::DecidedBefore`] once the
/// signatory has decided, [`Error::Invalid`] without a reason, where nothing changes, or where the form does not carry
/// the other case.
pub fn correct_reception(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &CorrectReception,
) -> Result<ReceptionCorrected, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    ledger::once(tx, ctx, "dossier.correct-reception", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&dossier.root)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::CorrectReception)?;
        rules::not_under_correction(&dossier)?;
        rules::linked::not_linked(&dossier)?;
        if dossier.decided.is_some() {
            return Err(Error::DecidedBefore);
        }
        let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        let was = dossier.clone();
        let before = change(tx, ctx, &authority, &version, &mut dossier, input)?;
        if before.case.is_some() || before.competent.is_some() {
            begin_anew(tx, ctx, &version, &mut dossier)?;
        }
        let changed = names(&before);
        dossier.beside.receptions.push(before);
        store::dossier::correct(tx, &was, &dossier)?;
        store::dossier::save(tx, &mut dossier)?;
        let due = dossier.running_due().map(|due| Instant::from_local(due.due)).ok_or(Error::NotFound)?;
        let event = events::ReceptionCorrected {
            changed,
            reason: input.reason.trim().to_owned(),
            case: dossier.case.clone(),
            competent: dossier.competent,
            content: content_of(&dossier)?,
            due,
        };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(ReceptionCorrected { id: dossier.id, due })
    })
}

/// Writes what is put right into the dossier; what it said before.
fn change(
    tx: &mut Tx,
    ctx: &Ctx,
    authority: &Authority,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    input: &CorrectReception,
) -> Result<ReceptionBefore, Error> {
    let mut errors = Vec::new();
    let reason = input.reason.trim().to_owned();
    let mut before = ReceptionBefore { at: ctx.now, reason, applicant: None, case: None, competent: None };
    match &input.applicant {
        Some(_) if dossier.channel.is_electronic() => errors.push(FieldError::new(
            "applicant.name",
            "Hồ sơ nộp trực tuyến do người nộp tự khai; cán bộ không sửa phần này.",
        )),
        Some(typed) => match typed.check(ctx.now.date()).map(|now| put_right(&dossier.applicant, now)) {
            Ok(applicant) if applicant != dossier.applicant => {
                before.applicant = Some(std::mem::replace(&mut dossier.applicant, applicant));
            }
            Ok(_) => {}
            Err(wrong) => errors.extend(wrong),
        },
        None => {}
    }
    if let Some(case) = input.case.as_ref().filter(|case| **case != dossier.case) {
        errors.extend(rules::other_case(version, case, dossier, ctx.now.date()));
        before.case = Some(std::mem::replace(&mut dossier.case, case.clone()));
    }
    if let Some(body) = input.competent.filter(|body| *body != dossier.competent) {
        let unit = queries::competent_body(tx, version, body, ctx.now.date())?;
        authority.at_root(&receiving_body(&unit))?;
        before.competent = Some(std::mem::replace(&mut dossier.competent, unit.id));
    }
    // In the order of the page, where the reason comes last.
    let ask = "Ghi lý do sửa; lý do được lưu cùng hồ sơ.";
    errors.extend(rules::words("reason", &input.reason, REASON_LIMIT, ask));
    if errors.is_empty() && names(&before).is_empty() {
        errors.push(FieldError::new("reason", "Chưa có nội dung nào thay đổi. Xin sửa mục cần sửa rồi gửi."));
    }
    if errors.is_empty() { Ok(before) } else { Err(Error::Invalid(errors)) }
}

/// The applicant as put right. What was left out stays: for whom, by what right, how they were identified.
fn put_right(was: &Applicant, now: Applicant) -> Applicant {
    let people = if now.people.is_empty() { was.people.clone() } else { now.people };
    Applicant {
        name: now.name,
        number: now.number,
        address: now.address,
        phone: now.phone,
        email: now.email,
        acting: now.acting.or(was.acting),
        people,
        ..was.clone()
    }
}

/// The names of what was put right.
fn names(before: &ReceptionBefore) -> Vec<String> {
    let all = [
        (before.applicant.is_some(), "applicant"),
        (before.case.is_some(), "case"),
        (before.competent.is_some(), "competent"),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned()).collect()
}

/// The appointment counted from the reception, the fees, and the process from its first step. A later day that was promised
/// holds; a step that waited for something waits no more.
fn begin_anew(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<(), Error> {
    dossier.beside.waits.retain(|wait| wait.until.is_some());
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let local = catalogue::local_fees(tx, &version.code, ctx.now.date())?;
    dossier.beside.charges = version.charges(&dossier.answers, &situation, &local);
    owe::owe(tx, ctx, dossier)?;
    clock::reckon(tx, ctx, version, dossier)?;
    let due = dossier.running_due().ok_or(Error::NotFound)?;
    dossier.step = None;
    dossier.step = steps::enter(tx, ctx, version, dossier, version.process.begin(), &due)?;
    dossier.state = State::Received;
    store::branch::replace(tx, dossier.id, &[])?;
    Ok(store::asked::replace(tx, dossier, &[])?)
}
