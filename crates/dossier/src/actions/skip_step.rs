//! Skip step: whoever has a step that data already held make unnecessary leaves it with the evidence; what was left of its time is
//! saved and counted.

use base::code::DossierNumber;
use base::id::DossierId;
use base::{Ctx, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{fresh, linked, take_step};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Dossier, State};
use crate::permissions::{in_charge, post_at};
use crate::rules::Evidence;
use crate::{events, permissions, rules, store};

/// Which step of which dossier, and why it is not needed.
#[derive(Clone, Debug, Serialize)]
pub struct SkipStep {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The step.
    pub step: String,
    /// What is held already.
    pub evidence: Evidence,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The dossier.
    pub id: DossierId,
    /// The step it is in now.
    pub step: Option<String>,
    /// Whole working days saved.
    pub days: i64,
}

/// Leaves the step by its first way on.
///
/// # Errors
/// [`Error::NotFound`] where the process keeps the step or it is not open, [`Error::NotInCharge`] for everybody else,
/// [`Error::Invalid`] for evidence that is not whole, or an earlier dossier that is not of this person or granted nothing.
pub fn skip_step(tx: &mut Tx, ctx: &Ctx, input: &SkipStep) -> Result<Skipped, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, "dossier.skip-step", input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        post_at(&authority, &dossier)?;
        fresh(&dossier, input.revision)?;
        let unit = in_charge(&authority, &dossier).ok_or(Error::NotInCharge)?;
        let here = |open: &&crate::model::StepNow| open.code == input.step && open.unit == unit;
        let due = dossier.open_steps().iter().find(here).ok_or(Error::NotFound)?.due;
        let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        let action = rules::way_on(&version, &dossier, &input.step).ok_or(Error::NotFound)?.action.clone();
        rules::next(dossier.state, rules::Act::TakeStep)?;
        let mut errors = rules::evidence_errors(&input.evidence, ctx.now);
        errors.extend(earlier(tx, &dossier, &input.evidence)?);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
        let left = due.map(|due| worktime::remaining(&calendar, ctx.now.local(), due.local()));
        let left = left.filter(|left| !left.late).map_or((0, 0), |left| (left.days, left.minutes));
        store::skipped::insert(tx, &dossier, &input.step, ctx.now, left)?;
        let event = events::StepSkipped {
            step: input.step.clone(),
            evidence: input.evidence.clone(),
            days: left.0,
            minutes: left.1,
        };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        take_step::leave(tx, ctx, &version, &mut dossier, (&input.step, &action), unit)?;
        let step = dossier.open_steps().first().map(|step| step.code.clone());
        Ok(Skipped { id: dossier.id, step, days: left.0 })
    })
}

/// What is wrong with an earlier dossier that is named as the source; a register is taken as it is told.
fn earlier(tx: &mut Tx, dossier: &Dossier, evidence: &Evidence) -> Result<Vec<FieldError>, Error> {
    let Ok(number) = evidence.source.trim().to_uppercase().parse::<DossierNumber>() else {
        return Ok(Vec::new());
    };
    let wrong = |message: &str| Ok(vec![FieldError::new("source", message)]);
    let Some(before) = store::dossier::by_number(tx, &number)? else {
        return wrong("Không có hồ sơ mang mã này. Xin kiểm tra lại mã hồ sơ trước.");
    };
    let persons = rules::persons(before.account, &before.applicant);
    let same = rules::persons(dossier.account, &dossier.applicant).iter().any(|it| persons.contains(it));
    let granted = before.result.as_ref().is_some_and(|result| result.granted)
        && matches!(before.state, State::Completed | State::Returned);
    match (same && before.id != dossier.id, granted) {
        (false, _) => wrong("Hồ sơ này không phải của cùng người. Xin ghi hồ sơ trước của chính người nộp."),
        (true, false) => wrong("Hồ sơ trước chưa có kết quả chấp thuận nên chưa thay được bước này."),
        (true, true) => Ok(Vec::new()),
    }
}
